package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Severity;

/** The words and numbers that libraries of logging have for severities. */
final class Levels {

  /** Not a level. */
  static final int UNKNOWN = -1;

  private static final KnownNames<Integer> WORDS =
      new KnownNames<Integer>()
          .add(code(Severity.EMERGENCY), "emerg", "emergency", "panic")
          .add(code(Severity.ALERT), "alert")
          .add(code(Severity.CRITICAL), "crit", "critical", "fatal", "f", "c", "dpanic")
          .add(code(Severity.ERROR), "err", "error", "severe", "e", "fail", "failure")
          .add(code(Severity.WARNING), "warn", "warning", "w", "wrn")
          .add(code(Severity.NOTICE), "notice", "n", "success")
          .add(code(Severity.INFO), "info", "information", "informational", "i", "inf", "config")
          .add(code(Severity.DEBUG), "debug", "d", "dbg", "trace", "t", "trc", "verbose", "v")
          .add(code(Severity.DEBUG), "fine", "finer", "finest", "all");

  private Levels() {}

  private static int code(Severity severity) {
    return severity.code();
  }

  /** The {@link RecordHeader#priority} of a word, whatever its case, or {@link #UNKNOWN}. */
  static int ofWord(byte[] b, int from, int to) {
    int code = WORDS.get(b, from, to, UNKNOWN);
    return code < 0 ? UNKNOWN : RecordHeader.NO_FACILITY + code;
  }

  /**
   * The priority of a number: 0 to 7 are those of syslog, 10, 20 to 60 trace, debug, info, warning,
   * error, fatal of bunyan and pino; or {@link #UNKNOWN}.
   */
  static int ofNumber(long number) {
    if (number >= 0 && number <= 7) {
      return RecordHeader.NO_FACILITY + (int) number;
    }
    if (number < 10 || number > 60) {
      return UNKNOWN;
    }
    Severity severity =
        switch ((int) number / 10) {
          case 1, 2 -> Severity.DEBUG;
          case 3 -> Severity.INFO;
          case 4 -> Severity.WARNING;
          case 5 -> Severity.ERROR;
          default -> Severity.CRITICAL;
        };
    return RecordHeader.NO_FACILITY + severity.code();
  }
}
