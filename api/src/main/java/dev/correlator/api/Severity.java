package dev.correlator.api;

/**
 * How much an event matters, from least to most; {@code compareTo} orders them so. The levels and
 * their numbers are those of RFC 5424, 6.2.1.
 */
public enum Severity {
  /** Not stated: the standard interface of the event decides. Never seen in an envelope. */
  UNSET(-1),
  /** Debug-level messages. */
  DEBUG(7),
  /** Informational messages. */
  INFO(6),
  /** Normal but significant. */
  NOTICE(5),
  /** Warning conditions. */
  WARNING(4),
  /** Error conditions. */
  ERROR(3),
  /** Critical conditions. */
  CRITICAL(2),
  /** Action must be taken at once. */
  ALERT(1),
  /** The system is unusable. */
  EMERGENCY(0);

  private static final Severity[] BY_CODE = {
    EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFO, DEBUG
  };

  private final int code;

  Severity(int code) {
    this.code = code;
  }

  /** The number in syslog, 0 (emergency) to 7 (debug). */
  public int code() {
    return code;
  }

  /** The severity with this number, 0 to 7. */
  public static Severity ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("severity code " + code + " is not in 0..7");
    }
    return BY_CODE[code];
  }
}
