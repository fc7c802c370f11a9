package dev.correlator.intake;

import dev.correlator.api.Trailer;
import dev.correlator.api.TrailerFinder;
import dev.correlator.core.StampPolicy;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How files are read. Immutable.
 *
 * @param format the format of all records; null: found for each source by itself
 * @param zone for records that leave it out; null: nobody said it, UTC is assumed
 * @param year of the first record of each source where records leave it out; 0: follows from the
 *     file date
 * @param policy how effective times are given
 * @param recordBytesMax longer records are cut there and not parsed
 * @param trailer what stands behind each record; null: found for each source by itself
 * @param trailerFinder names it for each source instead; null: nobody does
 * @param now when reading starts: the reference for years where there is no file
 */
public record IntakeOptions(
    @Nullable String format,
    @Nullable ZoneId zone,
    int year,
    StampPolicy policy,
    int recordBytesMax,
    @Nullable Trailer trailer,
    @Nullable TrailerFinder trailerFinder,
    Instant now) {

  /** The longest record: 64 KiB, eight times what RFC 5424, 6.1 asks receivers to take. */
  public static final int RECORD_BYTES_MAX = 64 * 1024;

  /** Checks. */
  public IntakeOptions {
    if (recordBytesMax < 1 || recordBytesMax > BlockSize.RECORD_BYTES_LIMIT) {
      throw new IllegalArgumentException(
          "recordBytesMax is " + recordBytesMax + ", not 1.." + BlockSize.RECORD_BYTES_LIMIT);
    }
  }

  /** Everything found by itself. */
  public static IntakeOptions defaults(Instant now) {
    return new IntakeOptions(
        null,
        null,
        0,
        StampPolicy.of(StampPolicy.Order.ARRIVAL),
        RECORD_BYTES_MAX,
        null,
        null,
        now);
  }

  /** The same with this format. */
  public IntakeOptions withFormat(@Nullable String newFormat) {
    return new IntakeOptions(
        newFormat, zone, year, policy, recordBytesMax, trailer, trailerFinder, now);
  }

  /** The same with this zone. */
  public IntakeOptions withZone(@Nullable ZoneId newZone) {
    return new IntakeOptions(
        format, newZone, year, policy, recordBytesMax, trailer, trailerFinder, now);
  }

  /** The same with this year. */
  public IntakeOptions withYear(int newYear) {
    return new IntakeOptions(
        format, zone, newYear, policy, recordBytesMax, trailer, trailerFinder, now);
  }

  /** The same with this policy. */
  public IntakeOptions withPolicy(StampPolicy newPolicy) {
    return new IntakeOptions(
        format, zone, year, newPolicy, recordBytesMax, trailer, trailerFinder, now);
  }

  /** The same with this longest record. */
  public IntakeOptions withRecordBytesMax(int bytes) {
    return new IntakeOptions(format, zone, year, policy, bytes, trailer, trailerFinder, now);
  }

  /** The same with this trailer. */
  public IntakeOptions withTrailer(@Nullable Trailer newTrailer) {
    return new IntakeOptions(
        format, zone, year, policy, recordBytesMax, newTrailer, trailerFinder, now);
  }

  /** The same with this finder of trailers. */
  public IntakeOptions withTrailerFinder(@Nullable TrailerFinder finder) {
    return new IntakeOptions(format, zone, year, policy, recordBytesMax, trailer, finder, now);
  }
}
