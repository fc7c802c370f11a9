package dev.correlator.app;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Rows of bytes on disk, of which the newest are kept: two temporary files, of which the older goes
 * when the younger is full. So there are never more than twice as many rows on disk as are kept,
 * and hardly any in memory. The files have no name any more once they are open. Used by one thread.
 */
final class RowSpool implements Closeable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final int kept;
  private @Nullable Generation older;
  private @Nullable Generation younger;
  private long added;

  /** Takes a row. */
  interface Taker {
    /** Reads the row. */
    void take(DataInputStream row) throws IOException;
  }

  /** Rows in a file. */
  private static final class Generation implements Closeable {

    private final FileChannel channel;
    private final DataOutputStream out;
    private int rows;

    Generation() throws IOException {
      Path file = Files.createTempFile("correlator-", ".rows");
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      out =
          new DataOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
    }

    void add(byte[] row) throws IOException {
      out.writeInt(row.length);
      out.write(row);
      rows++;
    }

    void read(int skipped, Taker taker) throws IOException {
      out.flush();
      channel.position(0);
      // Not closed: that would close the channel, and with it delete the file.
      DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
      for (int i = 0; i < rows; i++) {
        byte[] row = new byte[in.readInt()];
        in.readFully(row);
        if (i >= skipped) {
          taker.take(new DataInputStream(new ByteArrayInputStream(row)));
        }
      }
      channel.position(channel.size());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * Opens nothing yet.
   *
   * @param kept how many rows are kept, at least 1
   */
  RowSpool(int kept) {
    this.kept = kept;
  }

  void add(byte[] row) throws IOException {
    Generation to = younger;
    if (to == null || to.rows == kept) {
      if (older != null) {
        older.close();
      }
      older = to;
      to = new Generation();
      younger = to;
    }
    to.add(row);
    added++;
  }

  /** How many rows were added. */
  long added() {
    return added;
  }

  /** How many rows there are still. */
  int kept() {
    return (int) Math.min(added, kept);
  }

  /**
   * Reads the newest rows, the oldest of them first.
   *
   * @param most how many at most
   */
  void newest(int most, Taker taker) throws IOException {
    int wanted = Math.min(most, kept());
    int inYounger = younger == null ? 0 : younger.rows;
    int fromOlder = Math.max(0, wanted - inYounger);
    if (older != null && fromOlder > 0) {
      older.read(older.rows - fromOlder, taker);
    }
    if (younger != null && wanted > 0) {
      younger.read(inYounger - (wanted - fromOlder), taker);
    }
  }

  @Override
  public void close() throws IOException {
    if (older != null) {
      older.close();
    }
    if (younger != null) {
      younger.close();
    }
  }
}
