package dev.correlator.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values given by environment variables and on the command line. A value for one application
 * ({@code ssh-report.openssh.x}) goes over one for all ({@code openssh.x}), the command line over
 * the environment, later options over earlier ones.
 *
 * <p>The variable of {@code ssh-report.handlers.csv.directory} is {@code
 * CORRELATOR_SSH_REPORT__HANDLERS__CSV__DIRECTORY}: upper case, a dot as two underscores, a hyphen
 * as one. Variables without two underscores side by side are not settings.
 */
final class Assignments {

  /** How the names of all our variables begin. */
  static final String PREFIX = "CORRELATOR_";

  private static final String DOT = "__";

  /** The part that all applications share. */
  private static final String SYSTEM = "system";

  /** Parts that are there without an application. */
  private static final List<String> OF_ALL = List.of(ReadingOptions.TARGET, SYSTEM);

  private final List<Assignment> environment = new ArrayList<>();
  private final List<Assignment> commandLine = new ArrayList<>();
  private final Set<Assignment> used = new HashSet<>();
  private final Set<String> targets = new TreeSet<>();

  /** Takes the variables that are settings. */
  void addEnvironment(Map<String, String> variables) {
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      String name = variable.getKey();
      int lastDot = name.lastIndexOf(DOT);
      if (name.startsWith(PREFIX) && lastDot > PREFIX.length()) {
        String target = lower(name.substring(PREFIX.length(), lastDot));
        environment.add(
            new Assignment(
                target.replace(DOT, ".").replace('_', '-'),
                lower(name.substring(lastDot + DOT.length())),
                variable.getValue(),
                Place.of("environment " + name)));
      }
    }
  }

  /** Takes an option that stands for a setting. */
  void addOption(String option, String target, String key, String text) {
    commandLine.add(new Assignment(target, key, text, Place.of(option)));
  }

  /** Takes the text behind a {@code --set}. */
  void addSet(String text, Problems problems) {
    int equals = text.indexOf('=');
    int lastDot = equals < 0 ? -1 : text.lastIndexOf('.', equals);
    if (lastDot <= 0 || lastDot == equals - 1) {
      problems.add(
          Place.of("--set " + Printable.text(equals < 0 ? text : text.substring(0, equals))),
          ProblemCode.CLI_USAGE,
          "write it as openssh.login_failure_limit=6: the module's name, the setting, the value");
      return;
    }
    addOption(
        "--set " + Printable.text(text.substring(0, equals)),
        text.substring(0, lastDot),
        text.substring(lastDot + 1, equals),
        text.substring(equals + 1));
  }

  /** Takes out what the command line sets of applications, and tells of it: there are none here. */
  void refuseOfApplications(Problems problems) {
    for (Assignment assignment : List.copyOf(commandLine)) {
      if (!OF_ALL.contains(assignment.target())) {
        commandLine.remove(assignment);
        problems.add(
            assignment.place(),
            ProblemCode.CFG_UNKNOWN_KEY,
            "'"
                + Printable.text(assignment.target())
                + "' is no part of a capture, which is read without modules and handlers"
                + Spelling.hint(assignment.target(), OF_ALL, "its parts"));
      }
    }
  }

  /**
   * The values for one part of an application, by rising precedence.
   *
   * @param application the application's name
   * @param target the part's full name inside it: {@code modules.openssh}
   * @param chosen whether the command line is about this application
   */
  List<Assignment> of(String application, String target, boolean chosen) {
    List<String> names = new ArrayList<>();
    if (target.startsWith("modules.")) {
      names.add(target.substring("modules.".length()));
    }
    names.add(target);
    int general = names.size();
    for (int i = 0; i < general; i++) {
      names.add(application + "." + names.get(i));
    }
    return of(names, chosen);
  }

  /** The values for the part that all applications share. */
  List<Assignment> ofSystem() {
    return of(List.of(SYSTEM), true);
  }

  private List<Assignment> of(List<String> names, boolean chosen) {
    List<Assignment> found = new ArrayList<>();
    for (List<Assignment> source :
        chosen ? List.of(environment, commandLine) : List.of(environment)) {
      for (String name : names) {
        for (Assignment assignment : source) {
          if (assignment.target().equals(name)) {
            found.add(assignment);
            used.add(assignment);
          }
        }
      }
    }
    if (chosen) {
      targets.addAll(names);
    }
    return found;
  }

  /** Whether there is a variable that no application has asked for so far. */
  boolean hasUnusedVariable() {
    return !used.containsAll(environment);
  }

  /** Tells of all values that no application has asked for. */
  void refuseUnused(Problems problems) {
    for (List<Assignment> source : List.of(environment, commandLine)) {
      for (Assignment assignment : source) {
        if (!used.contains(assignment)) {
          problems.add(
              assignment.place(),
              ProblemCode.CFG_UNKNOWN_KEY,
              "'"
                  + Printable.text(assignment.target())
                  + "' is no module, handler or other part of these applications"
                  + Spelling.hint(assignment.target(), shortest(), "their parts"));
        }
      }
    }
  }

  private List<String> shortest() {
    List<String> names = new ArrayList<>();
    for (String name : targets) {
      if (!name.startsWith("modules.") && !name.contains(".modules.")) {
        names.add(name);
      }
    }
    return names;
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }
}
