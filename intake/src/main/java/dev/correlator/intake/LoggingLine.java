package dev.correlator.intake;

import java.util.Arrays;

/**
 * How the first line of a record of a library of logging begins. What begins with less may stand in
 * a record that begins with more, as a line of its text: there it begins none.
 */
enum LoggingLine {
  /** No record begins here. */
  NONE,
  /** {@code WARNING:shop.cart:text}: a level and the logger, and no time. */
  UNTIMED,
  /** {@code 08:00:00.123}, bracketed or not, with a level behind it. */
  DAYLESS,
  /** A day, bracketed or not, or a level in front of one. */
  DATED;

  /** A level that stands in front of all is a whole word of so many letters. */
  private static final int LEVEL_MIN = 4;

  private static final int LEVEL_MAX = 8;

  /** One's own may have more letters. */
  private static final int OWN_LEVEL_MAX = 12;

  private static final byte[] NUMBERED = LoggingCursor.name("Level ");

  /** So far behind a time of day its level begins. */
  private static final int LEVEL_WITHIN = 200;

  static LoggingLine of(byte[] b, int from, int to) {
    if (to - from < LEVEL_MIN) {
      return NONE;
    }
    int p = b[from] == '[' ? from + 1 : from;
    if (Words.isDigit(b[p])) {
      if (LoggingTime.isDay(b, p, to)) {
        return DATED;
      }
      boolean time = LoggingTime.isTimeOfDay(b, p, to);
      return time && (hasLevel(b, p + 8, to) || hasOwnLevel(b, p + 8, to)) ? DAYLESS : NONE;
    }
    int behind = behindLevel(b, from, to);
    if (behind < 0) {
      behind = behindOwnLevel(b, from, to);
    }
    if (behind < 0) {
      return NONE;
    }
    if (b[from] != '[' && behindLogger(b, behind, to) > 0) {
      return UNTIMED;
    }
    return dayBehindLevel(b, behind, to) > 0 ? DATED : NONE;
  }

  /** Whether a line begins a record, where it may belong to one that began earlier. */
  static boolean begins(byte[] b, int recordFrom, int from, int to) {
    LoggingLine line = of(b, from, to);
    if (line == NONE || line == DATED) {
      return line == DATED;
    }
    int end = Words.find(b, recordFrom, from, Words.LINE_FEEDS);
    return line.compareTo(of(b, recordFrom, end)) >= 0;
  }

  /** The place behind a level in capital letters, and its brackets, or -1. */
  static int behindLevel(byte[] b, int from, int to) {
    boolean bracketed = from < to && b[from] == '[';
    int start = bracketed ? from + 1 : from;
    int p = start;
    while (p < to && p - start <= LEVEL_MAX && b[p] >= 'A' && b[p] <= 'Z') {
      p++;
    }
    if (p - start < LEVEL_MIN || Levels.ofWord(b, start, p) == Levels.UNKNOWN) {
      return -1;
    }
    if (!bracketed) {
      return p;
    }
    p = skipBlanks(b, p, to);
    return p < to && b[p] == ']' ? p + 1 : -1;
  }

  /**
   * The place behind a level that a program has made for itself, {@code AUDIT}, or Python's name
   * for one that has none, {@code Level 25}; or -1.
   */
  static int behindOwnLevel(byte[] b, int from, int to) {
    if (to - from < LEVEL_MIN || b[from] < 'A' || b[from] > 'Z') {
      return -1;
    }
    int p = from;
    if (b[from + 1] == 'e'
        && to - from > NUMBERED.length
        && Arrays.equals(b, from, from + NUMBERED.length, NUMBERED, 0, NUMBERED.length)) {
      p += NUMBERED.length;
      while (p < to && Words.isDigit(b[p])) {
        p++;
      }
      return p > from + NUMBERED.length ? p : -1;
    }
    while (p < to && p - from <= OWN_LEVEL_MAX && b[p] >= 'A' && b[p] <= 'Z') {
      p++;
    }
    boolean ends = p == to || b[p] == ' ' || b[p] == '\t' || ":]|/".indexOf(b[p]) >= 0;
    return ends && p - from >= LEVEL_MIN && p - from <= OWN_LEVEL_MAX ? p : -1;
  }

  /** Whether a program's own level is the first word behind a time of day, in brackets or not. */
  private static boolean hasOwnLevel(byte[] b, int from, int to) {
    int p = from;
    while (p < to && (Words.isDigit(b[p]) || " .,-|:[]\t".indexOf(b[p]) >= 0)) {
      p++;
    }
    return behindOwnLevel(b, p, to) > 0;
  }

  /** The place behind {@code :shop.cart:}, or -1. */
  static int behindLogger(byte[] b, int from, int to) {
    if (from >= to || b[from] != ':') {
      return -1;
    }
    int p = from + 1;
    while (p < to && b[p] > ' ' && b[p] != ':' && b[p] != '/') {
      p++;
    }
    return p > from + 1 && p < to && b[p] == ':' ? p + 1 : -1;
  }

  /** Where a day stands behind a level, with something in brackets between or not; or -1. */
  static int dayBehindLevel(byte[] b, int behindLevel, int to) {
    int p = skipBlanks(b, behindLevel, to);
    if (p == behindLevel) {
      return -1;
    }
    if (p < to && b[p] == '[') {
      if (LoggingTime.isDay(b, p + 1, to)) {
        return p + 1;
      }
      while (p < to && b[p] != ']') {
        p++;
      }
      p = skipBlanks(b, Math.min(to, p + 1), to);
    }
    return LoggingTime.isDay(b, p, to) ? p : -1;
  }

  private static boolean hasLevel(byte[] b, int from, int to) {
    int last = Math.min(to, from + LEVEL_WITHIN);
    boolean inWord = false;
    for (int p = from; p < last; p++) {
      boolean letter = (b[p] | 0x20) >= 'a' && (b[p] | 0x20) <= 'z';
      if (letter && !inWord && isLevel(b, p, to)) {
        return true;
      }
      inWord = letter;
    }
    return false;
  }

  private static boolean isLevel(byte[] b, int from, int to) {
    int behind = behindLevel(b, from, to);
    return behind > 0 && (behind == to || b[behind] == ' ' || ":]|-/".indexOf(b[behind]) >= 0);
  }

  static int skipBlanks(byte[] b, int from, int to) {
    int p = from;
    while (p < to && (b[p] == ' ' || b[p] == '\t')) {
      p++;
    }
    return p;
  }
}
