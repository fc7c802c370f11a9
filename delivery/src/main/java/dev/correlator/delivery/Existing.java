package dev.correlator.delivery;

/** What a handler does with a file that is there when it starts to write it. */
public enum Existing {
  /** It is renamed to {@code NAME.1.ending}, older ones to {@code .2} and so on. */
  ROTATE,
  /** The new rows come after the old ones. */
  APPEND,
  /** It is emptied. */
  REPLACE
}
