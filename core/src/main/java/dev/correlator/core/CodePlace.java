package dev.correlator.core;

/** Finds the place of an author's mistake in the trace of an exception. */
public final class CodePlace {

  /** Whose code calls an author's, or is called by it. */
  private static final String[] OTHERS = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "dev.correlator.api.",
    "dev.correlator.core.",
    "dev.correlator.intake.",
    "dev.correlator.delivery.",
    "dev.correlator.app."
  };

  private CodePlace() {}

  /**
   * The innermost place in code that is neither the JDK's nor the program's own: plugin, class,
   * method and line, as {@code orders.jar//shop.Orders.define(Orders.java:31)}. Where there is
   * none, the place that threw; empty where nothing is known.
   */
  public static String of(Throwable thrown) {
    Throwable cause = cause(thrown);
    StackTraceElement[] trace = cause.getStackTrace();
    String place = ofAnAuthor(trace, trace.length);
    return place.isEmpty() && trace.length > 0 ? trace[0].toString() : place;
  }

  /**
   * Where code is now that this class called, or calls it; empty where it is the JDK's or the
   * program's own. Costs as much as an exception.
   */
  static String calledBy(Class<?> caller) {
    StackTraceElement[] trace = new Throwable().getStackTrace();
    int last = trace.length - 1;
    while (last >= 0 && !trace[last].getClassName().equals(caller.getName())) {
      last--;
    }
    return ofAnAuthor(trace, last);
  }

  private static String ofAnAuthor(StackTraceElement[] trace, int end) {
    for (int i = 0; i < end; i++) {
      if (isOfAnAuthor(trace[i].getClassName())) {
        return trace[i].toString();
      }
    }
    return "";
  }

  /**
   * The innermost place in code of an author that the program's logic or intake has called; empty
   * where a thread is in no such code.
   *
   * @param trace of a thread, innermost first
   */
  public static String calledByTheRun(StackTraceElement[] trace) {
    int caller = trace.length - 1;
    while (caller >= 0 && !isOfTheRun(trace[caller].getClassName())) {
      caller--;
    }
    for (int i = 0; i < caller; i++) {
      if (isOfAnAuthor(trace[i].getClassName())) {
        return trace[i].toString();
      }
    }
    return "";
  }

  private static boolean isOfTheRun(String className) {
    return className.startsWith("dev.correlator.core.")
        || className.startsWith("dev.correlator.intake.");
  }

  /** What was thrown, from the code that has the mistake, in words and with its place. */
  public static String inWords(Throwable thrown) {
    String place = of(thrown);
    return cause(thrown) + (place.isEmpty() ? "" : ", at " + place);
  }

  /** What made a class unusable lies behind the error that says it is. */
  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof ExceptionInInitializerError && cause != null ? cause : thrown;
  }

  private static boolean isOfAnAuthor(String className) {
    for (String others : OTHERS) {
      if (className.startsWith(others)) {
        return false;
      }
    }
    return true;
  }
}
