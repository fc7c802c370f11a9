package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.delivery.FailedList;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The failed transactions that ended last. */
final class ReportFailed {

  private final PrintWriter out;
  private final ReportText text;

  ReportFailed(PrintWriter out, ReportText text) {
    this.out = out;
    this.text = text;
  }

  void print(RunResult r, RunRequest request, KindNames names) {
    Findings f = r.findings();
    if (f.failed() == 0) {
      return;
    }
    List<EventEnvelope<?>> shown = f.newestFailed();
    String all = request.failed() == null ? "all: --failed failed.csv" : "all: " + request.failed();
    // Kinds have columns of their own: a table for each.
    Map<Findings.Kind, List<EventEnvelope<?>>> kinds = new LinkedHashMap<>();
    shown.forEach(
        e -> kinds.computeIfAbsent(Findings.Kind.of(e), unseen -> new ArrayList<>()).add(e));
    String newest =
        kinds.size() > 1 || shown.size() == f.failed()
            ? "FAILED " + CountText.of(f.failed())
            : "FAILED, newest %s of %s".formatted(shown.size(), CountText.of(f.failed()));
    out.println(newest + "    " + Printable.line(all));
    FailedList.Counts c = r.failedList();
    if (c != null && c.laterCompleted() > 0) {
      out.println(
          "  %s of them %s completed by a later try: %s to run again"
              .formatted(
                  CountText.of(c.laterCompleted()),
                  c.laterCompleted() == 1 ? "was" : "were",
                  CountText.of(c.toRunAgain())));
    }
    kinds.forEach((kind, events) -> {
      if (kinds.size() > 1) {
        out.println(
            "  %s: newest %d of %s"
                .formatted(
                    names.ofKind(kind.system(), kind.stage()),
                    events.size(),
                    CountText.of(f.failed(kind))));
      }
      print(kind.type(), events);
    });
  }

  private void print(Class<? extends Event> type, List<EventEnvelope<?>> events) {
    new EventTable(events, text)
        .ended()
        .values(EventTable.shown(type, events))
        .column("REASON", ReportFailed::reason)
        .column("LINES", EventWords::lines)
        .print(out);
  }

  private static String reason(EventEnvelope<?> e) {
    Outcome o = e.outcome();
    return e.reason() == null ? EventWords.words(o == null ? Outcome.COMPLETED : o) : e.reason();
  }
}
