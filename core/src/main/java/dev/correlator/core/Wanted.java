package dev.correlator.core;

import dev.correlator.api.Select;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which records the stages of a module ask for by name, in the order of declaration.
 *
 * @param apps names of applications, and forms of them
 * @param formats names of formats
 * @param hosts names of hosts
 */
public record Wanted(List<String> apps, List<String> formats, List<String> hosts) {

  /** Copies. */
  public Wanted {
    apps = List.copyOf(apps);
    formats = List.copyOf(formats);
    hosts = List.copyOf(hosts);
  }

  static Wanted of(List<Select> selects) {
    Set<String> apps = new LinkedHashSet<>();
    Set<String> formats = new LinkedHashSet<>();
    Set<String> hosts = new LinkedHashSet<>();
    selects.forEach(s -> add(s, apps, formats, hosts));
    return new Wanted(List.copyOf(apps), List.copyOf(formats), List.copyOf(hosts));
  }

  private static void add(Select s, Set<String> apps, Set<String> formats, Set<String> hosts) {
    switch (s) {
      case Select.Apps a -> apps.addAll(a.names());
      case Select.AppsLike a -> apps.addAll(a.forms());
      case Select.Formats f -> formats.addAll(f.names());
      case Select.Hosts h -> hosts.addAll(h.names());
      case Select.And a -> {
        add(a.left(), apps, formats, hosts);
        add(a.right(), apps, formats, hosts);
      }
      case Select.Or o -> {
        add(o.left(), apps, formats, hosts);
        add(o.right(), apps, formats, hosts);
      }
      case Select.All a -> {}
      case Select.Facilities f -> {}
      case Select.AtLeast a -> {}
      case Select.Where w -> {}
    }
  }
}
