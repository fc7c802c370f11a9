package dev.correlator.app;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program that {@code correlator} starts. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Correlator()).execute(arguments));
  }

  @Command(
      name = "correlator",
      description = "Ties the log records that belong together into transactions.",
      mixinStandardHelpOptions = true,
      versionProvider = ManifestVersion.class)
  private static final class Correlator {}

  /** The version that the build wrote into the jar. */
  private static final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"correlator " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
