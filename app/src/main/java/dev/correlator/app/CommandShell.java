package dev.correlator.app;

import dev.correlator.core.CodePlace;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Does what command lines say, and tells why when it cannot be done. */
final class CommandShell {

  private static final String HELP = "--help";

  /** The option as a word: many type it so. */
  private static final String HELP_COMMAND = "help";

  /** Examples of a command that lacks its words. */
  private static final int EXAMPLES_SHOWN = 3;

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
    ExitCode code = done(asOption(arguments));
    surroundings.out().flush();
    surroundings.err().flush();
    return code.number();
  }

  /** Turns {@code help run} into {@code run --help}. */
  private static String[] asOption(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals(HELP_COMMAND)) {
      return arguments;
    }
    return arguments.length == 1 ? new String[] {HELP} : new String[] {arguments[1], HELP};
  }

  private ExitCode done(String[] arguments) {
    try {
      Map<String, Command> commands = commands(arguments.length == 0 ? "" : arguments[0]);
      ParseResult typed = commandLine(commands).parseArgs(arguments);
      ParseResult last = typed.hasSubcommand() ? typed.subcommand() : typed;
      if (typed.isUsageHelpRequested() || last.isUsageHelpRequested()) {
        if (!typed.unmatched().isEmpty() && !typed.unmatched().get(0).equals(HELP_COMMAND)) {
          throw new UnmatchedArgumentException( // of what is none
              typed.commandSpec().commandLine(), typed.unmatched());
        }
        new HelpText(surroundings.out()).print(last.commandSpec());
        return ExitCode.OK;
      }
      if (typed.isVersionHelpRequested()) {
        surroundings.out().println(version());
        return ExitCode.OK;
      }
      Command command = commands.get(last.commandSpec().name());
      if (command == null) { // nothing but the program's name
        new HelpText(surroundings.err()).print(last.commandSpec());
        return ExitCode.USAGE;
      }
      return command.execute(last);
    } catch (ParameterException e) {
      return refused(e);
    } catch (RefusedException e) {
      return refused(e);
    } catch (IntakeException e) {
      return unreadable(e);
    } catch (RuntimeException e) {
      unexpected(e, arguments);
      return ExitCode.UNEXPECTED;
    } catch (Error e) { // of whatever thread: it was handed to the one that waits for it
      broken(e, arguments);
      return ExitCode.BROKEN;
    }
  }

  /**
   * Where memory is used up, that is told, also if the machine fails by it: the run gives it up.
   */
  private void broken(Error e, String[] arguments) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError memory) {
        surroundings.err().println(LastResort.words(memory));
        return;
      }
    }
    unexpected(e, arguments);
  }

  /** All commands, for help, completion and reference. */
  CommandLine commandLine() {
    return commandLine(commands(""));
  }

  /** The command of a name, or all of them: most starts need one alone. */
  private Map<String, Command> commands(String name) {
    if (name.equals("run")) {
      return Map.of(name, new RunCommand(surroundings, runner));
    }
    Map<String, Command> all = new LinkedHashMap<>();
    all.put("run", new RunCommand(surroundings, runner));
    all.put("trace", new TraceCommand(surroundings, runner));
    all.put("capture", new CaptureCommand(surroundings));
    all.put("apps", new AppsCommand(surroundings));
    all.put("config", new ConfigCommand(surroundings));
    all.put("check", new CheckCommand(surroundings));
    all.put("new", new NewCommand(surroundings));
    all.put("completion", new CompletionCommand(surroundings));
    return all;
  }

  private CommandLine commandLine(Map<String, Command> commands) {
    CommandSpec root =
        CommandText.command(
            ShellWords.NAME,
            "Ties the log records that belong together into transactions and says which failed.");
    root.addOption(CommandText.help());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("Shows the version and ends.")
            .build());
    CommandText.examples(
        root,
        "correlator run openssh /var/log/auth.log",
        "correlator trace 7f3a /var/log/auth.log",
        "correlator run --help");
    root.usageMessage().exitCodeList(exitCodes());
    CommandLine line = new CommandLine(root);
    for (Command command : commands.values()) {
      CommandSpec spec = command.spec();
      line.addSubcommand(spec.name(), spec);
      nameProgram(spec);
    }
    nameProgram(root);
    return line;
  }

  /** Has the examples say what is to be typed here. */
  private void nameProgram(CommandSpec spec) {
    String[] lines = spec.usageMessage().footer();
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i].replace(ShellWords.NAME + " ", surroundings.command() + " ");
    }
    spec.usageMessage().footer(lines);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.sentence());
    }
    return codes;
  }

  /** The program's name and version. */
  static String version() {
    String version = CommandShell.class.getPackage().getImplementationVersion();
    return ShellWords.NAME + " " + Objects.requireNonNullElse(version, "(not packaged)");
  }

  private ExitCode refused(ParameterException refused) {
    CommandSpec spec = refused.getCommandLine().getCommandSpec();
    String name = spec.qualifiedName();
    PrintWriter err = surroundings.err();
    String missing = missing(refused);
    String why = missing == null ? unmatched(refused, spec) : missing;
    if (why == null) {
      why = Printable.line(String.valueOf(refused.getMessage())) + hint(refused, spec);
    }
    err.println(new Problem(Place.of(name), ProblemCode.CLI_USAGE, why));
    if (missing != null) {
      examples(refused, spec).forEach(err::println);
    }
    String command = surroundings.command() + name.substring(ShellWords.NAME.length());
    err.println("what it takes: " + command + " --help");
    return ExitCode.USAGE;
  }

  /** The words that were not typed, and where they may have gone; null where none is missing. */
  private @Nullable String missing(ParameterException refused) {
    if (!(refused instanceof MissingParameterException missing)
        || !missing.getMissing().stream().allMatch(ArgSpec::isPositional)) {
      return null;
    }
    PositionalParamSpec passed = passedOver(refused);
    if (passed != null) {
      return "missing: "
          + passed.paramLabel()
          + ", "
          + String.join(" or ", passed.completionCandidates())
          + ", in front of "
          + Printable.line(passed.originalStringValues().get(0));
    }
    CommandLine line = refused.getCommandLine();
    ParseResult typed = line.getParseResult();
    List<String> labels =
        line.getCommandSpec().positionalParameters().stream()
            .filter(word -> word.required() && !typed.hasMatchedPositional(word))
            .map(ArgSpec::paramLabel)
            .toList();
    return "missing: "
        + String.join(", ", labels)
        + CommandText.tookFiles(typed, surroundings.folder())
        + misspelt(typed)
        + fileLikeAnOption(refused, "");
  }

  /**
   * How a file is named whose name was taken for an option, behind what is wrong; empty where none
   * is there.
   *
   * @param end how its name ends: of some letters that are options each, the last ones are unknown
   */
  private String fileLikeAnOption(ParameterException refused, String end) {
    CommandSpec spec = refused.getCommandLine().getCommandSpec();
    if (!CommandText.takesFiles(spec)) {
      return "";
    }
    for (String word : refused.getCommandLine().getParseResult().originalArgs()) {
      if (word.equals("--")) {
        return "";
      }
      if (word.startsWith("-")
          && word.endsWith(end)
          && !word.equals(Intake.STANDARD_INPUT)
          && spec.findOption(word) == null
          && CommandText.exists(word, surroundings.folder())) {
        String file = Printable.text(word);
        return "; for the file '" + file + "' write './" + file + "', or -- in front of it";
      }
    }
    return "";
  }

  /** What is wrong with a word that is to be one of some, behind what is missing; or empty. */
  private static String misspelt(ParseResult typed) {
    PositionalParamSpec wrong = CommandText.wrongChoice(typed);
    return wrong == null
        ? ""
        : "; "
            + CommandText.noneOf(
                wrong.originalStringValues().get(0),
                StreamSupport.stream(wrong.completionCandidates().spliterator(), false).toList());
  }

  /**
   * The word in whose place a file was typed that is there and would be read; null where that is
   * not so.
   */
  private @Nullable PositionalParamSpec passedOver(ParameterException refused) {
    PositionalParamSpec wrong = CommandText.wrongChoice(refused.getCommandLine().getParseResult());
    return wrong != null
            && CommandText.takesFiles(wrong.command())
            && CommandText.exists(wrong.originalStringValues().get(0), surroundings.folder())
        ? wrong
        : null;
  }

  /** The words that nothing takes; null where there is none, or it is an option. */
  private static @Nullable String unmatched(ParameterException refused, CommandSpec spec) {
    if (!(refused instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()
        || unmatched.getUnmatched().isEmpty()) {
      return null;
    }
    String first = unmatched.getUnmatched().get(0);
    String shown = "'" + Printable.text(first) + "'";
    if (spec.subcommands().isEmpty()) {
      return unmatched.getUnmatched().size() == 1
          ? shown + " is one word too many"
          : shown + " and what follows it are too many words";
    }
    List<String> commands = new ArrayList<>(spec.subcommands().keySet());
    commands.add(HELP_COMMAND);
    return shown + " is no command" + Spelling.hint(first, commands, "commands");
  }

  /** The most common forms of a command; one for each of its tasks where that is missing. */
  private List<String> examples(ParameterException refused, CommandSpec spec) {
    List<String> all =
        Arrays.stream(spec.usageMessage().footer()).filter(line -> line.startsWith("  ")).toList();
    PositionalParamSpec passed = passedOver(refused);
    if (passed == null) {
      return all.subList(0, Math.min(EXAMPLES_SHOWN, all.size()));
    }
    List<String> forms = new ArrayList<>();
    for (String task : passed.completionCandidates()) {
      String words = " " + spec.name() + " " + task + " ";
      all.stream().filter(line -> line.contains(words)).findFirst().ifPresent(forms::add);
    }
    return forms;
  }

  private String hint(ParameterException refused, CommandSpec spec) {
    if (!(refused instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    String file = fileLikeAnOption(refused, unmatched.getUnmatched().get(0).substring(1));
    if (!file.isEmpty()) {
      return file;
    }
    List<String> names = new ArrayList<>(spec.subcommands().keySet());
    for (OptionSpec option : spec.options()) {
      names.addAll(List.of(option.names()));
    }
    String written = unmatched.getUnmatched().get(0);
    int equals = written.indexOf('=');
    return Spelling.nearestHint(equals < 0 ? written : written.substring(0, equals), names);
  }

  private ExitCode refused(RefusedException refused) {
    PrintWriter err = surroundings.err();
    for (Problem problem : refused.problems()) {
      err.println(problem);
    }
    int count = refused.problems().size();
    if (count > 1) {
      err.println(count + " mistakes; nothing was started");
    }
    return refused.exitCode();
  }

  private ExitCode unreadable(IntakeException unreadable) {
    for (dev.correlator.intake.Problem problem : unreadable.problems()) {
      surroundings
          .err()
          .println(
              new Problem(
                  Place.of(Printable.line(problem.input())),
                  ProblemCode.CLI_NO_INPUT,
                  problem.message()));
    }
    return ExitCode.NO_INPUT;
  }

  private void unexpected(Throwable failure, String[] arguments) {
    PrintWriter err = surroundings.err();
    if (failure instanceof UncheckedIOException outside) {
      Throwable cause = Objects.requireNonNullElse(outside.getCause(), outside);
      err.println(
          "correlator: cannot read or write: "
              + cause.getClass().getSimpleName()
              + ": "
              + cause.getMessage());
    } else {
      err.println("correlator: " + failure + "; this should not happen, please report it");
      String place = CodePlace.of(failure);
      if (failure instanceof Error || place.contains("//")) {
        err.println("it comes from " + place);
      }
    }
    if (List.of(arguments).contains("--debug")) {
      failure.printStackTrace(err);
    } else {
      err.println("--debug shows where it came from");
    }
  }
}
