package dev.correlator.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator trace}. */
final class TraceCommand implements Command {

  private final Surroundings surroundings;
  private final Runner runner;

  TraceCommand(Surroundings surroundings, Runner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "trace",
            "Shows the records of one transaction.",
            "Prints the records in the order of time, with the gaps between them. What is looked"
                + " for is the beginning of an ID of a report, or a value of a key: an address, a"
                + " process id.");
    spec.addPositional(CommandText.words("0", "1", "ID|KEY", "What to look for."));
    spec.addPositional(
        CommandText.words(
            "1..*", "1..*", "[APP[,APP]] FILE", "The applications, then the files, as for run."));
    ReadingOptions.addTo(spec);
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "correlator trace 7f3a auth.log",
        "correlator trace 203.0.113.7 openssh 'auth.log*'",
        "correlator trace 7f3a ssh-report --config site.yaml auth.log");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    ReadingOptions reading = new ReadingOptions(typed);
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    loaded.tellLeftOut();
    reading.addTo(loaded.assignments());
    Arguments named = Arguments.of(typed, 1, loaded, surroundings.folder());
    int shards = reading.shards(loaded.problems());
    Configuration effective = loaded.load(named);
    loaded.tell(configuration, effective);
    TraceRequest request =
        new TraceRequest(
            CommandText.words(typed, 0).get(0),
            effective,
            named.chosen(),
            loaded.formats(effective),
            named.inputs(),
            ReadingOptions.atEnd(typed),
            shards,
            reading.progress(),
            CommandText.repeated(typed, RunCommand.SAME),
            surroundings.command());
    return runner.trace(request, surroundings.out(), surroundings.err());
  }
}
