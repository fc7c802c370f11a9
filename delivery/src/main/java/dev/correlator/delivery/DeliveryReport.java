package dev.correlator.delivery;

import java.util.List;

/**
 * What became of the events of a run, handler by handler.
 *
 * @param handlers in the order in which they were configured
 */
public record DeliveryReport(List<HandlerReport> handlers) {

  /** Copies. */
  public DeliveryReport {
    handlers = List.copyOf(handlers);
  }

  /** Whether each handler got all its events through. */
  public boolean isComplete() {
    for (HandlerReport handler : handlers) {
      if (!handler.isComplete()) {
        return false;
      }
    }
    return true;
  }
}
