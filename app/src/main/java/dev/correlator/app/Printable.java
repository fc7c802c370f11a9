package dev.correlator.app;

import java.util.stream.Collectors;

/** Makes text of unknown origin fit for a terminal: one line, no control characters. */
final class Printable {

  /** Longer values are cut in messages: nobody reads on. */
  private static final int SHOWN_MAX = 80;

  private Printable() {}

  /** The text, cut and with everything escaped that a terminal would act on. */
  static String text(String text) {
    return text(text, SHOWN_MAX);
  }

  /** The same, but whole. */
  static String line(String text) {
    return text(text, Integer.MAX_VALUE);
  }

  /** The same of several lines, which stay lines. */
  static String lines(String text) {
    return text.lines().map(Printable::line).collect(Collectors.joining("\n"));
  }

  private static String text(String text, int max) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), max);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean acts =
          Character.isISOControl(c)
              || Character.getType(c) == Character.FORMAT
              || c == '\u2028'
              || c == '\u2029';
      if (acts) {
        shown.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
      } else {
        shown.append(c);
      }
    }
    return text.length() > end ? shown.append("...").toString() : shown.toString();
  }
}
