package dev.correlator.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people write them: whole numbers with a unit, the largest unit first: {@code 500ms},
 * {@code 5m}, {@code 1h30m}, {@code 2d}.
 */
final class DurationText {

  /** The longest duration: a hundred years; more could not be told in nanoseconds. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  /** The form, for editors: units in descending order, each at most once. */
  static final String FORM = "^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m(?!s))?([0-9]+s)?([0-9]+ms)?$";

  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

  private DurationText() {}

  /** What a text says, null where it does not have the form or is longer than {@link #LONGEST}. */
  static @Nullable Duration read(String text) {
    long millis = 0;
    int nextUnit = 0;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      int letters = at;
      while (at < text.length() && !isDigit(text.charAt(at))) {
        at++;
      }
      int unit = unit(text.substring(letters, at), nextUnit);
      if (letters == digits || letters - digits > 15 || unit < 0) {
        return null;
      }
      long count = Long.parseLong(text, digits, letters, 10);
      if (count > LONGEST.toMillis() / UNIT_MILLIS[unit]) {
        return null;
      }
      millis += count * UNIT_MILLIS[unit];
      nextUnit = unit + 1;
    }
    return text.isEmpty() || millis > LONGEST.toMillis() ? null : Duration.ofMillis(millis);
  }

  /** A duration of whole milliseconds in this form. */
  static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int unit = 0; unit < UNITS.length; unit++) {
      long count = millis / UNIT_MILLIS[unit];
      if (count > 0) {
        text.append(count).append(UNITS[unit]);
        millis -= count * UNIT_MILLIS[unit];
      }
    }
    return text.toString();
  }

  private static int unit(String name, int from) {
    for (int unit = from; unit < UNITS.length; unit++) {
      if (UNITS[unit].equals(name)) {
        return unit;
      }
    }
    return -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
