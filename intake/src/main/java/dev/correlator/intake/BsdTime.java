package dev.correlator.intake;

import dev.correlator.api.RecordHeader.Clock;

/**
 * Reads times as {@code Mar 2 00:00:01}: RFC 3164, 4.1.2, and what daemons make of it: a day of one
 * digit behind one space or a zero, a year behind the day, a fraction. The last second is kept, so
 * that a further time in the same second is two comparisons. Used by one thread.
 */
final class BsdTime {

  /** {@code Mmm dd HH:MM:SS}. */
  private static final int LENGTH = 15;

  private static final int YEARLESS = -1;

  /** The characters of the second word up to the seconds: {@code HH:MM:}. */
  private static final long MINUTE_CHARACTERS = 0xFFFFFFFFFFFFL;

  // Starts as what no time has, see nextSecond.
  private long dateCharacters = -1;
  private long timeCharacters;
  private long secondNanos;
  private long minuteNanos;

  /** The time read last, as {@link #clock} says. */
  long nanos;

  /** {@link Clock#YEARLESS}, or {@link Clock#LOCAL} where the year is there. */
  Clock clock = Clock.YEARLESS;

  /** Reads the time at a place and returns the place behind it, or -1 if there is none. */
  int read(byte[] b, int from, int to) {
    if (to - from < LENGTH - 1) {
      return -1;
    }
    long date = Words.at(b, from);
    long time = Words.at(b, from + 7);
    if (date == dateCharacters && to - from >= LENGTH) {
      if (time == timeCharacters || nextSecond(b, from, time)) {
        nanos = secondNanos;
        clock = Clock.YEARLESS;
        int end = from + LENGTH;
        return end < to && b[end] != ' ' ? fraction(b, end, to) : end;
      }
    }
    return other(b, from, to, date, time);
  }

  private boolean nextSecond(byte[] b, int from, long time) {
    if (((time ^ timeCharacters) & MINUTE_CHARACTERS) != 0) {
      return false;
    }
    int second = Words.two(b, from + 13);
    if (second < 0 || second > 60) {
      return false;
    }
    keepSecond(time, second);
    return true;
  }

  private void keepSecond(long time, int second) {
    timeCharacters = time;
    secondNanos = minuteNanos + (second == 60 ? Dates.MINUTE - 1 : second * Dates.SECOND);
  }

  private int other(byte[] b, int from, int to, long date, long time) {
    int month = month(Words.halfAt(b, from));
    if (month == 0 || b[from + 3] != ' ') {
      return -1;
    }
    int p = from + 4;
    boolean padded = b[p] == ' ';
    if (padded) {
      p++;
    }
    int dayFrom = p;
    int day = 0;
    while (p < to && p < dayFrom + 2 && Words.isDigit(b[p])) {
      day = day * 10 + b[p++] - '0';
    }
    boolean usual = padded ? p == dayFrom + 1 : p == dayFrom + 2;
    if (p == dayFrom || p >= to || b[p++] != ' ') {
      return -1;
    }
    int year = YEARLESS;
    if (to - p >= 5 && Words.isDigit(b[p + 2]) && b[p + 4] == ' ') {
      year = Math.max(0, Words.two(b, p)) * 100 + Math.max(0, Words.two(b, p + 2));
      p += 5;
    }
    if (to - p < 8) {
      return -1;
    }
    long ofDay = Dates.hourAndMinute(b, p);
    int second = Words.two(b, p + 6);
    int dayOfYear = Dates.dayOfLeapYear(month, day);
    if (ofDay < 0 || b[p + 5] != ':' || second < 0 || second > 60 || dayOfYear < 0) {
      return -1;
    }
    if (year == YEARLESS && usual) {
      dateCharacters = date;
      minuteNanos = dayOfYear * Dates.DAY + ofDay;
      keepSecond(time, second);
    }
    long dayNanos = year == YEARLESS ? dayOfYear * Dates.DAY : Dates.nanos(year, month, day);
    if (dayNanos == Long.MIN_VALUE) {
      return -1;
    }
    clock = year == YEARLESS ? Clock.YEARLESS : Clock.LOCAL;
    nanos = dayNanos + ofDay + (second == 60 ? Dates.MINUTE - 1 : second * Dates.SECOND);
    p += 8;
    return p < to && b[p] != ' ' ? fraction(b, p, to) : p;
  }

  /**
   * What stands behind the second without a space: a fraction, or something that is left standing.
   */
  private int fraction(byte[] b, int from, int to) {
    if (b[from] != '.' && b[from] != ',') {
      return b[from] == ':' ? from : -1;
    }
    int p = from + 1;
    long word = Words.at(b, p);
    int digits = Math.min(Words.digits(word), to - p);
    if (digits == 0) {
      return -1;
    }
    p += digits;
    long fraction = Words.number(word, digits) * 10;
    if (digits == 8 && p < to && Words.isDigit(b[p])) {
      fraction += b[p++] - '0';
    }
    if ((nanos + 1) % Dates.MINUTE != 0) {
      // Not a leap second, which is at its end already.
      nanos += fraction;
    }
    while (p < to && Words.isDigit(b[p])) {
      p++;
    }
    return p;
  }

  /** The number of {@code Jan} to {@code Dec}, the first of four bytes, or 0. */
  static int month(int characters) {
    return switch (characters & 0xFFFFFF) {
      case 'J' | 'a' << 8 | 'n' << 16 -> 1;
      case 'F' | 'e' << 8 | 'b' << 16 -> 2;
      case 'M' | 'a' << 8 | 'r' << 16 -> 3;
      case 'A' | 'p' << 8 | 'r' << 16 -> 4;
      case 'M' | 'a' << 8 | 'y' << 16 -> 5;
      case 'J' | 'u' << 8 | 'n' << 16 -> 6;
      case 'J' | 'u' << 8 | 'l' << 16 -> 7;
      case 'A' | 'u' << 8 | 'g' << 16 -> 8;
      case 'S' | 'e' << 8 | 'p' << 16 -> 9;
      case 'O' | 'c' << 8 | 't' << 16 -> 10;
      case 'N' | 'o' << 8 | 'v' << 16 -> 11;
      case 'D' | 'e' << 8 | 'c' << 16 -> 12;
      default -> 0;
    };
  }
}
