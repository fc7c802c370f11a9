package dev.correlator.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A stream that cannot be cut back: standard output, a pipe, a device. */
final class StreamOutput implements Output {

  private final OutputStream stream;
  private final boolean closes;

  private StreamOutput(OutputStream stream, boolean closes) {
    this.stream = stream;
    this.closes = closes;
  }

  /** A stream of the process, which stays open. */
  static StreamOutput shared(PrintStream stream) {
    return new StreamOutput(stream, false);
  }

  /** A stream that is closed with this output. */
  static StreamOutput owned(OutputStream stream) {
    return new StreamOutput(stream, true);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    stream.write(bytes, from, length);
    stream.flush();
    if (stream instanceof PrintStream print && print.checkError()) {
      throw new IOException("the output is closed"); // as by "| head"; such a stream throws nothing
    }
  }

  @Override
  public void close() throws IOException {
    if (closes) {
      stream.close();
    }
  }
}
