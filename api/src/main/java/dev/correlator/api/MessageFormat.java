package dev.correlator.api;

/** The targets that messages are made for; values are escaped accordingly. */
public enum MessageFormat {
  /** Plain text: control characters are shown escaped. */
  TEXT,
  /** HTML: a fragment. */
  HTML
}
