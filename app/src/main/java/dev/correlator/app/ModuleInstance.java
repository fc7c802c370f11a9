package dev.correlator.app;

import dev.correlator.api.LogicModule;
import dev.correlator.core.ModuleDescription;
import dev.correlator.core.Program;
import org.jspecify.annotations.Nullable;

/**
 * A logic module under the name and with the settings that an application gives it. It describes
 * itself when that is first asked for, and once more only where it becomes a part of a second
 * program. Used by one thread.
 */
final class ModuleInstance {

  private final String application;
  private final String name;
  private final Plugin<LogicModule<?>> plugin;
  private final Settings<?> settings;
  private final Place place;
  private @Nullable ModuleDescription description;

  /**
   * Notes what it is.
   *
   * @param application the name of the application
   * @param name the instance's name, unique in the application
   * @param plugin the module
   * @param settings its settings
   * @param place where the application names it
   */
  ModuleInstance(
      String application,
      String name,
      Plugin<LogicModule<?>> plugin,
      Settings<?> settings,
      Place place) {
    this.application = application;
    this.name = name;
    this.plugin = plugin;
    this.settings = settings;
    this.place = place;
  }

  String application() {
    return application;
  }

  String name() {
    return name;
  }

  Plugin<LogicModule<?>> plugin() {
    return plugin;
  }

  Settings<?> settings() {
    return settings;
  }

  /**
   * What the module says of itself.
   *
   * @throws RefusedException if it cannot be constructed, or cannot describe itself
   */
  ModuleDescription description() {
    ModuleDescription known = description;
    if (known == null) {
      known = describe();
      description = known;
    }
    return known;
  }

  /**
   * Adds the module to a program.
   *
   * @throws RefusedException if it cannot be constructed, or cannot describe itself
   */
  void addTo(Program.Builder program) {
    ModuleDescription known = description();
    program.module(known.isTaken() ? describe() : known);
  }

  private ModuleDescription describe() {
    try {
      return describe(application, name, plugin.create(), settings.record());
    } catch (RefusedException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw new RefusedException(
          new Problem(
              place.isDefault() ? Place.of(plugin.origin()) : place,
              ProblemCode.CFG_LOGIC,
              "module '" + name + "' cannot be used: " + PluginFault.inWords(e)),
          ExitCode.USAGE);
    }
  }

  @SuppressWarnings("unchecked") // the record was made from the schema of the module's own type
  private static <C extends Record> ModuleDescription describe(
      String application, String name, LogicModule<?> module, Record config) {
    return ModuleDescription.of(application, name, (LogicModule<C>) module, (C) config);
  }
}
