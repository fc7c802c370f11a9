package dev.correlator.core;

import dev.correlator.api.Event;
import dev.correlator.api.LogicModule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The logic of an application, checked and compiled. Immutable; safe for use by any thread.
 *
 * @see #builder
 */
public final class Program {

  final ZoneId zone;
  final long hashSeed;
  final Sources sources;

  /** All stages by number: in the order of depth, module and declaration. */
  final StageSpec[] stages;

  /** The applications that are run together, in the order in which they were added. */
  final List<String> applications;

  final List<ModuleSpec> modules;
  private final Set<Class<? extends Event>> events;
  final List<StatisticsSpec> statistics = new ArrayList<>();

  /** The rules of all stages that take records, by number. */
  final Rule[] rules;

  /**
   * For each stage the rule that says that its select failed, see {@link Rule#failed}; null where
   * no code selects.
   */
  final @Nullable Rule[] failedSelects;

  final Router router;

  private Program(Builder b, List<StageSpec> ordered) {
    zone = b.zone;
    hashSeed = b.hashSeed;
    sources = b.sources;
    applications = List.copyOf(b.applications);
    modules = List.copyOf(b.modules);
    events = Collections.unmodifiableSet(new LinkedHashSet<>(b.events));
    stages = ordered.toArray(new StageSpec[0]);
    for (int i = 0; i < stages.length; i++) {
      stages[i].id = i;
    }
    for (StageSpec s : stages) {
      s.link(this::consumers);
    }
    List<Rule> allRules = new ArrayList<>();
    List<RecordSpec> takers = new ArrayList<>();
    for (StageSpec s : stages) {
      if (s instanceof RecordSpec t) {
        takers.add(t);
        for (Rule r : t.rules) {
          r.id = allRules.size();
          r.stage = t.id;
          allRules.add(r);
        }
      }
    }
    failedSelects = new Rule[stages.length];
    for (RecordSpec s : takers) {
      if (Router.asksCode(s.select)) {
        Rule failed = Rule.failed();
        failed.id = allRules.size();
        failed.stage = s.id;
        failedSelects[s.id] = failed;
        allRules.add(failed);
      }
    }
    rules = allRules.toArray(new Rule[0]);
    router = new Router(takers, applications.size(), sources);
    for (ModuleSpec m : modules) {
      for (StatisticsSpec s : m.statistics) {
        s.id = stages.length + statistics.size();
        s.zone = zone;
        statistics.add(s);
      }
    }
  }

  private int[] consumers(StageSpec from, Class<?> type) {
    return java.util.Arrays.stream(stages)
        .filter(s -> s.module == from.module && s.depth > from.depth && s.takes().contains(type))
        .mapToInt(s -> s.id)
        .toArray();
  }

  /** The classes of the events that are known before the run; code may send others. */
  public Set<Class<? extends Event>> events() {
    return events;
  }

  /** The stages in the order in which records pass them, for people. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (StageSpec s : stages) {
      lines.add(
          s.module.name
              + "/"
              + s.name
              + " depth="
              + s.depth
              + " takes="
              + s.takesText()
              + " sends="
              + s.sendsText());
    }
    return lines;
  }

  /** A builder for an application of this name. */
  public static Builder builder(String application) {
    return new Builder(application);
  }

  /** Takes the modules of one application, or of several that are run together. */
  public static final class Builder {

    private final List<String> applications = new ArrayList<>();
    private final List<ModuleSpec> modules = new ArrayList<>();
    private final Set<Class<? extends Event>> events = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private ZoneId zone = java.time.ZoneOffset.UTC;
    private Sources sources = new Sources();
    private long hashSeed;

    private Builder(String application) {
      applications.add(application);
    }

    /**
     * Begins another application, whose modules are added next: what it reads is read and matched
     * once with that of those before, and all that is found is as if it ran alone. What its records
     * became is told by itself, see {@link Engine#summary(String)}.
     *
     * @param name another than those before
     */
    public Builder application(String name) {
      if (applications.contains(name)) {
        problems.add("two applications are named '" + name + "'");
      }
      applications.add(name);
      return this;
    }

    /** The zone of calendars. Default UTC. */
    public Builder zone(ZoneId calendarZone) {
      zone = calendarZone;
      return this;
    }

    /** The sources of the run. */
    public Builder sources(Sources run) {
      sources = run;
      return this;
    }

    /**
     * A secret for hash tables, so that nobody can choose keys that collide. It changes nothing
     * that can be seen.
     */
    public Builder hashSeed(long secret) {
      hashSeed = secret;
      return this;
    }

    /**
     * Adds a module under a name.
     *
     * @param name the instance's name: a module may be there twice under two names
     */
    public <C extends Record> Builder module(String name, LogicModule<C> module, C config) {
      return module(applications.getLast(), name, module, config);
    }

    /**
     * Adds a module whose events are those of another application: what it does is told with the
     * application at hand.
     *
     * @param of the name that the events bear, and their ids
     * @param name the instance's name: unique in the application at hand
     */
    public <C extends Record> Builder module(
        String of, String name, LogicModule<C> module, C config) {
      return module(ModuleDescription.of(of, name, module, config));
    }

    /**
     * Adds a module that has described itself.
     *
     * @throws IllegalStateException if it is a part of another program
     */
    public Builder module(ModuleDescription described) {
      ModuleSpec spec = described.take();
      spec.part = applications.size() - 1;
      if (modules.stream().anyMatch(m -> m.part == spec.part && m.name.equals(spec.name))) {
        problems.add("two modules are named '" + spec.name + "'");
      }
      modules.add(spec);
      events.addAll(described.events());
      problems.addAll(described.problems());
      return this;
    }

    /**
     * Checks all and compiles it.
     *
     * @throws ProgramException that names all mistakes
     */
    public Program build() {
      for (int i = 0; i < applications.size(); i++) {
        int part = i;
        if (modules.stream().noneMatch(m -> m.part == part)) {
          problems.add("application '" + applications.get(i) + "' has no modules");
        }
      }
      if (!problems.isEmpty()) {
        throw new ProgramException(problems);
      }
      // By names alone: the order of events is not to depend on that of the applications.
      modules.sort(Builder::byNames);
      List<StageSpec> ordered = new ArrayList<>();
      for (ModuleSpec m : modules) {
        for (int i = 0; i < m.stages.size(); i++) {
          m.stages.get(i).depth = depth(m, i);
        }
        ordered.addAll(m.stages);
      }
      // Stable: by module, by declaration.
      ordered.sort((one, other) -> Integer.compare(one.depth, other.depth));
      return new Program(this, ordered);
    }

    /** No comparator of comparators: the JVM would make it anew in each start. */
    private static int byNames(ModuleSpec one, ModuleSpec other) {
      int c = one.application.compareTo(other.application);
      return c != 0 ? c : one.name.compareTo(other.name);
    }

    /** One more than that of any earlier stage whose messages it may take. */
    private static int depth(ModuleSpec m, int stage) {
      StageSpec s = m.stages.get(stage);
      if (s instanceof JoinSpec j) {
        return j.leg;
      }
      if (s instanceof SuccessionSpec) {
        return 1;
      }
      int depth = 0;
      for (int i = 0; i < stage; i++) {
        StageSpec before = m.stages.get(i);
        boolean takes = before.sends().stream().anyMatch(c -> s.takes().contains(c));
        if (takes || before.sendsFromCode() && !s.takes().isEmpty()) {
          depth = Math.max(depth, before.depth + 1);
        }
      }
      return s.takes().isEmpty() ? 0 : Math.max(1, depth);
    }
  }
}
