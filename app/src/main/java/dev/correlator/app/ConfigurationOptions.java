package dev.correlator.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that look at configuration. */
final class ConfigurationOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration file. Default: correlator.yaml of the current folder, if there is"
              + " one.")
  @Nullable String config;

  @Option(
      names = "--set",
      paramLabel = "NAME.SETTING=VALUE",
      description =
          "Gives a setting a value, over file and environment: openssh.login_failure_limit=6,"
              + " handlers.csv.directory=out, system.timezone=UTC; for one application alone with"
              + " its name in front. May be repeated.")
  List<String> set = new ArrayList<>();

  @Option(
      names = "--plugins",
      paramLabel = "FOLDER",
      description = "The folder with plugins. Default: the installation's folder 'plugins'.")
  @Nullable String plugins;

  @Option(names = "--debug", description = "Shows the effective configuration first.")
  boolean debug;
}
