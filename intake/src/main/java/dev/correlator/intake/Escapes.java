package dev.correlator.intake;

import dev.correlator.api.RecordHeader;

/**
 * Resolves what stands for a character behind a backslash as C, Go, Apache and nginx write it:
 * {@code \"}, {@code \\}, {@code \n}, {@code \x1b}, {@code \}{@code u00e4}. What is no such thing
 * is left as it stands.
 */
final class Escapes {

  private Escapes() {}

  /** The place of the quotation mark that ends a string, or -1: one behind a backslash does not. */
  static int closing(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (b[p] == '\\') {
        p++;
      } else if (b[p] == '"') {
        return p;
      }
    }
    return -1;
  }

  /** Whether there is anything to resolve. */
  static boolean in(byte[] b, int from, int to) {
    return Words.find(b, from, to, Words.LOWS * '\\') < to;
  }

  /** Adds the bytes, with what they stand for, to the decoded ones. */
  static void resolve(byte[] b, int from, int to, RecordHeader header) {
    int p = from;
    while (p < to) {
      int escape = Words.find(b, p, to, Words.LOWS * '\\');
      header.decode(b, p, escape);
      p = escape < to ? one(b, escape, to, header) : to;
    }
  }

  /** Resolves what stands at a backslash and returns the place behind it. */
  private static int one(byte[] b, int at, int to, RecordHeader header) {
    int p = at + 2;
    int c = at + 1 < to ? b[at + 1] : 0;
    switch (c) {
      case '"', '\'', '\\' -> header.decode((byte) c);
      case 'a' -> header.decode((byte) 7);
      case 'b' -> header.decode((byte) '\b');
      case 'f' -> header.decode((byte) '\f');
      case 'n' -> header.decode((byte) '\n');
      case 'r' -> header.decode((byte) '\r');
      case 't' -> header.decode((byte) '\t');
      case 'v' -> header.decode((byte) 11);
      case 'x', 'u', 'U' -> {
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        int value = hex(b, p, to, digits);
        if (value < 0 || !Character.isValidCodePoint(value)) {
          header.decode((byte) '\\');
          return at + 1;
        }
        if (c == 'x') {
          header.decode((byte) value);
        } else {
          JsonReader.utf8(value, header);
        }
        p += digits;
      }
      default -> {
        header.decode((byte) '\\');
        return at + 1;
      }
    }
    return p;
  }

  private static int hex(byte[] b, int from, int to, int digits) {
    if (to - from < digits) {
      return -1;
    }
    int value = 0;
    for (int p = from; p < from + digits; p++) {
      int digit = b[p] < 0 ? -1 : Character.digit(b[p], 16);
      if (digit < 0 || value >>> 28 != 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
