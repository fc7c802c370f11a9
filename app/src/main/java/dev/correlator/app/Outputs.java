package dev.correlator.app;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The files that a command writes beside its report. */
final class Outputs {

  /** All events. */
  static final String EVENTS = "--events";

  /** The transactions to run again. */
  static final String FAILED = "--failed";

  /** The records that cannot be parsed. */
  static final String REJECTS = "--rejects";

  /** The report as a page. */
  static final String HTML = "--html";

  /** A new capture. */
  static final String CAPTURE = "--output";

  /** What other programs may read on from standard output. */
  private static final List<String> STREAMS = List.of(EVENTS, CAPTURE);

  private final Path folder;
  private final Map<String, Path> files = new LinkedHashMap<>();

  /**
   * Takes what was typed.
   *
   * @param folder what relative paths begin at
   * @param typed the command line
   */
  Outputs(Path folder, ParseResult typed) {
    this.folder = folder;
    for (String option : List.of(EVENTS, FAILED, REJECTS, HTML, CAPTURE)) {
      String file = CommandText.typed(typed, option);
      if (file != null) {
        Path path = Path.of(file);
        files.put(option, path.equals(RunRequest.STANDARD_OUTPUT) ? path : folder.resolve(path));
      }
    }
  }

  /** Adds the options to a command. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        CommandText.value(
            "FILE",
            "Writes every event as a line of JSON; - is standard output, and the report goes to"
                + " standard error.",
            EVENTS));
    spec.addOption(
        CommandText.value(
            "FILE",
            "Writes the failed transactions, to run them again: .csv, .json or .jsonl.",
            FAILED));
    spec.addOption(
        CommandText.value(
            "FILE",
            "Writes the records that cannot be parsed, each with its place and the reason.",
            REJECTS));
    spec.addOption(
        CommandText.value(
            "FILE",
            "Writes the report as a page for a browser, with a timeline, the transactions and their"
                + " records. The files are read twice for it.",
            HTML));
  }

  /** The file of an option, null where it was not given. */
  @Nullable Path file(String option) {
    return files.get(option);
  }

  /** Two results in one file, or a result over an input, would destroy what the user has. */
  void check(List<String> inputs, Problems problems) {
    for (Map.Entry<String, Path> output : files.entrySet()) {
      Place place = Place.of(output.getKey() + " " + output.getValue());
      if (output.getValue().equals(RunRequest.STANDARD_OUTPUT)) {
        if (!STREAMS.contains(output.getKey())) {
          problems.add(
              place, ProblemCode.CLI_USAGE, "only --events can go to standard output; name a file");
        }
        continue;
      }
      for (Map.Entry<String, Path> other : files.entrySet()) {
        if (other.getKey().equals(output.getKey())) {
          break;
        }
        if (isSame(other.getValue(), output.getValue())) {
          problems.add(
              place,
              ProblemCode.CLI_USAGE,
              other.getKey() + " is to write the same file; name two files");
        }
      }
      for (String input : inputs) {
        if (isSame(folder.resolve(input), output.getValue()) || fits(input, output.getValue())) {
          problems.add(
              place, ProblemCode.CLI_USAGE, "the file is read; name one that is not, to keep it");
        }
      }
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      if (Files.exists(one) && Files.exists(other)) {
        return Files.isSameFile(one, other);
      }
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    } catch (IOException e) {
      return false; // whoever opens it will tell
    }
  }

  /** Whether an input is a pattern of names that a file, which is there, has. */
  private boolean fits(String input, Path file) {
    try {
      return Files.exists(file)
          && FileSystems.getDefault()
              .getPathMatcher("glob:" + folder.resolve(input))
              .matches(file.normalize());
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
