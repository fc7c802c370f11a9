package dev.correlator.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code correlator run}. */
@Command(
    name = "run",
    header = "Runs applications on log files and reports what they found.",
    description = {
      "Reads files (also .gz) and standard input, reports on standard output, and ends. Progress"
          + " and everything that is no result goes to standard error.",
      "Without APP the modules run that know the records; what none knows is described."
    },
    footer = {
      "",
      "Examples:",
      "  correlator run openssh /var/log/auth.log",
      "  correlator run openssh --failed failed.csv 'auth.log*'",
      "  correlator run openssh --set openssh.login_failure_limit=3 auth.log",
      "  zcat old/*.gz | correlator run --zone Europe/Berlin --year 2024 openssh -",
      "  correlator run openssh --events - --fail-on failed auth.log | jq .user",
      "  correlator run unknown.log"
    })
final class RunCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final Runner runner;

  @Parameters(
      paramLabel = "[APP[,APP]] FILE",
      arity = "1..*",
      description =
          "The applications, then the files: paths, globs in quotes, - for standard input."
              + " 'correlator apps' lists the applications.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the report looks: ${COMPLETION-CANDIDATES}. Default: table.")
  RunRequest.Report format = RunRequest.Report.TABLE;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Writes every event as a line of JSON; - is standard output.")
  @Nullable Path events;

  @Option(
      names = "--failed",
      paramLabel = "FILE",
      description = "Writes the failed transactions, to run them again; .csv or .json decides how.")
  @Nullable Path failed;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Writes the records that cannot be parsed, each as it was received.")
  @Nullable Path rejects;

  @Option(
      names = "--at-end",
      paramLabel = "WHAT",
      description =
          "What becomes of what is open at the end: ${COMPLETION-CANDIDATES}. stop reports it as"
              + " open, drain takes all deadlines as passed. Default: stop.")
  RunRequest.AtEnd atEnd = RunRequest.AtEnd.STOP;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      split = ",",
      description =
          "Ends with exit code 3 when there was one of: ${COMPLETION-CANDIDATES}. failed: a"
              + " transaction failed; warning, error: an event at least so severe; rejected: a"
              + " record that cannot be parsed; inexact: a record out of order.")
  List<RunRequest.FailOn> failOn = new ArrayList<>();

  @Option(
      names = "--act",
      description =
          "Lets handlers act that touch the outside, as mail; without it they are silent on files.")
  boolean act;

  @Mixin ReadingOptions reading = new ReadingOptions();
  @Mixin ConfigurationOptions configuration = new ConfigurationOptions();

  RunCommand(Surroundings surroundings, Runner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  @Override
  public Integer call() {
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    reading.addTo(loaded.assignments());
    Arguments named = Arguments.of(words, loaded, surroundings.folder());
    checkOutputs(named.inputs(), loaded.problems());
    Configuration effective = loaded.load(named.applications());
    loaded.tellFound(configuration);
    if (configuration.debug) {
      new EffectiveConfiguration(surroundings.err()).print(effective);
    }
    RunRequest request =
        new RunRequest(
            effective,
            named.chosen(),
            List.copyOf(loaded.installation().formats().values()),
            named.inputs(),
            loaded.directory(effective),
            format,
            output(events),
            output(failed),
            output(rejects),
            atEnd,
            Set.copyOf(failOn),
            reading.shards,
            act,
            !reading.quiet,
            configuration.debug);
    return runner.run(request, surroundings.out(), surroundings.err()).number();
  }

  private @Nullable Path output(@Nullable Path file) {
    return file == null || file.equals(RunRequest.STANDARD_OUTPUT)
        ? file
        : surroundings.folder().resolve(file);
  }

  /** Two results in one file, or a result over an input, would destroy what the user has. */
  private void checkOutputs(List<String> inputs, Problems problems) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    put(outputs, "--events", output(events));
    put(outputs, "--failed", output(failed));
    put(outputs, "--rejects", output(rejects));
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
