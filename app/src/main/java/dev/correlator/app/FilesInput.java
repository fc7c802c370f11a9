package dev.correlator.app;

import dev.correlator.api.Setting;
import dev.correlator.api.Trailer;
import dev.correlator.core.StampPolicy;
import dev.correlator.intake.IntakeOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How files are read.
 *
 * @param year the year of the first record that has none, 0: the file's date decides
 * @param zone the zone of records that do not say theirs
 * @param format the format's name, or {@link #AUTO}
 * @param order which order counts
 * @param hold how long one host's newest time may run ahead before others are too late
 * @param jitter the largest step back that is put right instead of called late
 * @param maxRecord the longest record, in bytes
 * @param trailer what stands behind each record, with escapes, or {@link #AUTO}
 * @param trailerFinder the name of the plugin that is asked for it first, or empty
 */
record FilesInput(
    @Setting(
            doc = "Year of the first record where records have none; 0: the file's date decides",
            def = "0",
            min = 0,
            max = 2260)
        int year,
    @Setting(doc = "Time zone of records that do not say theirs", def = "UTC") ZoneId zone,
    @Setting(doc = "Format of the records; auto: found by looking at them", def = AUTO)
        String format,
    @Setting(
            doc =
                "What counts within a host: arrival, the order of the file, or time, that of the"
                    + " records' own times",
            def = "arrival")
        StampPolicy.Order order,
    @Setting(
            doc = "How far the records of a file may lie apart in time and still be put in order",
            def = "10s")
        Duration hold,
    @Setting(
            doc = "Largest step back in a host's time that is put right; larger ones are flagged",
            def = "2s")
        Duration jitter,
    @Setting(
            doc = "Longest record in bytes; longer ones are cut there and counted",
            def = "64KiB",
            min = 1024,
            max = 16_777_216)
        long maxRecord,
    @Setting(
            doc =
                "What stands behind each record: text, with escapes as \\0, \\r\\n, \\x1e; auto:"
                    + " found by looking (line feeds, NULs, counts in front)",
            def = AUTO)
        String trailer,
    @Setting(
            doc =
                "Plugin that names the trailer by the first record of each file; where it does not,"
                    + " 'trailer' decides; empty: none",
            def = "")
        String trailerFinder) {

  /** Checks. */
  FilesInput {
    IllegalArgumentException wrongYear =
        year == 0 || year >= YEAR_MIN
            ? null
            : new IllegalArgumentException(
                "'year' is " + year + "; it takes 0, or a year from " + YEAR_MIN + " on");
    try {
      stated(trailer);
    } catch (IllegalArgumentException e) {
      if (wrongYear != null) {
        e.addSuppressed(wrongYear);
      }
      throw e;
    }
    if (wrongYear != null) {
      throw wrongYear;
    }
  }

  /** The first year whose times can all be told in nanoseconds. */
  private static final int YEAR_MIN = 1680;

  /** The format that is found by looking at the records. */
  static final String AUTO = "auto";

  /**
   * The same for the intake.
   *
   * @param zoneStated whether the zone was said by somebody
   * @param now when reading starts
   */
  IntakeOptions options(boolean zoneStated, Instant now) {
    return new IntakeOptions(
        format.equals(AUTO) ? null : format,
        zoneStated ? zone : null,
        year,
        new StampPolicy(order, jitter.toNanos()),
        Math.toIntExact(maxRecord),
        stated(trailer),
        null,
        now);
  }

  private static @Nullable Trailer stated(String trailer) {
    try {
      return trailer.equals(AUTO) ? null : Trailer.of(trailer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'trailer' cannot be used: " + e.getMessage(), e);
    }
  }
}
