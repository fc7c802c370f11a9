package dev.correlator.app;

import dev.correlator.api.Outcome;
import dev.correlator.core.DurationWords;
import java.io.PrintWriter;
import java.util.Map;

/** How transactions ended: how many, and how long they took. */
final class ReportTransactions {

  private final PrintWriter out;

  ReportTransactions(PrintWriter out) {
    this.out = out;
  }

  void print(Findings f, KindNames names) {
    TextTable table = new TextTable("llrrrl");
    table.heading("TRANSACTIONS", "", "count", "median", "longest");
    long total = 0;
    String said = "";
    if (f.endings().isEmpty() && !f.ranked().isEmpty()) {
      return;
    }
    String kind = "";
    for (Map.Entry<Findings.Ending, Durations> e : f.endings()) {
      Findings.Ending k = e.getKey();
      Durations d = e.getValue();
      total += d.count();
      String of = names.ofKind(k.system(), k.stage());
      if (!of.equals(kind)) {
        kind = of;
        table.row(of);
      }
      String where = k.system() + "/" + k.stage() + "/" + k.outcome();
      String reason = k.reason() == null ? "" : k.reason();
      table.row(
          where.equals(said) ? "" : EventWords.words(k.outcome()),
          reason,
          CountText.of(d.count()),
          DurationWords.of(d.median()),
          DurationWords.of(d.longest()),
          k.outcome() == Outcome.OPEN_AT_END
              ? "not failed: the input ends before their deadline"
              : "");
      said = where;
    }
    table.row("total", "", CountText.of(total));
    table.print(out);
  }
}
