package dev.correlator.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A regular file that grows by whole writes: after a write that failed half-way (a full disk) or
 * was interrupted (which closes a channel) the next one cuts the file back to where it was, and
 * goes on.
 */
final class AppendFile implements Output {

  /** Names that are made from data are opened so: a link planted in the folder leads nowhere. */
  static final Set<OpenOption> NO_LINKS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** Names that the user gave. */
  static final Set<OpenOption> LINKS = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path path;
  private final Set<OpenOption> options;
  private @Nullable FileChannel channel;
  private long length;
  private boolean closed;

  /**
   * Opens the file, and makes it if it is not there.
   *
   * @param length how much of what it holds is kept
   */
  AppendFile(Path path, Set<OpenOption> options, long length) throws IOException {
    this.path = path;
    this.options = options;
    this.length = length;
    channel();
  }

  /** How long the file is. */
  long length() {
    return length;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, from, count);
    boolean done = false;
    try {
      FileChannel to = channel();
      while (left.hasRemaining()) {
        to.write(left, length + left.position() - from);
      }
      length += count;
      done = true;
    } finally {
      if (!done) {
        reopenNextTime();
      }
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = FileChannel.open(path, options);
      boolean done = false;
      try {
        open.truncate(length);
        done = true;
      } finally {
        if (!done) {
          open.close();
        }
      }
      channel = open;
    }
    return open;
  }

  private void reopenNextTime() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  /** Cuts off what a failed write may have left, and closes. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      channel();
      reopenNextTime();
    }
  }
}
