package dev.correlator.app;

/** The form of the names of applications, modules, handlers and formats. */
final class Names {

  /** The form in words. */
  static final String FORM_WORDS = "lower case letters, digits and '-', not beginning with '-'";

  /** The form, for editors. */
  static final String FORM = "^[a-z0-9][a-z0-9-]*$";

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
}
