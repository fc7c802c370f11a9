package dev.correlator.app;

import dev.correlator.core.StampPolicy;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of the commands that read files.
 *
 * @param typed what was typed
 */
record ReadingOptions(ParseResult typed) {

  /** The part of an application that most of these options set. */
  static final String TARGET = "inputs.files";

  private static final String YEAR = "--year";
  private static final String ZONE = "--zone";
  private static final String FORMAT = "--input-format";
  private static final String TRAILER = "--trailer";
  static final String ORDER = "--order";
  static final String HOLD = "--hold";
  private static final String JITTER = "--jitter";
  private static final String SHARDS = "--shards";
  private static final String QUIET = "--quiet";

  private static final String AT_END = "--at-end";

  /** Those that decide which events there are, and their ids. */
  static final Set<String> DECISIVE =
      Set.of(YEAR, ZONE, FORMAT, TRAILER, ORDER, HOLD, JITTER, AT_END);

  /** Those of them that decide nothing of a single record, so that captures have none. */
  static final Set<String> BETWEEN_RECORDS = Set.of(ORDER, HOLD, JITTER, AT_END);

  /** More threads than any machine has cores for. */
  private static final int SHARDS_MAX = 256;

  /** Adds the options to a command. */
  static void addTo(CommandSpec spec) {
    addRecordsTo(spec);
    addOrderTo(spec);
  }

  /** Adds those that say how records are found in files. */
  static void addRecordsTo(CommandSpec spec) {
    spec.addOption(
        CommandText.value(
            "YEAR",
            "Year of the first record where records have none. Default: from the file's date.",
            YEAR));
    spec.addOption(
        CommandText.value(
            "ZONE",
            "Time zone of records that do not say theirs, as Europe/Berlin. Default: UTC.",
            ZONE));
    spec.addOption(
        CommandText.value(
            "FORMAT", "Format of the records. Default: found by looking at them.", FORMAT));
    spec.addOption(
        CommandText.value(
            "BYTES",
            "What stands behind each record: text, with escapes as \\0, \\r\\n, \\x1e. Default:"
                + " found by looking: line feeds, NULs, or counts in front.",
            TRAILER));
  }

  private static void addOrderTo(CommandSpec spec) {
    spec.addOption(
        CommandText.choice(
            "ORDER",
            "What counts within a host: arrival, the order of the file, or time, that of the"
                + " records' own times. Default: arrival.",
            ORDER,
            StampPolicy.Order.values()));
    spec.addOption(
        CommandText.value(
            "DURATION",
            "How far the records of a file may lie apart in time and still be put in order."
                + " Default: 10s.",
            HOLD));
    spec.addOption(
        CommandText.value(
            "DURATION",
            "Largest step back in a host's time that is put right; larger ones are flagged."
                + " Default: 2s.",
            JITTER));
    spec.addOption(
        CommandText.choice(
            "WHAT",
            "What becomes of what is open at the end: stop reports it as open, drain takes all"
                + " deadlines as passed. Default: stop.",
            AT_END,
            RunRequest.AtEnd.values()));
    spec.addOption(
        CommandText.value(
            "N",
            "Over how many threads to spread the work; the result is the same. Default: one for"
                + " each core.",
            SHARDS,
            "--cores"));
    spec.addOption(CommandText.flag("Shows no progress.", "-q", QUIET, "--no-progress"));
  }

  /** Adds those that are settings to what is said outside the file. */
  void addTo(Assignments assignments) {
    addRecordsTo(assignments);
    add(assignments, ORDER, "order");
    add(assignments, HOLD, "hold");
    add(assignments, JITTER, "jitter");
  }

  /** The same of those that say how records are found in files. */
  void addRecordsTo(Assignments assignments) {
    add(assignments, YEAR, "year");
    add(assignments, ZONE, "zone");
    add(assignments, FORMAT, "format");
    add(assignments, TRAILER, "trailer");
  }

  /** What becomes of what is open when the input ends. */
  static RunRequest.AtEnd atEnd(ParseResult typed) {
    return CommandText.word(
        AT_END, typed.matchedOptionValue(AT_END, "stop"), RunRequest.AtEnd.values());
  }

  /** Over how many threads to spread the work, 0: as many as the machine has cores. */
  int shards(Problems problems) {
    String text = CommandText.typed(typed, SHARDS);
    if (text == null) {
      return 0;
    }
    String name = CommandText.typedName(typed, SHARDS);
    Object shards =
        new WholeNumber(1, SHARDS_MAX, false)
            .read(ConfigNode.Scalar.untyped(Place.of(name), text), "'" + name + "'", problems);
    return shards instanceof Integer number ? number : 0;
  }

  /** Whether progress may be shown. */
  boolean progress() {
    return !typed.hasMatchedOption(QUIET);
  }

  private void add(Assignments assignments, String option, String key) {
    @Nullable String value = CommandText.typed(typed, option);
    if (value != null) {
      assignments.addOption(option, TARGET, key, value);
    }
  }
}
