package dev.correlator.app;

import java.util.Collection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code correlator config}. */
@Command(
    name = "config",
    header = "Shows the configuration that is in effect.",
    description =
        "Every setting with its value and where that is from; the values of secrets are masked."
            + " What is printed can be kept as a configuration file.",
    footer = {
      "",
      "Examples:",
      "  correlator config openssh",
      "  correlator config openssh --set openssh.login_failure_limit=3",
      "  correlator config openssh > correlator.yaml",
      "  correlator config --schema > correlator.schema.json"
    })
final class ConfigCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "APP[,APP]",
      arity = "0..1",
      description = "The applications to show. Default: all.")
  @Nullable String applications;

  @Option(
      names = "--schema",
      description =
          "Prints the JSON schema of configuration files instead, with the settings of all that is"
              + " installed, for editors.")
  boolean schema;

  @Mixin ConfigurationOptions configuration = new ConfigurationOptions();

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    if (schema) {
      surroundings.out().print(new ConfigurationSchema(loaded.installation()).text());
      return ExitCode.OK.number();
    }
    Collection<String> chosen =
        applications == null ? loaded.applicationNames() : loaded.chosen(applications);
    Configuration effective = loaded.load(chosen);
    loaded.tellFound(configuration);
    new EffectiveConfiguration(surroundings.out()).print(effective);
    return ExitCode.OK.number();
  }
}
