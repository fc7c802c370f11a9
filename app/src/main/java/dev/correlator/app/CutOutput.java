package dev.correlator.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a new capture is written: a file beside the one that is wanted, which takes its place when
 * it is whole; or standard output, or what else is no file. Compressed where the name ends in
 * {@code .gz}. Used by one thread.
 */
final class CutOutput implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path target;

  /** What is to take the target's place; null where nothing can. */
  private final @Nullable Path part;

  private final @Nullable FileChannel channel;
  private final @Nullable GZIPOutputStream gzip;
  private final OutputStream stream;
  private boolean committed;

  /** Opens it; standard output is {@link RunRequest#STANDARD_OUTPUT}. */
  CutOutput(Path target) throws IOException {
    this.target = target;
    if (target.equals(RunRequest.STANDARD_OUTPUT)) {
      part = null;
      channel = null;
      gzip = null;
      stream = new BufferedOutputStream(new StandardOutput(), BUFFER_BYTES);
      return;
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) { // a pipe or a device
      part = null;
      channel = null;
      gzip = null;
      stream = new BufferedOutputStream(Files.newOutputStream(target), BUFFER_BYTES);
      return;
    }
    Path name = Objects.requireNonNull(target.getFileName(), "name");
    Path beside = target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
    FileChannel file =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    beside.toFile().deleteOnExit(); // where the user stops the program
    part = beside;
    channel = file;
    OutputStream plain = Channels.newOutputStream(file);
    gzip = name.toString().endsWith(".gz") ? new GZIPOutputStream(plain, BUFFER_BYTES) : null;
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
    Path whole = part;
    FileChannel file = channel;
    if (whole == null || file == null) {
      return;
    }
    if (gzip != null) {
      gzip.finish();
    }
    file.force(true); // before the name points to it
    file.close();
    if (written != null) {
      Files.setLastModifiedTime(whole, FileTime.from(written));
    }
    try {
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
    }
    committed = true;
  }

  /** Gives up what is not {@linkplain #commit committed}. */
  @Override
  public void close() throws IOException {
    if (part == null || channel == null) {
      stream.close();
    } else if (!committed) {
      try {
        channel.close();
      } finally {
        Files.deleteIfExists(part);
      }
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
