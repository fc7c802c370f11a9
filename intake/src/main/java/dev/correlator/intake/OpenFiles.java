package dev.correlator.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run, of which few are kept open between two reads: there may be more than a
 * process may have open. Safe for use by any thread; each file is read by one at a time.
 *
 * <p>Bound: {@value #OPEN_MAX}, and one for each thread that reads. The one that was read longest
 * ago is closed, and opened again where reading goes on, if it is still the same file.
 */
final class OpenFiles implements Closeable {

  /** Systems allow 256 and more to a process, and it has libraries and outputs. */
  static final int OPEN_MAX = 64;

  /** Which file system a file is in. */
  private static final String DEVICE = "unix:dev";

  /** Those that nobody reads at present, the one that was read longest ago first. */
  private final Map<Input, FileChannel> resting = new LinkedHashMap<>();

  /**
   * The bytes of a file, from its start to where it ends when that is reached.
   *
   * @param found what the file is: another one that is put in its place is not read on in
   */
  Input input(Path path, BasicFileAttributes found) {
    return new Input(path, new Identity(found), found.size());
  }

  /** Closes those that nobody reads at present. */
  @Override
  public void close() throws IOException {
    synchronized (resting) {
      for (FileChannel channel : resting.values()) {
        channel.close();
      }
      resting.clear();
    }
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

  /**
   * What tells a file from others that are put in its place.
   *
   * @param key null where the system has nothing that does; else a number that it may give to the
   *     next file once this one is deleted
   * @param created when it was made; where the file system does not keep that, when it was written
   * @param createdIsWritten whether those are the same
   */
  private record Identity(@Nullable Object key, FileTime created, boolean createdIsWritten) {

    Identity(BasicFileAttributes found) {
      this(
          found.fileKey(),
          found.creationTime(),
          found.creationTime().equals(found.lastModifiedTime()));
    }

    /**
     * Whether it is that of what is there now.
     *
     * @param path where that is
     */
    boolean isStill(Path path) throws IOException {
      Identity now = new Identity(Files.readAttributes(path, BasicFileAttributes.class));
      return Objects.equals(key, now.key)
          && (created.equals(now.created)
              || createdIsWritten && now.createdIsWritten && !createdIsKept(path));
    }

    /**
     * Whether the file system keeps when files were made, if the file itself does not show it: its
     * folder was written after it was made.
     */
    private boolean createdIsKept(Path path) throws IOException {
      Path folder = path.toRealPath().getParent();
      return key != null // else the system does not tell in which one a file is
          && folder != null
          && !new Identity(Files.readAttributes(folder, BasicFileAttributes.class)).createdIsWritten
          && Objects.equals(Files.getAttribute(folder, DEVICE), Files.getAttribute(path, DEVICE));
    }
  }

  /** One file. */
  final class Input implements ByteInput {

    private final Path path;
    private final Identity identity;
    private final long sizeBytes;
    private long consumed;

    private Input(Path path, Identity identity, long sizeBytes) {
      this.path = path;
      this.identity = identity;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      int n = read(b, from, length, consumed);
      consumed += Math.max(0, n);
      return n;
    }

    private int read(byte[] b, int from, int length, long position) throws IOException {
      FileChannel rested = take(this);
      FileChannel channel = rested == null ? open() : rested;
      try {
        int n = channel.read(ByteBuffer.wrap(b, from, length), position);
        if (n < 0 && channel.size() < sizeBytes) {
          throw new IOException("it was cut to " + channel.size() + " bytes meanwhile");
        }
        give(this, channel);
        return n;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    private FileChannel open() throws IOException {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        // Asked behind the opening: what is there now may be what was opened, and nothing else is.
        if (!identity.isStill(path)) {
          throw new IOException("another file was put in its place meanwhile");
        }
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    /**
     * The same bytes, to be looked at before they are read: closing this leaves the file open, as
     * no other one gets its number as long as it is.
     */
    ByteInput look() {
      return new ByteInput() {

        private long looked;

        @Override
        public int read(byte[] b, int from, int length) throws IOException {
          int n = Input.this.read(b, from, length, looked);
          looked += Math.max(0, n);
          return n;
        }

        @Override
        public long consumedBytes() {
          return looked;
        }

        @Override
        public void close() {}
      };
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
