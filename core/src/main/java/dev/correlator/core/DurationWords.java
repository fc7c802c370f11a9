package dev.correlator.core;

import java.time.Duration;
import java.util.Locale;

/** Says durations to people. */
public final class DurationWords {

  private DurationWords() {}

  /**
   * In two units at most: {@code 350ms}, {@code 14s}, {@code 4m12s}, {@code 9h03m}, {@code 2d04h}.
   * Nothing is {@code 0s}: most logs have whole seconds, and no milliseconds were measured.
   */
  public static String of(Duration d) {
    long s = d.toSeconds();
    if (s < 1) {
      return d.isZero() ? "0s" : d.toMillis() + "ms";
    } else if (s < 60) {
      return s + "s";
    } else if (s < 3600) {
      return String.format(Locale.ROOT, "%dm%02ds", s / 60, s % 60);
    } else if (s < 86_400) {
      return String.format(Locale.ROOT, "%dh%02dm", s / 3600, s / 60 % 60);
    }
    return String.format(Locale.ROOT, "%dd%02dh", s / 86_400, s / 3600 % 24);
  }
}
