package dev.correlator.core;

import java.util.List;

/** A module's description is wrong; says everything that is. */
public final class ProgramException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ProgramException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** The mistakes, one by one. */
  public List<String> problems() {
    return problems;
  }
}
