package dev.correlator.api;

/** Why a record cannot be parsed. */
public enum Rejection {
  /** Nothing but white space. */
  EMPTY("empty line"),
  /** The header does not have the form of the format. */
  HEADER("no header of this format"),
  /** The priority is not a number of 0 to 191: RFC 5424, 6.2.1. */
  PRIORITY("priority is not 0..191"),
  /** The version is not a number of 1 to 999: RFC 5424, 6.2.2. */
  VERSION("version is not 1..999"),
  /** The time does not have the form of the format, or does not exist in the calendar. */
  TIME("time cannot be read"),
  /** The structured data is not well formed: RFC 5424, 6.3. */
  STRUCTURED_DATA("structured data is not well formed"),
  /** Not one whole JSON object: RFC 8259. */
  JSON("not a JSON object"),
  /** Longer than the largest record; cut there. */
  TOO_LONG("longer than the largest record"),
  /** The source ends in the middle of the record. */
  CUT_OFF("the source ends inside the record"),
  /**
   * The octet count is not followed by a record of that length, RFC 6587, 3.4.1; or a length in a
   * journal's export not by such a value.
   */
  FRAMING("octet count or length does not fit"),
  /** The parser threw, which it must not; its format comes from a plugin. */
  PARSER_FAILED("the parser of the format failed");

  private final String text;

  Rejection(String text) {
    this.text = text;
  }

  /** In words. */
  public String text() {
    return text;
  }
}
