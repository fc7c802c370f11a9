package dev.correlator.delivery;

import dev.correlator.api.Event;

/** An operational event about a handler, which is never given to that handler. */
interface AboutHandler extends Event {

  /** The configured handler's name. */
  String handler();
}
