package dev.correlator.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names that mean something, found by their bytes; capital letters count as small ones. Filled
 * once, then immutable.
 *
 * @param <V> what a name means
 */
final class KnownNames<V> {

  private static final int LENGTH_MAX = 32;

  private final byte[][] names = new byte[256][];
  private final Object[] meanings = new Object[names.length];
  private int size;

  /** Adds a name of at most {@value #LENGTH_MAX} characters; the first meaning of a name stays. */
  KnownNames<V> add(V meaning, String... more) {
    for (String name : more) {
      byte[] b = name.getBytes(StandardCharsets.US_ASCII);
      if (b.length > LENGTH_MAX || 2 * ++size > names.length) {
        throw new IllegalArgumentException("no room for " + name);
      }
      int slot = slot(b, 0, b.length);
      if (names[slot] == null) {
        names[slot] = b;
        meanings[slot] = meaning;
      }
    }
    return this;
  }

  /** What a name means, or {@code none}. */
  @SuppressWarnings("unchecked") // put in by add alone
  V get(byte[] b, int from, int to, V none) {
    if (to - from > LENGTH_MAX || to == from) {
      return none;
    }
    int slot = slot(b, from, to);
    return names[slot] == null ? none : (V) meanings[slot];
  }

  /** Where the name stands, or the empty slot where it would. */
  private int slot(byte[] b, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + small(b[i]);
    }
    int slot = hash >>> 4 & names.length - 1;
    while (names[slot] != null && !is(names[slot], b, from, to)) {
      slot = slot + 1 & names.length - 1;
    }
    return slot;
  }

  private static boolean is(byte[] name, byte[] b, int from, int to) {
    if (Arrays.equals(name, 0, name.length, b, from, to)) {
      return true;
    }
    if (name.length != to - from) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (small(name[i]) != small(b[from + i])) {
        return false;
      }
    }
    return true;
  }

  private static int small(byte c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
}
