package dev.correlator.core;

/** How the effective time of a record came about. */
public enum Timing {
  /** It is what the record says. */
  OWN,

  /** The record is a little behind its origin's last, whose time was taken. */
  ADJUSTED,

  /** What the record says had passed, or is not believed. */
  RETIMED,

  /** The record says no time that can be read. */
  ASSUMED;

  /** Of what a {@link Stamper} found; a time that was assumed is that, even where it had passed. */
  static Timing of(int flags) {
    if ((flags & Stamper.ASSUMED_TIME) != 0) {
      return ASSUMED;
    }
    if ((flags & Stamper.RETIMED) != 0) {
      return RETIMED;
    }
    return (flags & Stamper.ADJUSTED) != 0 ? ADJUSTED : OWN;
  }
}
