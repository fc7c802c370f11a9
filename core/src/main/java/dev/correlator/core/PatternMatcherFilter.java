package dev.correlator.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds which of many literals are somewhere in a text, looking at few places of it: every literal
 * has at least {@code reach + stride - 1} bytes, so wherever one stands, one of the places that are
 * {@code stride} apart begins a piece of {@code reach} bytes that is a piece of it. All pieces of
 * all literals are in a table of bits; where a bit is set, another table tells how far inside its
 * literals the piece is, and so where they would begin. (As S. Wu and U. Manber, A fast algorithm
 * for multi-pattern searching, 1994, but with a fixed shift: the places do not depend on each
 * other, so that the processor looks at several at once.)
 */
final class PatternMatcherFilter {

  /** Literals shorter than this are in too many texts to tell anything. */
  static final int MIN_LENGTH = 3;

  /** As many as a char has bits, see {@link #offsets}. */
  private static final int MAX_STRIDE = 16;

  /** How many bits there are per piece: at one place in so many a literal is looked for in vain. */
  private static final int BITS_PER_PIECE = 64;

  /** How many bits there are per cell of the second table: it is smaller, and looked at seldom. */
  private static final int BITS_PER_OFFSETS = 3;

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

  /**
   * By the higher bits of the hash: at which distances from their beginnings literals have the
   * piece.
   */
  private final char[] offsets;

  PatternMatcherFilter(Collection<byte[]> literals, PatternMatcherNode tree) {
    this.tree = tree;
    int shortest = Integer.MAX_VALUE;
    for (byte[] literal : literals) {
      shortest = Math.min(shortest, literal.length);
    }
    reach = Math.min(4, shortest);
    stride = Math.min(MAX_STRIDE, shortest - reach + 1);
    mask = reach == 4 ? -1 : 0xFFFFFF;
    Map<Integer, Integer> pieces = new HashMap<>();
    for (byte[] literal : literals) {
      for (int i = 0; i < stride; i++) {
        pieces.merge(piece(literal, i), 1 << i, (a, b) -> a | b);
      }
    }
    int exponent = MIN_BITS;
    while (exponent < MAX_BITS && 1L << exponent < (long) pieces.size() * BITS_PER_PIECE) {
      exponent++;
    }
    shift = 32 - exponent;
    bits = new long[1 << (exponent - 6)];
    offsets = new char[1 << (exponent - BITS_PER_OFFSETS)];
    pieces.forEach((piece, at) -> {
      int bit = hash(piece);
      bits[bit >>> 6] |= 1L << bit;
      offsets[bit >>> BITS_PER_OFFSETS] |= (char) (int) at;
    });
  }

  private int piece(byte[] literal, int at) {
    int piece = 0;
    for (int i = reach - 1; i >= 0; i--) {
      piece = piece << 8 | literal[at + i] & 0xFF;
    }
    return piece;
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
    for (int p = from; p <= last; p += 4 * stride) {
      // Four at a time, if need be the last one again: most texts have none, and one question is
      // enough; how many are left would be another one, which cannot be foretold.
      int p1 = Math.min(p + stride, last);
      int p2 = Math.min(p + 2 * stride, last);
      int p3 = Math.min(p + 3 * stride, last);
      long bit = bit(table, b, p);
      long bit1 = bit(table, b, p1);
      long bit2 = bit(table, b, p2);
      long bit3 = bit(table, b, p3);
      if (((bit | bit1 | bit2 | bit3) & 1) != 0) {
        return (bit & 1) != 0 ? p : (bit1 & 1) != 0 ? p1 : (bit2 & 1) != 0 ? p2 : p3;
      }
    }
    return -1;
  }

  /** Whether a piece of a literal stands here: the lowest bit. */
  private long bit(long[] table, byte[] b, int at) {
    int piece = hash((int) PatternMatcherSpans.word(b, at) & mask);
    return table[piece >>> 6] >>> piece;
  }

  /** How far in front of a place literals may begin: one bit for each distance. */
  int offsets(byte[] b, int at) {
    return offsets[hash((int) PatternMatcherSpans.word(b, at) & mask) >>> BITS_PER_OFFSETS];
  }
}
