package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.core.ModuleDescription;
import dev.correlator.core.Program;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the logic of an application comes to, before any record.
 *
 * @param events the events that it can raise
 * @param takesAll whether a stage takes every record, whatever it says
 */
record Logic(Set<Class<? extends Event>> events, boolean takesAll) {

  /** Has the modules of an application describe themselves; mistakes go to the problems. */
  static Logic of(Application application, Problems problems) {
    Set<Class<? extends Event>> events =
        new TreeSet<>((one, other) -> one.getName().compareTo(other.getName()));
    boolean takesAll = false;
    for (ModuleInstance module : application.modules()) {
      addNested(module.plugin().type(), events);
      try {
        ModuleDescription description = module.description();
        events.addAll(description.events());
        takesAll |= description.takesAll();
        for (String mistake : description.problems()) {
          problems.add(place(application), ProblemCode.CFG_LOGIC, mistake);
        }
      } catch (RefusedException e) {
        e.problems().forEach(problems::add);
      }
    }
    return new Logic(events, takesAll);
  }

  /** The stages of an application that has no mistakes, in the order in which records pass them. */
  static List<String> stages(Application application) {
    Program.Builder builder = Program.builder(application.name());
    application.modules().forEach(module -> module.addTo(builder));
    return builder.build().describe();
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
