package dev.correlator.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code correlator trace}. */
@Command(
    name = "trace",
    header = "Shows the records of one transaction.",
    description =
        "Prints the records in the order of time, with the gaps between them. What is looked for is"
            + " the beginning of an ID of a report, or a value of a key: an address, a process id.",
    footer = {
      "",
      "Examples:",
      "  correlator trace 7f3a auth.log",
      "  correlator trace 203.0.113.7 openssh 'auth.log*'",
      "  correlator trace 7f3a ssh-report --config site.yaml auth.log"
    })
final class TraceCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final Runner runner;

  @Parameters(index = "0", paramLabel = "ID|KEY", description = "What to look for.")
  String idOrKey = "";

  @Parameters(
      index = "1..*",
      paramLabel = "[APP[,APP]] FILE",
      arity = "1..*",
      description = "The applications, then the files, as for run.")
  List<String> words = new ArrayList<>();

  @Mixin ReadingOptions reading = new ReadingOptions();
  @Mixin ConfigurationOptions configuration = new ConfigurationOptions();

  TraceCommand(Surroundings surroundings, Runner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  @Override
  public Integer call() {
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    reading.addTo(loaded.assignments());
    Arguments named = Arguments.of(words, loaded, surroundings.folder());
    Configuration effective = loaded.load(named.applications());
    loaded.tellFound(configuration);
    if (configuration.debug) {
      new EffectiveConfiguration(surroundings.err()).print(effective);
    }
    TraceRequest request =
        new TraceRequest(
            idOrKey,
            effective,
            named.chosen(),
            List.copyOf(loaded.installation().formats().values()),
            named.inputs(),
            reading.shards,
            !reading.quiet);
    return runner.trace(request, surroundings.out(), surroundings.err()).number();
  }
}
