package dev.correlator.intake;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of gzip members, one behind the other: RFC 1952. The JDK's stream takes damage
 * between members for the end; this one says so, and where. Zeros behind the last member are
 * padding.
 */
final class GzipInput implements ByteInput {

  static final int ID1 = 0x1F;
  static final int ID2 = 0x8B;

  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final ByteInput compressed;
  private byte[] input;
  private int position;
  private int limit;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private boolean insideMember;

  /** Damage behind what was read last, or null. */
  private @Nullable IOException damage;

  private boolean ended;
  private long modifiedSeconds;

  /**
   * Makes one.
   *
   * @param inputBytes how many compressed bytes are read at a time
   */
  GzipInput(ByteInput compressed, int inputBytes) {
    this.compressed = compressed;
    input = new byte[inputBytes];
  }

  /** Whether bytes start as a member does. */
  static boolean isGzip(byte[] b, int length) {
    return length >= 3 && (b[0] & 0xFF) == ID1 && (b[1] & 0xFF) == ID2 && b[2] == DEFLATE;
  }

  /** When the content of the first member was written, seconds since 1970; 0: not known. */
  long modifiedSeconds() {
    return modifiedSeconds;
  }

  @Override
  public int read(byte[] b, int from, int length) throws IOException {
    while (!ended) {
      if (damage != null) {
        throw damage;
      }
      if (!insideMember) {
        startMember();
        continue;
      }
      int n = inflate(b, from, length);
      if (n > 0) {
        checksum.update(b, from, n);
        return n;
      }
    }
    return -1;
  }

  private int inflate(byte[] b, int from, int length) throws IOException {
    if (inflater.needsInput() && !inflater.finished()) {
      if (position == limit && !fill()) {
        throw damaged("ends inside of compressed data");
      }
      inflater.setInput(input, position, limit - position);
      position = limit;
    }
    long before = inflater.getBytesWritten();
    try {
      int n = inflater.inflate(b, from, length);
      if (inflater.finished() && n == 0) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw damaged("needs a dictionary");
      }
      return n;
    } catch (DataFormatException e) {
      position = limit - inflater.getRemaining();
      damage = damaged(e.getMessage() == null ? "compressed data is damaged" : e.getMessage());
      return (int) (inflater.getBytesWritten() - before); // what stands before it is whole
    }
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long expected = fourBytes();
    long size = fourBytes();
    if (expected != checksum.getValue()) {
      throw damaged("checksum does not fit");
    }
    if (size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw damaged("size does not fit");
    }
    insideMember = false;
  }

  private void startMember() throws IOException {
    int first = nextByte();
    boolean isFirstMember = compressed.consumedBytes() == limit && position == 1;
    if (first < 0 || (first == 0 && !isFirstMember)) {
      ended = true;
      return;
    }
    if (first != ID1 || byteHere() != ID2 || byteHere() != DEFLATE) {
      throw damaged("no gzip member");
    }
    int flags = byteHere();
    long modified = fourBytes();
    if (isFirstMember) {
      modifiedSeconds = modified;
    }
    byteHere();
    byteHere();
    skipOptional(flags);
    inflater.reset();
    checksum.reset();
    insideMember = true;
  }

  private void skipOptional(int flags) throws IOException {
    if ((flags & EXTRA) != 0) {
      for (int left = byteHere() | byteHere() << 8; left > 0; left--) {
        byteHere();
      }
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      byteHere();
      byteHere();
    }
  }

  private void skipText() throws IOException {
    int c = byteHere();
    while (c != 0) {
      c = byteHere();
    }
  }

  private long fourBytes() throws IOException {
    long low = byteHere() | byteHere() << 8;
    long high = byteHere() | byteHere() << 8;
    return low | high << 16;
  }

  private int byteHere() throws IOException {
    int b = nextByte();
    if (b < 0) {
      throw damaged("ends inside of a gzip header or trailer");
    }
    return b;
  }

  private int nextByte() throws IOException {
    return position == limit && !fill() ? -1 : input[position++] & 0xFF;
  }

  private boolean fill() throws IOException {
    int n = compressed.read(input, 0, input.length);
    position = 0;
    limit = Math.max(0, n);
    return n > 0;
  }

  private IOException damaged(String what) {
    long at = compressed.consumedBytes() - (limit - position);
    return new IOException("gzip: " + what + ", near byte " + at + " of the compressed file");
  }

  @Override
  public long consumedBytes() {
    return compressed.consumedBytes();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    input = new byte[0];
    position = 0;
    limit = 0;
    compressed.close();
  }
}
