package dev.correlator.app;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator new}. */
final class NewCommand implements Command {

  private static final String KINDS = "module|handler|frontend";
  private static final String PACKAGE = "--package";
  private static final String DIRECTORY = "--directory";

  /** Holds what was made until its author has a name of their own. */
  private static final String USUAL_PACKAGE = "org.example.";

  private final Surroundings surroundings;

  NewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "new",
            "Makes a project for a module, a handler or a front-end of your own.",
            "Writes a small one that works, with its settings, its tests and a sample, into a new"
                + " folder. Its README tells how to build and run it; that takes a JDK and this"
                + " installation, no network.");
    spec.addPositional(CommandText.choiceWord("0", KINDS, "What to make.", PluginKind.values()));
    spec.addPositional(
        CommandText.words(
            "1",
            "1",
            "NAME",
            "Its name, in configuration too: lower case letters, digits and '-', beginning with a"
                + " letter."));
    spec.addOption(
        CommandText.value(
            "PACKAGE",
            "The package of its classes. Default: " + USUAL_PACKAGE + "NAME, without hyphens.",
            PACKAGE));
    spec.addOption(
        CommandText.value(
            "FOLDER",
            "The folder to write into, new or empty. Default: NAME in the current folder.",
            DIRECTORY));
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "correlator new module backups",
        "correlator new handler ticket --package com.example.ticket",
        "correlator new frontend proxy-log --directory src/proxy-log");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    List<String> words = CommandText.words(typed, 0);
    PluginKind kind = CommandText.word("KIND", words.get(0), PluginKind.values());
    String name = words.get(1);
    Problems problems = new Problems();
    checkName(kind, name, problems);
    String className = className(name) + kind.suffix();
    String packageName = CommandText.typed(typed, PACKAGE);
    if (packageName == null) {
      packageName = usualPackage(name);
    } else {
      checkPackage(packageName, problems);
    }
    checkNotTaken(kind, name, className, problems);
    String directory = CommandText.typed(typed, DIRECTORY);
    String shown = directory == null ? name : directory;
    Path folder = surroundings.folder().resolve(shown);
    checkEmpty(folder, shown, problems);
    Path home = surroundings.home();
    DevelopmentKit kit = home == null ? null : DevelopmentKit.of(home);
    if (kit == null) {
      problems.add(
          Place.of("correlator new"),
          ProblemCode.CLI_USAGE,
          "this installation has no folder 'sdk' to build against; take a whole distribution");
    }
    problems.refuseIfAny();
    PluginProject project = new PluginProject(kind, name, packageName, className);
    List<String> files = project.write(folder, requireNonNull(kit));
    tell(project, shown, files, PluginProject.commands(folder));
    return ExitCode.OK;
  }

  private void tell(
      PluginProject project, String folder, List<String> files, List<String> commands) {
    PrintWriter out = surroundings.out();
    out.println(project.kind().words() + " '" + project.name() + "'; README.md tells more:");
    for (String file : files) {
      out.println("  " + Path.of(folder).resolve(file));
    }
    String before = "NEXT    cd " + ShellWords.of(List.of(folder)) + " && ";
    for (String command : commands) {
      out.println(before + command);
      before = "        ";
    }
  }

  private static void checkName(PluginKind kind, String name, Problems problems) {
    if (!Names.isName(name) || !Character.isLetter(name.charAt(0))) {
      problems.add(
          Place.of("NAME"),
          ProblemCode.CFG_BAD_NAME,
          "'"
              + Printable.text(name)
              + "' is no name for a project; take lower case letters, digits and '-', beginning"
              + " with a letter");
    } else if (Names.isReserved(name)) {
      problems.add(
          Place.of("NAME"),
          ProblemCode.CFG_BAD_NAME,
          Names.refusal(name, "a " + kind.word())); // no configuration could name an instance so
    }
  }

  private static void checkPackage(String name, Problems problems) {
    if (!SourceVersion.isName(name)) {
      problems.add(
          Place.of(PACKAGE),
          ProblemCode.CFG_BAD_NAME,
          "'" + Printable.text(name) + "' is no name of a Java package, as com.example.backups");
    } else if ((name + ".").startsWith("dev.correlator.") || (name + ".").startsWith("java.")) {
      problems.add(
          Place.of(PACKAGE),
          ProblemCode.CFG_BAD_NAME,
          "'" + name + "' belongs to the program or to Java; take one of your own");
    }
  }

  private void checkNotTaken(PluginKind kind, String name, String className, Problems problems) {
    Path home = surroundings.home();
    Installation installation =
        Installation.find(surroundings.program(), home == null ? null : home.resolve("plugins"));
    Plugin<?> installed = kind.of(installation).get(name);
    if (installed != null) {
      problems.add(
          Place.of("NAME"),
          ProblemCode.PLG_TWO_OF_ONE_NAME,
          "'" + name + "' is installed already: " + installed.origin() + "; take another name");
    }
    if (className.equals(kind.service().getSimpleName())) {
      problems.add(
          Place.of("NAME"),
          ProblemCode.CFG_BAD_NAME,
          "'"
              + name
              + "' gives the class "
              + className
              + ", as the interface is called; take"
              + " another name");
    }
  }

  private static void checkEmpty(Path folder, String shown, Problems problems) {
    String[] entries = folder.toFile().list();
    if (Files.exists(folder) && (entries == null || entries.length > 0)) {
      problems.add(
          Place.of(Printable.line(shown)),
          ProblemCode.CLI_USAGE,
          (entries == null ? "is no folder" : "the folder is not empty")
              + "; name a new one with "
              + DIRECTORY);
    }
  }

  /** Words that hyphens part, each with a capital: {@code proxy-log} is {@code ProxyLog}. */
  private static String className(String name) {
    StringBuilder className = new StringBuilder();
    for (String word : name.split("-", -1)) {
      if (!word.isEmpty()) {
        className.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return className.toString();
  }

  private static String usualPackage(String name) {
    String last = name.replace("-", "");
    return USUAL_PACKAGE + (SourceVersion.isKeyword(last) ? last + "_" : last);
  }
}
