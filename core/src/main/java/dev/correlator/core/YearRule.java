package dev.correlator.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the year comes from when records leave it out (RFC 3164, 4.1.2).
 *
 * @param year the year of the first record, or 0: the latest that does not put it behind the
 *     reference
 * @param reference a time that no record is later than, but for {@link #SLACK}: when the file was
 *     written, when the record was received
 * @param source what the reference is
 */
public record YearRule(int year, Instant reference, Source source) {

  /** What a reference is; printed beside the year. */
  public enum Source {
    /** The user said the year. */
    STATED("as stated"),
    /** When the file was last written. */
    FILE_DATE("from the file date"),
    /** When the content was compressed, as the compressed file says. */
    GZIP_DATE("from the date in the gzip header"),
    /** When it was received or read. */
    RECEIVED("from the time of reading");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    /** In words, behind the year. */
    public String text() {
      return text;
    }
  }

  /** Zones reach from UTC-12 to UTC+14: local time may be ahead of the reference by that much. */
  public static final Duration SLACK = Duration.ofHours(26);

  /** The first year that fits a time in nanoseconds wholly, with room for neighbours. */
  static final int YEAR_MIN = 1680;

  /** The last year that fits a time in nanoseconds wholly, with room for neighbours. */
  static final int YEAR_MAX = 2260;

  /** Checks. */
  public YearRule {
    if (year != 0 && (year < YEAR_MIN || year > YEAR_MAX)) {
      throw new IllegalArgumentException("year is " + year + ", not " + YEAR_MIN + ".." + YEAR_MAX);
    }
  }

  /** The year follows from a time that no record is later than. */
  public static YearRule before(Instant reference, Source source) {
    return new YearRule(0, reference, source);
  }

  /** The first record is of this year. */
  public static YearRule stated(int year, Instant reference) {
    return new YearRule(year, reference, Source.STATED);
  }
}
