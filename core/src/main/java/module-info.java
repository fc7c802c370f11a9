/** The deterministic heart: events are a function of the stamped records alone. */
module dev.correlator.core {
  requires transitive dev.correlator.api;

  exports dev.correlator.core;
  exports dev.correlator.core.spi;
}
