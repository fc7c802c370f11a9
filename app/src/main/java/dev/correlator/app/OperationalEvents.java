package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.delivery.Delivery;
import java.util.LinkedHashSet;
import java.util.Set;

/** The events that the program raises about itself. */
final class OperationalEvents {

  private OperationalEvents() {}

  /** Their classes. */
  static Set<Class<? extends Event>> types() {
    Set<Class<? extends Event>> types = new LinkedHashSet<>(Delivery.operationalTypes());
    types.add(RunEnded.class);
    types.add(ModuleError.class);
    return types;
  }
}
