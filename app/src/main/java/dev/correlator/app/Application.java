package dev.correlator.app;

import dev.correlator.intake.IntakeOptions;
import java.time.Instant;
import java.util.List;

/**
 * A named set of modules and handlers with their settings. Immutable.
 *
 * @param name its name
 * @param description what it is for, one line
 * @param place where it was written; {@link Place#DEFAULT} where it is built in
 * @param files how the files are read that it is run on
 * @param modules its modules, in the order written
 * @param handlers its handlers, in the order written
 */
record Application(
    String name,
    String description,
    Place place,
    Settings<FilesInput> files,
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
    return files.record().options(!files.value("zone").isDefault(), now);
  }

  /** The same with other handlers. */
  Application withHandlers(List<HandlerInstance> others) {
    return new Application(name, description, place, files, modules, others);
  }
}
