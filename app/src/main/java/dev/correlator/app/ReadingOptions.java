package dev.correlator.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that read files have in common. */
final class ReadingOptions {

  /** The part of an application that these options set. */
  private static final String TARGET = "inputs.files";

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description =
          "Year of the first record where records have none. Default: from the file's date.")
  @Nullable String year;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of records that do not say theirs, as Europe/Berlin. Default: UTC.")
  @Nullable String zone;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description = "Format of the records. Default: found by looking at them.")
  @Nullable String format;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "What counts within a host: arrival, the order of the file, or time, that of the records'"
              + " own times. Default: arrival.")
  @Nullable String order;

  @Option(
      names = "--hold",
      paramLabel = "DURATION",
      description =
          "How far the records of a file may lie apart in time and still be put in order. Default:"
              + " 10s.")
  @Nullable String hold;

  @Option(
      names = "--jitter",
      paramLabel = "DURATION",
      description =
          "Largest step back in a host's time that is put right; larger ones are flagged. Default:"
              + " 2s.")
  @Nullable String jitter;

  @Option(
      names = {"--shards", "--cores"},
      paramLabel = "N",
      description =
          "Over how many threads to spread the work; the result is the same. Default: one for each"
              + " core.")
  int shards;

  @Option(
      names = {"-q", "--quiet", "--no-progress"},
      description = "Shows no progress.")
  boolean quiet;

  /** Adds the options that were given to what is said outside the file. */
  void addTo(Assignments assignments) {
    add(assignments, "--year", "year", year);
    add(assignments, "--zone", "zone", zone);
    add(assignments, "--input-format", "format", format);
    add(assignments, "--order", "order", order);
    add(assignments, "--hold", "hold", hold);
    add(assignments, "--jitter", "jitter", jitter);
  }

  private static void add(
      Assignments assignments, String option, String key, @Nullable String value) {
    if (value != null) {
      assignments.addOption(option, TARGET, key, value);
    }
  }
}
