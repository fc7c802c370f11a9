package dev.correlator.intake;

/** Days of the calendar as numbers, without objects. */
final class Dates {

  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long DAY = 86_400 * SECOND;

  /** What nanoseconds in a long reach, with a margin for zones. */
  static final int YEAR_MIN = 1680;

  static final int YEAR_MAX = 2260;

  /** Days of a leap year before each month, 1 to 12, and the year's. */
  private static final int[] BEFORE = {
    0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366
  };

  private Dates() {}

  /** The day of a leap year, from 0, or -1 if there is none. */
  static int dayOfLeapYear(int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > BEFORE[month + 1] - BEFORE[month]) {
      return -1;
    }
    return BEFORE[month] + day - 1;
  }

  /**
   * Nanoseconds from 1970 to the start of the day, or the smallest long if there is no such day.
   */
  static long nanos(int year, int month, int day) {
    int inYear = dayOfLeapYear(month, day);
    if (inYear < 0 || year < YEAR_MIN || year > YEAR_MAX) {
      return Long.MIN_VALUE;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (!leap && month >= 2) {
      if (month == 2 && day == 29) {
        return Long.MIN_VALUE;
      }
      inYear -= month > 2 ? 1 : 0;
    }
    int y = year - 1;
    long days = y * 365L + y / 4 - y / 100 + y / 400 - 719_162 + inYear;
    return days * DAY;
  }

  /** Nanoseconds of {@code HH:MM} at a place, or -1. */
  static long hourAndMinute(byte[] b, int at) {
    int hour = Words.two(b, at);
    int minute = Words.two(b, at + 3);
    if (hour < 0 || hour > 23 || b[at + 2] != ':' || minute < 0 || minute > 59) {
      return -1;
    }
    return (hour * 60 + minute) * MINUTE;
  }
}
