package dev.correlator.app;

import dev.correlator.api.LogicModule;
import dev.correlator.core.Program;

/**
 * A logic module under the name and with the settings that an application gives it.
 *
 * @param application the name of the application
 * @param name the instance's name, unique in the application
 * @param plugin the module
 * @param settings its settings
 * @param place where the application names it
 */
record ModuleInstance(
    String application,
    String name,
    Plugin<LogicModule<?>> plugin,
    Settings<?> settings,
    Place place) {

  /**
   * Adds a new instance of the module to a program.
   *
   * @throws RefusedException if the module cannot be constructed, or cannot describe itself
   */
  void addTo(Program.Builder program) {
    try {
      add(program, application, name, plugin.create(), settings.record());
    } catch (RefusedException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      throw new RefusedException(
          new Problem(
              place.isDefault() ? Place.of(plugin.origin()) : place,
              ProblemCode.CFG_LOGIC,
              "module '" + name + "' cannot be used: " + PluginFault.inWords(e)),
          ExitCode.USAGE);
    }
  }

  @SuppressWarnings("unchecked") // the record was made from the schema of the module's own type
  private static <C extends Record> void add(
      Program.Builder program,
      String application,
      String name,
      LogicModule<?> module,
      Record config) {
    program.module(application, name, (LogicModule<C>) module, (C) config);
  }
}
