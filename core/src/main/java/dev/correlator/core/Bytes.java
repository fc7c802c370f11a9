package dev.correlator.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words, hashes and variable-length numbers in byte arrays. */
final class Bytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd constants with well mixed bits (the fractional parts of square roots of primes). */
  private static final long K0 = 0x6A09E667F3BCC909L;

  private static final long K1 = 0xBB67AE8584CAA73BL;

  private Bytes() {}

  static long word(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static void putWord(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }

  /** The first {@code length} bytes, 0 to 8, as a word; 8 bytes must be readable. */
  static long word(byte[] b, int at, int length) {
    return length == 0 ? 0 : word(b, at) & -1L >>> (64 - (length << 3));
  }

  /**
   * A 64-bit hash: words folded by 128-bit products. With a secret seed keys that collide cannot be
   * chosen; with a fixed seed it is a stable function of the content.
   */
  static long hash(byte[] b, int from, int length, long seed) {
    long h = seed ^ length * K0;
    int i = from;
    int left = length;
    while (left > 8) {
      h = fold(h ^ word(b, i), K0);
      i += 8;
      left -= 8;
    }
    long tail = i + 8 <= b.length ? word(b, i, left) : slowWord(b, i, left);
    return fold(h ^ tail, K1);
  }

  private static long fold(long a, long k) {
    return Math.multiplyHigh(a, k) ^ a * k;
  }

  private static long slowWord(byte[] b, int at, int length) {
    long v = 0;
    for (int i = length - 1; i >= 0; i--) {
      v = v << 8 | b[at + i] & 0xFF;
    }
    return v;
  }

  /**
   * Appends a number of 0 or more, 7 bits a byte, low bits first; returns the position behind it.
   */
  static int putVarint(byte[] b, int at, long value) {
    int i = at;
    long v = value;
    while ((v & ~0x7FL) != 0) {
      b[i++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    b[i++] = (byte) v;
    return i;
  }

  /** How many bytes {@link #putVarint} appends. */
  static int varintBytes(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  /** Maps numbers of both signs to numbers that are small where the magnitude is. */
  static long zigzag(long v) {
    return v << 1 ^ v >> 63;
  }

  static long unzigzag(long v) {
    return v >>> 1 ^ -(v & 1);
  }

  /** Decodes UTF-8; what is not becomes U+FFFD. */
  static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.UTF_8);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }
}
