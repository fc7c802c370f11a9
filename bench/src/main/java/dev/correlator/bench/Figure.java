package dev.correlator.bench;

import java.util.Locale;

/**
 * What was measured, beside what is asked of it.
 *
 * @param bar the bar's name
 * @param value the figure
 * @param unit what it is, as {@code of the yardstick's speed}
 * @param demand what is asked
 * @param bound the figure asked for; of no meaning where nothing is asked
 * @param detail where it comes from
 */
record Figure(String bar, double value, String unit, Demand demand, double bound, String detail) {

  /** What can be asked of a figure. */
  enum Demand {
    AT_LEAST,
    AT_MOST,
    NOTHING
  }

  static Figure atLeast(double bound, String bar, double value, String unit, String detail) {
    return new Figure(bar, value, unit, Demand.AT_LEAST, bound, detail);
  }

  static Figure atMost(double bound, String bar, double value, String unit, String detail) {
    return new Figure(bar, value, unit, Demand.AT_MOST, bound, detail);
  }

  static Figure told(String bar, double value, String unit, String detail) {
    return new Figure(bar, value, unit, Demand.NOTHING, 0, detail);
  }

  /** Whether it is what is asked. */
  boolean holds() {
    return switch (demand) {
      case AT_LEAST -> value >= bound;
      case AT_MOST -> value <= bound;
      case NOTHING -> true;
    };
  }

  /** One line for people. */
  String line() {
    String verdict = demand == Demand.NOTHING ? "told" : holds() ? "pass" : "FAIL";
    String asked =
        switch (demand) {
          case AT_LEAST -> " (bar: at least " + text(bound) + ")";
          case AT_MOST -> " (bar: at most " + text(bound) + ")";
          case NOTHING -> "";
        };
    return "%s  %-9s %s %s%s; %s".formatted(verdict, bar, text(value), unit, asked, detail);
  }

  /** A number with as many digits as can mean something. */
  static String text(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 20 ? "%.2f" : "%.0f", number);
  }
}
