package dev.correlator.delivery;

import dev.correlator.api.EventHandler;
import dev.correlator.api.Filter;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handler as a user configured it.
 *
 * @param <C> the handler's configuration record
 * @param name the name under which it is configured, unique in the application
 * @param handler a fresh instance, used by nobody else
 * @param config its settings, already checked
 * @param on the names of the event types that it is given, see {@link EventTypeNames}; empty: all
 * @param when the user's condition; null: none
 * @param timeout how long one of its calls may take, more than 0
 */
public record HandlerSetup<C extends Record>(
    String name,
    EventHandler<C> handler,
    C config,
    Set<String> on,
    @Nullable Filter when,
    Duration timeout) {

  /** How long a call may take where the user does not say: the contract of {@link EventHandler}. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Checks and copies. */
  public HandlerSetup {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(config, "config");
    on = Set.copyOf(on);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "timeout " + timeout + " of handler '" + name + "' is not more than 0");
    }
  }

  /** A handler that is given all events that it is interested in. */
  public static <C extends Record> HandlerSetup<C> of(
      String name, EventHandler<C> handler, C config) {
    return new HandlerSetup<>(name, handler, config, Set.of(), null, TIMEOUT);
  }

  /** The same, given events of these types alone. */
  public HandlerSetup<C> on(Collection<String> typeNames) {
    return new HandlerSetup<>(name, handler, config, Set.copyOf(typeNames), when, timeout);
  }

  /** The same, given events that pass this filter alone. */
  public HandlerSetup<C> when(Filter filter) {
    return new HandlerSetup<>(name, handler, config, on, filter, timeout);
  }

  /** The same with this timeout. */
  public HandlerSetup<C> timeout(Duration limit) {
    return new HandlerSetup<>(name, handler, config, on, when, limit);
  }
}
