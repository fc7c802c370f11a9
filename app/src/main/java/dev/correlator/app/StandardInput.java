package dev.correlator.app;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * Standard input that ends when it is closed, also while a thread waits for more of it: the JDK's
 * own cannot be left. Read by one thread; closed by any.
 */
final class StandardInput extends InputStream {

  private final FileChannel channel;
  private volatile boolean closed;

  StandardInput() {
    this(new FileInputStream(FileDescriptor.in).getChannel());
  }

  StandardInput(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      return channel.read(ByteBuffer.wrap(b, from, length));
    } catch (AsynchronousCloseException e) {
      return -1;
    } catch (ClosedChannelException e) {
      if (closed) {
        return -1;
      }
      throw e;
    }
  }

  /** Whoever waits for more gets the end; there is no more. */
  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
  }
}
