package dev.correlator.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where bytes are read from. Used by one thread. */
interface ByteInput extends Closeable {

  /** Reads at least one byte; -1 at the end. */
  int read(byte[] b, int from, int length) throws IOException;

  /** How many bytes were read from what lies outside: of a compressed file its own. */
  long consumedBytes();

  /** What a path leads to, kept open: a pipe cannot be opened twice. */
  static ByteInput opened(Path path) throws IOException {
    return new OfChannel(FileChannel.open(path, StandardOpenOption.READ));
  }

  /** The bytes of a stream. */
  static ByteInput stream(InputStream stream) {
    return new OfStream(stream);
  }

  /** A file, or what is none. */
  final class OfChannel implements ByteInput {

    private final FileChannel channel;
    private long consumed;

    OfChannel(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      int n = channel.read(ByteBuffer.wrap(b, from, length));
      consumed += Math.max(0, n);
      return n;
    }

    @Override
    public long consumedBytes() {
      return consumed;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** A stream. */
  final class OfStream implements ByteInput {

    private final InputStream stream;
    private long consumed;

    OfStream(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      int n = stream.read(b, from, length);
      consumed += Math.max(0, n);
      return n;
    }

    @Override
    public long consumedBytes() {
      return consumed;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
