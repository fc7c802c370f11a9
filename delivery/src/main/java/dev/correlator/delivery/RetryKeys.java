package dev.correlator.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * For each retry key that has failed: how many rows the list of failures had when the key was last
 * completed. Keys are held as 128 bits of a SHA-256 over stage and key, so that senders of log
 * lines cannot make two of them meet.
 *
 * <p>Bound: {@link #KEYS_MAX} keys in at most 24 MiB. When it is full further keys are not
 * followed. Used by one thread.
 */
final class RetryKeys {

  /** Beyond this many different pieces of failed work nobody goes through the list by hand. */
  static final int KEYS_MAX = 500_000;

  private static final int SLOTS_FIRST = 1024;

  /** Half of each key, and its value plus one; 0 is an empty slot. */
  private long[] high = new long[SLOTS_FIRST];

  private long[] low = new long[SLOTS_FIRST];
  private long[] completed = new long[SLOTS_FIRST];
  private int size;
  private final int keysMax;
  private final MessageDigest sha;

  private long hashHigh;
  private long hashLow;

  RetryKeys() {
    this(KEYS_MAX);
  }

  RetryKeys(int keysMax) {
    this.keysMax = keysMax;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java platform has SHA-256", e);
    }
  }

  /** Sets {@link #hashHigh} and {@link #hashLow}, which the other methods look for. */
  void hash(String system, String stage, List<String> key) {
    part(system);
    part(stage);
    for (String part : key) {
      part(part);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha.digest());
    hashHigh = digest.getLong();
    hashLow = digest.getLong();
  }

  private void part(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update(
        ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length)); // parts do not run together
    sha.update(bytes);
  }

  long hashHigh() {
    return hashHigh;
  }

  long hashLow() {
    return hashLow;
  }

  /** Follows the key from now on; false if there are too many. */
  boolean follow() {
    int slot = slot(hashHigh, hashLow);
    if (completed[slot] != 0) {
      return true;
    }
    if (size >= keysMax) {
      return false;
    }
    high[slot] = hashHigh;
    low[slot] = hashLow;
    completed[slot] = 1;
    size++;
    if (size * 4L > high.length * 3L) {
      grow();
    }
    return true;
  }

  /** The key, if it is followed, was completed when the list had this many rows. */
  void complete(long rows) {
    int slot = slot(hashHigh, hashLow);
    if (completed[slot] != 0) {
      completed[slot] = rows + 1;
    }
  }

  /** How many rows the list had when the key was last completed: its rows before that are done. */
  long completedAt(long keyHigh, long keyLow) {
    return Math.max(0, completed[slot(keyHigh, keyLow)] - 1);
  }

  private int slot(long keyHigh, long keyLow) {
    int mask = high.length - 1;
    int slot = (int) keyLow & mask;
    while (completed[slot] != 0 && (high[slot] != keyHigh || low[slot] != keyLow)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] oldCompleted = completed;
    high = new long[oldHigh.length * 2];
    low = new long[oldHigh.length * 2];
    completed = new long[oldHigh.length * 2];
    for (int i = 0; i < oldHigh.length; i++) {
      if (oldCompleted[i] != 0) {
        int slot = slot(oldHigh[i], oldLow[i]);
        high[slot] = oldHigh[i];
        low[slot] = oldLow[i];
        completed[slot] = oldCompleted[i];
      }
    }
  }
}
