package dev.correlator.intake;

/**
 * Reads times with a month's name, a year and an offset: {@code Mon, 02 Mar 2026 08:00:00 +0100}
 * (RFC 1123, 5.2.14; {@code GMT}, {@code UTC} and {@code Z} too, the day of the week may be
 * missing) and {@code 02/Mar/2026:08:00:00 +0100} (the common log format).
 */
final class MonthNameTime {

  static final long NONE = Long.MIN_VALUE;

  /** From the month's name to the offset: {@code Mar 2026 08:00:00 }. */
  private static final int BEHIND_DAY = 18;

  private MonthNameTime() {}

  /** Nanoseconds since the epoch, or {@link #NONE} if these bytes are no such time. */
  static long read(byte[] b, int from, int to) {
    int p = from;
    if (to - from > 5 && b[from + 3] == ',' && b[from + 4] == ' ') {
      p += 5;
    }
    int month = p;
    int day = 0;
    while (month < to && month < p + 2 && Words.isDigit(b[month])) {
      day = day * 10 + b[month++] - '0';
    }
    if (month == p || to - month < BEHIND_DAY + 2) {
      return NONE;
    }
    month++;
    long nanos = nanos(b, month, day);
    long offset = offset(b, month + BEHIND_DAY, to);
    return nanos == NONE || offset == NONE ? NONE : nanos - offset;
  }

  private static long nanos(byte[] b, int month, int day) {
    boolean slashes = b[month - 1] == '/' && b[month + 3] == '/' && b[month + 8] == ':';
    boolean blanks = b[month - 1] == ' ' && b[month + 3] == ' ' && b[month + 8] == ' ';
    int century = Words.two(b, month + 4);
    int ofCentury = Words.two(b, month + 6);
    long ofDay = Dates.hourAndMinute(b, month + 9);
    int second = Words.two(b, month + 15);
    boolean wellFormed = (slashes || blanks) && b[month + 14] == ':' && b[month + 17] == ' ';
    if (!wellFormed || century < 0 || ofCentury < 0 || ofDay < 0 || second < 0 || second > 60) {
      return NONE;
    }
    long start = Dates.nanos(century * 100 + ofCentury, BsdTime.month(Words.halfAt(b, month)), day);
    // The leap second is the last nanosecond of its minute.
    return start == Long.MIN_VALUE
        ? NONE
        : start + ofDay + (second == 60 ? Dates.MINUTE - 1 : second * Dates.SECOND);
  }

  /** How far local time is ahead, or {@link #NONE}. */
  private static long offset(byte[] b, int from, int to) {
    int length = to - from;
    if (length == 1 && b[from] == 'Z' || length == 3 && isUtc(b, from)) {
      return 0;
    }
    if (length != 5 || b[from] != '+' && b[from] != '-') {
      return NONE;
    }
    int hours = Words.two(b, from + 1);
    int minutes = Words.two(b, from + 3);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long ahead = (hours * 60 + minutes) * Dates.MINUTE;
    return b[from] == '-' ? -ahead : ahead;
  }

  private static boolean isUtc(byte[] b, int at) {
    return b[at] == 'G' && b[at + 1] == 'M' && b[at + 2] == 'T'
        || b[at] == 'U' && b[at + 1] == 'T' && b[at + 2] == 'C';
  }
}
