package dev.correlator.app;

import java.util.List;

/** What was asked for is not done, because of mistakes that only the user can put right. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final ExitCode exitCode;

  RefusedException(List<Problem> problems, ExitCode exitCode) {
    super(text(problems));
    this.problems = List.copyOf(problems);
    this.exitCode = exitCode;
  }

  RefusedException(Problem problem, ExitCode exitCode) {
    this(List.of(problem), exitCode);
  }

  /** The mistakes, in the order to show them. */
  List<Problem> problems() {
    return problems;
  }

  /** What the process ends with. */
  ExitCode exitCode() {
    return exitCode;
  }

  private static String text(List<Problem> problems) {
    StringBuilder lines = new StringBuilder();
    for (Problem problem : problems) {
      if (lines.length() > 0) {
        lines.append('\n');
      }
      lines.append(problem);
    }
    return lines.toString();
  }
}
