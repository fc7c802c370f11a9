/** Front-ends: from bytes to stamped records. */
module dev.correlator.intake {
  requires transitive dev.correlator.core;
}
