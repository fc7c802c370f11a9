package dev.correlator.intake;

import java.util.List;
import java.util.stream.Collectors;

/** Inputs cannot be read as asked for: all that is wrong with them at once. */
public final class IntakeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial")
  private final List<Problem> problems;

  /** Makes it. */
  public IntakeException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the inputs. */
  public List<Problem> problems() {
    return problems;
  }
}
