package dev.correlator.core;

import static dev.correlator.core.PatternMatcherSpans.word;

import java.util.Arrays;

/** Bytes that are compared with a text or looked for in it, eight at a time. Immutable. */
final class PatternMatcherLiteral {

  /** No bytes: stands everywhere. */
  static final PatternMatcherLiteral NONE = new PatternMatcherLiteral(new byte[0]);

  final int length;

  /** The first bytes; what is behind the literal is masked out. */
  private final long first;

  private final long mask;

  /** From byte 8 on, eight bytes each; the last ones may overlap those before them. */
  private final long[] rest;

  // The first and the last byte in all lanes of a word.
  private final long firstLanes;
  private final long lastLanes;

  PatternMatcherLiteral(byte[] bytes) {
    length = bytes.length;
    first = word(Arrays.copyOf(bytes, Math.max(length, 8)), 0);
    mask = length == 0 ? 0 : length >= 8 ? -1 : -1L >>> (64 - 8 * length);
    rest = new long[Math.max(0, length - 1 >> 3)];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = word(bytes, Math.min(8 * (i + 1), length - 8));
    }
    firstLanes = length == 0 ? 0 : PatternMatcherSpans.spread(bytes[0]);
    lastLanes = length == 0 ? 0 : PatternMatcherSpans.spread(bytes[length - 1]);
  }

  /** Whether it stands at a place; that it ends within the text must be known. */
  boolean stands(byte[] b, int at) {
    return ((word(b, at) ^ first) & mask) == 0 && (rest.length == 0 || restStands(b, at));
  }

  private boolean restStands(byte[] b, int at) {
    int last = rest.length - 1;
    if (word(b, at + length - 8) != rest[last]) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if (word(b, at + 8 + (i << 3)) != rest[i]) {
        return false;
      }
    }
    return true;
  }

  /** The last place where it stands within, or -1. */
  int last(byte[] b, int from, int to) {
    int p = to - length; // the last place where it can be
    while (p >= from && p >= 7) {
      long found =
          PatternMatcherSpans.zeros(
              (word(b, p - 7) ^ firstLanes) | (word(b, p - 8 + length) ^ lastLanes));
      if (p - 7 < from) {
        found &= -1L << (from - p + 7 << 3); // what lies in front does not count
      }
      while (found != 0) {
        int lane = 7 - (Long.numberOfLeadingZeros(found) >>> 3);
        if (stands(b, p - 7 + lane)) {
          return p - 7 + lane;
        }
        found &= (1L << (lane << 3)) - 1;
      }
      p -= 8;
    }
    while (p >= from) {
      if (stands(b, p)) {
        return p;
      }
      p--;
    }
    return -1;
  }
}
