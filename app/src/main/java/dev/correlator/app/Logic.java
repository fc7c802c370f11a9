package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.core.Program;
import dev.correlator.core.ProgramException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the logic of an application comes to, before any record.
 *
 * @param events the events that it can raise
 * @param stages its stages in the order in which records pass them, for people
 * @param takesAll whether a stage takes every record, whatever it says
 */
record Logic(Set<Class<? extends Event>> events, List<String> stages, boolean takesAll) {

  /** Has the modules of an application describe themselves; mistakes go to the problems. */
  static Logic of(Application application, Problems problems) {
    Set<Class<? extends Event>> events =
        new TreeSet<>(Comparator.comparing((Class<? extends Event> type) -> type.getName()));
    int before = problems.count();
    Program.Builder builder = Program.builder(application.name());
    for (ModuleInstance module : application.modules()) {
      try {
        module.addTo(builder);
      } catch (RefusedException e) {
        e.problems().forEach(problems::add);
      }
      addNested(module.plugin().type(), events);
    }
    if (problems.count() > before) {
      return new Logic(events, List.of(), false);
    }
    try {
      Program program = builder.build();
      events.addAll(program.events());
      return new Logic(events, program.describe(), program.takesAll());
    } catch (ProgramException e) {
      for (String mistake : e.problems()) {
        problems.add(place(application), ProblemCode.CFG_LOGIC, mistake);
      }
      return new Logic(events, List.of(), false);
    }
  }

  /** Where it is written; of one that needs no file, and whose module is a plugin's, the plugin. */
  private static Place place(Application application) {
    Plugin<?> module = application.modules().get(0).plugin();
    if (!application.isBuiltIn()) {
      return application.place();
    }
    return Place.of(module.isBuiltIn() ? "application " + application.name() : module.origin());
  }

  /** Events that code sends are named nowhere: those declared in the module's class are its own. */
  private static void addNested(Class<?> type, Set<Class<? extends Event>> events) {
    for (Class<?> nested : type.getDeclaredClasses()) {
      if (nested.isRecord() && Event.class.isAssignableFrom(nested)) {
        events.add(nested.asSubclass(Event.class));
      }
    }
  }
}
