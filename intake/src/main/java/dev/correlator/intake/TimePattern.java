package dev.correlator.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * A user's pattern of {@link java.time.format.DateTimeFormatter}, taken apart, so that what it
 * would take but can hardly be meant is told. Immutable.
 *
 * @param parts what it is made of
 * @param hasOptions whether some of it may be missing
 */
record TimePattern(List<Part> parts, boolean hasOptions) {

  /**
   * Fixed text, or a letter so many times.
   *
   * @param text empty where it is a letter
   * @param letter the letter
   * @param count how often
   */
  record Part(String text, char letter, int count) {
    boolean isText() {
      return count == 0;
    }
  }

  /** Takes a pattern apart; what is none of a formatter's is left to it. */
  static TimePattern of(String pattern) {
    List<Part> parts = new ArrayList<>();
    boolean options = false;
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int from = i++;
      if (isLetter(c)) {
        while (i < pattern.length() && pattern.charAt(i) == c) {
          i++;
        }
        parts.add(new Part("", c, i - from));
      } else if (c == '\'') {
        i = quoted(pattern, i, parts);
      } else if (c == '[' || c == ']') {
        options = true;
      } else {
        parts.add(new Part(String.valueOf(c), ' ', 0));
      }
    }
    return new TimePattern(List.copyOf(parts), options);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** Reads up to the closing quotation mark; two of them are one. */
  private static int quoted(String pattern, int from, List<Part> parts) {
    StringBuilder text = new StringBuilder();
    int i = from;
    while (i < pattern.length()) {
      char c = pattern.charAt(i++);
      if (c == '\'') {
        if (i == pattern.length() || pattern.charAt(i) != '\'') {
          break;
        }
        i++;
      }
      text.append(c);
    }
    parts.add(new Part(text.isEmpty() ? "'" : text.toString(), ' ', 0));
    return i;
  }
}
