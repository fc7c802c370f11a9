package dev.correlator.app;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator config}. */
final class ConfigCommand implements Command {

  private static final String SCHEMA = "--schema";

  private final Surroundings surroundings;

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "config",
            "Shows the configuration that is in effect.",
            "Every setting with its value and where that is from; the values of secrets are masked."
                + " What is printed can be kept as a configuration file, under another name than"
                + " that of the one in use: a shell empties the file behind '>' before it is"
                + " read.");
    spec.addPositional(
        CommandText.words("0", "0..1", "APP[,APP]", "The applications to show. Default: all."));
    spec.addOption(
        CommandText.flag(
            "Prints the JSON schema of configuration files instead, with the settings of all that"
                + " is installed, for editors.",
            SCHEMA));
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "correlator config openssh",
        "correlator config openssh --set openssh.login_failure_limit=3",
        "correlator config openssh > openssh.yaml",
        "correlator config --schema > correlator.schema.json");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    loaded.tellLeftOut();
    if (typed.hasMatchedOption(SCHEMA)) {
      surroundings.out().print(new ConfigurationSchema(loaded.installation()).text());
      return ExitCode.OK;
    }
    List<String> words = CommandText.words(typed, 0);
    Collection<String> chosen =
        words.isEmpty() ? loaded.applicationNames() : loaded.chosen(words.get(0));
    Configuration effective = loaded.load(chosen);
    loaded.tellFound(configuration);
    new EffectiveConfiguration(surroundings.out()).print(effective);
    return ExitCode.OK;
  }
}
