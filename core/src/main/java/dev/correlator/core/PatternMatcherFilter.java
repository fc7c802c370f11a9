package dev.correlator.core;

import java.util.List;

/**
 * Finds which of many literals are somewhere in a text, looking at few places of it: every literal
 * has at least {@code reach + stride - 1} bytes, so wherever one stands, one of the places that are
 * {@code stride} apart begins a piece of {@code reach} bytes that is a piece of it. All pieces of
 * all literals are in a table of bits; where a bit is set, the literals that may be around are
 * looked up in a tree. (As S. Wu and U. Manber, A fast algorithm for multi-pattern searching, 1994,
 * but with a fixed shift: the places do not depend on each other, so that the processor looks at
 * several at once.)
 */
final class PatternMatcherFilter {

  /** Literals shorter than this are in too many texts to tell anything. */
  static final int MIN_LENGTH = 3;

  /** Longer literals are cut: looking less often than each so many bytes saves nothing more. */
  private static final int MAX_STRIDE = 16;

  /** How many bits there are per piece: so many places in a hundred look up in vain. */
  private static final int BITS_PER_PIECE = 32;

  private static final int MIN_BITS = 10;
  private static final int MAX_BITS = 20;

  /** How far apart the places are. */
  final int stride;

  /** The literals. */
  final PatternMatcherNode tree;

  private final int reach;
  private final int mask;
  private final int shift;
  private final long[] bits;

  PatternMatcherFilter(List<byte[]> literals, PatternMatcherNode tree) {
    this.tree = tree;
    int shortest = Integer.MAX_VALUE;
    for (byte[] literal : literals) {
      shortest = Math.min(shortest, literal.length);
    }
    reach = Math.min(4, shortest);
    stride = Math.min(MAX_STRIDE, shortest - reach + 1);
    mask = reach == 4 ? -1 : 0xFFFFFF;
    long wanted = (long) literals.size() * stride * BITS_PER_PIECE;
    int exponent = MIN_BITS;
    while (exponent < MAX_BITS && 1L << exponent < wanted) {
      exponent++;
    }
    shift = 32 - exponent;
    bits = new long[1 << (exponent - 6)];
    for (byte[] literal : literals) {
      for (int i = 0; i < stride; i++) {
        int piece = piece(literal, i);
        bits[piece >>> 6] |= 1L << piece;
      }
    }
  }

  private int piece(byte[] literal, int at) {
    int piece = 0;
    for (int i = reach - 1; i >= 0; i--) {
      piece = piece << 8 | literal[at + i] & 0xFF;
    }
    return hash(piece);
  }

  private int hash(int piece) {
    return piece * 0x9E3779B1 >>> shift;
  }

  /**
   * The first of the places from here on, as far apart as they are, that a literal may be around.
   */
  int next(byte[] b, int from, int to) {
    long[] table = bits;
    int last = to - reach;
    int p = from;
    // Four at a time: most texts have none, and then one question is enough.
    for (; p + 3 * stride <= last; p += 4 * stride) {
      long any =
          bit(table, b, p)
              | bit(table, b, p + stride)
              | bit(table, b, p + 2 * stride)
              | bit(table, b, p + 3 * stride);
      if ((any & 1) != 0) {
        break;
      }
    }
    for (; p <= last; p += stride) {
      if ((bit(table, b, p) & 1) != 0) {
        return p;
      }
    }
    return -1;
  }

  /** Whether a piece of a literal stands here: the lowest bit. */
  private long bit(long[] table, byte[] b, int at) {
    int piece = hash((int) PatternMatcherSpans.word(b, at) & mask);
    return table[piece >>> 6] >>> piece;
  }
}
