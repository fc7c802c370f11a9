package dev.correlator.delivery;

/** What is done with texts that a spreadsheet would take for a formula. */
public enum Formulas {
  /** They get an apostrophe in front. */
  GUARD,
  /** They stay as they are: for machines that read the file. */
  RAW
}
