package dev.correlator.delivery;

import java.io.Closeable;
import java.io.IOException;

/** Where a handler's bytes go. Used by one thread. */
interface Output extends Closeable {

  /** Writes all, or throws and has written nothing, as far as the target can take writing back. */
  void write(byte[] bytes, int from, int length) throws IOException;
}
