package dev.correlator.app;

import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordFormat;
import dev.correlator.core.Sources;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator capture}. */
final class CaptureCommand implements Command {

  private static final String FORMAT = "--format";

  /** What can be done with a capture. */
  enum Task {
    /** Lists the records. */
    LS,
    /** Makes a new capture of some of them. */
    CUT
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
            "Lists the records of captures one by one, and makes new captures of some.",
            "A capture is what was received, as it was received; any log file is one. 'capture ls'"
                + " prints a line for each record, with those that cannot be parsed, in the order"
                + " of the file, files in the order of their first times: its number, time, host,"
                + " program, severity, its size in bytes without framing, and how its text starts."
                + " Statistics end the list: records, bytes, first and last, how many there are of"
                + " each format, host, program and severity, and the year and the zone that were"
                + " assumed where times have none; and of a file without a record what each format"
                + " says of the line that is nearest to one.",
            "'capture cut' writes the records that are meant to a new capture, as they were"
                + " received and with the same framing, and prints their statistics. Which are"
                + " meant --marked, --from, --to and --where say, one of them or several that all"
                + " must be met; 'capture ls' with them lists those. A record without a time passes"
                + " no --from and no --to; one that cannot be parsed passes no --where either.",
            Outputs.RULE);
    spec.addPositional(
        CommandText.choiceWord(
            "0", "TASK", "What to do: ls lists, cut makes a new capture.", Task.values()));
    spec.addPositional(
        CommandText.words(
            "1..*", "1..*", CommandText.FILE, "Files, gzipped or not; - is standard input."));
    CaptureOptions.addTo(spec);
    spec.addOption(
        CommandText.value(
            "NEW",
            "Writes the new capture to this file, compressed where its name ends in .gz; - is"
                + " standard output, and the statistics go to standard error.",
            "-o",
            Outputs.CAPTURE));
    ExistingFile.addTo(spec);
    spec.addOption(
        CommandText.choice(
            "FORMAT",
            "How to list, and to print statistics: table, or json, one document. Default: table.",
            FORMAT,
            RunRequest.Report.values()));
    ReadingOptions.addRecordsTo(spec);
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "correlator capture ls auth.log",
        "correlator capture ls --trailer '\\x1e' --format json auth.log",
        "correlator capture ls auth.log > list.txt    # put # in front of some lines",
        "correlator capture cut --marked list.txt --output new.log auth.log",
        "correlator capture cut --from 2026-03-02 --to 2026-03-03 -o day.log auth.log",
        "correlator capture cut --where \"record.app == 'sshd'\" -o sshd.log auth.log");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    List<String> words = CommandText.words(typed, 0);
    PositionalParamSpec passed = CommandText.wrongChoice(typed);
    if (passed != null && CommandText.exists(words.get(0), surroundings.folder())) {
      throw new MissingParameterException(typed.commandSpec().commandLine(), passed, words.get(0));
    }
    Task task = CommandText.word("TASK", words.get(0), Task.values());
    List<String> files = words.subList(1, words.size());
    RunRequest.Report report =
        CommandText.word(
            FORMAT, typed.matchedOptionValue(FORMAT, "table"), RunRequest.Report.values());
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    loaded.tellLeftOut();
    new ReadingOptions(typed).addRecordsTo(loaded.assignments());
    loaded.assignments().refuseOfApplications(loaded.problems());
    CaptureOptions meant = new CaptureOptions(typed);
    Outputs outputs = new Outputs(surroundings.folder(), typed);
    check(task, meant, files, outputs, loaded.problems());
    meant.checkTimes(loaded.problems());
    Predicate<LogRecord> where = meant.where(loaded.problems());
    // How files are read is a part of applications; one that needs no file has what was typed.
    Configuration effective = loaded.load(loaded.anyOwnName());
    loaded.tell(configuration, effective);
    IntakeOptions options = new Reading(effective.applications()).options(Instant.now());
    Problems problems = new Problems();
    ZoneId zone = options.zone();
    CaptureChoice choice = meant.choice(zone == null ? ZoneOffset.UTC : zone, where, problems);
    problems.refuseIfAny();
    Map<String, RecordFormat> formats = new HashMap<>();
    loaded.formats(effective).forEach(f -> formats.put(f.name(), f.create()));
    List<String> inputs = files.stream().map(this::input).toList();
    Formats installed = new Formats(formats);
    ZoneId shown = effective.system().record().timezone();
    String list = meant.list();
    try (Intake intake = Intake.open(inputs, options, installed, new Sources(), System.in);
        MarkedList marks =
            list == null ? null : CaptureOptions.open(list, surroundings.folder(), shown)) {
      intake.notes().forEach(surroundings.err()::println);
      Path output = outputs.file(Outputs.CAPTURE);
      return output == null
          ? list(intake, installed, choice.with(marks), report, shown, files, options.format())
          : new CutRun(surroundings, options, installed, report, shown)
              .run(intake, choice.with(marks), output, outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(
      Task task, CaptureOptions meant, List<String> files, Outputs outputs, Problems problems) {
    boolean written = outputs.file(Outputs.CAPTURE) != null;
    String list = meant.list();
    if (task == Task.LS && written) {
      problems.add(
          Place.of(outputs.name(Outputs.CAPTURE)),
          ProblemCode.CLI_USAGE,
          "ls writes no capture; cut does");
    }
    if (task == Task.CUT && !written) {
      problems.add(
          Place.of("cut"), ProblemCode.CLI_USAGE, "name the new capture: --output new.log");
    }
    if (task == Task.CUT && !meant.isAny()) {
      problems.add(
          Place.of("cut"),
          ProblemCode.CLI_USAGE,
          "say which records are meant: --marked, --from, --to or --where");
    }
    List<String> read = new ArrayList<>(files);
    if (list != null) {
      if (list.equals(Intake.STANDARD_INPUT) && files.contains(list)) {
        problems.add(
            Place.of("-"), ProblemCode.CLI_USAGE, "standard input is a file or the list, not both");
      }
      read.add(list);
    }
    outputs.check(read, problems);
  }

  private String input(String word) {
    return word.equals(Intake.STANDARD_INPUT)
        ? word
        : surroundings.folder().resolve(word).toString();
  }

  private ExitCode list(
      Intake intake,
      Formats formats,
      CaptureChoice choice,
      RunRequest.Report report,
      ZoneId shown,
      List<String> files,
      @Nullable String stated) {
    CaptureStatistics statistics = new CaptureStatistics();
    boolean whole;
    boolean all;
    try (CaptureList list =
        switch (report) {
          case TABLE -> new CaptureTable(surroundings.out(), shown);
          case JSON -> new CaptureJson(surroundings.out());
        }) {
      whole = new CaptureReader(intake, formats, choice, list, statistics).read(surroundings.err());
      all = !list.isLost();
      list.end(statistics);
    }
    if (!whole) {
      return ExitCode.NO_INPUT;
    }
    String nothing = choice.nothing(statistics, shown);
    if (all && nothing != null) {
      surroundings.err().println(nothing);
    }
    if (all && statistics.isUnreadable()) {
      surroundings
          .err()
          .println(NoRecord.problem(files, stated, formats.names(), surroundings.home()));
      return ExitCode.NO_RECORD;
    }
    return ExitCode.OK;
  }
}
