package dev.correlator.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Formats whose records an application's modules ask for, and that there are not: no mistake, since
 * a module may ask for what only some describe, but mostly why it finds nothing.
 */
final class UnknownFormats {

  private UnknownFormats() {}

  /**
   * What to tell of them, each a line.
   *
   * @param names of the formats there are
   */
  static List<String> of(Application application, Collection<String> names) {
    Set<String> unknown = new LinkedHashSet<>();
    for (ModuleInstance module : application.modules()) {
      unknown.addAll(module.description().wanted().formats());
    }
    unknown.removeAll(Set.copyOf(names));
    List<String> lines = new ArrayList<>();
    for (String name : unknown) {
      lines.add(
          application.name()
              + " asks for records of format '"
              + Printable.text(name)
              + "', but no format has that name"
              + hint(name, names));
    }
    return lines;
  }

  private static String hint(String name, Collection<String> names) {
    String nearest = Spelling.nearestHint(name, names);
    return nearest.isEmpty() ? ": it is not described under 'formats:'" : nearest;
  }
}
