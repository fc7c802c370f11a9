package dev.correlator.app;

import dev.correlator.delivery.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a new capture is written: a file that is there when it is whole, or standard output.
 * Compressed where the name ends in {@code .gz}, unless it is a pipe or a device. Used by one
 * thread.
 */
final class CutOutput implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Null where it is standard output. */
  private final @Nullable WholeFile file;

  private final @Nullable GZIPOutputStream gzip;
  private final OutputStream stream;

  /** Opens it; standard output is {@link RunRequest#STANDARD_OUTPUT}. */
  CutOutput(Path target) throws IOException {
    if (target.equals(RunRequest.STANDARD_OUTPUT)) {
      file = null;
      gzip = null;
      stream = new BufferedOutputStream(new StandardOutput(), BUFFER_BYTES);
      return;
    }
    boolean replaces = !Files.exists(target) || Files.isRegularFile(target);
    file = new WholeFile(target);
    OutputStream plain = file.stream();
    gzip =
        replaces && target.toString().endsWith(".gz")
            ? new GZIPOutputStream(plain, BUFFER_BYTES)
            : null;
    stream = new BufferedOutputStream(gzip == null ? plain : gzip, BUFFER_BYTES);
  }

  /** Takes the bytes. */
  OutputStream stream() {
    return stream;
  }

  /**
   * All is written: it takes its place.
   *
   * @param written when the file is to have been written; null: now
   */
  void commit(@Nullable Instant written) throws IOException {
    stream.flush();
    if (gzip != null) {
      gzip.finish();
    }
    if (file != null) {
      file.commit(written);
    }
  }

  /** Gives up what is not {@linkplain #commit committed}. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /**
   * Standard output, which throws nothing by itself when nobody takes what it is given. Closing
   * leaves it open.
   */
  private static final class StandardOutput extends OutputStream {

    private final PrintStream to = System.out;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      to.write(bytes, from, length);
      if (to.checkError()) {
        throw new IOException("the output is closed");
      }
    }
  }
}
