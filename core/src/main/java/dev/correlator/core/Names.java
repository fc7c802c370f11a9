package dev.correlator.core;

import java.util.Arrays;
import java.util.function.Function;

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
  private long[] head = new long[64];
  private byte[][] name = new byte[64][];
  private Object[] value = new Object[64];
  private int size;

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
    int mask = head.length - 1;
    long mixed = (h ^ seed) * 0x9E3779B97F4A7C15L;
    int i = (int) (mixed >>> 40) & mask;
    while (name[i] != null) {
      if (head[i] == h
          && name[i].length == length
          && (length <= 8 || Arrays.equals(name[i], 0, length, b, from, to))) {
        return (V) value[i];
      }
      i = i + 1 & mask;
    }
    byte[] copy = Arrays.copyOfRange(b, from, to);
    V v = make.apply(copy);
    if (size < max) {
      put(i, h, copy, v);
    }
    return v;
  }

  private void put(int i, long h, byte[] copy, Object v) {
    head[i] = h;
    name[i] = copy;
    value[i] = v;
    if (++size * 2 > head.length) {
      grow();
    }
  }

  private void grow() {
    long[] oldHead = head;
    byte[][] oldName = name;
    Object[] oldValue = value;
    int wider = oldHead.length * 2;
    head = new long[wider];
    name = new byte[wider][];
    value = new Object[wider];
    for (int j = 0; j < oldHead.length; j++) {
      if (oldName[j] != null) {
        int i = (int) (((oldHead[j] ^ seed) * 0x9E3779B97F4A7C15L) >>> 40) & wider - 1;
        while (name[i] != null) {
          i = i + 1 & wider - 1;
        }
        head[i] = oldHead[j];
        name[i] = oldName[j];
        value[i] = oldValue[j];
      }
    }
  }
}
