package dev.correlator.app;

import dev.correlator.api.TrailerFinder;
import dev.correlator.intake.IntakeOptions;
import java.time.Instant;
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
   * How the files are read that it is run on.
   *
   * @param now when reading starts
   */
  IntakeOptions intakeOptions(Instant now) {
    return files
        .record()
        .options(!files.value("zone").isDefault(), now)
        .withTrailerFinder(trailerFinder == null ? null : trailerFinder.create());
  }

  /**
   * Several applications that are read for as one, or as many as there must be: those that are
   * built in, where they read their files alike. What a file defines has names and handlers of its
   * own.
   */
  static List<Application> combined(List<Application> all) {
    Map<FilesInput, List<Application>> alike = new LinkedHashMap<>();
    List<Application> combined = new ArrayList<>();
    for (Application a : all) {
      if (a.isBuiltIn()) {
        alike.computeIfAbsent(a.files.record(), unseen -> new ArrayList<>()).add(a);
      } else {
        combined.add(a);
      }
    }
    for (List<Application> some : alike.values()) {
      Application first = some.get(0);
      combined.add(
          some.size() == 1
              ? first
              : new Application(
                  String.join(",", some.stream().map(Application::name).toList()),
                  String.join("; ", some.stream().map(Application::description).toList()),
                  Place.DEFAULT,
                  first.files,
                  first.trailerFinder,
                  some.stream().flatMap(a -> a.modules.stream()).toList(),
                  List.of()));
    }
    return combined;
  }

  /** The same with other handlers. */
  Application withHandlers(List<HandlerInstance> others) {
    return new Application(name, description, place, files, trailerFinder, modules, others);
  }
}
