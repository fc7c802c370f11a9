package dev.correlator.expressions;

import java.util.List;

/** A condition that is not one: all that is wrong with it, in the order of the text. */
public final class ExpressionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One mistake.
   *
   * @param line the line in the condition's text, from 1
   * @param column the column in that line, from 1
   * @param message what is wrong and what to do, in words
   */
  public record Problem(int line, int column, String message) {}

  ExpressionException(List<Problem> problems) {
    super(inWords(problems));
    this.problems = List.copyOf(problems);
  }

  /** All mistakes, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String inWords(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem p : problems) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(p.line()).append(':').append(p.column()).append(": ").append(p.message());
    }
    return text.toString();
  }
}
