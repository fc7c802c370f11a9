package dev.correlator.app;

import java.util.ArrayList;
import java.util.List;

/** Collects mistakes, so that all are told at once. Used by one thread. */
final class Problems {

  private final List<Problem> list = new ArrayList<>();

  /** Adds one; its text may hold what somebody wrote, and is shown on terminals. */
  void add(Place place, ProblemCode code, String text) {
    Problem problem = new Problem(place, code, Printable.lines(text));
    if (!list.contains(problem)) {
      list.add(problem);
    }
  }

  /** Adds one that others found. */
  void add(Problem problem) {
    add(problem.place(), problem.code(), problem.text());
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** How many there are. */
  int count() {
    return list.size();
  }

  /** All of them: by file and position, those of one place in the order they were found. */
  List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(list);
    sorted.sort((a, b) -> a.place().compareTo(b.place()));
    return List.copyOf(sorted);
  }

  /**
   * Goes on only where there is nothing to tell.
   *
   * @throws RefusedException with all of them
   */
  void refuseIfAny() {
    if (!list.isEmpty()) {
      throw new RefusedException(inOrder(), ExitCode.USAGE);
    }
  }
}
