package dev.correlator.core;

/**
 * Makes text from outside safe to show on a terminal or in a log line: characters that would move
 * the cursor, start an escape sequence, break the line or turn the writing direction are written as
 * {@code \n}, {@code \r}, {@code \t} or {@code \}{@code uXXXX}, as in JSON. All others stay, so
 * names in any script can be read. All that is printed of logs is printed so.
 */
public final class VisibleText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private VisibleText() {}

  /** The text with such characters escaped; the same object where there are none. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscaped(text, i)) {
        return escaped(text, i);
      }
    }
    return text;
  }

  private static String escaped(String text, int first) {
    StringBuilder to = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isEscaped(text, i)) {
        to.append(c);
        continue;
      }
      switch (c) {
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        case '\t' -> to.append("\\t");
        default ->
            to.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
      }
    }
    return to.toString();
  }

  private static boolean isEscaped(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x7f) {
      return c < ' ';
    }
    if (Character.isSurrogate(c)) {
      return isStray(text, at) || isTag(text, at);
    }
    return isHarmful(c);
  }

  /** Whether a character outside ASCII controls a terminal, a line or the direction of writing. */
  public static boolean isHarmful(char c) {
    return (c >= 0x7f && c <= 0x9f) // DEL and C1, of which U+009B starts an escape sequence
        || c == 0xad // soft hyphen: not shown
        || c == 0x61c // direction marks, embeddings, overrides and isolates
        || (c >= 0x200b && c <= 0x200f) // zero width too
        || (c >= 0x2028 && c <= 0x202e) // line and paragraph separator
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb);
  }

  private static boolean isStray(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** Tag characters, U+E0000 to U+E007F: not shown, can carry hidden text. */
  private static boolean isTag(String text, int at) {
    int high = Character.isHighSurrogate(text.charAt(at)) ? at : at - 1;
    int point = text.codePointAt(high);
    return point >= 0xe0000 && point <= 0xe007f;
  }
}
