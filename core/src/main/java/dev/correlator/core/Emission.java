package dev.correlator.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage sends, with its place in the canonical order: effective time, records before timers
 * before the end of the input, origin and sequence of the record, stage (in the order of depth,
 * module and declaration), key, and, of a chain, the id where it was joined. What one key sends on
 * one trigger stays in the order of sending.
 */
abstract class Emission implements Comparable<Emission> {

  static final int BY_RECORD = 0;
  static final int BY_TIMER = 1;
  static final int BY_END = 2;

  /** The place of what was not joined. */
  static final byte[] NOWHERE = {};

  final long tau;
  final int cause;
  final @Nullable Origin origin;
  final long seq;
  final int stage;
  final byte[] key;
  final int keyLength;

  /** The id at which a chain was joined: one key may be at several, on several shards. */
  private final byte[] at;

  Emission(Trigger trigger, int stage, byte[] key, int keyLength, byte[] at) {
    this.tau = trigger.tau;
    this.cause = trigger.cause;
    this.origin = trigger.origin;
    this.seq = trigger.seq;
    this.stage = stage;
    this.key = key;
    this.keyLength = keyLength;
    this.at = at;
  }

  /**
   * The same in canonical order; what one key sent on one trigger stays in order. What is not in
   * order are mostly a few timers, told when the next record came to their stage, and not far from
   * their places.
   *
   * @return the list itself where it was in order
   */
  static <E extends Emission> List<E> inOrder(List<E> all) {
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).isBefore(all.get(i - 1))) {
        @SuppressWarnings("unchecked") // of what the list holds, and nothing else gets in
        E[] sorted = (E[]) all.toArray(new Emission[0]);
        insert(sorted, i);
        return Arrays.asList(sorted);
      }
    }
    return all;
  }

  private static void insert(Emission[] all, int from) {
    int moves = 0;
    int movesMax = 8 * all.length;
    for (int i = from; i < all.length; i++) {
      Emission e = all[i];
      int at = i;
      while (at > 0 && e.isBefore(all[at - 1])) {
        all[at] = all[at - 1];
        at--;
        moves++;
      }
      all[at] = e;
      if (moves > movesMax) {
        Arrays.sort(all);
        return;
      }
    }
  }

  final boolean isBefore(Emission o) {
    return tau == o.tau ? compareTo(o) < 0 : tau < o.tau;
  }

  @Override
  public final int compareTo(Emission o) {
    if (tau != o.tau) {
      return tau < o.tau ? -1 : 1;
    }
    if (cause != o.cause) {
      return cause - o.cause;
    }
    if (origin != null && o.origin != null && origin != o.origin) {
      return origin.compareTo(o.origin);
    }
    if (seq != o.seq) {
      return seq < o.seq ? -1 : 1;
    }
    if (stage != o.stage) {
      return stage - o.stage;
    }
    int c = Arrays.compareUnsigned(key, 0, keyLength, o.key, 0, o.keyLength);
    return c != 0 ? c : Arrays.compareUnsigned(at, o.at);
  }

  @Override
  public final boolean equals(Object o) {
    return this == o;
  }

  @Override
  public final int hashCode() {
    return Long.hashCode(tau) * 31 + stage;
  }
}
