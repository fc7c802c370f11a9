package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/** What is kept for one key of a stage. */
abstract class Keyed {

  /** Begins with the encoded key; what follows is the subclass's. */
  byte[] cell;

  final int hash;
  final short keyLength;
  final short group;

  /** The effective time of the last input. */
  long touched;

  // The entries of a group in the order of their last input.
  @Nullable Keyed before;
  @Nullable Keyed after;

  Keyed(byte[] cell, int keyLength, int hash, int group) {
    this.cell = cell;
    this.keyLength = (short) keyLength;
    this.hash = hash;
    this.group = (short) group;
  }

  int compareKey(Keyed other) {
    return java.util.Arrays.compareUnsigned(cell, 0, keyLength, other.cell, 0, other.keyLength);
  }
}
