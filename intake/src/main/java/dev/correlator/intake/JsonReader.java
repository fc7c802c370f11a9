package dev.correlator.intake;

import dev.correlator.api.RecordHeader;

/**
 * Reads one JSON object (RFC 8259) and says each of its values with its name; those of objects in
 * it under the names of both with a dot between. Arrays, and objects in more than {@value
 * #DEPTH_MAX} others, are values as they stand. Control characters in strings are taken as they
 * are. Used by one thread; makes no object.
 */
final class JsonReader {

  /** How deep names are put together. */
  static final int DEPTH_MAX = 8;

  /** How deep values may be nested at all. */
  static final int NESTED_MAX = 512;

  /** What a value is. */
  enum Kind {
    STRING,
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** As it stands. */
    NESTED
  }

  /** Takes the values; {@code null} is none. */
  interface Taker {
    /**
     * A value. Positions at or behind the end of the record are those of {@link
     * RecordHeader#decoded}.
     */
    void value(int nameFrom, int nameTo, int valueFrom, int valueTo, Kind kind);

    /** A value that is {@code null}. */
    default void nothing() {}
  }

  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

  private byte[] bytes = {};
  private int at;
  private int end;
  private RecordHeader header = new RecordHeader();
  private Taker taker = (nameFrom, nameTo, valueFrom, valueTo, kind) -> {};

  // The string, or other value, that was read last.
  private int from;
  private int to;
  private Kind kind = Kind.STRING;

  /** Reads an object; false if it is none, or something else stands behind it. */
  boolean read(byte[] b, int start, int behind, RecordHeader h, Taker t) {
    bytes = b;
    at = start;
    end = behind;
    header = h;
    taker = t;
    skipSpace();
    if (!is('{') || !object(0, 0, 0)) {
      return false;
    }
    skipSpace();
    return at == end;
  }

  private boolean is(char c) {
    return at < end && bytes[at] == c;
  }

