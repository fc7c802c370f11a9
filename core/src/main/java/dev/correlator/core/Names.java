package dev.correlator.core;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a name that is given as bytes: a table that is filled as names are seen. Names of
 * up to 8 bytes are compared as one word. Used by one thread.
 *
 * @param <V> what belongs to a name
 */
final class Names<V> {

  private final Function<byte[], V> make;
  private final int max;
  private final long seed;
  private @Nullable Name[] table = new Name[64];
  private int size;

  /** A name and what belongs to it, side by side: a look-up touches one place in memory. */
  private static final class Name {
    final long head;
    final byte[] bytes;
    final int length;
    final Object value;

    Name(long head, byte[] bytes, Object value) {
      this.head = head;
      this.bytes = bytes;
      this.length = bytes.length;
      this.value = value;
    }
  }

  /**
   * Makes an empty table.
   *
   * @param max how many names are kept; for further ones {@code make} is asked each time
   * @param seed for the hash of names: secret, because senders choose them
   */
  Names(int max, long seed, Function<byte[], V> make) {
    this.max = max;
    this.seed = seed;
    this.make = make;
  }

  /** The value of the name at these bytes; 8 bytes behind it must be readable. */
  @SuppressWarnings("unchecked")
  V of(byte[] b, int from, int to) {
    int length = to - from;
    long h =
        length <= 8
            ? Bytes.word(b, from, length) ^ (long) length << 56
            : Bytes.hash(b, from, length, seed); // of all bytes: hosts often begin alike
    int i = place(h);
    for (Name n = table[i]; n != null; n = table[i]) {
      if (n.head == h
          && n.length == length
          && (length <= 8 || Arrays.equals(n.bytes, 0, length, b, from, to))) {
        return (V) n.value;
      }
      i = i + 1 & table.length - 1;
    }
    byte[] copy = Arrays.copyOfRange(b, from, to);
    V v = make.apply(copy);
    if (size < max) {
      table[i] = new Name(h, copy, v);
      if (++size * 2 > table.length) {
        grow();
      }
    }
    return v;
  }

  /** Where a name is looked for first. */
  private int place(long head) {
    return (int) ((head ^ seed) * 0x9E3779B97F4A7C15L >>> 40) & table.length - 1;
  }

  private void grow() {
    @Nullable Name[] old = table;
    table = new Name[old.length * 2];
    for (Name n : old) {
      if (n != null) {
        int i = place(n.head);
        while (table[i] != null) {
          i = i + 1 & table.length - 1;
        }
        table[i] = n;
      }
    }
  }
}
