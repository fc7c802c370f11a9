package dev.correlator.app;

import dev.correlator.app.ConfigNode.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a handler is given, as it was written.
 *
 * @param handler the name of the handler's instance
 * @param on the names of the events, empty: all
 * @param when the condition, null where there is none
 */
record HandlerInterest(String handler, List<Scalar> on, @Nullable Scalar when) {

  /** Copies. */
  HandlerInterest {
    on = List.copyOf(on);
  }

  /**
   * What is to be checked of an application that cannot be run, so that its mistakes are told at
   * once.
   *
   * @param application the application, its modules those that were probably meant
   * @param eventsKnown whether these are all of its modules, so that its events are known
   * @param interests of its handlers, or of those that cannot be made
   */
  record Unbound(Application application, boolean eventsKnown, List<HandlerInterest> interests) {

    /** Copies. */
    Unbound {
      interests = List.copyOf(interests);
    }
  }
}
