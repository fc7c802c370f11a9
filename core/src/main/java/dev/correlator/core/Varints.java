package dev.correlator.core;

/** Reads variable-length numbers one behind the other. */
final class Varints {

  private final byte[] bytes;
  int at;

  Varints(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  long next() {
    long v = 0;
    int shift = 0;
    while (true) {
      byte b = bytes[at++];
      v |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return v;
      }
      shift += 7;
    }
  }
}
