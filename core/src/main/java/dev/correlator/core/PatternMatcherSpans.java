package dev.correlator.core;

import dev.correlator.api.HoleType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * How far the types of holes reach in bytes. Where the whole of a text is looked at, it is eight
 * bytes at a time: each byte of a word is tested in its own lane, without carry into the next, so
 * that the result is right from both ends (H. S. Warren, Hacker's Delight, 6-1).
 */
final class PatternMatcherSpans {

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The longest number: all of this many digits fit a long. */
  static final int MAX_DIGITS = 18;

  // Classes of bytes.
  static final int WORD = 1;
  static final int HEX = 2;
  static final int KEY = 4;
  static final int NAME = 8;
  static final int DIGIT = 16;

  /** What may be in an address with its zone. */
  static final int ADDRESS = 32;

  /** All but the colon. */
  static final int FIELD = 64;

  /** Digits and letters that spell no word. */
  static final int CODE = 128;

  /** All but the semicolon. */
  static final int ITEM = 256;

  private static final short[] CLASSES = classes();

  /** The bytes of each class, by the place of its bit. */
  private static final BitSet[] BYTES = bytes();

  private static final long LOW7 = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private PatternMatcherSpans() {}

  private static short[] classes() {
    short[] classes = new short[256];
    for (int i = 0; i < 256; i++) {
      boolean digit = i >= '0' && i <= '9';
      boolean letter = i >= 'A' && i <= 'Z' || i >= 'a' && i <= 'z';
      boolean hexLetter = i >= 'A' && i <= 'F' || i >= 'a' && i <= 'f';
      boolean name = digit || letter || i == '.' || i == '_' || i == '-';
      int bits = 0;
      bits |= i > ' ' ? WORD : 0;
      bits |= digit || hexLetter ? HEX : 0;
      bits |= name || i == ':' || i == '/' || i == '+' || i == '=' || i == '@' ? KEY : 0;
      bits |= name ? NAME : 0;
      bits |= digit ? DIGIT : 0;
      bits |= name || i == ':' || i == '%' ? ADDRESS : 0;
      bits |= i != ':' ? FIELD : 0;
      bits |= digit || letter && "aeiouIOU".indexOf(i) < 0 ? CODE : 0;
      bits |= i != ';' ? ITEM : 0;
      classes[i] = (short) bits;
    }
    return classes;
  }

  private static BitSet[] bytes() {
    BitSet[] bytes = new BitSet[9];
    for (int c = 0; c < bytes.length; c++) {
      bytes[c] = new BitSet(CLASSES.length);
      for (int i = 0; i < CLASSES.length; i++) {
        bytes[c].set(i, (CLASSES[i] & 1 << c) != 0);
      }
    }
    return bytes;
  }

  /** All bytes of a class. Not to be changed. */
  static BitSet bytesOf(int byteClass) {
    return BYTES[Integer.numberOfTrailingZeros(byteClass)];
  }

  /** The class of the bytes that a type is a run of; for others that of what may be in it. */
  static int classOf(HoleType type) {
    return switch (type) {
      case WORD -> WORD;
      case HEX -> HEX;
      case KEY -> KEY;
      case FIELD -> FIELD;
      case CODE -> CODE;
      case ITEM -> ITEM;
      case INT -> DIGIT;
      case IP, HOST -> ADDRESS;
      case TEXT -> throw new IllegalArgumentException("text has no class of bytes");
    };
  }

  static boolean is(int byteClass, byte b) {
    return (CLASSES[b & 0xFF] & byteClass) != 0;
  }

  /** Bits 7, 15, ... for the bytes of a word that are 0. */
  static long zeros(long word) {
    return ~(((word & LOW7) + LOW7) | word | LOW7);
  }

  /** Bits 7, 15, ... for the bytes of a word that are 0 to 32. */
  private static long blanks(long word) {
    return ~(((word & LOW7) + 0x5F5F5F5F5F5F5F5FL) | word) & HIGH;
  }

  /** Bits 7, 15, ... for the bytes of a word that are no digits. */
  static long nonDigits(long word) {
    long distance = word ^ 0x3030303030303030L;
    return (((distance & LOW7) + 0x7676767676767676L) | distance) & HIGH;
  }

  static long spread(byte b) {
    return (b & 0xFF) * ONES;
  }

  static long word(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  /** The one byte that is not of a class of all others. */
  private static byte boundary(int byteClass) {
    return (byte) (byteClass == FIELD ? ':' : ';');
  }

  /** Behind the last byte from here on that is of the class. */
  static int runEnd(int byteClass, byte[] b, int from, int to) {
    if (byteClass == FIELD || byteClass == ITEM) {
      return find(b, boundary(byteClass), from, to);
    }
    int p = from;
    if (byteClass == WORD) {
      while (p < to) {
        long blank = blanks(word(b, p));
        if (blank != 0) {
          return Math.min(p + (Long.numberOfTrailingZeros(blank) >>> 3), to);
        }
        p += 8;
      }
      return to;
    }
    while (p < to && (CLASSES[b[p] & 0xFF] & byteClass) != 0) {
      p++;
    }
    return p;
  }

  /** The first byte of the run of the class that ends before {@code to}. */
  static int runStart(int byteClass, byte[] b, int from, int to) {
    if (byteClass == FIELD || byteClass == ITEM) {
      return findLast(b, boundary(byteClass), from, to);
    }
    int p = to;
    if (byteClass == WORD) {
      while (p - 8 >= from) {
        long blank = blanks(word(b, p - 8));
        if (blank != 0) {
          return p - (Long.numberOfLeadingZeros(blank) >>> 3);
        }
        p -= 8;
      }
    }
    while (p > from && (CLASSES[b[p - 1] & 0xFF] & byteClass) != 0) {
      p--;
    }
    return p;
  }

  /** The first place of a byte, or {@code to}. */
  static int find(byte[] b, byte wanted, int from, int to) {
    long lanes = spread(wanted);
    for (int p = from; p < to; p += 8) {
      long found = zeros(word(b, p) ^ lanes);
      if (found != 0) {
        return Math.min(p + (Long.numberOfTrailingZeros(found) >>> 3), to);
      }
    }
    return to;
  }

  /** Behind the last place of a byte, or {@code from}. */
  static int findLast(byte[] b, byte wanted, int from, int to) {
    long lanes = spread(wanted);
    int p = to;
    while (p - 8 >= from) {
      long found = zeros(word(b, p - 8) ^ lanes);
      if (found != 0) {
        return p - (Long.numberOfLeadingZeros(found) >>> 3);
      }
      p -= 8;
    }
    while (p > from && b[p - 1] != wanted) {
      p--;
    }
    return p;
  }

  static boolean isMinus(byte[] b, int at, int to) {
    return at < to && b[at] == '-';
  }

  /**
   * Behind the number that begins here, or {@code from} if there is none or it has too many digits.
   */
  static int intEnd(byte[] b, int from, int to) {
    int digits = isMinus(b, from, to) ? from + 1 : from;
    int end = digitsEnd(b, digits, to);
    return end == digits || end - digits > MAX_DIGITS ? from : end;
  }

  /** Behind the digits that begin here; behind more than {@link #MAX_DIGITS} anywhere. */
  static int digitsEnd(byte[] b, int from, int to) {
    int p = from;
    while (p < to) {
      long other = nonDigits(word(b, p));
      if (other != 0) {
        return Math.min(p + (Long.numberOfTrailingZeros(other) >>> 3), to);
      }
      p += 8;
      if (p - from > MAX_DIGITS) {
        return Math.min(p, to);
      }
    }
    return to;
  }

  /** The start of the number that ends here, or {@code to} if there is none or it is too long. */
  static int intStart(byte[] b, int from, int to) {
    int p = to;
    while (p - 8 >= from && to - p <= MAX_DIGITS) {
      long other = nonDigits(word(b, p - 8));
      if (other != 0) {
        p -= Long.numberOfLeadingZeros(other) >>> 3;
        break;
      }
      p -= 8;
    }
    while (p > from && to - p <= MAX_DIGITS && is(DIGIT, b[p - 1])) {
      p--;
    }
    if (p == to || to - p > MAX_DIGITS) {
      return to;
    }
    return p > from && b[p - 1] == '-' ? p - 1 : p;
  }
}
