package dev.correlator.app;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator run}. */
final class RunCommand implements Command {

  private static final String FORMAT = "--format";
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
    Outputs.addTo(spec);
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
    Outputs outputs = new Outputs(surroundings.folder(), typed);
    outputs.check(named.inputs(), loaded.problems());
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
            outputs.file(Outputs.EVENTS),
            outputs.file(Outputs.FAILED),
            outputs.file(Outputs.REJECTS),
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
}
