package dev.correlator.delivery;

/** Where a configured handler stands. */
public enum HandlerState {
  /** It takes events. */
  OPEN,
  /** It has settled all its events and is closed. */
  CLOSED,
  /** It was given up: it gets no more events, the others do. */
  FAILED,
  /** It acts on the outside and the input is history: it was not opened, its events are counted. */
  WITHHELD
}
