package dev.correlator.app;

import java.io.PrintWriter;
import java.util.List;

final class JsonReport implements Reports {
  private final PrintWriter out;
  JsonReport(PrintWriter out) { this.out = out; }
  @Override public void print(List<RunResult> results, RunRequest request) { out.println("[]"); }
}
