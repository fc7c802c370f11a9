package dev.correlator.core;

import java.time.LocalDate;
import java.time.Year;

/**
 * Times without a year, as {@link dev.correlator.api.RecordHeader.Clock#YEARLESS} has them, put
 * into years. The year that the last call used is kept. Used by one thread.
 */
final class YearlessTime {

  static final long DAY = 86_400 * Times.SECOND;
  static final long LEAP_YEAR = 366 * DAY;

  private static final long FEBRUARY_29 = 59 * DAY;
  private static final long MARCH_1 = 60 * DAY;

  /** What lies outside of the year that puts a time nearest to another. */
  private static final long HALF_YEAR = 182 * DAY;

  /** Between leap years lie up to eight: 1896 and 1904. */
  private static final int YEARS_BETWEEN_LEAP_YEARS = 8;

  private int year;
  private boolean leap;
  private long start;

  YearlessTime(int year) {
    enter(year);
  }

  private void enter(int newYear) {
    year = Math.clamp(newYear, YearRule.YEAR_MIN, YearRule.YEAR_MAX);
    leap = Year.isLeap(year);
    start = LocalDate.of(year, 1, 1).toEpochDay() * DAY;
  }

  static boolean isLeapDay(long yearless) {
    return yearless >= FEBRUARY_29 && yearless < MARCH_1;
  }

  /** Local time in a year that has the day. */
  private long in(long yearless) {
    return start + yearless - (yearless >= MARCH_1 && !leap ? DAY : 0);
  }

  /** The local time nearest to another. */
  long nearest(long yearless, long local) {
    long same = in(yearless);
    long apart = same - local;
    if (apart <= HALF_YEAR && apart >= -HALF_YEAR && (leap || !isLeapDay(yearless))) {
      return same;
    }
    return search(yearless, local);
  }

  private long search(long yearless, long local) {
    int middle = yearOf(local);
    int reach = isLeapDay(yearless) ? YEARS_BETWEEN_LEAP_YEARS : 1;
    long best = 0;
    int bestYear = 0;
    for (int y = middle - reach; y <= middle + reach; y++) {
      if (has(y, yearless)) {
        enter(y);
        long there = in(yearless);
        if (bestYear == 0 || Math.abs(there - local) < Math.abs(best - local)) {
          best = there;
          bestYear = y;
        }
      }
    }
    enter(bestYear);
    return best;
  }

  /** The latest local time at or before another. */
  long latest(long yearless, long limit) {
    int y = yearOf(limit);
    while (!has(y, yearless) || at(y, yearless) > limit) {
      y--;
    }
    return at(y, yearless);
  }

  /** The local time in a year, or in the last one before that has the day. */
  long stated(long yearless, int inYear) {
    int y = inYear;
    while (!has(y, yearless)) {
      y--;
    }
    return at(y, yearless);
  }

  private long at(int newYear, long yearless) {
    enter(newYear);
    return in(yearless);
  }

  private static boolean has(int year, long yearless) {
    return !isLeapDay(yearless) || Year.isLeap(year);
  }

  static int yearOf(long local) {
    return LocalDate.ofEpochDay(Math.floorDiv(local, DAY)).getYear();
  }
}
