package dev.correlator.core;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can come from a part of a pattern on, up to the end of the pattern.
 *
 * @param first the bytes that it can begin with, and {@link #NO_BYTE}
 * @param prefix the text that it begins with in any case, may be empty
 * @param least how many bytes it has at least
 * @param variants all that it can be, as literals and holes, in the order of preference; null where
 *     there are too many
 */
record PatternMatcherBehind(
    BitSet first, String prefix, int least, @Nullable List<List<Pattern.Part>> variants) {

  /** The end of the pattern. */
  static final PatternMatcherBehind NOTHING = nothing();

  private static final int BYTES = 256;

  /** Among the bytes that something can begin with: it can be empty, at the end of the text. */
  private static final int NO_BYTE = BYTES;

  /** More variants of what is behind a text hole are not worth trying one by one. */
  private static final int MAX_VARIANTS = 8;

  private static PatternMatcherBehind nothing() {
    BitSet first = new BitSet();
    first.set(NO_BYTE);
    return new PatternMatcherBehind(first, "", 0, List.of(List.of()));
  }

  /**
   * What can come from a part on that is a literal, a hole or the rest; of others it comes from
   * what is in them.
   *
   * @param next what can come behind it
   */
  static PatternMatcherBehind from(Pattern.Part part, PatternMatcherBehind next) {
    BitSet first = new BitSet();
    if (part instanceof Pattern.Literal literal) {
      byte[] bytes = literal.text().getBytes(StandardCharsets.UTF_8);
      first.set(bytes[0] & 0xFF);
      return new PatternMatcherBehind(
          first,
          literal.text() + next.prefix,
          next.least + bytes.length,
          before(literal, next.variants));
    }
    if (part instanceof Pattern.Hole hole) {
      boolean text = hole.type() == HoleType.TEXT;
      if (text) {
        first.set(0, NO_BYTE + 1);
      } else {
        addFirst(first, hole.type());
      }
      return new PatternMatcherBehind(
          first, "", next.least + (text ? 0 : 1), before(hole, next.variants));
    }
    first.set(0, NO_BYTE + 1); // the rest
    return new PatternMatcherBehind(first, "", 0, null);
  }

  private static void addFirst(BitSet first, HoleType type) {
    first.or(PatternMatcherSpans.bytesOf(PatternMatcherSpans.classOf(type)));
    if (type == HoleType.INT) {
      first.set('-');
    }
  }

  private static @Nullable List<List<Pattern.Part>> before(
      Pattern.Part part, @Nullable List<List<Pattern.Part>> variants) {
    if (variants == null) {
      return null;
    }
    List<List<Pattern.Part>> longer = new ArrayList<>();
    for (List<Pattern.Part> variant : variants) {
      List<Pattern.Part> parts = new ArrayList<>(variant);
      if (part instanceof Pattern.Literal literal
          && !parts.isEmpty()
          && parts.getFirst() instanceof Pattern.Literal next) {
        parts.set(0, new Pattern.Literal(literal.text() + next.text()));
      } else {
        parts.addFirst(part);
      }
      longer.add(parts);
    }
    return longer;
  }

  private static @Nullable List<List<Pattern.Part>> either(
      @Nullable List<List<Pattern.Part>> one, @Nullable List<List<Pattern.Part>> other) {
    if (one == null || other == null || one.size() + other.size() > MAX_VARIANTS) {
      return null;
    }
    List<List<Pattern.Part>> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  /** This one, if it can be, or the other one. */
  PatternMatcherBehind or(PatternMatcherBehind other) {
    BitSet both = new BitSet();
    both.or(first);
    both.or(other.first);
    return new PatternMatcherBehind(
        both,
        common(prefix, other.prefix),
        Math.min(least, other.least),
        either(variants, other.variants));
  }

  private static String common(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    boolean halved = length > 0 && Character.isHighSurrogate(one.charAt(length - 1));
    return one.substring(0, halved ? length - 1 : length);
  }

  /** Whether it is certain that nothing comes. */
  boolean isEnd() {
    return canBeEmpty() && first.cardinality() == 1;
  }

  /** Whether nothing may come. */
  boolean canBeEmpty() {
    return first.get(NO_BYTE);
  }

  /** Whether none of it begins with a byte of the class. */
  boolean isFreeOf(int byteClass) {
    return !first.intersects(PatternMatcherSpans.bytesOf(byteClass));
  }

  boolean canBeginWith(byte b) {
    return first.get(b & 0xFF);
  }

  /** The only byte that it can begin with, or -1. */
  int onlyByte() {
    return first.cardinality() == 1 && !canBeEmpty() ? first.nextSetBit(0) : -1;
  }

  /** Whether the first byte tells which of the two it is. */
  boolean isApartFrom(PatternMatcherBehind other) {
    return !first.intersects(other.first);
  }

  /**
   * The variants, if each of them can be read from the end without trying: no hole can go on into
   * what is in front of it. Else none.
   */
  List<List<Pattern.Part>> backwards() {
    if (variants == null || isEnd()) {
      return List.of();
    }
    for (List<Pattern.Part> variant : variants) {
      if (!isBackwards(variant)) {
        return List.of();
      }
    }
    return variants;
  }

  private static boolean isBackwards(List<Pattern.Part> variant) {
    String before = "";
    for (Pattern.Part part : variant) {
      if (part instanceof Pattern.Literal literal) {
        before = literal.text();
      } else if (part instanceof Pattern.Hole hole) {
        if (before.isEmpty() || hole.type() == HoleType.TEXT || goesOn(hole.type(), before)) {
          return false;
        }
        before = "";
      }
    }
    return true;
  }

  /** Whether a hole can go on into the text in front of it. */
  private static boolean goesOn(HoleType type, String before) {
    byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
    byte last = bytes[bytes.length - 1];
    return PatternMatcherSpans.is(PatternMatcherSpans.classOf(type), last)
        || type == HoleType.INT && last == '-';
  }
}
