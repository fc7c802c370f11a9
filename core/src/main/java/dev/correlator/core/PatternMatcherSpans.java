package dev.correlator.core;

import dev.correlator.api.HoleType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How far the types of holes reach in bytes. Where the whole of a text is looked at, it is eight
 * bytes at a time: each byte of a word is tested in its own lane, without carry into the next, so
 * that the result is right from both ends (H. S. Warren, Hacker's Delight, 6-1).
 */
final class PatternMatcherSpans {

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * The longest IPv6 address with an IPv4 tail: six groups of four digits, colons, 15 characters.
   */
  static final int MAX_ADDRESS = 45;

  /**
   * The longest zone behind a percent sign: more than any system allows for the name of an
   * interface.
   */
  static final int MAX_ZONE = 32;

  /** The longest number: all of this many digits fit a long. */
  static final int MAX_DIGITS = 18;

  /** The longest text that can be of type ip. */
  static final int MAX_IP = MAX_ADDRESS + 1 + MAX_ZONE;

  // Classes of bytes.
  static final int WORD = 1;
  static final int HEX = 2;
  static final int KEY = 4;
  static final int NAME = 8;
  static final int DIGIT = 16;

  /** What may be in an address with its zone. */
  static final int ADDRESS = 32;

  private static final byte[] CLASSES = classes();

  private static final long LOW7 = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private PatternMatcherSpans() {}

  private static byte[] classes() {
    byte[] classes = new byte[256];
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
      classes[i] = (byte) bits;
    }
    return classes;
  }

  /** The class of the bytes that a type is a run of; for others that of what may be in it. */
  static int classOf(HoleType type) {
    return switch (type) {
      case WORD -> WORD;
      case HEX -> HEX;
      case KEY -> KEY;
      case INT -> DIGIT;
      case IP, HOST -> ADDRESS;
      case TEXT -> throw new IllegalArgumentException("text has no class of bytes");
    };
  }

  static boolean is(int byteClass, byte b) {
    return (CLASSES[b & 0xFF] & byteClass) != 0;
  }

  /** Bits 7, 15, ... for the bytes of a word that are 0. */
  private static long zeros(long word) {
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

  /** Behind the last byte from here on that is of the class. */
  static int runEnd(int byteClass, byte[] b, int from, int to) {
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

  /**
   * The last place of a literal that lies within, or -1.
   *
   * @param first the literal's first byte in all lanes
   * @param last the literal's last byte in all lanes
   */
  static int findLast(byte[] b, int from, int to, byte[] literal, long first, long last) {
    int length = literal.length;
    int p = to - length; // the last place where it can be
    while (p - 7 >= from) {
      long found = zeros((word(b, p - 7) ^ first) | (word(b, p - 8 + length) ^ last));
      while (found != 0) {
        int lane = 7 - (Long.numberOfLeadingZeros(found) >>> 3);
        if (at(b, p - 7 + lane, literal)) {
          return p - 7 + lane;
        }
        found &= (1L << (lane << 3)) - 1;
      }
      p -= 8;
    }
    while (p >= from) {
      if (b[p] == (byte) first && at(b, p, literal)) {
        return p;
      }
      p--;
    }
    return -1;
  }

  /** Whether a literal stands here; all its bytes must be readable. */
  static boolean at(byte[] b, int at, byte[] literal) {
    int length = literal.length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (word(b, at + i) != word(literal, i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (b[at + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Behind the number that begins here, or {@code from} if there is none or it has too many digits.
   */
  static int intEnd(byte[] b, int from, int to) {
    int digits = from < to && b[from] == '-' ? from + 1 : from;
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

  /** Whether this is an address, with or without zone. */
  static boolean isIp(byte[] b, int from, int to) {
    int length = to - from;
    if (length <= 15) {
      if (length < 2) {
        return false;
      }
      if (isIp4(b, from, length)) {
        return true;
      }
    }
    if (length > MAX_IP) {
      return false;
    }
    int percent = find(b, (byte) '%', from, to);
    if (percent - from > MAX_ADDRESS || (ip6Ends(b, from, percent) >>> (percent - from) & 1) == 0) {
      return false;
    }
    int zone = to - percent - 1;
    return percent == to || zone >= 1 && zone <= MAX_ZONE && runEnd(NAME, b, percent + 1, to) == to;
  }

  /** Whether this is an address or made of what names of hosts are made of. */
  static boolean isHost(byte[] b, int from, int to) {
    return to > from && runEnd(NAME, b, from, to) == to || isIp(b, from, to);
  }

  /**
   * Whether this is an IPv4 address of 2 to 15 bytes: all at once, because where the dots are
   * cannot be foretold. 16 bytes must be readable.
   */
  static boolean isIp4(byte[] b, int from, int length) {
    long low = word(b, from);
    long high = word(b, from + 8);
    int inside = (1 << length) - 1;
    int dots = lanes(zeros(low ^ 0x2E2E2E2E2E2E2E2EL), zeros(high ^ 0x2E2E2E2E2E2E2E2EL)) & inside;
    int others = lanes(nonDigits(low), nonDigits(high)) & inside;
    if (dots != others) {
      return false;
    }
    int p1 = Integer.numberOfTrailingZeros(dots);
    int dots2 = dots & (dots - 1);
    int p2 = Integer.numberOfTrailingZeros(dots2);
    int dots3 = dots2 & (dots2 - 1);
    int p3 = Integer.numberOfTrailingZeros(dots3);
    if (dots3 == 0 || (dots3 & (dots3 - 1)) != 0) {
      return false;
    }
    return isOctet(low, high, 0, p1)
        & isOctet(low, high, p1 + 1, p2)
        & isOctet(low, high, p2 + 1, p3)
        & isOctet(low, high, p3 + 1, length);
  }

  /** One bit for each of the 16 lanes. */
  private static int lanes(long low, long high) {
    return (int) ((low >>> 7) * 0x0102040810204080L >>> 56)
        | (int) ((high >>> 7) * 0x0102040810204080L >>> 56) << 8;
  }

  /** Whether the digits from lane to lane are a number up to 255 without leading zeros. */
  private static boolean isOctet(long low, long high, int from, int to) {
    int length = to - from;
    int shift = from << 3;
    // The bytes from here on; a shift by 64 would be one by 0.
    long bytes = from < 8 ? low >>> shift | high << 1 << (63 - shift) : high >>> (shift - 64);
    int hundreds = (int) bytes & 0xF;
    int tens = (int) (bytes >>> 8) & 0xF;
    int units = (int) (bytes >>> 16) & 0xF;
    return switch (length) {
      case 1 -> true;
      case 2 -> hundreds != 0;
      case 3 -> hundreds != 0 & hundreds * 100 + tens * 10 + units <= 255;
      default -> false;
    };
  }

  /** The lengths of all addresses that begin here, one bit each; without zone. */
  static long ipEnds(byte[] b, int from, int to) {
    return ip4Ends(b, from, to) | ip6Ends(b, from, to);
  }

  /** Whether an address without zone is of IPv6. */
  static boolean isIp6(byte[] b, int from, int to) {
    return find(b, (byte) ':', from, to) < to;
  }

  private static long ip4Ends(byte[] b, int from, int to) {
    long ends = 0;
    int dots = 0;
    int octet = -1;
    for (int p = from; p < to; p++) {
      int digit = b[p] - '0';
      if (digit >= 0 && digit <= 9) {
        octet = octet < 0 ? digit : octet == 0 ? 256 : octet * 10 + digit;
        if (octet > 255) {
          break;
        }
        ends |= dots == 3 ? 2L << (p - from) : 0;
      } else if (b[p] == '.' && octet >= 0 && dots < 3) {
        dots++;
        octet = -1;
      } else {
        break;
      }
    }
    return ends;
  }

  static long ip6Ends(byte[] b, int from, int to) {
    long ends = 0;
    int groups = 0;
    boolean shortened = false;
    int p = from;
    if (p + 1 < to && b[p] == ':' && b[p + 1] == ':') {
      shortened = true;
      p += 2;
      ends = 4;
    }
    while (groups < 8) {
      if (shortened ? groups <= 5 : groups == 6) {
        ends |= ip4Ends(b, p, to) << (p - from);
      }
      int digits = 0;
      boolean last = shortened ? groups <= 6 : groups == 7;
      while (p < to && digits < 4 && is(HEX, b[p])) {
        p++;
        digits++;
        ends |= last ? 1L << (p - from) : 0;
      }
      if (digits == 0 || p == to || b[p] != ':') {
        break;
      }
      groups++;
      p++;
      if (p < to && b[p] == ':') {
        if (shortened || groups > 7) {
          break;
        }
        shortened = true;
        p++;
        ends |= 1L << (p - from);
      }
    }
    return ends;
  }

  /** The number of bytes of the zone whose percent sign stands here, at most {@link #MAX_ZONE}. */
  static int zoneLength(byte[] b, int percent, int to) {
    if (percent >= to || b[percent] != '%') {
      return 0;
    }
    return runEnd(NAME, b, percent + 1, Math.min(to, percent + 1 + MAX_ZONE)) - percent - 1;
  }
}
