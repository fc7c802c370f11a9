package dev.correlator.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One of the commands: what it takes, and what it does. */
interface Command {

  /** Its name, options, words and help. Built by calls: annotations would cost 50 ms a start. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @param typed what was typed for it
   * @return what the process ends with
   * @throws RefusedException if it cannot be done as asked
   */
  ExitCode execute(ParseResult typed);
}
