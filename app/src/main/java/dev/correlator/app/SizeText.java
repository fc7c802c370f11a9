package dev.correlator.app;

/** Large whole numbers as people write them: {@code 4096}, {@code 64KiB}, {@code 2GiB}. */
final class SizeText {

  /** The form with a unit, for editors. */
  static final String FORM = "^[0-9]+(KiB|MiB|GiB|TiB)$";

  private static final String[] UNITS = {"TiB", "GiB", "MiB", "KiB"};
  private static final long[] UNIT_SIZE = {1L << 40, 1L << 30, 1L << 20, 1L << 10};

  private SizeText() {}

  /** The factor of the unit that a text ends with, 1 where there is none. */
  static long factor(String text) {
    for (int unit = 0; unit < UNITS.length; unit++) {
      if (text.endsWith(UNITS[unit])) {
        return UNIT_SIZE[unit];
      }
    }
    return 1;
  }

  /** A number without the unit that it ends with. */
  static String digits(String text) {
    return factor(text) == 1 ? text : text.substring(0, text.length() - 3);
  }
}
