package dev.correlator.testkit.guide;

import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.TransactionEvent;

/** What events are about, as the guide of handlers shows it. */
final class Subjects {

  /** A door was left open: an event of this plugin. */
  record DoorLeftOpen(String door) implements ErrorEvent {}

  private Subjects() {}

  static String subject(EventEnvelope<?> event) {
    if (event.event() instanceof DoorLeftOpen left) { // a class that this plugin has
      return "door " + left.door();
    }
    if (event.type().getSimpleName().equals("AttemptsExceeded")) { // one that it does not see
      return "address " + event.fields().get("addr");
    }
    if (TransactionEvent.class.isAssignableFrom(event.type())) { // all of a kind
      return "transaction " + String.join(" ", event.key());
    }
    return event.type().getSimpleName();
  }
}
