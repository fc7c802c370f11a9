package dev.correlator.delivery;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Filter;
import dev.correlator.api.Interest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which events a handler is given: its interest and the user's {@code on} and {@code when}, all of
 * them. Asked by the engine's thread before an event is queued, so that a slow handler with a
 * narrow filter holds up nobody. Safe for threads.
 */
final class Acceptance {

  private final String handler;
  private final Interest interest;
  private final Set<String> on;
  private final @Nullable Filter when;
  private final boolean all;
  private final Consumer<String> failures;

  private enum Kind {
    REFUSED,
    ACCEPTED,
    ABOUT_HANDLER
  }

  /**
   * By class: names are compared for {@code on}, and to ask for the event itself would decode it.
   */
  private final ClassValue<Kind> kinds =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          if (!acceptsType(type.asSubclass(Event.class))) {
            return Kind.REFUSED;
          }
          return AboutHandler.class.isAssignableFrom(type) ? Kind.ABOUT_HANDLER : Kind.ACCEPTED;
        }
      };

  /**
   * Makes one.
   *
   * @param failures is told why the condition could not be evaluated, each time
   */
  Acceptance(
      String handler,
      Interest interest,
      Set<String> on,
      @Nullable Filter when,
      Consumer<String> failures) {
    this.handler = handler;
    this.interest = interest;
    this.on = on;
    this.when = when;
    this.failures = failures;
    all = isAll(interest) && on.isEmpty() && when == null;
  }

  /** Not asked by {@link Interest#equals}: the JVM would make that anew in each start. */
  private static boolean isAll(Interest interest) {
    return interest.types().isEmpty() && interest.atLeast() == Interest.all().atLeast();
  }

  boolean acceptsType(Class<? extends Event> type) {
    if (!interest.includes(type)) {
      return false;
    }
    if (on.isEmpty()) {
      return true;
    }
    for (String name : EventTypeNames.of(type)) {
      if (on.contains(name)) {
        return true;
      }
    }
    return false;
  }

  boolean accepts(EventEnvelope<?> envelope) {
    Kind kind = kinds.get(envelope.type());
    if (kind == Kind.REFUSED || envelope.severity().compareTo(interest.atLeast()) < 0) {
      return false;
    }
    if (kind == Kind.ABOUT_HANDLER
        && envelope.event() instanceof AboutHandler about
        && about.handler().equals(handler)) {
      return false;
    }
    Filter condition = when;
    if (condition == null) {
      return true;
    }
    try {
      return condition.passes(envelope);
    } catch (RuntimeException e) {
      String message = e.getMessage();
      failures.accept(message == null ? e.toString() : message);
      return false;
    }
  }

  /** The events of a list that are accepted; the list itself where all are. */
  List<EventEnvelope<?>> accepted(List<EventEnvelope<?>> events) {
    if (all) {
      return events;
    }
    List<EventEnvelope<?>> accepted = new ArrayList<>(events.size());
    for (EventEnvelope<?> event : events) {
      if (accepts(event)) {
        accepted.add(event);
      }
    }
    return accepted;
  }
}
