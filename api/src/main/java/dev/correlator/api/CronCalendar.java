package dev.correlator.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Objects;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A calendar of minutes, hours, days of the month, months and days of the week, as in cron.
 *
 * <p>Two kinds, as the author means them: where every hour is named, the clock is read as it runs:
 * each of the two hours that an autumn night has twice counts. Where hours are chosen, each chosen
 * time of a day comes once: the first of the two in autumn, and in spring, where the clock leaps
 * over it, at the first time after the gap.
 */
final class CronCalendar implements Calendar {

  private static final long ALL_MINUTES = (1L << 60) - 1;
  private static final long ALL_HOURS = (1L << 24) - 1;
  private static final long ALL_DAYS = ((1L << 31) - 1) << 1;
  private static final long ALL_MONTHS = ((1L << 12) - 1) << 1;
  private static final long ALL_WEEKDAYS = (1L << 7) - 1;

  /** How far to look for a day. 29 February is at most 8 years away, some weekday of it 40. */
  private static final int DAYS_AHEAD = 41 * 366;

  private static final DateTimeFormatter HOURS_AND_MINUTES =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  // One bit per value; Sunday is bit 0.
  private final long minutes;
  private final long hours;
  private final long days;
  private final long months;
  private final long weekdays;

  private CronCalendar(long minutes, long hours, long days, long months, long weekdays) {
    this.minutes = minutes;
    this.hours = hours;
    this.days = days;
    this.months = months;
    this.weekdays = weekdays;
  }

