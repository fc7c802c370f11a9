package dev.correlator.core;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes the ids of events. Reused; used by one thread at a time. */
final class EventIds {

  /** How much of the hash an id shows. */
  private static final int SHOWN_BYTES = 16;

  private final MessageDigest sha = Keys.sha256();
  private final byte[] hash = new byte[sha.getDigestLength()];
  private byte[] input = new byte[256];

  /**
   * The id of an event.
   *
   * @param names what all events of its kind have in common, see {@link #names}
   * @param ordinal how many events of the same kind, key and time came before it
   */
  String id(byte[] names, byte[] key, int keyLength, long tau, long ordinal) {
    int numbersAt = names.length;
    int keyAt = numbersAt + 24;
    if (keyAt + keyLength > input.length) {
      input = new byte[keyAt + keyLength + 256];
    }
    System.arraycopy(names, 0, input, 0, names.length);
    Bytes.putWord(input, numbersAt, keyLength);
    Bytes.putWord(input, numbersAt + 8, tau);
    Bytes.putWord(input, numbersAt + 16, ordinal);
    System.arraycopy(key, 0, input, keyAt, keyLength);
    sha.update(input, 0, keyAt + keyLength);
    try {
      sha.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new AssertionError("the hash has the length that its maker told", e);
    }
    return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
  }

  /** Names one behind the other, each with a zero behind it. */
  static byte[] names(String... names) {
    byte[] all = {};
    for (String name : names) {
      byte[] bytes = Bytes.utf8(name);
      int at = all.length;
      all = Arrays.copyOf(all, at + bytes.length + 1);
      System.arraycopy(bytes, 0, all, at, bytes.length);
    }
    return all;
  }
}
