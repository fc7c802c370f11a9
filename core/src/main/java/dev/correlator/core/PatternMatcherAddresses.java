package dev.correlator.core;

import static dev.correlator.core.PatternMatcherSpans.ADDRESS;
import static dev.correlator.core.PatternMatcherSpans.HEX;
import static dev.correlator.core.PatternMatcherSpans.NAME;
import static dev.correlator.core.PatternMatcherSpans.find;
import static dev.correlator.core.PatternMatcherSpans.is;
import static dev.correlator.core.PatternMatcherSpans.nonDigits;
import static dev.correlator.core.PatternMatcherSpans.runEnd;
import static dev.correlator.core.PatternMatcherSpans.runStart;
import static dev.correlator.core.PatternMatcherSpans.word;
import static dev.correlator.core.PatternMatcherSpans.zeros;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where addresses and names of hosts are in bytes: IPv4 in four numbers, IPv6 as in RFC 4291, 2.2,
 * with a zone as in RFC 4007, 11. IPv4 comes far more often than the rest and has a way of its own,
 * which looks at all bytes at once: where its dots are cannot be foretold, and a wrong guess costs
 * the processor more than the whole test.
 */
final class PatternMatcherAddresses {

  /**
   * The longest IPv6 address with an IPv4 tail: six groups of four digits, colons, 15 characters.
   */
  static final int MAX_ADDRESS = 45;

  /**
   * The longest zone behind a percent sign: more than any system allows for the name of an
   * interface.
   */
  static final int MAX_ZONE = 32;

  /** The longest text that can be of type ip. */
  static final int MAX_IP = MAX_ADDRESS + 1 + MAX_ZONE;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final long DOTS = 0x2E2E2E2E2E2E2E2EL;
  private static final long COLONS = 0x3A3A3A3A3A3A3A3AL;

  private PatternMatcherAddresses() {}

  /**
   * Behind the address (or name, if asked for) that begins here and does not go on behind its end;
   * or {@code from}.
   */
  static int end(byte[] b, int from, int to, boolean names) {
    if (from == to) {
      return from;
    }
    long low = word(b, from);
    long high = word(b, from + 8);
    long lowDots = zeros(low ^ DOTS);
    long highDots = zeros(high ^ DOTS);
    long lowOthers = nonDigits(low) ^ lowDots;
    long highOthers = nonDigits(high) ^ highDots;
    int length =
        lowOthers != 0
            ? Long.numberOfTrailingZeros(lowOthers) >>> 3
            : 8 + (Long.numberOfTrailingZeros(highOthers) >>> 3);
    length = Math.min(length, to - from);
    if (length < 16
        && (from + length == to || !is(ADDRESS, b[from + length]))
        && isIp4(b, from, lanes(lowDots, highDots), length)) {
      return from + length;
    }
    if (names) {
      int end = runEnd(NAME, b, from, to);
      if (end == to || !is(ADDRESS, b[end])) {
        return end;
      }
    }
    if (!mayBeIp6(low)) {
      return from;
    }
    int end = runEnd(ADDRESS, b, from, Math.min(to, from + MAX_IP + 1));
    return isIp(b, from, end) ? end : from;
  }

  /**
   * Behind the longest address (or name, if asked for) that begins here and ends at a place or
   * before it; or {@code from}.
   */
  static int endUpTo(byte[] b, int from, int to, int most, boolean names) {
    long ends = ipEnds(b, from, to);
    int longest = 63 - Long.numberOfLeadingZeros(ends);
    if (longest > 0 && most > from + longest + 1 && isIp6(b, from, from + longest)) {
      int zone = zoneLength(b, from + longest, to);
      if (zone > 0) {
        return Math.min(most, from + longest + 1 + zone);
      }
    }
    long allowed = most - from >= 63 ? ends : ends & ((2L << (most - from)) - 1);
    int end = allowed == 0 ? from : from + 63 - Long.numberOfLeadingZeros(allowed);
    return names ? Math.max(end, runEnd(NAME, b, from, most)) : end;
  }

