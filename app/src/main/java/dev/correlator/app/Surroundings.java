package dev.correlator.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The world around a command, so that tests can make one.
 *
 * @param environment the environment's variables
 * @param folder what relative paths of the command line begin at; the empty path: the current
 *     folder
 * @param program the loader of the program's own classes
 * @param home the folder of the installation, null where there is none
 * @param out standard output
 * @param err standard error
 */
record Surroundings(
    Map<String, String> environment,
    Path folder,
    ClassLoader program,
    @Nullable Path home,
    PrintWriter out,
    PrintWriter err) {

  /** Copies. */
  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** What the user types for the program. */
  String command() {
    return ShellWords.program(environment);
  }
}
