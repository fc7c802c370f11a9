package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events, one a row; the id comes first, other columns in the order in which they are added. */
final class EventTable {

  private record Column(String heading, Function<EventEnvelope<?>, String> cell) {}

  private final List<EventEnvelope<?>> events;
  private final ReportText text;
  private final List<Column> columns = new ArrayList<>();

  EventTable(List<EventEnvelope<?>> events, ReportText text) {
    this.events = events;
    this.text = text;
    column("ID", EventWords::id);
  }

  /** The components to show: those that the type names, else all that have a value somewhere. */
  static List<String> shown(Class<? extends Event> type, List<EventEnvelope<?>> events) {
    List<String> named = EventWords.columns(type);
    if (!named.isEmpty()) {
      return named;
    }
    List<String> shown = new ArrayList<>();
    for (EventEnvelope<?> e : events) {
      if (e.type() == type) {
        for (Map.Entry<String, @Nullable Object> v : e.fields().entrySet()) {
          if (v.getValue() != null && !shown.contains(v.getKey())) {
            shown.add(v.getKey());
          }
        }
      }
    }
    return shown;
  }

  /** Adds a column. */
  EventTable column(String heading, Function<EventEnvelope<?>, String> cell) {
    columns.add(new Column(heading, cell));
    return this;
  }

  /** Adds when each happened. */
  EventTable time() {
    return column("TIME", e -> text.shortTime(e.time()));
  }

  /** Adds when each ended: of a transaction its last record, not when that was known. */
  EventTable ended() {
    return column("ENDED", e -> text.shortTime(e.ended()));
  }

  /** Adds the values of components, a column each. */
  EventTable values(List<String> components) {
    components.forEach(c -> column(EventWords.heading(c), e -> text.value(e.fields().get(c))));
    return this;
  }

  void print(PrintWriter out) {
    TextTable table = new TextTable("l".repeat(columns.size()));
    table.row(columns.stream().map(Column::heading).toArray(String[]::new));
    for (EventEnvelope<?> e : events) {
      table.row(columns.stream().map(c -> c.cell().apply(e)).toArray(String[]::new));
    }
    table.print(out);
  }
}
