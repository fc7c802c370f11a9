package dev.correlator.intake;

import dev.correlator.api.LineJoin;

/** Usual rules for which lines make up a record. */
public enum LineRule {
  /** Each line is a record. */
  NONE,
  /** A line that the format cannot read belongs to the record before it. */
  UNMATCHED,
  /** A line that begins with a space or a tab, or is empty, belongs to the record before it. */
  INDENTED,
  /** A line behind one that ends in a backslash belongs to it. */
  BACKSLASH,
  /**
   * Stack traces of Java belong to the line before them, and so does the line that names the
   * exception, if the format cannot read it.
   */
  JAVA,
  /** Tracebacks of Python are one record, the line of the exception at their end among it. */
  PYTHON;

  /**
   * The rule; of {@link #UNMATCHED}, and of the exceptions of {@link #JAVA}, only its format knows.
   */
  LineJoin join() {
    return switch (this) {
      case NONE, UNMATCHED -> LineJoin.NONE;
      case INDENTED ->
          (b, record, previous, from, to) -> from == to || b[from] == ' ' || b[from] == '\t';
      case BACKSLASH -> (b, record, previous, from, to) -> endsInBackslash(b, previous, from);
      case JAVA -> (b, record, previous, from, to) -> ofJavaTrace(b, from, to);
      case PYTHON -> LineRule::ofPythonTrace;
    };
  }

  private static boolean endsInBackslash(byte[] b, int previous, int from) {
    int p = from - 1; // the line feed
    if (p > previous && b[p - 1] == '\r') {
      p--;
    }
    return p > previous && b[p - 1] == '\\';
  }

  private static int skipSpace(byte[] b, int from, int to) {
    int p = from;
    while (p < to && (b[p] == ' ' || b[p] == '\t')) {
      p++;
    }
    return p;
  }

  private static boolean begins(byte[] b, int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (b[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** {@code at}, {@code ... n more}, {@code Caused by:}, {@code Suppressed:}, and their like. */
  private static boolean ofJavaTrace(byte[] b, int from, int to) {
    int p = skipSpace(b, from, to);
    if (begins(b, p, to, "Caused by: ") || begins(b, p, to, "Suppressed: ")) {
      return true;
    }
    return p > from
        && (begins(b, p, to, "at ")
            || begins(b, p, to, "... ")
            || begins(b, p, to, "- locked ")
            || begins(b, p, to, "- waiting on ")
            || begins(b, p, to, "eval at ")
            || begins(b, p, to, "nested exception is:"));
  }

  /**
   * Whether a line may be the one in front of a stack trace: {@code java.io.IOException: text} or
   * {@code Exception in thread "main" ...}. All that tells an exception from other classes is how
   * it is used, so any qualified name of a class will do, but none of a host: its last part begins
   * with no small letter.
   */
  static boolean namesJavaException(byte[] b, int from, int to) {
    int p = skipSpace(b, from, to);
    if (begins(b, p, to, "Exception in thread \"")) {
      return true;
    }
    boolean qualified = false;
    int part = p;
    while (p < to && (b[p] == '.' ? p > part : isOfName(b[p], p == part))) {
      if (b[p] == '.') {
        qualified = true;
        part = p + 1;
      }
      p++;
    }
    return qualified
        && p > part
        && (b[part] < 'a' || b[part] > 'z')
        && (p == to || b[p] == ':' && (p + 1 == to || b[p + 1] == ' '));
  }

  /** Whether it is of a name in Java; what is not of ASCII is taken for a letter. */
  private static boolean isOfName(byte c, boolean first) {
    return c < 0
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == '$'
        || !first && c >= '0' && c <= '9';
  }

  private static final String TRACEBACK = "Traceback (most recent call last):";

  /**
   * What is indented, or a traceback behind the words that join two, or the first line behind
   * indented ones: it names the exception.
   */
  private static boolean ofPythonTrace(byte[] b, int record, int previous, int from, int to) {
    boolean inTrace = isInTrace(b, record, from);
    if (!inTrace) {
      return false;
    }
    if (from == to) {
      return isJoinedBelow(b, previous, from) || isException(b, previous, from);
    }
    if (b[from] == ' ' || b[from] == '\t') {
      return !isException(b, previous, from);
    }
    if (begins(b, from, to, "During handling of the above exception")
        || begins(b, from, to, "The above exception was the direct cause")) {
      return true;
    }
    if (begins(b, from, to, TRACEBACK)) {
      return previous < from && b[previous] == '\n';
    }
    return b[previous] == ' ' || b[previous] == '\t';
  }

  /** Whether a traceback has begun in the record. */
  private static boolean isInTrace(byte[] b, int record, int to) {
    int p = record;
    while (p < to) {
      if (begins(b, skipSpace(b, p, to), to, TRACEBACK)) {
        return true;
      }
      p = Words.find(b, p, to, Words.LINE_FEEDS) + 1;
    }
    return false;
  }

  private static boolean isJoinedBelow(byte[] b, int previous, int to) {
    return begins(b, previous, to, "During handling of the above exception")
        || begins(b, previous, to, "The above exception was the direct cause");
  }

  /** Whether a line, which is no first one, is that of the exception. */
  private static boolean isException(byte[] b, int line, int to) {
    return b[line] != ' '
        && b[line] != '\t'
        && b[line] != '\n'
        && b[line] != '\r'
        && !begins(b, line, to, TRACEBACK)
        && !isJoinedBelow(b, line, to);
  }
}
