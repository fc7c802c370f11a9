package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import java.nio.charset.StandardCharsets;
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
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of a user's lines: by a pattern of {@link DateTimeFormatter}, or, without one, as
 * ISO 8601 or a number has them. The last time that was read is kept. Used by one thread.
 */
final class LineTime {

  /** A leap year that starts as the epoch's does: times without year are times of it. */
  private static final int LEAP_YEAR = 2000;

  /** Has a name, an offset and an id, whichever a pattern asks for. */
  private static final ZoneId SAMPLE_ZONE = ZoneId.of("Europe/Berlin");

  private final @Nullable DateTimeFormatter formatter;
  private final IsoTime iso = new IsoTime(false);
  private final byte[] room = new byte[80];

  private byte[] last = {};
  private Clock clock = Clock.NONE;
  private long nanos;

  LineTime(@Nullable DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /**
   * A formatter of this pattern; names of months and days are English.
   *
   * @throws IllegalArgumentException if it is none, or leaves out the time of day, or a part of the
   *     day and not all of it
   */
  static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, 1) // 'yyyy' is a year of an era
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    String sample = formatter.format(LocalDate.of(2026, 3, 2).atTime(8, 0).atZone(SAMPLE_ZONE));
    if (read(formatter, sample) == null) {
      throw new IllegalArgumentException(
          "it must tell the time of day, and the day or nothing of it: "
              + sample
              + " tells too little");
    }
    return formatter;
  }

  /** Reads a time into the header; false if it is none. */
  boolean read(byte[] b, int from, int to, RecordHeader header) {
    int length = to - from;
    if (length <= 0 || length > room.length - 16) {
      return false;
    }
    if (!Arrays.equals(last, 0, last.length, b, from, to)) {
      System.arraycopy(b, from, room, 0, length);
      if (formatter == null ? !byItself(length) : !byFormatter(formatter, length)) {
        last = new byte[0];
        return false;
      }
      last = Arrays.copyOfRange(b, from, to);
    }
    header.clock = clock;
    header.timeNanos = nanos;
    return true;
  }

  private boolean byItself(int length) {
    if (iso.read(room, 0, length) == length) {
      clock = iso.local ? Clock.LOCAL : Clock.ABSOLUTE;
      nanos = iso.nanos;
      return true;
    }
    nanos = EpochTime.read(room, 0, length);
    clock = Clock.ABSOLUTE;
    return nanos != EpochTime.NONE;
  }

  private boolean byFormatter(DateTimeFormatter by, int length) {
    Moment moment = read(by, new String(room, 0, length, StandardCharsets.UTF_8));
    if (moment == null) {
      return false;
    }
    clock = moment.clock;
    nanos = moment.nanos;
    return true;
  }

  private record Moment(Clock clock, long nanos) {}

  private static @Nullable Moment read(DateTimeFormatter by, String text) {
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
    LocalDate date = t.query(TemporalQueries.localDate());
    if (time == null) {
      return null;
    }
    if (date == null && isDayless(t)) {
      return new Moment(Clock.DAYLESS, time.toNanoOfDay());
    }
    boolean yearless = date == null;
    if (date == null) {
      if (!t.isSupported(ChronoField.MONTH_OF_YEAR) || !t.isSupported(ChronoField.DAY_OF_MONTH)) {
        return null;
      }
      date =
          LocalDate.of(
              LEAP_YEAR, t.get(ChronoField.MONTH_OF_YEAR), t.get(ChronoField.DAY_OF_MONTH));
    }
    if (date.getYear() < Dates.YEAR_MIN || date.getYear() > Dates.YEAR_MAX) {
      return null;
    }
    ZoneId zone = t.query(TemporalQueries.zone());
    if (zone != null && !yearless) {
      ZonedDateTime zoned = date.atTime(time).atZone(zone);
      return new Moment(Clock.ABSOLUTE, nanos(zoned.toEpochSecond(), zoned.getNano()));
    }
    long day = yearless ? date.getDayOfYear() - 1 : date.toEpochDay();
    return new Moment(
        yearless ? Clock.YEARLESS : Clock.LOCAL,
        Math.addExact(Math.multiplyExact(day, 86_400_000_000_000L), time.toNanoOfDay()));
  }

  /** Nothing but a time of day: no zone either, which could be that of another day. */
  private static boolean isDayless(TemporalAccessor t) {
    return t.query(TemporalQueries.zone()) == null
        && Stream.of(
                ChronoField.YEAR,
                ChronoField.YEAR_OF_ERA,
                ChronoField.MONTH_OF_YEAR,
                ChronoField.DAY_OF_YEAR,
                ChronoField.DAY_OF_MONTH,
                ChronoField.DAY_OF_WEEK)
            .noneMatch(t::isSupported);
  }

  private static long nanos(long seconds, int nano) {
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), nano);
  }
}
