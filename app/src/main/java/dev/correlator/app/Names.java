package dev.correlator.app;

import java.util.Set;
import java.util.TreeSet;

/** The form of the names of applications, modules, handlers and formats. */
final class Names {

  /** The form in words. */
  static final String FORM_WORDS = "lower case letters, digits and '-', not beginning with '-'";

  /** The form, for editors. */
  static final String FORM = "^[a-z0-9][a-z0-9-]*$";

  /** Names that would be mistaken for parts of the configuration in {@code --set}. */
  private static final Set<String> RESERVED = Set.of("system", "inputs", "modules", "handlers");

  private Names() {}

  /** Whether a text has the form. */
  static boolean isName(String text) {
    if (text.isEmpty() || text.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a text means a part of the configuration, so that nothing else can have it as its name.
   */
  static boolean isReserved(String text) {
    return RESERVED.contains(text);
  }

  /**
   * Why a text cannot be the name of something.
   *
   * @param what what would have the name, with its article
   */
  static String refusal(String text, String what) {
    return "'"
        + Printable.text(text)
        + "' cannot be the name of "
        + what
        + "; a name is "
        + FORM_WORDS
        + ", and none of "
        + String.join(", ", new TreeSet<>(RESERVED));
  }
}
