package dev.correlator.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes read eight at a time. Every method may read up to eight bytes behind the range it is given;
 * they change nothing.
 *
 * <p>The search for a byte is the well-known one for a zero byte in a word: {@code (x - LOWS) & ~x
 * & HIGHS}. Its lowest mark is always true; marks above it may be false, so only the lowest is
 * used.
 */
final class Words {

  static final long LOWS = 0x0101010101010101L;
  static final long HIGHS = 0x8080808080808080L;
  static final long LINE_FEEDS = LOWS * '\n';
  static final long SPACES = LOWS * ' ';

  /** The lowest visible characters. */
  private static final long BANGS = LOWS * '!';

  private static final long ZEROS = LOWS * '0';

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static long at(byte[] b, int i) {
    return (long) LONG.get(b, i);
  }

  static int halfAt(byte[] b, int i) {
    return (int) INT.get(b, i);
  }

  /** Marks the bytes of a word that are equal to the pattern's. */
  static long marks(long word, long pattern) {
    long x = word ^ pattern;
    return (x - LOWS) & ~x & HIGHS;
  }

  /** The first place of a byte, given as a word full of it, or {@code to}. */
  static int find(byte[] b, int from, int to, long pattern) {
    for (int i = from; i < to; i += 8) {
      long marks = marks(at(b, i), pattern);
      if (marks != 0) {
        return Math.min(to, i + (Long.numberOfTrailingZeros(marks) >>> 3));
      }
    }
    return to;
  }

  /** The first place of a space or a control character, or {@code to}. */
  static int findBlank(byte[] b, int from, int to) {
    for (int i = from; i < to; i += 8) {
      long word = at(b, i);
      long marks = (word - BANGS) & ~word & HIGHS;
      if (marks != 0) {
        return Math.min(to, i + (Long.numberOfTrailingZeros(marks) >>> 3));
      }
    }
    return to;
  }

  /** How many of the first eight characters, from the left, are digits. */
  static int digits(long word) {
    long high = (word & 0xF0F0F0F0F0F0F0F0L) ^ 0x3030303030303030L;
    long above9 = ((word & 0x0F0F0F0F0F0F0F0FL) + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L;
    return Long.numberOfTrailingZeros(high | above9) >>> 3;
  }

  /**
   * The number that the first {@code digits} characters and zeros behind them, eight in all, make.
   */
  static long number(long word, int digits) {
    int unused = 64 - (digits << 3);
    long w = unused == 0 ? word : word << unused >>> unused | ZEROS << (digits << 3);
    w -= ZEROS;
    w = w * 10 + (w >>> 8);
    return (((w & 0x000000FF000000FFL) * 0x000F424000000064L)
            + ((w >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L))
        >>> 32;
  }

  /** A number of two digits, or -1. */
  static int two(byte[] b, int i) {
    int tens = b[i] - '0';
    int ones = b[i + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
