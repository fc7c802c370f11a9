package dev.correlator.api;

import java.time.Duration;

/** What one attempt to deliver an event gave. */
public sealed interface DeliveryResult {

  /** The receiver has it. */
  record Delivered() implements DeliveryResult {}

  /**
   * Try again.
   *
   * @param after not before this long has passed
   * @param reason why, for people
   */
  record Deferred(Duration after, String reason) implements DeliveryResult {}

  /**
   * Will never succeed.
   *
   * @param reason why, for people
   */
  record Refused(String reason) implements DeliveryResult {}

  /** The receiver has it. */
  DeliveryResult DELIVERED = new Delivered();
}
