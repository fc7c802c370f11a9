package dev.correlator.app;

import dev.correlator.core.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the report for people writes times, and values of events.
 *
 * @param zone the zone of its times
 */
record ReportText(ZoneId zone) {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

  /** A time with its year. */
  String full(Instant t) {
    return FULL.format(t.atZone(zone));
  }

  /** From when to when, with the zone where it is not UTC. */
  String span(Instant first, Instant last) {
    String where = zone.equals(ZoneOffset.UTC) || zone.getId().equals("UTC") ? "" : " " + zone;
    return full(first) + " to " + full(last) + where;
  }

  /** Whether a day begins then. */
  boolean isMidnight(Instant t) {
    return t.atZone(zone).toLocalTime().toSecondOfDay() == 0;
  }

  /** The day of a time. */
  String day(Instant t) {
    return t.atZone(zone).toLocalDate().toString();
  }

  /** A time without its year. */
  String shortTime(Instant t) {
    return SHORT.format(t.atZone(zone));
  }

  /** What a component of an event holds. */
  String value(@Nullable Object v) {
    if (v == null) {
      return "-";
    } else if (v instanceof Instant t) {
      return shortTime(t);
    } else if (v instanceof Duration d) {
      return DurationWords.of(d);
    } else if (v instanceof Integer || v instanceof Long) {
      return plain(((Number) v).longValue());
    } else if (v instanceof Enum<?> n) {
      return EventWords.words(n);
    }
    return v.toString();
  }

  /** Ports and ids are numbers too: only large ones are grouped. */
  private static String plain(long n) {
    return Math.abs(n) < 100_000 ? Long.toString(n) : CountText.of(n);
  }
}
