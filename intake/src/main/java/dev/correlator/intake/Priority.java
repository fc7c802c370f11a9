package dev.correlator.intake;

/** Reads {@code <PRI>}: RFC 5424, 6.2.1; RFC 3164, 4.1.1. */
final class Priority {

  static final int MAX = 191;

  private Priority() {}

  /**
   * The priority and the length of what it is written in.
   *
   * @return value * 8 + length, or -1 where it is not 0 to 191 in angle brackets
   */
  static int read(byte[] b, int from, int to) {
    int value = 0;
    int end = Math.min(to, from + 4);
    int p = from + 1;
    while (p < end && Words.isDigit(b[p])) {
      value = value * 10 + b[p++] - '0';
    }
    boolean number = p > from + 1 && (p == from + 2 || b[from + 1] != '0');
    if (!number || value > MAX || p >= to || b[p] != '>') {
      return -1;
    }
    return value << 3 | (p + 1 - from);
  }
}
