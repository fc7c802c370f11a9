package dev.correlator.testkit;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that an event says as one line of text, always in the same order and form: two events are
 * equal when their texts are. For comparing runs, and for expected results that are kept in a file.
 */
public final class EventText {

  private static final String HEXADECIMAL = "0123456789abcdef";

  private final boolean inPlace;
  private final Function<RecordRef, String> place;

  private EventText(boolean inPlace, Function<RecordRef, String> place) {
    this.inPlace = inPlace;
    this.place = place;
  }

  /** With the positions of its records: source, offset and line. */
  public static String of(EventEnvelope<?> event) {
    return new EventText(true, r -> r.source() + ":" + r.line() + "@" + r.offset()).text(event);
  }

  /**
   * With positions that are told in another way.
   *
   * @param positions how, as those in the file that a source was cut from
   */
  public static String of(EventEnvelope<?> event, Function<RecordRef, String> positions) {
    return new EventText(true, positions).text(event);
  }

  /**
   * With the records themselves in place of their positions, for runs whose sources differ. The
   * records behind an event are a set then: those of several sources have no common order.
   *
   * @param records the text of the record that stands at a position
   */
  static String ofContent(EventEnvelope<?> event, Function<RecordRef, String> records) {
    return new EventText(false, records).text(event);
  }

  private String text(EventEnvelope<?> e) {
    StringBuilder out = new StringBuilder(400);
    add(out, "id", e.id());
    add(out, "time", e.time());
    add(out, "application", e.application());
    add(out, "system", e.system());
    add(out, "stage", e.stage());
    add(out, "type", e.type().getSimpleName());
    list(out, "key", e.key());
    add(out, "severity", e.severity());
    add(out, "outcome", e.outcome());
    add(out, "reason", e.reason());
    add(out, "began", e.began());
    add(out, "ended", e.ended());
    list(out, "retryKey", e.retryKey());
    out.append(" {");
    for (Map.Entry<String, @Nullable Object> field : e.fields().entrySet()) {
      add(out, field.getKey(), field.getValue());
    }
    out.append(" }");
    if (e.retimed()) {
      out.append(" retimed");
    }
    if (e.partial()) {
      out.append(" partial");
    }
    record(out, e.record());
    evidence(out, e);
    return out.toString();
  }

  private void record(StringBuilder out, @Nullable LogRecord r) {
    if (r == null) {
      return;
    }
    out.append(" record={");
    add(out, "time", r.time());
    add(out, "host", r.host());
    add(out, "app", r.app());
    add(out, "procId", r.procId());
    add(out, "msgId", r.msgId());
    add(out, "structuredData", r.structuredData());
    add(out, "facility", r.facility());
    add(out, "severity", r.severity());
    add(out, "raw", r.raw());
    if (inPlace) {
      add(out, "at", place.apply(r.ref()));
    }
    out.append(" }");
  }

  private void evidence(StringBuilder out, EventEnvelope<?> e) {
    long count = e.evidence().count();
    add(out, "records", count);
    List<String> texts = new ArrayList<>();
    for (RecordRef r : e.evidence().records()) {
      texts.add(place.apply(r));
    }
    if (inPlace) {
      list(out, "evidence", texts);
    } else if (count == texts.size()) {
      texts.sort(null);
      list(out, "evidence", texts);
    }
  }

  private static void list(StringBuilder out, String name, List<String> values) {
    out.append(' ').append(name).append("=[");
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      escape(out, values.get(i));
    }
    out.append(']');
  }

  private static void add(StringBuilder out, String name, @Nullable Object value) {
    if (value != null) {
      out.append(' ').append(name).append('=');
      escape(out, value.toString());
    }
  }

  /** In quotes, so that no value can look like the next one. */
  private static void escape(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c >= 0x7F && c < 0xA0) {
        out.append("\\x").append(HEXADECIMAL.charAt(c >> 4)).append(HEXADECIMAL.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
