package dev.correlator.delivery;

import java.io.IOException;
import java.util.List;

/** Handlers that cannot work as they are configured: the run does not start. All are named. */
public final class HandlerOpenException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * A handler that could not be opened.
   *
   * @param handler its configured name
   * @param what what went wrong, in words
   */
  public record Problem(String handler, String what) {}

  /** For these handlers. */
  public HandlerOpenException(List<Problem> problems) {
    super(inWords(problems));
    this.problems = List.copyOf(problems);
  }

  /** Each handler that could not be opened, in the order of the configuration. */
  public List<Problem> problems() {
    return problems;
  }

  private static String inWords(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem p : problems) {
      text.append(text.isEmpty() ? "" : "; ");
      text.append("handler '").append(p.handler()).append("': ").append(p.what());
    }
    return text.toString();
  }
}
