/** Tests for authors: scenarios, contract kits, a stepped clock. */
module dev.correlator.testkit {
  requires transitive dev.correlator.intake;
  requires transitive dev.correlator.delivery;

  exports dev.correlator.testkit;
}
