package dev.correlator.app;

import dev.correlator.api.RecordFormat;
import dev.correlator.core.Sources;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator capture}. */
final class CaptureCommand implements Command {

  private static final String FORMAT = "--format";

  /** What can be done with a capture. */
  enum Task {
    /** Lists the records. */
    LS
  }

  private final Surroundings surroundings;

  CaptureCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "capture",
            "Lists the records of captures, one by one.",
            "A capture is what was received, as it was received; any log file is one. 'capture ls'"
                + " prints a line for each record, with those that cannot be parsed, in the order"
                + " of the file, files in the order of their first times: its number, time, host,"
                + " program, severity, its size in bytes without framing, and how its text starts."
                + " Statistics end the list: records, bytes, first and last, and how many there are"
                + " of each format, host, program and severity.");
    spec.addPositional(CommandText.choiceWord("0", "TASK", "What to do: ls lists.", Task.values()));
    spec.addPositional(
        CommandText.words("1..*", "1..*", "FILE", "Files, gzipped or not; - is standard input."));
    spec.addOption(
        CommandText.choice(
            "FORMAT",
            "How to list: table, or json, one document. Default: table.",
            FORMAT,
            RunRequest.Report.values()));
    ReadingOptions.addRecordsTo(spec);
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "correlator capture ls auth.log",
        "correlator capture ls --trailer '\\x1e' --format json auth.log");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    List<String> words = CommandText.words(typed, 0);
    Task task = CommandText.word("TASK", words.get(0), Task.values());
    RunRequest.Report report =
        CommandText.word(
            FORMAT, typed.matchedOptionValue(FORMAT, "table"), RunRequest.Report.values());
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    new ReadingOptions(typed).addRecordsTo(loaded.assignments());
    // How files are read is a part of applications; one that needs no file has what was typed.
    Configuration effective = loaded.load(loaded.builtInNames().stream().limit(1).toList());
    loaded.tell(configuration, effective);
    IntakeOptions options = new Reading(effective.applications()).options(Instant.now());
    Map<String, RecordFormat> formats = new HashMap<>();
    loaded.formats(effective).forEach(f -> formats.put(f.name(), f.create()));
    List<String> inputs = words.subList(1, words.size()).stream().map(this::input).toList();
    Formats installed = new Formats(formats);
    try (Intake intake = Intake.open(inputs, options, installed, new Sources(), System.in)) {
      return switch (task) {
        case LS -> list(intake, installed, report, effective);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String input(String word) {
    return word.equals(Intake.STANDARD_INPUT)
        ? word
        : surroundings.folder().resolve(word).toString();
  }

  private ExitCode list(
      Intake intake, Formats formats, RunRequest.Report report, Configuration configuration) {
    PrintWriter err = surroundings.err();
    intake.notes().forEach(err::println);
    CaptureStatistics statistics = new CaptureStatistics();
    boolean whole;
    try (CaptureList list =
        switch (report) {
          case TABLE ->
              new CaptureTable(surroundings.out(), configuration.system().record().timezone());
          case JSON -> new CaptureJson(surroundings.out());
        }) {
      whole = new CaptureReader(intake, formats, list, statistics).read(err);
      list.end(statistics);
    }
    return whole ? ExitCode.OK : ExitCode.NO_INPUT;
  }
}
