package dev.correlator.app;

import dev.correlator.api.LogicModule;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleDescription;
import dev.correlator.core.Wanted;
import dev.correlator.intake.LogSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to say where an application that the user named could use no record, alone or among those
 * that are told as one: what it asks for, what there was instead, and whether another installed
 * module asks for that.
 *
 * @param notes what to tell, each a line; none where each used a record
 * @param all whether no record was used
 * @param knownElsewhere whether a run without an application's name may find more
 */
record NothingUsed(List<String> notes, boolean all, boolean knownElsewhere) {

  /** Names that are told of what is asked for, and of what there is. */
  private static final int NAMES_SHOWN = 6;

  /** Copies. */
  NothingUsed {
    notes = List.copyOf(notes);
  }

  /** Looks at what a run did. */
  static NothingUsed of(RunResult r, RunRequest request) {
    EngineSummary s = r.summary();
    boolean used = s.used() + s.orphans() + s.failed() + s.failures() + s.unreached() > 0;
    if (s.records() == 0 || !request.chosen()) {
      return new NothingUsed(List.of(), false, false);
    }
    Set<String> formats = formats(r);
    if (used) {
      boolean stopped = s.unreached() > 0; // who would have used what is left, nobody knows
      return new NothingUsed(stopped ? List.of() : notesOfParts(r, request, formats), false, false);
    }
    List<String> taken =
        s.apps().stream().filter(EngineSummary.App::selected).map(EngineSummary.App::name).toList();
    boolean known =
        request.modules().stream().anyMatch(m -> asksForMore(m, r.application(), s, formats));
    String more = known ? "" : "; no other installed module wants these";
    return new NothingUsed(notes(r, r.application(), taken, more, request), true, known);
  }

  /**
   * Of the applications that are told as one: those whose programs there are not, or of whose
   * programs no record has a text that any of them wants. What is used is counted for all as one,
   * so nothing is told of one that shares a program with another that uses it.
   */
  private static List<String> notesOfParts(RunResult r, RunRequest request, Set<String> formats) {
    List<String> notes = new ArrayList<>();
    for (Application part : r.application().parts()) {
      List<EngineSummary.App> taken =
          r.summary().apps().stream()
              .filter(a -> part.modules().stream().anyMatch(m -> mayTake(m, a, formats)))
              .toList();
      if (taken.stream().allMatch(a -> a.unmatched() == a.records())) {
        List<String> names = taken.stream().map(EngineSummary.App::name).toList();
        notes.addAll(notes(r, part, names, "", request));
      }
    }
    return notes;
  }

  private static boolean mayTake(
      ModuleInstance module, EngineSummary.App program, Set<String> formats) {
    return formats.stream().anyMatch(f -> module.description().mayTake(program.name(), f));
  }

  /**
   * What to tell of an application that used nothing.
   *
   * @param taken the programs that it asks for, of those that there are
   * @param more what stands behind the first line
   */
  private static List<String> notes(
      RunResult r, Application application, List<String> taken, String more, RunRequest request) {
    String note =
        "nothing for "
            + application.name()
            + ": "
            + (taken.isEmpty()
                ? "wanted are records " + wanted(application) + "; these are " + found(r)
                : "there are records " + of("program", taken) + ", but none has a wanted text")
            + more;
    List<String> notes = new ArrayList<>(List.of(note));
    notes.addAll(
        UnknownFormats.of(application, request.formats().stream().map(Plugin::name).toList()));
    return notes;
  }

  private static String wanted(Application application) {
    Set<String> apps = new LinkedHashSet<>();
    Set<String> formats = new LinkedHashSet<>();
    Set<String> hosts = new LinkedHashSet<>();
    for (ModuleInstance module : application.modules()) {
      Wanted wanted = module.description().wanted();
      apps.addAll(wanted.apps());
      formats.addAll(wanted.formats());
      hosts.addAll(wanted.hosts());
    }
    List<String> parts = new ArrayList<>();
    if (!apps.isEmpty()) {
      parts.add(of("program", List.copyOf(apps)));
    }
    if (!formats.isEmpty()) {
      parts.add(of("format", List.copyOf(formats)));
    }
    if (!hosts.isEmpty()) {
      parts.add(of("host", List.copyOf(hosts)));
    }
    return parts.isEmpty() ? "of another kind" : String.join(", ", parts);
  }

  private static String found(RunResult r) {
    List<String> programs = r.summary().apps().stream().map(EngineSummary.App::name).toList();
    return of("program", programs) + ", " + of("format", List.copyOf(formats(r)));
  }

  private static Set<String> formats(RunResult r) {
    Set<String> formats = new LinkedHashSet<>();
    for (LogSource s : r.sources()) {
      formats.addAll(s.recordsByFormat().keySet());
    }
    return formats;
  }

  private static String of(String what, List<String> names) {
    if (names.equals(List.of(""))) {
      return "of no " + what;
    }
    return "of " + what + (names.size() == 1 ? " " : "s ") + names(names);
  }

  private static String names(List<String> all) {
    List<String> shown =
        all.stream()
            .limit(NAMES_SHOWN)
            .map(name -> name.isEmpty() ? "(none)" : Printable.text(name))
            .toList();
    String names = String.join(", ", shown);
    return all.size() == shown.size()
        ? names
        : names + " and " + CountText.of(all.size() - shown.size()) + " more";
  }

  /** Whether a module that is none of the application's may take one of the programs' records. */
  private static boolean asksForMore(
      Plugin<LogicModule<?>> module,
      Application application,
      EngineSummary s,
      Set<String> formats) {
    if (application.modules().stream().anyMatch(m -> m.plugin().name().equals(module.name()))) {
      return false;
    }
    try {
      ModuleDescription described = described(module.name(), module.create());
      return described.problems().isEmpty()
          && !described.takesAll()
          && s.apps().stream()
              .anyMatch(a -> formats.stream().anyMatch(f -> described.mayTake(a.name(), f)));
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      return false; // it needs a setting, or is broken: nobody asked for it
    }
  }

  private static <C extends Record> ModuleDescription described(
      String name, LogicModule<C> module) {
    return ModuleDescription.of(name, name, module, DefaultSettings.of(module));
  }
}
