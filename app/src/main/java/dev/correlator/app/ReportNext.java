package dev.correlator.app;

import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The commands with which a reader goes on, a line each, as they are typed where he stands. */
final class ReportNext {

  /** Stands before the first line; those behind it begin below its text. */
  private static final String WORD = "NEXT    ";

  /** What is offered as a file in place of one that can be read only once. */
  private static final String SAVED = "input";

  private static final String SAVED_ENDING = ".log";

  /** Names that are tried for a new file. */
  private static final int NAMES_MAX = 1000;

  private final PrintWriter out;

  ReportNext(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints them.
   *
   * @param knownElsewhere whether a run without an application's name may find more
   * @param inOrder the options with which records are read in order, or none
   */
  void print(RunResult r, RunRequest request, boolean knownElsewhere, List<String> inOrder) {
    String before = WORD;
    for (String line : next(r, request, knownElsewhere, inOrder)) {
      out.println(before + line);
      before = " ".repeat(WORD.length());
    }
  }

  /** What to do next, a line each; none where there is nothing. */
  private static List<String> next(
      RunResult r, RunRequest request, boolean knownElsewhere, List<String> inOrder) {
    boolean failed = !r.findings().newestFailed().isEmpty();
    boolean events = request.events() == null && r.findings().events() > 0;
    if (!failed && !events && inOrder.isEmpty() && !knownElsewhere && !r.isUnreadable()) {
      return List.of();
    }
    boolean named = request.chosen() && !knownElsewhere;
    List<String> app = named ? List.of(r.application().name()) : List.of();
    // What a file defines has parts of its own, which those that need no file lack.
    List<String> left =
        knownElsewhere && !r.application().isBuiltIn()
            ? List.of(ConfigurationOptions.SET)
            : List.of();
    Set<String> read = r.sources().stream().map(LogSource::name).collect(Collectors.toSet());
    List<String> gone = List.copyOf(ReadOnce.meant(request.inputs(), r.sources()));
    List<String> saved = IntStream.range(0, gone.size()).mapToObj(ReportNext::saved).toList();
    NextFiles files =
        NextFiles.of(
            request.inputs().stream()
                .map(input -> gone.contains(input) ? saved.get(gone.indexOf(input)) : input)
                .toList(),
            read,
            () -> request.folder().resolve(events(request)));
    List<String> same = withOptions(request.same(), left, inOrder);
    List<String> list = ofRecords(request.same());
    if (!gone.isEmpty()) {
      // Not the ids of this run: a record that says no host has the name of its file in them.
      return List.of(
          "save "
              + String.join(" and ", gone.stream().map(ReportNext::words).toList())
              + (gone.size() == 1 ? " to a file, as " : " to files, as ")
              + String.join(" and ", saved)
              + (gone.size() == 1 ? ", to read it again:" : ", to read them again:"),
          r.isUnreadable()
              ? files.command(request.command(), List.of("capture", "ls"), list)
              : files.command(request.command(), List.of("run"), app, same));
    }
    List<String> commands = new ArrayList<>();
    if (r.isUnreadable()) { // which lines these are, and what each format says of one
      commands.add(files.command(request.command(), List.of("capture", "ls"), list));
    }
    if (knownElsewhere || !inOrder.isEmpty()) {
      commands.add(files.command(request.command(), List.of("run"), app, same));
    }
    if (failed) {
      String id = EventWords.id(r.findings().newestFailed().get(0));
      // Without a name all that needs no file is traced with.
      List<String> with = r.application().isBuiltIn() ? List.of() : app;
      commands.add(files.command(request.command(), List.of("trace", id), with, request.same()));
    }
    if (events) {
      commands.add(
          files.command(
              request.command(),
              List.of("run"),
              app,
              List.of(Outputs.EVENTS, events(request)),
              request.same()));
    }
    return commands;
  }

  /**
   * A file that the events may be written to: none that is read, that a handler writes, or that
   * holds anything else.
   */
  private static String events(RunRequest request) {
    RunFiles files =
        new RunOutputs(request).files(request.configuration().applications(), new Problems());
    String name = "events.jsonl";
    for (int i = 2; i <= NAMES_MAX && !isFree(request.folder().resolve(name), files); i++) {
      name = "events-" + i + ".jsonl";
    }
    return name;
  }

  private static boolean isFree(Path file, RunFiles files) {
    return !Files.isDirectory(file)
        && ExistingFile.OWN.refusal(Outputs.EVENTS, file) == null
        && files.write(Outputs.EVENTS, file) == null;
  }

  /** Options with their values but for some; those that are added replace what is there. */
  private static List<String> withOptions(
      List<String> typed, List<String> left, List<String> added) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < typed.size(); i += 2) {
      if (!added.contains(typed.get(i)) && !left.contains(typed.get(i))) {
        all.addAll(typed.subList(i, i + 2));
      }
    }
    all.addAll(added);
    return all;
  }

  /** Those options that say how single records are read: captures have no others. */
  private static List<String> ofRecords(List<String> typed) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < typed.size(); i += 2) {
      String value = typed.get(i + 1);
      boolean ofModules =
          typed.get(i).equals(ConfigurationOptions.SET)
              && !value.startsWith("inputs.")
              && !value.startsWith("system.");
      if (!ofModules && !ReadingOptions.BETWEEN_RECORDS.contains(typed.get(i))) {
        all.addAll(typed.subList(i, i + 2));
      }
    }
    return all;
  }

  /** A file that an input may be saved to: the first of them, or another. */
  private static String saved(int number) {
    return SAVED + (number == 0 ? "" : "-" + (number + 1)) + SAVED_ENDING;
  }

  private static String words(String input) {
    return input.equals(Intake.STANDARD_INPUT) ? "standard input" : Printable.text(input);
  }
}
