package dev.correlator.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/**
 * What was last completed under each retry key that has failed. It is the try that began last, not
 * the event that came last: that a try failed is often known only after the next one succeeded,
 * when its deadline has passed.
 *
 * <p>Keys are held as 128 bits of a SHA-256 over stage and key, so that senders of log lines cannot
 * make two of them meet.
 *
 * <p>Bounds: {@link #KEYS_MAX} keys that failed, in at most 32 MiB; further ones are not followed.
 * Of keys that have only completed so far the last {@link #COMPLETED_KEPT} at least, in at most 16
 * MiB: an older completion takes no failure off that becomes known later. Used by one thread.
 */
final class RetryKeys {

  /** Beyond this many different pieces of failed work nobody goes through the list by hand. */
  static final int KEYS_MAX = 500_000;

  /** Some minutes' worth of a busy system: so long a deadline may take. */
  static final int COMPLETED_KEPT = 150_000;

  private final Table failed = new Table();
  private Table completed = new Table();
  private Table completedBefore = new Table();
  private final int keysMax;
  private final int completedKept;
  private final MessageDigest sha;

  private long hashHigh;
  private long hashLow;

  RetryKeys(int keysMax, int completedKept) {
    this.keysMax = keysMax;
    this.completedKept = completedKept;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java platform has SHA-256", e);
    }
  }

  /** Sets {@link #hashHigh} and {@link #hashLow}, which the other methods look for. */
  void hash(String application, String system, String stage, List<String> key) {
    part(application);
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

  /** When a transaction began, as a number; times that no log has are the nearest that fit. */
  static long began(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), -9_000_000_000L, 9_000_000_000L);
    return seconds * 1_000_000_000L + time.getNano();
  }

  /** Follows the key from now on; false if there are too many. */
  boolean follow() {
    if (failed.find(hashHigh, hashLow) >= 0) {
      return true;
    }
    if (failed.size >= keysMax) {
      return false;
    }
    int slot = failed.add(hashHigh, hashLow);
    failed.raise(slot, completedBefore);
    failed.raise(slot, completed);
    return true;
  }

  /**
   * The key was completed.
   *
   * @param began when the transaction began
   * @param rows how many rows the list had
   * @param transaction which transaction it was
   */
  void complete(long began, int rows, int transaction) {
    int slot = failed.find(hashHigh, hashLow);
    if (slot >= 0) {
      failed.raise(slot, began, rows, transaction);
      return;
    }
    slot = completed.find(hashHigh, hashLow);
    if (slot < 0) {
      if (completed.size >= completedKept) {
        completedBefore = completed;
        completed = new Table();
      }
      slot = completed.add(hashHigh, hashLow);
    }
    completed.raise(slot, began, rows, transaction);
  }

  /**
   * Whether the work of a failed transaction was done by another one that began after it or, of
   * those that began when it did, ended after it. Parts of one transaction do not do each other's.
   */
  boolean isDone(long high, long low, long began, int row, int transaction) {
    int slot = failed.find(high, low);
    return slot >= 0 && failed.transaction[slot] != transaction && failed.isAfter(slot, began, row);
  }

  /** Keys and what was last completed under them: an open hash table that grows. */
  private static final class Table {

    private static final int SLOTS_FIRST = 1024;

    /** The rows that the list had at a completion; where there was none. */
    private static final int NEVER = -1;

    private long[] high = new long[SLOTS_FIRST];
    private long[] low = new long[SLOTS_FIRST];
    private long[] began = new long[SLOTS_FIRST];
    private int[] rows = new int[SLOTS_FIRST];
    private int[] transaction = new int[SLOTS_FIRST];
    private boolean[] used = new boolean[SLOTS_FIRST];
    private int size;

    /** The slot of a key, or -1. */
    int find(long keyHigh, long keyLow) {
      int slot = slot(keyHigh, keyLow);
      return used[slot] ? slot : -1;
    }

    private int slot(long keyHigh, long keyLow) {
      int mask = used.length - 1;
      int slot = (int) keyLow & mask;
      while (used[slot] && (high[slot] != keyHigh || low[slot] != keyLow)) {
        slot = slot + 1 & mask;
      }
      return slot;
    }

    /** Adds a key that is not there; returns its slot. */
    int add(long keyHigh, long keyLow) {
      if (++size * 4L > used.length * 3L) {
        grow();
      }
      int slot = slot(keyHigh, keyLow);
      used[slot] = true;
      high[slot] = keyHigh;
      low[slot] = keyLow;
      began[slot] = Long.MIN_VALUE;
      rows[slot] = NEVER;
      return slot;
    }

    /** Whether the completion in a slot is of a transaction that came after this one. */
    boolean isAfter(int slot, long otherBegan, int otherRow) {
      return rows[slot] != NEVER
          && (began[slot] > otherBegan || began[slot] == otherBegan && rows[slot] > otherRow);
    }

    void raise(int slot, long newBegan, int newRows, int newTransaction) {
      if (newBegan >= began[slot]) {
        began[slot] = newBegan;
        rows[slot] = newRows;
        transaction[slot] = newTransaction;
      }
    }

    /** Takes over what another table knows about the key. */
    void raise(int slot, Table other) {
      int there = other.find(high[slot], low[slot]);
      if (there >= 0) {
        raise(slot, other.began[there], other.rows[there], other.transaction[there]);
      }
    }

    private void grow() {
      long[] formerHigh = high;
      long[] formerLow = low;
      long[] formerBegan = began;
      int[] formerRows = rows;
      int[] formerTransaction = transaction;
      boolean[] formerUsed = used;
      int wider = used.length * 2;
      high = new long[wider];
      low = new long[wider];
      began = new long[wider];
      rows = new int[wider];
      transaction = new int[wider];
      used = new boolean[wider];
      for (int i = 0; i < formerUsed.length; i++) {
        if (formerUsed[i]) {
          int slot = slot(formerHigh[i], formerLow[i]);
          used[slot] = true;
          high[slot] = formerHigh[i];
          low[slot] = formerLow[i];
          began[slot] = formerBegan[i];
          rows[slot] = formerRows[i];
          transaction[slot] = formerTransaction[i];
        }
      }
    }
  }
}
