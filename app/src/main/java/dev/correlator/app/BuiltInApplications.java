package dev.correlator.app;

import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import java.util.Set;
import java.util.TreeSet;

/**
 * The applications that need no file: each installed module that works without a setting being
 * given is one, of the module's name, with the module alone. A file may define an application of
 * the same name, which is then used in its place.
 */
final class BuiltInApplications {

  private BuiltInApplications() {}

  /** Their names. */
  static Set<String> names(Installation installation) {
    Set<String> names = new TreeSet<>();
    for (Plugin<LogicModule<?>> module : installation.modules().values()) {
      boolean complete = true;
      for (SettingSpec setting : module.settings().settings()) {
        complete &= setting.defaultText() != null;
      }
      if (complete) {
        names.add(module.name());
      }
    }
    return names;
  }

  /** What one is for. */
  static String description(Plugin<LogicModule<?>> module) {
    String said = module.type().getAnnotation(Named.class).description();
    return said.isEmpty() ? "the module '" + module.name() + "' with its own settings" : said;
  }
}
