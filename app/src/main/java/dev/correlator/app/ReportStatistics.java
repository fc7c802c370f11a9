package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The last periods of each statistics event: a table for each, a row for a period. */
final class ReportStatistics {

  private final PrintWriter out;
  private final ReportText text;

  ReportStatistics(PrintWriter out, ReportText text) {
    this.out = out;
    this.text = text;
  }

  void print(Findings f, KindNames names) {
    for (List<EventEnvelope<?>> rows : f.periods()) {
      List<String> columns = new ArrayList<>(rows.get(0).fields().keySet());
      TextTable table = new TextTable("l" + "r".repeat(columns.size()) + "l");
      List<String> head = new ArrayList<>();
      boolean days = rows.stream().allMatch(e -> text.isMidnight(e.began()));
      head.add((days ? "DAY" : "PERIOD") + names.ofInstance(rows.get(0).system()));
      columns.forEach(c -> head.add(EventWords.heading(c)));
      table.heading(head.toArray(new String[0]));
      for (EventEnvelope<?> e : rows) {
        List<String> row = new ArrayList<>();
        row.add(days ? text.day(e.began()) : text.full(e.began()));
        columns.forEach(c -> row.add(text.value(e.fields().get(c))));
        row.add(e.partial() ? "not over" : "");
        table.row(row.toArray(new String[0]));
      }
      table.print(out);
    }
  }
}
