package dev.correlator.core;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern means, written for clarity alone: every reading is tried in the order of
 * preference. Takes time that is exponential in the size of the pattern.
 */
final class ReferenceReading {

  /** What is left to be read behind a part. */
  private interface Rest {
    boolean fits(int at);
  }

  private static final java.util.regex.Pattern WORD = regex("[^\\x00-\\x20]+");
  private static final java.util.regex.Pattern INT = regex("-?[0-9]{1,18}");
  private static final java.util.regex.Pattern HEX = regex("[0-9A-Fa-f]+");
  private static final java.util.regex.Pattern KEY = regex("[A-Za-z0-9._:/+=@-]+");
  private static final java.util.regex.Pattern CODE = regex("[0-9A-HJ-NP-TV-Zb-df-hj-np-tv-z]+");
  private static final java.util.regex.Pattern NAME = regex("[A-Za-z0-9._-]+");
  private static final java.util.regex.Pattern ZONE = regex("[A-Za-z0-9._-]{1,32}");
  private static final java.util.regex.Pattern GROUP = regex("[0-9A-Fa-f]{1,4}");
  private static final java.util.regex.Pattern IP4 =
      regex("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!\\z)|\\z)){4}");

  private final Pattern pattern;
  private final byte[] text;
  private final int[] places;

  /** For each type, start and end: 0 not known, 1 is of the type, 2 is not. */
  private final byte[] known;

  private ReferenceReading(Pattern pattern, byte[] text) {
    this.pattern = pattern;
    this.text = text;
    this.places = new int[2 * pattern.holes().size()];
    Arrays.fill(places, -1);
    int ends = text.length + 1;
    this.known = new byte[HoleType.values().length * ends * ends];
  }

  private static java.util.regex.Pattern regex(String expression) {
    return java.util.regex.Pattern.compile(expression);
  }

  /** Start and end of each hole, or null where the pattern does not match. */
  static int @Nullable [] of(Pattern pattern, byte[] text) {
    ReferenceReading reading = new ReferenceReading(pattern, text);
    return reading.fits(pattern.parts(), 0, 0, at -> at == text.length) ? reading.places : null;
  }

  private boolean fits(List<Pattern.Part> parts, int index, int at, Rest rest) {
    if (index == parts.size()) {
      return rest.fits(at);
    }
    Rest behind = end -> fits(parts, index + 1, end, rest);
    return switch (parts.get(index)) {
      case Pattern.Literal literal -> {
        byte[] bytes = literal.text().getBytes(StandardCharsets.UTF_8);
        int end = at + bytes.length;
        yield end <= text.length
            && Arrays.equals(bytes, Arrays.copyOfRange(text, at, end))
            && behind.fits(end);
      }
      case Pattern.Hole hole -> hole(hole, at, behind);
      case Pattern.Option option -> fits(option.parts(), 0, at, behind) || behind.fits(at);
      case Pattern.Choice choice -> {
        boolean found = false;
        for (List<Pattern.Part> alternative : choice.alternatives()) {
          found = found || fits(alternative, 0, at, behind);
        }
        yield found;
      }
      case Pattern.Rest all -> behind.fits(text.length);
    };
  }

  private boolean hole(Pattern.Hole hole, int at, Rest behind) {
    int index = pattern.holes().indexOf(hole);
    for (int end = text.length; end >= at; end--) {
      if (isOf(hole.type(), at, end) && behind.fits(end)) {
        places[2 * index] = at;
        places[2 * index + 1] = end;
        return true;
      }
    }
    return false;
  }

  private boolean isOf(HoleType type, int from, int to) {
    int index = (type.ordinal() * (text.length + 1) + from) * (text.length + 1) + to;
    if (known[index] == 0) {
      String content = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
      known[index] = (byte) (isOf(type, content) ? 1 : 2);
    }
    return known[index] == 1;
  }

  private static boolean isOf(HoleType type, String s) {
    return switch (type) {
      case TEXT -> true;
      case WORD -> WORD.matcher(s).matches();
      case INT -> INT.matcher(s).matches();
      case HEX -> HEX.matcher(s).matches();
      case KEY -> KEY.matcher(s).matches();
      case FIELD -> !s.isEmpty() && s.indexOf(':') < 0;
      case CODE -> CODE.matcher(s).matches();
      case ITEM -> !s.isEmpty() && s.indexOf(';') < 0;
      case IP -> isAddress(s);
      case HOST -> NAME.matcher(s).matches() || isAddress(s);
    };
  }

  private static boolean isAddress(String s) {
    if (!s.contains(":")) {
      return isIp4(s);
    }
    int percent = s.indexOf('%');
    return isIp6(percent < 0 ? s : s.substring(0, percent))
        && (percent < 0 || ZONE.matcher(s.substring(percent + 1)).matches());
  }

  private static boolean isIp4(String s) {
    return IP4.matcher(s).matches();
  }

  private static boolean isIp6(String s) {
    int shortened = s.indexOf("::");
    if (shortened < 0) {
      return groups(s, true) == 8;
    }
    String left = s.substring(0, shortened);
    String right = s.substring(shortened + 2);
    int leftGroups = left.isEmpty() ? 0 : groups(left, false);
    int rightGroups = right.isEmpty() ? 0 : groups(right, true);
    return leftGroups >= 0 && rightGroups >= 0 && leftGroups + rightGroups <= 7;
  }

  /** How many groups of 16 bits, or -100 where something else stands among them. */
  private static int groups(String s, boolean mayEndInIp4) {
    String[] groups = s.split(":", -1);
    int n = 0;
    for (int i = 0; i < groups.length; i++) {
      if (GROUP.matcher(groups[i]).matches()) {
        n++;
      } else if (mayEndInIp4 && i == groups.length - 1 && isIp4(groups[i])) {
        n += 2;
      } else {
        return -100;
      }
    }
    return n;
  }
}
