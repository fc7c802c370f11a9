package dev.correlator.app;

import java.io.PrintWriter;
import java.util.List;

/** Shows what runs found. */
interface Reports {

  /** Prints the results, one application behind the other. */
  void print(List<RunResult> results, RunRequest request);

  /** The form that was asked for. */
  static Reports of(RunRequest.Report report, PrintWriter out) {
    return switch (report) {
      case TABLE -> new TableReport(out);
      case JSON -> new JsonReport(out);
    };
  }
}
