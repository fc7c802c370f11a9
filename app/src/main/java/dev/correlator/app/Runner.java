package dev.correlator.app;

import java.io.PrintWriter;

/** Does what the command line asked for. */
interface Runner {

  /**
   * Runs applications on files, and reports.
   *
   * @param request what to do
   * @param out takes the report
   * @param err takes progress and everything that is no result
   * @return what the process ends with
   * @throws RefusedException if it cannot be done as asked; told to the user
   */
  ExitCode run(RunRequest request, PrintWriter out, PrintWriter err);

  /**
   * Shows the records of one transaction.
   *
   * @param request what to look for
   * @param out takes the records
   * @param err takes progress and everything that is no result
   * @return what the process ends with
   * @throws RefusedException if it cannot be done as asked; told to the user
   */
  ExitCode trace(TraceRequest request, PrintWriter out, PrintWriter err);
}
