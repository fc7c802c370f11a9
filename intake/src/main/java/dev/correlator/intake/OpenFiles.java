package dev.correlator.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run, of which few are kept open between two reads: there may be more than a
 * process may have open. Safe for use by any thread; each file is read by one at a time.
 *
 * <p>Bound: {@value #OPEN_MAX}, and one for each thread that reads. The one that was read longest
 * ago is closed, and opened again where reading goes on.
 */
final class OpenFiles {

  /** Systems allow 256 and more to a process, and it has libraries and outputs. */
  static final int OPEN_MAX = 64;

  /** Those that nobody reads at present, the one that was read longest ago first. */
  private final Map<Input, FileChannel> resting = new LinkedHashMap<>();

  /**
   * The bytes of a file, from its start to where it ends when that is reached.
   *
   * @param found what the file is: another one that is put in its place is not read
   */
  ByteInput input(Path path, BasicFileAttributes found) {
    return new Input(path, found.fileKey(), found.size());
  }

  /** How many are open that nobody reads at present. */
  int resting() {
    synchronized (resting) {
      return resting.size();
    }
  }

  private @Nullable FileChannel take(Input input) {
    synchronized (resting) {
      return resting.remove(input);
    }
  }

  private void give(Input input, FileChannel channel) throws IOException {
    FileChannel oldest = null;
    synchronized (resting) {
      resting.put(input, channel);
      if (resting.size() > OPEN_MAX) {
        Iterator<FileChannel> all = resting.values().iterator();
        oldest = all.next();
        all.remove();
      }
    }
    if (oldest != null) {
      oldest.close();
    }
  }

  /** One file. */
  private final class Input implements ByteInput {

    private final Path path;

    /** What tells it from others; null where the system has nothing that does. */
    private final @Nullable Object key;

    private final long sizeBytes;
    private long consumed;

    Input(Path path, @Nullable Object key, long sizeBytes) {
      this.path = path;
      this.key = key;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      FileChannel rested = take(this);
      FileChannel channel = rested == null ? open() : rested;
      try {
        int n = channel.read(ByteBuffer.wrap(b, from, length), consumed);
        if (n < 0 && channel.size() < sizeBytes) {
          throw new IOException("it was cut to " + channel.size() + " bytes meanwhile");
        }
        consumed += Math.max(0, n);
        give(this, channel);
        return n;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    private FileChannel open() throws IOException {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      // Asked behind the opening: what is there now may be what was opened, and nothing else is.
      Object present = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      if (key != null && !key.equals(present)) {
        channel.close();
        throw new IOException("another file was put in its place meanwhile");
      }
      return channel;
    }

    @Override
    public long consumedBytes() {
      return consumed;
    }

    @Override
    public void close() throws IOException {
      FileChannel channel = take(this);
      if (channel != null) {
        channel.close();
      }
    }
  }
}
