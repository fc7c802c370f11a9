package dev.correlator.delivery;

import java.io.ByteArrayOutputStream;

/** What is to be written, in memory. It grows to the largest batch: 1,000 events. */
final class OutputBuffer extends ByteArrayOutputStream {

  OutputBuffer() {
    super(8192);
  }

  /** The bytes, of which the first {@link #size} count; no copy. */
  byte[] bytes() {
    return buf;
  }

  /** Forgets all but the first so many bytes. */
  void cutTo(int size) {
    count = size;
  }
}
