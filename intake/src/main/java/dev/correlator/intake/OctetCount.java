package dev.correlator.intake;

/** The count in front of a record: RFC 6587, 3.4.1. */
final class OctetCount {

  /** A count with more digits is damage: it would skip more than ten megabytes. */
  static final int DIGITS_MAX = 7;

  private OctetCount() {}

  /**
   * The place behind the count and its space; -1: there is none; 0: it goes on behind {@code to}.
   */
  static int behind(byte[] b, int from, int to) {
    if (from < to && b[from] == '0') {
      return -1; // RFC 6587 has it begin with another digit
    }
    int p = from;
    int end = Math.min(to, from + DIGITS_MAX);
    while (p < end && Words.isDigit(b[p])) {
      p++;
    }
    if (p == to && p > from) {
      return 0;
    }
    return p == from || p >= to || b[p] != ' ' ? -1 : p + 1;
  }

  /** The count in front of a place that {@link #behind} returned. */
  static int value(byte[] b, int from, int behind) {
    int value = 0;
    for (int p = from; p < behind - 1; p++) {
      value = value * 10 + b[p] - '0';
    }
    return value;
  }
}
