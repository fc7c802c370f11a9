package dev.correlator.app;

import dev.correlator.api.TrailerFinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named set of modules and handlers with their settings. Immutable.
 *
 * @param name its name
 * @param description what it is for, one line
 * @param place where it was written; {@link Place#DEFAULT} where it is built in
 * @param files how the files are read that it is run on
 * @param trailerFinder the plugin that names their trailers, or null
 * @param modules its modules, in the order written
 * @param handlers its handlers, in the order written
 */
record Application(
    String name,
    String description,
    Place place,
    Settings<FilesInput> files,
    @Nullable Plugin<TrailerFinder> trailerFinder,
    List<ModuleInstance> modules,
    List<HandlerInstance> handlers) {

  /** Copies. */
  Application {
    modules = List.copyOf(modules);
    handlers = List.copyOf(handlers);
  }

  /** Whether it needs no file. */
  boolean isBuiltIn() {
    return place.isDefault();
  }

  /**
   * Those that need no file, and read their files alike, told as one in the place of the first:
   * what a file defines has a name and handlers of its own.
   */
  static List<Application> combined(List<Application> all) {
    if (all.size() == 1) { // mostly, and nothing is to be compared
      return all;
    }
    Map<Object, List<Application>> told = new LinkedHashMap<>();
    for (Application a : all) {
      told.computeIfAbsent(a.isBuiltIn() ? a.files.record() : a, unseen -> new ArrayList<>())
          .add(a);
    }
    return told.values().stream().map(Application::asOne).toList();
  }

  private static Application asOne(List<Application> some) {
    Application first = some.get(0);
    return some.size() == 1
        ? first
        : new Application(
            String.join(",", some.stream().map(Application::name).toList()),
            String.join("; ", some.stream().map(Application::description).toList()),
            Place.DEFAULT,
            first.files,
            first.trailerFinder,
            some.stream().flatMap(a -> a.modules.stream()).toList(),
            List.of());
  }

  /** The applications that are told as this one; none where it stands for itself. */
  List<Application> parts() {
    Map<String, List<ModuleInstance>> byName = new LinkedHashMap<>();
    for (ModuleInstance m : modules) {
      byName.computeIfAbsent(m.application(), unseen -> new ArrayList<>()).add(m);
    }
    List<Application> parts = new ArrayList<>();
    if (byName.size() > 1) {
      byName.forEach((part, own) ->
          parts.add(
              new Application(part, description, place, files, trailerFinder, own, List.of())));
    }
    return parts;
  }

  /** The same with other handlers. */
  Application withHandlers(List<HandlerInstance> others) {
    return new Application(name, description, place, files, trailerFinder, modules, others);
  }
}
