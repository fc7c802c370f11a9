package dev.correlator.api;

import java.util.Set;

/**
 * Which events a handler wants: those of one of the types (classes or standard interfaces) that are
 * at least this severe.
 *
 * @param types the types, at least one of which an event must be; empty: all
 * @param atLeast the least severity, which is among them
 */
public record Interest(Set<Class<? extends Event>> types, Severity atLeast) {

  /** Copies. */
  public Interest {
    types = Set.copyOf(types);
  }

  /**
   * All events.
   *
   * @return of all types and severities
   */
  public static Interest all() {
    return new Interest(Set.of(), Severity.DEBUG);
  }

  /**
   * All events of these types.
   *
   * @param types classes of events, or interfaces as {@link ErrorEvent}; none: all
   * @return of these types and all severities
   * @throws NullPointerException if one is null
   * @throws IllegalArgumentException if one is named twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Interest in(Class<? extends Event>... types) {
    return new Interest(Set.of(types), Severity.DEBUG);
  }

  /**
   * Whether an event is among them.
   *
   * @param envelope the event with what is known about it
   * @return whether type and severity are
   */
  public boolean includes(EventEnvelope<?> envelope) {
    return envelope.severity().compareTo(atLeast) >= 0 && includes(envelope.type());
  }

  /**
   * Whether events of a class are among them, leaving the severity aside.
   *
   * @param type their class
   * @return whether it is one of the types, extends or implements one; always where there are none
   */
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