  static CronCalendar daily(String time) {
    Objects.requireNonNull(time, "time");
    LocalTime t;
    try {
      t = LocalTime.parse(time, HOURS_AND_MINUTES);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + time + "' is no time of a day; write hours and minutes, as 20:03", e);
    }
    return new CronCalendar(
        1L << t.getMinute(), 1L << t.getHour(), ALL_DAYS, ALL_MONTHS, ALL_WEEKDAYS);
  }

  static CronCalendar everyMinutes(int minutes) {
    return switch (minutes) {
      case 1, 5, 10, 15, 30 -> of("*/" + minutes + " * * * *");
      default ->
          throw new IllegalArgumentException(
              "every " + minutes + " minutes: the minutes must be 1, 5, 10, 15 or 30");
    };
  }

  static CronCalendar of(String expression) {
    Objects.requireNonNull(expression, "expression");
    StringTokenizer words = new StringTokenizer(expression);
    String[] fields = new String[words.countTokens()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = words.nextToken();
    }
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "cron expression '"
              + expression
              + "' has "
              + fields.length
              + " fields, 5 are needed: "
              + "minute, hour, day of month, month, day of week");
    }
    long weekdays = field(expression, "day of week", fields[4], 0, 7);
    CronCalendar calendar =
        new CronCalendar(
            field(expression, "minute", fields[0], 0, 59),
            field(expression, "hour", fields[1], 0, 23),
            field(expression, "day of month", fields[2], 1, 31),
            field(expression, "month", fields[3], 1, 12),
            (weekdays | weekdays >>> 7) & ALL_WEEKDAYS);
    if (!calendar.hasDays()) {
      throw new IllegalArgumentException(
          "cron expression '"
              + expression
              + "' names no day that exists: no such day in the month");
    }
    return calendar;
  }

  /** Reads a list of {@code *}, {@code n}, {@code n-m}, each with or without {@code /step}. */
  private static long field(String expression, String name, String field, int min, int max) {
    long bits = 0;
    int itemEnd = -1;
    do {
      int itemFrom = itemEnd + 1;
      int comma = field.indexOf(',', itemFrom);
      itemEnd = comma < 0 ? field.length() : comma;
      String item = field.substring(itemFrom, itemEnd);
      int slash = item.indexOf('/');
      String range = slash < 0 ? item : item.substring(0, slash);
      int step = 1;
      if (slash >= 0) {
        step = number(expression, name, item.substring(slash + 1), 1, max);
      }
      int first = min;
      int last = max;
      if (!range.equals("*")) {
        int dash = range.indexOf('-');
        first = number(expression, name, dash < 0 ? range : range.substring(0, dash), min, max);
        if (dash >= 0) {
          last = number(expression, name, range.substring(dash + 1), min, max);
        } else if (slash < 0) {
          last = first;
        }
        if (last < first) {
          throw mistake(expression, name, range, "the range runs backwards");
        }
      }
      for (int i = first; i <= last; i += step) {
        bits |= 1L << i;
      }
    } while (itemEnd < field.length());
    return bits;
  }

  private static int number(String expression, String name, String text, int min, int max) {
    int n = -1;
    if (!text.isEmpty() && text.length() <= 2) {
      n = 0;
      for (int i = 0; i < text.length() && n >= 0; i++) {
        int digit = text.charAt(i) - '0';
        n = digit < 0 || digit > 9 ? -1 : n * 10 + digit;
      }
    }
    if (n < min || n > max) {
      throw mistake(expression, name, text, "a number from " + min + " to " + max + " is needed");
    }
    return n;
  }

  private static IllegalArgumentException mistake(
      String expression, String name, String text, String what) {
    return new IllegalArgumentException(
        "cron expression '" + expression + "': " + name + " '" + text + "': " + what);
  }

  /** Whether some month has one of the days. */
  private boolean hasDays() {
    if (weekdays != ALL_WEEKDAYS) {
      return true; // either will do, and each month has each day of the week
    }
    for (int month = 1; month <= 12; month++) {
      int length =
          month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
      if (has(months, month) && (days & ((1L << (length + 1)) - 1)) != 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Instant next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    if (hours == ALL_HOURS) {
      Instant from = after;
      for (; ; ) {
        ZoneOffset offset = rules.getOffset(from);
        // The first whole minute later than "from".
        LocalDateTime local =
            LocalDateTime.ofEpochSecond(from.getEpochSecond(), 0, offset)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        Instant found = localAtOrAfter(local).toInstant(offset);
        ZoneOffsetTransition change = rules.nextTransition(from);
        if (change == null || found.isBefore(change.getInstant())) {
          return found;
        }
        if (matches(change.getDateTimeAfter())) {
          return change.getInstant();
        }
        from = change.getInstant();
      }
    }
    LocalDateTime local = LocalDateTime.ofInstant(after, zone).truncatedTo(ChronoUnit.MINUTES);
    for (; ; ) {
      local = localAtOrAfter(local);
      Instant found = once(local, rules);
      if (found.isAfter(after)) {
        return found;
      }
      local = local.plusMinutes(1);
    }
  }

  @Override
  public Instant atOrBefore(Instant time, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    if (hours == ALL_HOURS) {
      Instant from = time;
      for (; ; ) {
        ZoneOffset offset = rules.getOffset(from);
        LocalDateTime local =
            LocalDateTime.ofEpochSecond(from.getEpochSecond(), 0, offset)
                .truncatedTo(ChronoUnit.MINUTES);
        Instant found = localAtOrBefore(local).toInstant(offset);
        // The last change at or before "from".
        ZoneOffsetTransition change = rules.previousTransition(from.plusNanos(1));
        if (change == null || !found.isBefore(change.getInstant())) {
          return found;
        }
        from = change.getInstant().minusNanos(1);
      }
    }
    LocalDateTime local = LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.MINUTES);
    ZoneOffsetTransition doubled = rules.getTransition(local);
    if (doubled != null && doubled.isOverlap() && !time.isBefore(doubled.getInstant())) {
      // The second pass: all times of the first one are over.
      local = doubled.getDateTimeBefore();
    }
    for (; ; ) {
      local = localAtOrBefore(local);
      Instant found = once(local, rules);
      if (!found.isAfter(time)) {
        return found;
      }
      local = local.minusMinutes(1);
    }
  }

  /** When a clock first shows this time, or the first time after the gap in which it lies. */
  private static Instant once(LocalDateTime local, ZoneRules rules) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    return local.toInstant(rules.getOffset(local)); // of two offsets, this is the earlier one
  }

  private LocalDateTime localAtOrAfter(LocalDateTime start) {
    LocalDate date = start.toLocalDate();
    int minute = start.getHour() * 60 + start.getMinute();
    for (int i = 0; i < DAYS_AHEAD; i++) {
      if (matches(date)) {
        for (int hour = minute / 60; hour < 24; hour++) {
          if (has(hours, hour)) {
            int from = hour == minute / 60 ? minute % 60 : 0;
            long rest = minutes >>> from;
            if (rest != 0) {
              return date.atTime(hour, from + Long.numberOfTrailingZeros(rest));
            }
          }
        }
      }
      date = date.plusDays(1);
      minute = 0;
    }
    throw new AssertionError("no time within 41 years: " + this);
  }

  private LocalDateTime localAtOrBefore(LocalDateTime start) {
    LocalDate date = start.toLocalDate();
    int minute = start.getHour() * 60 + start.getMinute();
    for (int i = 0; i < DAYS_AHEAD; i++) {
      if (matches(date)) {
        for (int hour = minute / 60; hour >= 0; hour--) {
          if (has(hours, hour)) {
            int to = hour == minute / 60 ? minute % 60 : 59;
            long rest = minutes & ((1L << (to + 1)) - 1);
            if (rest != 0) {
              return date.atTime(hour, 63 - Long.numberOfLeadingZeros(rest));
            }
          }
        }
      }
      date = date.minusDays(1);
      minute = 24 * 60 - 1;
    }
    throw new AssertionError("no time within 41 years: " + this);
  }

  private boolean matches(LocalDateTime time) {
    return time.getSecond() == 0
        && time.getNano() == 0
        && has(minutes, time.getMinute())
        && has(hours, time.getHour())
        && matches(time.toLocalDate());
  }

  private boolean matches(LocalDate date) {
    boolean day = has(days, date.getDayOfMonth());
    boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
    boolean either = days != ALL_DAYS && weekdays != ALL_WEEKDAYS;
    return has(months, date.getMonthValue()) && (either ? day || weekday : day && weekday);
  }

  private static boolean has(long bits, int value) {
    return (bits >>> value & 1) != 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronCalendar that
        && minutes == that.minutes
        && hours == that.hours
        && days == that.days
        && months == that.months
        && weekdays == that.weekdays;
  }

  @Override
  public int hashCode() {
    return Objects.hash(minutes, hours, days, months, weekdays);
  }

  /** As people say it where there is a short way, else the fields of cron. */
  @Override
  public String toString() {
    if (days == ALL_DAYS && months == ALL_MONTHS && weekdays == ALL_WEEKDAYS) {
      if (Long.bitCount(minutes) == 1 && Long.bitCount(hours) == 1) {
        return String.format(
            Locale.ROOT,
            "daily at %02d:%02d",
            Long.numberOfTrailingZeros(hours),
            Long.numberOfTrailingZeros(minutes));
      }
      if (hours == ALL_HOURS && minutes == 1) {
        return "hourly";
      }
      for (int step : new int[] {1, 5, 10, 15, 30}) {
        if (hours == ALL_HOURS && minutes == steps(step)) {
          return step == 1 ? "every minute" : "every " + step + " minutes";
        }
      }
    }
    return "cron "
        + String.join(
            " ",
            written(minutes, ALL_MINUTES),
            written(hours, ALL_HOURS),
            written(days, ALL_DAYS),
            written(months, ALL_MONTHS),
            written(weekdays, ALL_WEEKDAYS));
  }

  private static long steps(int step) {
    long bits = 0;
    for (int i = 0; i < 60; i += step) {
      bits |= 1L << i;
    }
    return bits;
  }

  private static String written(long bits, long all) {
    if (bits == all) {
      return "*";
    }
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < 60) {
      if (!has(bits, i)) {
        i++;
        continue;
      }
      int first = i;
      while (i < 60 && has(bits, i)) {
        i++;
      }
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (i - first > 1) {
        text.append(i - first == 2 ? "," : "-").append(i - 1);
      }
    }
    return text.toString();
  }
}
