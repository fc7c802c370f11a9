package dev.correlator.api;

import java.util.Set;

/**
 * Which events a handler wants: those of one of the types (classes or standard interfaces) that are
 * at least this severe.
 *
 * @param types the types; empty: all
 * @param atLeast the least severity
 */
public record Interest(Set<Class<? extends Event>> types, Severity atLeast) {

  /** Copies. */
  public Interest {
    types = Set.copyOf(types);
  }

  /** All events. */
  public static Interest all() {
    return new Interest(Set.of(), Severity.DEBUG);
  }

  /** All events of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Interest in(Class<? extends Event>... types) {
    return new Interest(Set.of(types), Severity.DEBUG);
  }

  /** Whether an event is among them. */
  public boolean includes(EventEnvelope<?> envelope) {
    return envelope.severity().compareTo(atLeast) >= 0 && includes(envelope.type());
  }

  /** Whether events of a class are among them, leaving the severity aside. */
  public boolean includes(Class<? extends Event> type) {
    if (types.isEmpty()) {
      return true;
    }
    for (Class<? extends Event> t : types) {
      if (t.isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }
}
