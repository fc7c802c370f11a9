package dev.correlator.api;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Times that recur: in event time, by the clock of the application's time zone. A day of 23 or 25
 * hours is one day. Immutable.
 */
public interface Calendar {

  /**
   * The first time after this one.
   *
   * @param after the time
   * @param zone by whose clock
   * @return later than that
   */
  Instant next(Instant after, ZoneId zone);

  /**
   * The last time at or before this one.
   *
   * @param time the time
   * @param zone by whose clock
   * @return not later than that
   */
  Instant atOrBefore(Instant time, ZoneId zone);

  /**
   * Each day at midnight.
   *
   * @return as {@code daily("00:00")}
   */
  static Calendar daily() {
    return daily("00:00");
  }

  /**
   * Each day at this time; on a day that skips it, at the first time after the gap.
   *
   * @param time hours and minutes, as {@code 20:03}
   * @return the calendar
   * @throws IllegalArgumentException if it is not of this form, or there is no such time
   */
  static Calendar daily(String time) {
    return CronCalendar.daily(time);
  }

  /**
   * Each full hour.
   *
   * @return the calendar
   */
  static Calendar hourly() {
    return CronCalendar.of("0 * * * *");
  }

  /**
   * Each full so many minutes.
   *
   * @param minutes 1, 5, 10, 15 or 30
   * @return the calendar
   * @throws IllegalArgumentException if it is another number
   */
  static Calendar everyMinutes(int minutes) {
    return CronCalendar.everyMinutes(minutes);
  }

  /**
   * At the minutes that a cron expression names: minute, hour, day of month, month, day of week (0
   * and 7 are Sunday), each {@code *}, a number, a range, a list, with {@code /step}; where both
   * days are restricted either will do.
   *
   * @param expression five parts with blanks between them
   * @return the calendar
   * @throws IllegalArgumentException if it is no such expression
   */
  static Calendar cron(String expression) {
    return CronCalendar.of(expression);
  }
}
