package dev.correlator.core;

import dev.correlator.api.Event;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Select;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a module said when it described itself: what can be known of it before it runs, then a part
 * of one program. With many modules that is much of what a short run does, so it is done once. Used
 * by one thread.
 */
public final class ModuleDescription {

  private final ModuleSpec spec;
  private final List<String> problems;
  private boolean taken;

  private ModuleDescription(ModuleSpec spec, List<String> problems) {
    this.spec = spec;
    this.problems = problems;
  }

  /**
   * Has a module describe itself. What its code throws is thrown on.
   *
   * @param application the name that its events bear, and their ids
   * @param name the instance's name
   * @param module the module
   * @param config its configuration
   */
  public static <C extends Record> ModuleDescription of(
      String application, String name, LogicModule<C> module, C config) {
    List<String> problems = new ArrayList<>();
    return new ModuleDescription(
        ModuleSpec.of(application, name, module, config, problems), problems);
  }

  /** The mistakes in it; empty where it can be run. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The classes of the events that are known before the run; code may send others. */
  public Set<Class<? extends Event>> events() {
    Set<Class<? extends Event>> events = new LinkedHashSet<>();
    for (StageSpec s : spec.stages) {
      for (Class<?> c : s.sends()) {
        if (Event.class.isAssignableFrom(c)) {
          events.add(c.asSubclass(Event.class));
        }
      }
    }
    for (StatisticsSpec s : spec.statistics) {
      events.add(s.event.shape.type.asSubclass(Event.class));
    }
    return events;
  }

  /** Whether a stage takes every record, whatever it says: that it does, says nothing of them. */
  public boolean takesAll() {
    for (StageSpec s : spec.stages) {
      if (s instanceof RecordSpec r && r.select instanceof Select.All) {
        for (Rule rule : r.rules) {
          if (rule.pattern.source().equals("{*}")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Which records its stages ask for by name. */
  public Wanted wanted() {
    return Wanted.of(selects());
  }

  /**
   * Whether a stage is not kept from taking the records of an application that a format read, by
   * the names of both.
   */
  public boolean mayTake(String app, String format) {
    return selects().stream().anyMatch(s -> Router.mayTake(s, app, format));
  }

  private List<Select> selects() {
    List<Select> selects = new ArrayList<>();
    for (StageSpec s : spec.stages) {
      if (s instanceof RecordSpec r) {
        selects.add(r.select);
      }
    }
    return selects;
  }

  /** Whether it is a part of a program, and cannot become one of another. */
  public boolean isTaken() {
    return taken;
  }

  /**
   * Makes it a part of a program.
   *
   * @throws IllegalStateException if it is one already
   */
  ModuleSpec take() {
    if (taken) {
      throw new IllegalStateException("module '" + spec.name + "' is a part of a program already");
    }
    taken = true;
    return spec;
  }
}
