package dev.correlator.delivery;

import dev.correlator.api.Event;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names by which users refer to types of events, under {@code on} and in {@code is('...')}: the
 * simple name of the event's class or of an event interface that it implements, as {@code
 * Connection} or {@code AuditEvent}.
 */
public final class EventTypeNames {

  private EventTypeNames() {}

  /** All names that one of these types goes by. */
  public static SortedSet<String> of(Collection<? extends Class<? extends Event>> types) {
    SortedSet<String> names = new TreeSet<>();
    for (Class<? extends Event> type : types) {
      names.addAll(of(type));
    }
    return names;
  }

  /** All names that a type goes by, its own first. */
  public static Set<String> of(Class<? extends Event> type) {
    Set<String> names = new LinkedHashSet<>();
    collect(type, names);
    return names;
  }

  private static void collect(Class<?> type, Set<String> names) {
    names.add(type.getSimpleName());
    for (Class<?> parent : type.getInterfaces()) {
      if (Event.class.isAssignableFrom(parent)
          && parent != Event.class
          && Modifier.isPublic(parent.getModifiers())) {
        collect(parent, names);
      }
    }
  }
}
