package dev.correlator.bench;

import dev.correlator.app.Correlator;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How much the logic keeps when it has seen a file: {@code LiveHeap FILE} prints the bytes of live
 * heap after a full collection, at the end of the input and before anything is given up.
 */
public final class LiveHeap {

  private LiveHeap() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (AtEnd input = new AtEnd(Files.newInputStream(Path.of(arguments[0])))) {
      System.setIn(input);
      Correlator.Result result =
          Correlator.builder()
              .module("openssh", new RoomyOpenSsh())
              .input("-")
              // Records that wait for others are no state of sessions.
              .engine(o -> o.withHold(Duration.ZERO))
              .build()
              .run();
      if (result.summary().evicted() > 0 || result.summary().forced() > 0) {
        throw new IllegalStateException("not all was kept: " + result.summary());
      }
      System.out.println(input.liveBytes);
    }
  }

  /** Looks at the heap when the end of the input is seen. */
  private static final class AtEnd extends FilterInputStream {

    long liveBytes = -1;

    AtEnd(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      int n = super.read(b, from, length);
      if (n < 0 && liveBytes < 0) {
        System.gc();
        liveBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      }
      return n;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
  }
}
