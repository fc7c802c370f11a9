package dev.correlator.core;

import dev.correlator.api.FieldTaker;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Encodes the parts of a key one behind the other, each behind its length. A part of more than
 * {@value #PART_MAX} bytes is kept as its first {@value #PREFIX} and a hash. Reused; used by one
 * thread.
 */
final class Keys {

  static final int PART_MAX = 256;

  /** With the hash behind it longer than any part that is kept whole: nobody can choose it. */
  static final int PREFIX = 240;

  /** Key groups: a fixed number, so that the number of shards changes nothing that can be seen. */
  static final int GROUPS = 256;

  private static final long GROUP_SEED = 0x243F6A8885A308D3L;

  byte[] bytes = new byte[1200];
  int length;

  void begin() {
    length = 0;
  }

  void part(byte[] b, int from, int to) {
    int n = to - from;
    if (n > PART_MAX) {
      longPart(b, from, to);
      return;
    }
    room(n);
    length = Bytes.putVarint(bytes, length, n);
    if (n <= 8 && from + 8 <= b.length) {
      Bytes.putWord(
          bytes, length, Bytes.word(b, from)); // the bytes behind are overwritten or not read
    } else {
      System.arraycopy(b, from, bytes, length, n);
    }
    length += n;
  }

  private void room(int n) {
    if (length + n + 16 > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + n + 16));
    }
  }

  private void longPart(byte[] b, int from, int to) {
    byte[] hash = sha256().digest(Arrays.copyOfRange(b, from, to));
    byte[] tail = Bytes.utf8("~" + HexFormat.of().formatHex(hash, 0, 16));
    int n = PREFIX + tail.length;
    room(n);
    length = Bytes.putVarint(bytes, length, n);
    System.arraycopy(b, from, bytes, length, PREFIX);
    System.arraycopy(tail, 0, bytes, length + PREFIX, tail.length);
    length += n;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The key group of the key that is encoded. */
  int group() {
    return group(bytes, 0, length);
  }

  /** The key group of an encoded key, 0 to 255: a stable function of its bytes. */
  static int group(byte[] key, int from, int length) {
    return (int) (Bytes.hash(key, from, length, GROUP_SEED) >>> 32) & GROUPS - 1;
  }

  /** Gives the parts of an encoded key. */
  static void give(byte[] key, int length, FieldTaker to) {
    Varints v = new Varints(key, 0);
    while (v.at < length) {
      int partLength = (int) v.next();
      to.text(key, v.at, v.at + partLength);
      v.at += partLength;
    }
  }

  /** The parts of an encoded key; immutable. */
  static List<String> parts(byte[] key, int from, int length) {
    int n = 0;
    Varints v = new Varints(key, from);
    while (v.at < from + length) {
      int partLength = (int) v.next();
      v.at += partLength;
      n++;
    }
    String[] parts = new String[n];
    v = new Varints(key, from);
    for (int i = 0; i < n; i++) {
      int partLength = (int) v.next();
      parts[i] = Bytes.text(key, v.at, v.at + partLength);
      v.at += partLength;
    }
    return List.of(parts);
  }
}
