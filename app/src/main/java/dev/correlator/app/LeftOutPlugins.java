package dev.correlator.app;

import java.io.PrintWriter;
import java.util.List;

/**
 * What is left out of a command because a plugin is broken that the user did not ask for: told in
 * one line each, and the command goes on without it.
 */
final class LeftOutPlugins {

  private LeftOutPlugins() {}

  /**
   * Tells what is wrong with one of them.
   *
   * @param mistakes at least one; the first is told, and how many more there are
   */
  static void tell(List<Problem> mistakes, PrintWriter err) {
    String more = mistakes.size() == 1 ? "" : " (and " + (mistakes.size() - 1) + " more)";
    err.println("ERROR   left out: " + mistakes.get(0) + more);
  }

  /** What is wrong with the modules of an application; empty where all are the program's own. */
  static List<Problem> mistakes(Application application) {
    Problems problems = new Problems();
    if (application.modules().stream().anyMatch(m -> !m.plugin().isBuiltIn())) {
      Logic.of(application, problems);
    }
    return problems.inOrder();
  }
}
