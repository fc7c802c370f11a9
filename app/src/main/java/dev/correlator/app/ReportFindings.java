package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Events that are neither of transactions nor statistics: of each type the worst, or newest. */
final class ReportFindings {

  private final PrintWriter out;
  private final ReportText text;

  ReportFindings(PrintWriter out, ReportText text) {
    this.out = out;
    this.text = text;
  }

  void print(Findings f, KindNames names) {
    for (Findings.Ranked k : f.ranked()) {
      String order = EventWords.worst(k.type).isEmpty() ? "newest" : "worst";
      out.println(
          EventWords.title(k.type).toUpperCase(Locale.ROOT)
              + names.ofInstance(k.system)
              + ": "
              + CountText.of(k.count)
              + (k.count > k.worst.size() ? ", " + order + " " + k.worst.size() : ""));
      print(k.type, k.worst);
    }
  }

  private void print(Class<? extends Event> type, List<EventEnvelope<?>> events) {
    List<String> components = EventTable.shown(type, events);
    EventTable table = new EventTable(events, text);
    if (!saysWhen(type, components)) {
      table.time();
    }
    table.values(components);
    if (events.stream().anyMatch(e -> !e.evidence().records().isEmpty())) {
      table.column("LINES", EventWords::lines);
    }
    table.print(out);
  }

  /**
   * Whether the components say from when to when: when an event of that was raised, at the end of
   * the input as a rule, is then of no use.
   */
  private static boolean saysWhen(Class<? extends Event> type, List<String> components) {
    return components.containsAll(List.of("first", "last"))
        && Arrays.stream(type.getRecordComponents())
            .filter(c -> c.getName().equals("first") || c.getName().equals("last"))
            .allMatch(c -> c.getType() == Instant.class);
  }
}
