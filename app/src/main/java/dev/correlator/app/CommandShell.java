package dev.correlator.app;

import dev.correlator.intake.IntakeException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands, and what happens when one cannot be done. */
final class CommandShell {

  private static final String EXIT_CODES = "%nExit codes:%n";

  private final Surroundings surroundings;
  private final Runner runner;

  CommandShell(Surroundings surroundings, Runner runner) {
    this.surroundings = surroundings;
    this.runner = runner;
  }

  /**
   * Does what a command line says.
   *
   * @param arguments as typed
   * @return what the process ends with
   */
  int execute(String... arguments) {
    int code = commandLine(arguments).execute(arguments);
    surroundings.out().flush();
    surroundings.err().flush();
    return code;
  }

  /** All commands, for help, completion and reference. */
  CommandLine commandLine() {
    return commandLine(new String[0]);
  }

  /**
   * The command that is asked for, alone if that is clear from the first word: a command's options
   * cost as much time to read as a small file.
   */
  private CommandLine commandLine(String[] arguments) {
    CommandLine line = new CommandLine(new Correlator());
    Map<String, Object> commands = commands(arguments.length == 0 ? "" : arguments[0]);
    for (Map.Entry<String, Object> command : commands.entrySet()) {
      line.addSubcommand(command.getKey(), command.getValue());
    }
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    Words.register(line);
    line.getCommandSpec().usageMessage().exitCodeList(exitCodes()).exitCodeListHeading(EXIT_CODES);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((refused, typed) -> tell(refused));
    line.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, arguments));
    return line;
  }

  private Map<String, Object> commands(String first) {
    if (first.equals("run")) {
      return Map.of(first, new RunCommand(surroundings, runner));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", new RunCommand(surroundings, runner));
    all.put("trace", new TraceCommand(surroundings, runner));
    all.put("apps", new AppsCommand(surroundings));
    all.put("config", new ConfigCommand(surroundings));
    all.put("check", new CheckCommand(surroundings));
    all.put("completion", new CompletionCommand(surroundings));
    return all;
  }

  private int tell(ParameterException refused) {
    CommandSpec spec = refused.getCommandLine().getCommandSpec();
    String name = spec.qualifiedName();
    PrintWriter err = surroundings.err();
    if (refused.getArgSpec() == null && spec.parent() == null && !isUnmatched(refused)) {
      spec.commandLine().usage(err); // nothing was typed
      return ExitCode.USAGE.number();
    }
    err.println(
        new Problem(
            Place.of(name),
            ProblemCode.CLI_USAGE,
            Printable.line(String.valueOf(refused.getMessage())) + hint(refused, spec)));
    err.println("'" + name + " --help' tells what it takes");
    return ExitCode.USAGE.number();
  }

  private static boolean isUnmatched(ParameterException refused) {
    return refused instanceof UnmatchedArgumentException;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.sentence());
    }
    return codes;
  }

  private static String hint(ParameterException refused, CommandSpec spec) {
    if (!(refused instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    List<String> names = new ArrayList<>(spec.subcommands().keySet());
    for (OptionSpec option : spec.options()) {
      names.addAll(List.of(option.names()));
    }
    String written = unmatched.getUnmatched().get(0);
    int equals = written.indexOf('=');
    return Spelling.nearestHint(equals < 0 ? written : written.substring(0, equals), names);
  }

  private int tell(Exception failure, String[] arguments) {
    PrintWriter err = surroundings.err();
    if (failure instanceof RefusedException refused) {
      for (Problem problem : refused.problems()) {
        err.println(problem);
      }
      int count = refused.problems().size();
      if (count > 1) {
        err.println(count + " mistakes; nothing was started");
      }
      return refused.exitCode().number();
    }
    if (failure instanceof IntakeException unreadable) {
      for (dev.correlator.intake.Problem problem : unreadable.problems()) {
        err.println(
            new Problem(
                Place.of(Printable.line(problem.input())),
                ProblemCode.CLI_NO_INPUT,
                problem.message()));
      }
      return ExitCode.NO_INPUT.number();
    }
    err.println("correlator: " + failure + "; this should not happen, please report it");
    if (List.of(arguments).contains("--debug")) {
      failure.printStackTrace(err);
    } else {
      err.println("--debug shows where it came from");
    }
    return ExitCode.UNEXPECTED.number();
  }

  /** The program itself. */
  @Command(
      name = "correlator",
      header = "Ties the log records that belong together into transactions and says which failed.",
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = ManifestVersion.class,
      footer = {
        "",
        "Examples:",
        "  correlator run openssh /var/log/auth.log",
        "  correlator trace 7f3a /var/log/auth.log",
        "  correlator run --help"
      })
  static final class Correlator {

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        scope = ScopeType.INHERIT,
        description = "Shows this help and ends.")
    boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Shows the version and ends.")
    boolean version;
  }

  /** The version that the build wrote into the jar. */
  static final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = CommandShell.class.getPackage().getImplementationVersion();
      return new String[] {"correlator " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
