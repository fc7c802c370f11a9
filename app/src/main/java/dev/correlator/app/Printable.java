package dev.correlator.app;

import dev.correlator.core.VisibleText;
import java.util.stream.Collectors;

/** Makes text of unknown origin fit for a terminal: one line, as {@link VisibleText} has it. */
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
    if (text.length() <= max) {
      return VisibleText.of(text);
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return VisibleText.of(text.substring(0, end)) + "...";
  }
}