  /**
   * The start of the address (or name, if asked for) that ends here and does not go on before its
   * start; or {@code to}.
   */
  static int start(byte[] b, int from, int to, boolean names) {
    if (to - 16 >= from) {
      long low = word(b, to - 16);
      long high = word(b, to - 8);
      long lowDots = zeros(low ^ DOTS);
      long highDots = zeros(high ^ DOTS);
      long lowOthers = nonDigits(low) ^ lowDots;
      long highOthers = nonDigits(high) ^ highDots;
      int length =
          highOthers != 0
              ? Long.numberOfLeadingZeros(highOthers) >>> 3
              : 8 + (Long.numberOfLeadingZeros(lowOthers) >>> 3);
      int start = to - length;
      if (length < 16
          && !is(ADDRESS, b[start - 1])
          && isIp4(b, start, lanes(lowDots, highDots) >>> (16 - length), length)) {
        return start;
      }
    }
    int start = runStart(ADDRESS, b, names ? from : Math.max(from, to - MAX_IP - 1), to);
    return (names ? isHost(b, start, to) : isIp(b, start, to)) ? start : to;
  }

  /** Whether this is an address, with or without zone. */
  static boolean isIp(byte[] b, int from, int to) {
    int length = to - from;
    if (length < 2 || length > MAX_IP) {
      return false;
    }
    if (!mayBeIp6(word(b, from))) {
      return length <= 15 && isIp4(b, from, length);
    }
    int percent = find(b, (byte) '%', from, to);
    if (percent - from > MAX_ADDRESS || (ip6Ends(b, from, percent) >>> (percent - from) & 1) == 0) {
      return false;
    }
    int zone = to - percent - 1;
    return percent == to || zone >= 1 && zone <= MAX_ZONE && runEnd(NAME, b, percent + 1, to) == to;
  }

  /**
   * Either form of IPv6 has a colon among its first five bytes, and most of what is no address not.
   */
  private static boolean mayBeIp6(long first) {
    return (zeros(first ^ COLONS) & 0x8080808080L) != 0;
  }

  /** Whether this is an address or made of what names of hosts are made of. */
  static boolean isHost(byte[] b, int from, int to) {
    return to > from && runEnd(NAME, b, from, to) == to || isIp(b, from, to);
  }

  /** Whether this is an IPv4 address of 0 to 16 bytes. 16 bytes must be readable. */
  static boolean isIp4(byte[] b, int from, int length) {
    long low = word(b, from);
    long high = word(b, from + 8);
    int inside = (1 << length) - 1;
    int dots = lanes(zeros(low ^ DOTS), zeros(high ^ DOTS)) & inside;
    int others = lanes(nonDigits(low), nonDigits(high)) & inside;
    return dots == others && isIp4(b, from, dots, length);
  }

  /**
   * Whether digits and dots are an IPv4 address: all lanes at once, because where the dots are
   * cannot be foretold.
   *
   * @param dots one bit for each dot; what is behind the length does not matter
   */
  private static boolean isIp4(byte[] b, int from, int dots, int length) {
    int dots1 = dots & ((1 << length) - 1);
    int p1 = Integer.numberOfTrailingZeros(dots1);
    int dots2 = dots1 & (dots1 - 1);
    int p2 = Integer.numberOfTrailingZeros(dots2);
    int dots3 = dots2 & (dots2 - 1);
    int p3 = Integer.numberOfTrailingZeros(dots3);
    if (dots3 == 0 || (dots3 & (dots3 - 1)) != 0) {
      return false;
    }
    int wrong =
        octet(b, from, p1)
            | octet(b, from + p1 + 1, p2 - p1 - 1)
            | octet(b, from + p2 + 1, p3 - p2 - 1)
            | octet(b, from + p3 + 1, length - p3 - 1);
    return wrong >= 0;
  }

  /** One bit for each of the 16 lanes. */
  private static int lanes(long low, long high) {
    return (int) ((low >>> 7) * 0x0102040810204080L >>> 56)
        | (int) ((high >>> 7) * 0x0102040810204080L >>> 56) << 8;
  }

  /**
   * Negative where the digits here are not a number up to 255 without leading zeros: sign bits in
   * place of conditions, which could not be foretold either. As text, with the first digit in the
   * highest byte, the numbers of one length are in the order of their values.
   */
  private static int octet(byte[] b, int from, int length) {
    int bytes = (int) INT.get(b, from);
    int text = bytes >>> (32 - (length << 3));
    int leadingZero = (bytes >>> 24) - '1' & 1 - length;
    return length - 1 | 3 - length | 0x323535 - text | leadingZero;
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
