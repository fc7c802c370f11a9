package dev.correlator.app;

import dev.correlator.delivery.HandlerReport;
import dev.correlator.delivery.HandlerState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became of the events of each handler that the application configures. */
final class ReportHandlers {

  private final PrintWriter out;

  ReportHandlers(PrintWriter out) {
    this.out = out;
  }

  void print(RunResult r) {
    Set<String> configured = new HashSet<>();
    r.application().handlers().forEach(h -> configured.add(h.name()));
    List<HandlerReport> handlers =
        r.handlers().handlers().stream().filter(h -> configured.contains(h.name())).toList();
    if (handlers.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("lrrrrrl");
    table.heading("HANDLERS", "taken", "delivered", "deferred", "refused", "failed", "");
    for (HandlerReport h : handlers) {
      List<String> said = new ArrayList<>();
      if (h.state() == HandlerState.WITHHELD) {
        said.add(CountText.of(h.withheld()) + " withheld");
      }
      if (h.failedCalls() > 0) {
        said.add(CountText.of(h.failedCalls(), "call") + " threw or took too long");
      }
      if (h.state() == HandlerState.FAILED) {
        said.add("given up");
      }
      if (h.undecided() > 0) {
        said.add(
            "'when' could not be evaluated of "
                + CountText.of(h.undecided(), "event")
                + (h.undecidedError() == null ? "" : ": " + Printable.line(h.undecidedError())));
      }
      table.row(
          h.name(),
          CountText.of(h.taken()),
          CountText.of(h.delivered()),
          CountText.of(h.deferred()),
          CountText.of(h.refused()),
          CountText.of(h.failed()),
          String.join("; ", said));
    }
    table.print(out);
  }
}
