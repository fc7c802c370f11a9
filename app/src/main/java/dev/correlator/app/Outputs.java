package dev.correlator.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** What replaces its file as a whole, and so needs room beside it. */
  private static final List<String> WHOLE = List.of(FAILED, HTML, CAPTURE);

  /** What other programs may read on from standard output. */
  private static final List<String> STREAMS = List.of(EVENTS, CAPTURE);

  /** How all of them are written, for the help. */
  static final String RULE =
      "Folders of files that are to be written are made where there are none; links are followed. A"
          + " file that cannot be written, that is read, or that two would write is refused before"
          + " anything is read. A file that is there is replaced where it begins as the same"
          + " option writes it, with all that was added behind, and refused where it holds anything"
          + " else; --existing replace has it replaced.";

  private final Path folder;
  private final ParseResult typed;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final ExistingFile existing;

  /**
   * Takes what was typed.
   *
   * @param folder what relative paths begin at
   * @param typed the command line
   */
  Outputs(Path folder, ParseResult typed) {
    this.folder = folder;
    this.typed = typed;
    existing = ExistingFile.of(typed);
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
    ExistingFile.addTo(spec);
  }

  /** What is done with files that are there. */
  ExistingFile existing() {
    return existing;
  }

  /** An option as it was typed. */
  String name(String option) {
    return CommandText.typedName(typed, option);
  }

  /** The file of an option, null where it was not given. */
  @Nullable Path file(String option) {
    return files.get(option);
  }

  /**
   * Two results in one file, or a result over an input, would destroy what the user has; and what
   * cannot be written is better told before the files are read than behind that.
   */
  void check(List<String> inputs, Problems problems) {
    RunFiles run = new RunFiles(folder, inputs);
    files.forEach((option, file) -> {
      Place place = Place.of(name(option) + " " + Printable.line(file.toString()));
      if (file.equals(RunRequest.STANDARD_OUTPUT)) {
        if (!STREAMS.contains(option)) {
          problems.add(
              place, ProblemCode.CLI_USAGE, "only --events can go to standard output; name a file");
        }
        return;
      }
      String clash = run.write(option, file);
      String why = clash == null ? RunFiles.obstacle(file, WHOLE.contains(option)) : clash;
      if (why == null) {
        why = existing.refusal(option, file);
      }
      if (why != null) {
        problems.add(place, ProblemCode.CLI_USAGE, why);
      }
    });
  }

  /** Says why a file cannot be opened. */
  static RefusedException refused(String option, Path file, IOException e) {
    return refused(option, file, Printable.line(RunFiles.reason(e)));
  }

  /** Says why a file is not written. */
  static RefusedException refused(String option, Path file, String why) {
    return new RefusedException(
        new Problem(
            Place.of(option + " " + Printable.line(file.toString())), ProblemCode.CLI_USAGE, why),
        ExitCode.USAGE);
  }
}
