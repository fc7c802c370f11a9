package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was received, copied out of its block: what a {@link CaptureWriter} needs to write
 * it again. Immutable.
 */
public final class Received {

  /** One without a byte, which is no record. */
  static final Received EMPTY = new Received(new byte[0], false, false, Rejection.EMPTY);

  /** Without framing; of one whose lines stood apart, with line ends between them. */
  final byte[] bytes;

  /** Whether a carriage return stood between it and its line feed. */
  final boolean returns;

  /** Whether it says that the one before it came again, and there was none that it could mean. */
  final boolean repeatsNothing;

  /** Why it could not be parsed, or null. */
  final @Nullable Rejection rejection;

  private Received(
      byte[] bytes, boolean returns, boolean repeatsNothing, @Nullable Rejection rejection) {
    this.bytes = bytes;
    this.returns = returns;
    this.repeatsNothing = repeatsNothing;
    this.rejection = rejection;
  }

  /** Copies what {@link RecordTaker#record} was given. */
  public static Received record(RecordBlock block, int from, int to, RecordHeader header) {
    boolean repeatsNothing = header.repeatsOfPrevious > 0;
    return new Received(copy(block, from, to), returns(block, to), repeatsNothing, null);
  }

  /** Copies the record's own line of what {@link RecordTaker#repetition} was given. */
  public static Received repetition(RecordBlock block, int from, int to) {
    return new Received(copy(block, from, to), returns(block, to), false, null);
  }

  /** Copies what {@link RecordTaker#reject} was given. */
  public static Received rejected(RecordBlock block, int from, int to, Rejection reason) {
    return new Received(copy(block, from, to), returns(block, to), false, reason);
  }

  /** Copies what {@link RecordTaker#moved} was given. */
  public static Received moved(
      RecordBlock block, int place, int rawFrom, int to, RecordHeader header) {
    byte[] b = block.bytes;
    boolean repeatsNothing = header.repeatsOfPrevious > 0;
    int behind = place + to - rawFrom;
    if (behind <= block.length && Arrays.equals(b, place, behind, b, rawFrom, to)) {
      return new Received(copy(block, rawFrom, to), returns(block, behind), repeatsNothing, null);
    }
    // Lines that stood apart, with line feeds put between them: they ended as the first one did.
    int end = Words.find(b, place, block.length, Words.LINE_FEEDS);
    boolean returns = end > place && end < block.length && b[end - 1] == '\r';
    byte[] bytes = copy(block, rawFrom, to);
    return new Received(returns ? withReturns(bytes) : bytes, returns, repeatsNothing, null);
  }

  /** Whether there is nothing of it, as between two line ends. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The beginning of the SHA-256 of its bytes: others have another one. */
  public long digest() {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has it", e);
    }
  }

  private static byte[] copy(RecordBlock block, int from, int to) {
    return Arrays.copyOfRange(block.bytes, from, to);
  }

  private static boolean returns(RecordBlock block, int to) {
    return to + 1 < block.length && block.bytes[to] == '\r' && block.bytes[to + 1] == '\n';
  }

  private static byte[] withReturns(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + 16);
    for (byte b : bytes) {
      if (b == '\n') {
        all.write('\r');
      }
      all.write(b);
    }
    return all.toByteArray();
  }
}
