package dev.correlator.intake;

/**
 * Reads times as {@code 2026-03-02T00:00:01.123456+01:00}: RFC 3339, and as RFC 5424, 6.2.3 has it.
 * The last minute and the last offset are kept, so that a further time in the same minute costs
 * three comparisons and no calendar. Used by one thread.
 *
 * <p>The second 60 is the leap second; it is read as the last nanosecond of its minute, so that
 * time does not go back after it.
 */
final class IsoTime {

  private static final long OFFSET_CHARACTERS = 0xFFFFFFFFFFFFL;
  private static final int UTC = 'U' | 'T' << 8 | 'C' << 16;
  private static final int GMT = 'G' | 'M' << 8 | 'T' << 16;
  private static final int SHORTEST = 19;

  /** Whether only RFC 5424's form will do, or what other writers make of it too. */
  private final boolean strict;

  private long dateCharacters;
  private long minuteCharacters;
  private long minuteNanos;
  private long offsetCharacters;
  private long offsetNanos;

  /** The time read last: since the epoch, or by local clocks where {@link #local} says so. */
  long nanos;

  /** Whether the time had no offset. */
  boolean local;

  IsoTime(boolean strict) {
    this.strict = strict;
  }

  /** Reads the time at a place and returns the place behind it, or -1 if there is none. */
  int read(byte[] b, int from, int to) {
    if (to - from < SHORTEST) {
      return -1;
    }
    long date = Words.at(b, from);
    long minute = Words.at(b, from + 8);
    if ((date != dateCharacters || minute != minuteCharacters) && !minute(b, from, date, minute)) {
      return -1;
    }
    int tens = b[from + 17] - '0';
    int ones = b[from + 18] - '0';
    int second = tens * 10 + ones;
    if (b[from + 16] != ':' || tens < 0 || ones < 0 || ones > 9 || second > 60) {
      return -1;
    }
    long t = minuteNanos + second * Dates.SECOND;
    int p = from + SHORTEST;
    if (p < to && (b[p] == '.' || (b[p] == ',' && !strict))) {
      p = fraction(b, p + 1, to);
      t += nanos;
    }
    nanos = second == 60 ? minuteNanos + Dates.MINUTE - 1 : t;
    return p < 0 ? p : offset(b, p, to);
  }

  private int fraction(byte[] b, int from, int to) {
    long word = Words.at(b, from);
    int digits = Math.min(Words.digits(word), to - from);
    if (digits == 0) {
      return -1;
    }
    nanos = Words.number(word, digits) * 10;
    int p = from + digits;
    if (digits == 8 && p < to && Words.isDigit(b[p])) {
      nanos += b[p++] - '0';
    }
    while (!strict && p < to && Words.isDigit(b[p])) {
      p++; // less than a nanosecond
    }
    return p;
  }

  private int offset(byte[] b, int p, int to) {
    local = false;
    if (p < to) {
      byte c = b[p];
      if (c == 'Z' || (c == 'z' && !strict)) {
        return p + 1;
      }
      if (c == '+' || c == '-') {
        long characters = Words.at(b, p) & OFFSET_CHARACTERS;
        if (characters == offsetCharacters && to - p >= 6) {
          nanos -= offsetNanos;
          return p + 6;
        }
        return newOffset(b, p, to, characters);
      }
    }
    return strict ? -1 : separateZone(b, p, to);
  }

  /** An offset behind a space, {@code UTC} or {@code GMT}; what else is there is left standing. */
  private int separateZone(byte[] b, int from, int to) {
    if (to - from >= 4 && b[from] == ' ') {
      int zone = Words.halfAt(b, from + 1) & 0xFFFFFF;
      if ((zone == UTC || zone == GMT) && (to - from == 4 || b[from + 4] == ' ')) {
        return from + 4;
      }
      if (b[from + 1] == '+' || b[from + 1] == '-') {
        int behind = newOffset(b, from + 1, to, Words.at(b, from + 1) & OFFSET_CHARACTERS);
        if (behind > 0) {
          return behind;
        }
      }
    }
    local = true;
    return from;
  }

  /**
   * {@code +01:00}; where others write: {@code +0100}, {@code +01} too. What stands behind it is
   * not looked at where it has a colon, as it is not where the offset is that of the time before.
   */
  private int newOffset(byte[] b, int from, int to, long characters) {
    int digits = Math.min(Words.digits(Words.at(b, from + 1)), to - from - 1);
    boolean colon = digits == 2 && to - from >= 6 && b[from + 3] == ':';
    if (!colon && (strict || digits != 4 && digits != 2)) {
      return -1;
    }
    int length = colon ? 6 : digits + 1;
    int hours = Words.two(b, from + 1);
    int minutes = length == 3 ? 0 : Words.two(b, from + length - 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return -1;
    }
    long ahead = (hours * 60 + minutes) * Dates.MINUTE;
    long signed = b[from] == '-' ? -ahead : ahead;
    if (colon) {
      offsetCharacters = characters;
      offsetNanos = signed;
    }
    nanos -= signed;
    return from + length;
  }

  private boolean minute(byte[] b, int from, long date, long minute) {
    int century = Words.two(b, from);
    int year = Words.two(b, from + 2);
    long dayNanos =
        century < 0 || year < 0
            ? Long.MIN_VALUE
            : Dates.nanos(century * 100 + year, Words.two(b, from + 5), Words.two(b, from + 8));
    long ofDay = Dates.hourAndMinute(b, from + 11);
    boolean separated = b[from + 4] == '-' && b[from + 7] == '-' && isSeparator(b[from + 10]);
    if (!separated || dayNanos == Long.MIN_VALUE || ofDay < 0) {
      return false;
    }
    dateCharacters = date;
    minuteCharacters = minute;
    minuteNanos = dayNanos + ofDay;
    return true;
  }

  private boolean isSeparator(byte c) {
    return c == 'T' || (!strict && (c == ' ' || c == 't'));
  }
}
