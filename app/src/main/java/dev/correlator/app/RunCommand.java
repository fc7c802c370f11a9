package dev.correlator.app;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator run}. */
final class RunCommand implements Command {

  private static final String FORMAT = "--format";
  private static final String FAIL_ON = "--fail-on";
  private static final String ACT = "--act";

  /** What decides which events there are, and their ids. */
  static final Set<String> SAME = same();

  private final Surroundings surroundings;
  private final Runner runner;

  RunCommand(Surroundings surroundings, Runner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  private static Set<String> same() {
    Set<String> same = new HashSet<>(ReadingOptions.DECISIVE);
    same.addAll(ConfigurationOptions.DECISIVE);
    return Set.copyOf(same);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "run",
            "Runs applications on log files and reports what they found.",
            "Reads files (also .gz) and standard input, reports on standard output, and ends."
                + " Progress and everything that is no result goes to standard error.",
            "Without APP the modules run that know the records; what none knows is described."
                + " Applications that read files alike are run in one reading, and give what they"
                + " give alone. A broken plugin that no application named needs is left out, and"
                + " told.",
            Outputs.RULE);
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
        "correlator run openssh --html report.html auth.log",
        "correlator run openssh --set openssh.login_failure_limit=3 auth.log",
        "zcat old/*.gz | correlator run --zone Europe/Berlin --year 2024 openssh -",
        "correlator run openssh --events - --fail-on failed auth.log | jq .fields.user",
        "correlator run unknown.log");
    return spec;
  }

  private static void addResults(CommandSpec spec) {
    spec.addOption(
        CommandText.choice(
            "FORMAT",
            "How the report looks: table or json. Default: table.",
            FORMAT,
            RunRequest.Report.values()));
    Outputs.addTo(spec);
    spec.addOption(
        CommandText.choice(
            "WHAT[,WHAT]",
            "Ends with exit code 3 when there was one of: failed, a transaction failed; warning or"
                + " error, an event at least so severe; rejected, a record that cannot be parsed;"
                + " inexact, a record out of order.",
            FAIL_ON,
            RunRequest.FailOn.values()));
    spec.addOption(
        CommandText.flag(
            "Lets handlers act that touch the outside, as mail; without it they are silent on"
                + " files.",
            ACT));
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    FirstUse.begin();
    ReadingOptions reading = new ReadingOptions(typed);
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    loaded.tellLeftOut();
    reading.addTo(loaded.assignments());
    Arguments named = Arguments.of(typed, 0, loaded, surroundings.folder());
    Outputs outputs = new Outputs(surroundings.folder(), typed);
    outputs.check(named.inputs(), loaded.problems());
    int shards = reading.shards(loaded.problems());
    Configuration effective = loaded.load(named);
    loaded.tell(configuration, effective);
    RunRequest request =
        new RunRequest(
            effective,
            named.chosen(),
            loaded.formats(effective),
            List.copyOf(loaded.installation().modules().values()),
            named.inputs(),
            surroundings.folder(),
            loaded.directory(effective),
            CommandText.word(
                FORMAT, typed.matchedOptionValue(FORMAT, "table"), RunRequest.Report.values()),
            outputs.file(Outputs.EVENTS),
            outputs.file(Outputs.FAILED),
            outputs.file(Outputs.REJECTS),
            outputs.file(Outputs.HTML),
            ReadingOptions.atEnd(typed),
            failOn(CommandText.typed(typed, FAIL_ON)),
            shards,
            typed.hasMatchedOption(ACT),
            reading.progress(),
            configuration.debug(),
            CommandText.repeated(typed, SAME),
            surroundings.command(),
            surroundings.home());
    PrintWriter report = request.eventsToStandardOutput() ? surroundings.err() : surroundings.out();
    return runner.run(request, report, surroundings.err());
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
