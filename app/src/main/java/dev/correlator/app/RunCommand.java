package dev.correlator.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator run}. */
final class RunCommand implements Command {

  private static final String FORMAT = "--format";
  private static final String EVENTS = "--events";
  private static final String FAILED = "--failed";
  private static final String REJECTS = "--rejects";
  private static final String AT_END = "--at-end";
  private static final String FAIL_ON = "--fail-on";
  private static final String ACT = "--act";

  private final Surroundings surroundings;
  private final Runner runner;

  RunCommand(Surroundings surroundings, Runner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "run",
            "Runs applications on log files and reports what they found.",
            "Reads files (also .gz) and standard input, reports on standard output, and ends."
                + " Progress and everything that is no result goes to standard error.",
            "Without APP the modules run that know the records; what none knows is described.");
    spec.addPositional(
        CommandText.words(
            "0..*",
            "1..*",
            "[APP[,APP]] FILE",
            "The applications, then the files: paths, globs in quotes, - for standard input."
                + " 'correlator apps' lists the applications."));
    addResults(spec);
    ReadingOptions.addTo(spec);
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "correlator run openssh /var/log/auth.log",
        "correlator run openssh --failed failed.csv 'auth.log*'",
        "correlator run openssh --set openssh.login_failure_limit=3 auth.log",
        "zcat old/*.gz | correlator run --zone Europe/Berlin --year 2024 openssh -",
        "correlator run openssh --events - --fail-on failed auth.log | jq .user",
        "correlator run unknown.log");
    return spec;
  }

  private static void addResults(CommandSpec spec) {
    spec.addOption(
        CommandText.value(
            "FORMAT", "How the report looks: table or json. Default: table.", FORMAT));
    spec.addOption(
        CommandText.value(
            "FILE", "Writes every event as a line of JSON; - is standard output.", EVENTS));
    spec.addOption(
        CommandText.value(
            "FILE",
            "Writes the failed transactions, to run them again: .csv, .json or .jsonl.",
            FAILED));
    spec.addOption(
        CommandText.value(
            "FILE", "Writes the records that cannot be parsed, each as it was received.", REJECTS));
    spec.addOption(
        CommandText.value(
            "WHAT",
            "What becomes of what is open at the end: stop reports it as open, drain takes all"
                + " deadlines as passed. Default: stop.",
            AT_END));
    spec.addOption(
        CommandText.value(
            "WHAT[,WHAT]",
            "Ends with exit code 3 when there was one of: failed, a transaction failed; warning or"
                + " error, an event at least so severe; rejected, a record that cannot be parsed;"
                + " inexact, a record out of order.",
            FAIL_ON));
    spec.addOption(
        CommandText.flag(
            "Lets handlers act that touch the outside, as mail; without it they are silent on"
                + " files.",
            ACT));
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    ReadingOptions reading = new ReadingOptions(typed);
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    reading.addTo(loaded.assignments());
    Arguments named = Arguments.of(CommandText.words(typed, 0), loaded, surroundings.folder());
    Path events = output(typed, EVENTS);
    Path failed = output(typed, FAILED);
    Path rejects = output(typed, REJECTS);
    checkOutputs(events, failed, rejects, named.inputs(), loaded.problems());
    int shards = reading.shards(loaded.problems());
    Configuration effective = loaded.load(named.applications());
    loaded.tell(configuration, effective);
    RunRequest request =
        new RunRequest(
            effective,
            named.chosen(),
            List.copyOf(loaded.installation().formats().values()),
            named.inputs(),
            loaded.directory(effective),
            CommandText.word(
                FORMAT, typed.matchedOptionValue(FORMAT, "table"), RunRequest.Report.values()),
            events,
            failed,
            rejects,
            CommandText.word(
                AT_END, typed.matchedOptionValue(AT_END, "stop"), RunRequest.AtEnd.values()),
            failOn(CommandText.typed(typed, FAIL_ON)),
            shards,
            typed.hasMatchedOption(ACT),
            reading.progress(),
            configuration.debug());
    return runner.run(request, surroundings.out(), surroundings.err());
  }

  private static Set<RunRequest.FailOn> failOn(@Nullable String text) {
    Set<RunRequest.FailOn> found = EnumSet.noneOf(RunRequest.FailOn.class);
    if (text != null) {
      for (String word : text.split(",", -1)) {
        found.add(CommandText.word(FAIL_ON, word.strip(), RunRequest.FailOn.values()));
      }
    }
    return found;
  }

  private @Nullable Path output(ParseResult typed, String option) {
    String file = CommandText.typed(typed, option);
    if (file == null) {
      return null;
    }
    return file.equals("-") ? RunRequest.STANDARD_OUTPUT : surroundings.folder().resolve(file);
  }

  /** Two results in one file, or a result over an input, would destroy what the user has. */
  private void checkOutputs(
      @Nullable Path events,
      @Nullable Path failed,
      @Nullable Path rejects,
      List<String> inputs,
      Problems problems) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    put(outputs, EVENTS, events);
    put(outputs, FAILED, failed);
    put(outputs, REJECTS, rejects);
    for (Map.Entry<String, Path> output : outputs.entrySet()) {
      Place place = Place.of(output.getKey() + " " + output.getValue());
      for (Map.Entry<String, Path> other : outputs.entrySet()) {
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
        if (isSame(surroundings.folder().resolve(input), output.getValue())) {
          problems.add(
              place, ProblemCode.CLI_USAGE, "the file is read; name one that is not, to keep it");
        }
      }
    }
  }

  private static void put(Map<String, Path> outputs, String option, @Nullable Path file) {
    if (file != null && !file.equals(RunRequest.STANDARD_OUTPUT)) {
      outputs.put(option, file);
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
}
