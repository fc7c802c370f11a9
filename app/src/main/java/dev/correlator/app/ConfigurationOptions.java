package dev.correlator.app;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of all commands that look at configuration.
 *
 * @param config the configuration file, null: the one of the current folder, if there is one
 * @param set the values given over file and environment, as typed
 * @param plugins the folder with plugins, null: that of the installation
 * @param debug whether the effective configuration is shown first
 */
record ConfigurationOptions(
    @Nullable String config, List<String> set, @Nullable String plugins, boolean debug) {

  /** The configuration file. */
  static final String CONFIG = "--config";

  static final String SET = "--set";
  private static final String PLUGINS = "--plugins";
  private static final String DEBUG = "--debug";

  /** Those that decide which events there are, and their ids. */
  static final Set<String> DECISIVE = Set.of(CONFIG, SET, PLUGINS);

  /** Copies. */
  ConfigurationOptions {
    set = List.copyOf(set);
  }

  /** Adds the options to a command. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        CommandText.value(
            "FILE",
            "The configuration file. Default: correlator.yaml of the current folder, if there is"
                + " one.",
            CONFIG));
    spec.addOption(
        CommandText.values(
            "NAME.SETTING=VALUE",
            "Gives a setting a value, over file and environment, as openssh.login_failure_limit=6"
                + " or handlers.csv.directory=out or system.timezone=UTC; for one application alone"
                + " with its name in front. May be repeated. 'capture' takes those of inputs.files"
                + " and system alone.",
            SET));
    spec.addOption(
        CommandText.value(
            "FOLDER",
            "The folder with plugins. Default: the installation's folder 'plugins'.",
            PLUGINS));
    spec.addOption(CommandText.flag("Shows the effective configuration first.", DEBUG));
  }

  /** What was typed. */
  static ConfigurationOptions of(ParseResult typed) {
    return new ConfigurationOptions(
        CommandText.typed(typed, CONFIG),
        typed.matchedOptionValue(SET, List.of()),
        CommandText.typed(typed, PLUGINS),
        typed.hasMatchedOption(DEBUG));
  }
}
