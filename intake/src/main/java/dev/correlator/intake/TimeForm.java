package dev.correlator.intake;

import dev.correlator.api.RecordHeader.Clock;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a user's lines write times: by a pattern of {@link DateTimeFormatter}, or, without one, as
 * ISO 8601 or a number has them. Immutable.
 *
 * @param formatter of the pattern, if there is one
 * @param fixed reads the same faster, if it can
 */
record TimeForm(@Nullable DateTimeFormatter formatter, @Nullable FixedTime fixed) {

  /** A leap year that starts as the epoch's does: times without year are times of it. */
  private static final int LEAP_YEAR = 2000;

  /** Has a name, an offset and an id, whichever a pattern asks for. */
  private static final ZoneId SAMPLE_ZONE = ZoneId.of("Europe/Berlin");

  /**
   * Of this pattern; empty: ISO 8601 or a number. Names of months and days are English.
   *
   * @throws IllegalArgumentException if it is no pattern, or tells too little, or something that
   *     can hardly be meant
   */
  static TimeForm of(String pattern) {
    if (pattern.isEmpty()) {
      return new TimeForm(null, null);
    }
    try {
      return described(pattern);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("'time' is '" + pattern + "': " + e.getMessage(), e);
    } catch (ClassCastException e) {
      // What the JDK throws where it cannot tell a padded number from the digits behind it.
      throw new IllegalArgumentException(
          "'time' is '" + pattern + "': a number that is padded by 'p' needs a sign behind it", e);
    }
  }

  private static TimeForm described(String pattern) {
    TimePattern.checkText(pattern);
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, 1) // 'yyyy' is a year of an era
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    TimePattern parts = TimePattern.of(pattern);
    parts.check();
    String sample = formatter.format(LocalDate.of(2026, 3, 2).atTime(8, 0).atZone(SAMPLE_ZONE));
    if (sample.length() > LineTime.BYTES_MAX) {
      throw new IllegalArgumentException(
          "it is longer than " + LineTime.BYTES_MAX + " characters: " + sample);
    }
    if (read(formatter, sample) == null) {
      throw new IllegalArgumentException(
          "it must tell the time of day, and the day or nothing of it: "
              + sample
              + " tells too little");
    }
    return new TimeForm(formatter, parts.hasOptions() ? null : FixedTime.of(parts));
  }

  /**
   * A time that was read.
   *
   * @param clock how it is to be read
   * @param nanos the time
   */
  record Moment(Clock clock, long nanos) {}

  /** Reads a time by a formatter; null if it is none. */
  static @Nullable Moment read(DateTimeFormatter by, String text) {
    ParsePosition position = new ParsePosition(0);
    TemporalAccessor unresolved = by.parseUnresolved(text, position);
    if (unresolved == null
        || position.getErrorIndex() >= 0
        || position.getIndex() < text.length()) {
      return null;
    }
    try {
      return moment(by.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      return null; // a day that is in no calendar, or too far away to be told in nanoseconds
    }
  }

  private static @Nullable Moment moment(TemporalAccessor t) {
    if (t.isSupported(ChronoField.INSTANT_SECONDS)) {
      long seconds = t.getLong(ChronoField.INSTANT_SECONDS);
      return new Moment(Clock.ABSOLUTE, nanos(seconds, t.get(ChronoField.NANO_OF_SECOND)));
    }
    LocalTime time = t.query(TemporalQueries.localTime());
    if (time == null) {
      return null;
    }
    LocalDate date = t.query(TemporalQueries.localDate());
    if (date == null) {
      return withoutYear(t, time);
    }
    if (date.getYear() < Dates.YEAR_MIN || date.getYear() > Dates.YEAR_MAX) {
      return null;
    }
    ZoneId zone = t.query(TemporalQueries.zone());
    if (zone != null) {
      ZonedDateTime zoned = date.atTime(time).atZone(zone);
      return new Moment(Clock.ABSOLUTE, nanos(zoned.toEpochSecond(), zoned.getNano()));
    }
    return new Moment(Clock.LOCAL, onDay(date.toEpochDay(), time));
  }

  private static @Nullable Moment withoutYear(TemporalAccessor t, LocalTime time) {
    boolean month = t.isSupported(ChronoField.MONTH_OF_YEAR);
    boolean day = t.isSupported(ChronoField.DAY_OF_MONTH);
    if (month && day) {
      LocalDate date =
          LocalDate.of(
              LEAP_YEAR, t.get(ChronoField.MONTH_OF_YEAR), t.get(ChronoField.DAY_OF_MONTH));
      return new Moment(Clock.YEARLESS, onDay(date.getDayOfYear() - 1, time));
    }
    boolean nothing = !month && !day && !t.isSupported(ChronoField.YEAR);
    return nothing ? new Moment(Clock.DAYLESS, time.toNanoOfDay()) : null;
  }

  private static long onDay(long day, LocalTime time) {
    return Math.addExact(Math.multiplyExact(day, Dates.DAY), time.toNanoOfDay());
  }

  private static long nanos(long seconds, int nano) {
    return Math.addExact(Math.multiplyExact(seconds, Dates.SECOND), nano);
  }
}