  private void skipSpace() {
    while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  /** Reads an object at its brace; its values are named with this in front. */
  private boolean object(int depth, int prefixFrom, int prefixTo) {
    at++;
    skipSpace();
    if (is('}')) {
      at++;
      return true;
    }
    while (true) {
      if (!is('"') || !string()) {
        return false;
      }
      int nameFrom = from;
      int nameTo = to;
      skipSpace();
      if (!is(':')) {
        return false;
      }
      at++;
      skipSpace();
      if (prefixTo > prefixFrom) {
        nameFrom = joined(prefixFrom, prefixTo, nameFrom, nameTo);
        nameTo = end + header.decodedLength;
      }
      if (is('{') && depth + 1 < DEPTH_MAX) {
        if (!object(depth + 1, nameFrom, nameTo)) {
          return false;
        }
      } else {
        int start = at;
        if (!value()) {
          return false;
        }
        if (bytes[start] != 'n') {
          taker.value(nameFrom, nameTo, from, to, kind);
        } else {
          taker.nothing();
        }
      }
      skipSpace();
      if (is('}')) {
        at++;
        return true;
      }
      if (!is(',')) {
        return false;
      }
      at++;
      skipSpace();
    }
  }

  /** Puts both names with a dot between them behind what was decoded, and returns where. */
  private int joined(int prefixFrom, int prefixTo, int nameFrom, int nameTo) {
    int start = end + header.decodedLength;
    add(prefixFrom, prefixTo);
    header.decode((byte) '.');
    add(nameFrom, nameTo);
    return start;
  }

  private void add(int nameFrom, int nameTo) {
    if (nameFrom >= end) {
      for (int i = nameFrom; i < nameTo; i++) {
        header.decode(header.decoded[i - end]);
      }
    } else {
      header.decode(bytes, nameFrom, nameTo);
    }
  }

  private boolean value() {
    if (at >= end) {
      return false;
    }
    byte c = bytes[at];
    if (c == '"') {
      kind = Kind.STRING;
      return string();
    }
    if (c == '{' || c == '[') {
      kind = Kind.NESTED;
      return nested();
    }
    from = at;
    if (c == '-' || c >= '0' && c <= '9') {
      kind = Kind.NUMBER;
      return number();
    }
    kind = Kind.BOOLEAN;
    boolean known = word("true") || word("false") || word("null");
    to = at;
    return known;
  }

  private boolean word(String word) {
    int length = word.length();
    if (end - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += length;
    return true;
  }

  private boolean number() {
    if (is('-')) {
      at++;
    }
    int digits = at;
    digits();
    boolean good = at > digits && (at == digits + 1 || bytes[digits] != '0');
    if (is('.')) {
      at++;
      digits = at;
      digits();
      good &= at > digits;
    }
    if (is('e') || is('E')) {
      at++;
      if (is('+') || is('-')) {
        at++;
      }
      digits = at;
      digits();
      good &= at > digits;
    }
    to = at;
    return good;
  }

  private void digits() {
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
  }

  /** Reads over an array, or an object that lies deep; checks that brackets and strings fit. */
  private boolean nested() {
    int start = at;
    int depth = 0;
    long isObject = 0; // of the inner 64; deeper ones are not told apart
    do {
      skipSpace();
      if (at >= end) {
        return false;
      }
      byte c = bytes[at];
      if (c == '{' || c == '[') {
        isObject = isObject << 1 | (c == '{' ? 1 : 0);
        depth++;
        at++;
        if (depth > NESTED_MAX) {
          return false;
        }
      } else if (c == '}' || c == ']') {
        if (depth <= 64 && (isObject & 1) != (c == '}' ? 1 : 0)) {
          return false;
        }
        isObject >>>= 1;
        depth--;
        at++;
      } else if (c == '"') {
        if (!skipString()) {
          return false;
        }
      } else {
        at++;
      }
    } while (depth > 0);
    from = start;
    to = at;
    return true;
  }

  private boolean skipString() {
    at++;
    while (at < end && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
    return at <= end;
  }

  /** Reads a string at its quotation mark. */
  private boolean string() {
    int start = at + 1;
    int p = start;
    while (p < end) {
      long word = Words.at(bytes, p);
      long stop = Words.marks(word, QUOTES) | Words.marks(word, BACKSLASHES);
      if (stop != 0) {
        p += Long.numberOfTrailingZeros(stop) >>> 3;
        break;
      }
      p += 8;
    }
    if (p >= end) {
      return false;
    }
    if (bytes[p] == '\\') {
      return escaped(start, p);
    }
    from = start;
    to = p;
    at = p + 1;
    return true;
  }

  /** Goes on with a string whose first backslash was found. */
  private boolean escaped(int start, int backslash) {
    from = end + header.decodedLength;
    header.decode(bytes, start, backslash);
    int p = backslash;
    while (p < end) {
      byte c = bytes[p];
      if (c == '"') {
        to = end + header.decodedLength;
        at = p + 1;
        return true;
      }
      if (c != '\\') {
        header.decode(c);
        p++;
      } else if (p + 1 < end && bytes[p + 1] == 'u') {
        p = unicode(p);
        if (p < 0) {
          return false;
        }
      } else {
        int plain = p + 1 < end ? unescaped(bytes[p + 1]) : -1;
        if (plain < 0) {
          return false;
        }
        header.decode((byte) plain);
        p += 2;
      }
    }
    return false;
  }

  private static int unescaped(byte c) {
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  /** Reads {@code \}{@code uXXXX}, or two of them that are one character; -1 if it is none. */
  private int unicode(int p) {
    int unit = hex(p + 2);
    if (unit < 0) {
      return -1;
    }
    int behind = p + 6;
    int character = unit;
    if (Character.isSurrogate((char) unit)) {
      boolean follows = behind + 1 < end && bytes[behind] == '\\' && bytes[behind + 1] == 'u';
      int low = follows ? hex(behind + 2) : -1;
      if (Character.isHighSurrogate((char) unit)
          && low >= 0
          && Character.isLowSurrogate((char) low)) {
        character = Character.toCodePoint((char) unit, (char) low);
        behind += 6;
      } else {
        character = 0xFFFD;
      }
    }
    utf8(character, header);
    return behind;
  }

  private int hex(int p) {
    if (p + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int i = p; i < p + 4; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Adds a character to the decoded bytes. */
  static void utf8(int c, RecordHeader header) {
    if (c < 0x80) {
      header.decode((byte) c);
    } else if (c < 0x800) {
      header.decode((byte) (0xC0 | c >> 6));
      header.decode((byte) (0x80 | c & 0x3F));
    } else {
      if (c < 0x10000) {
        header.decode((byte) (0xE0 | c >> 12));
      } else {
        header.decode((byte) (0xF0 | c >> 18));
        header.decode((byte) (0x80 | c >> 12 & 0x3F));
      }
      header.decode((byte) (0x80 | c >> 6 & 0x3F));
      header.decode((byte) (0x80 | c & 0x3F));
    }
  }
}
