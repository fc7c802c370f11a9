package dev.correlator.delivery;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordRef;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How failed transactions are listed: as CSV, as a JSON array, or as JSON lines. */
abstract sealed class FailedRows {

  private final OutputBuffer row = new OutputBuffer();

  /** Whether rows name the application. */
  final boolean application;

  private FailedRows(boolean application) {
    this.application = application;
  }

  /** Makes the row of an event, complete in itself. Valid until the next. */
  final OutputBuffer row(EventEnvelope<?> event) throws IOException {
    row.reset();
    write(event, row);
    return row;
  }

  /** Adds the row of an event to what is always the same buffer. */
  abstract void write(EventEnvelope<?> event, OutputBuffer to) throws IOException;

  /** Begins the list, when all its rows are written. */
  abstract void begin(OutputStream to) throws IOException;

  /** Copies a row that {@link #write} made into the list. */
  abstract void copy(byte[] row, OutputStream to) throws IOException;

  /** Ends the list. */
  abstract void end(OutputStream to) throws IOException;

  /**
   * The form that a file's name asks for.
   *
   * @param application whether rows name the application
   * @throws IOException if its ending is none that is known
   */
  static FailedRows of(String fileName, Formulas formulas, boolean application) throws IOException {
    if (fileName.endsWith(".csv")) {
      return new Csv(formulas, application);
    }
    if (fileName.endsWith(".json")) {
      return new Json(true, application);
    }
    if (fileName.endsWith(".jsonl")) {
      return new Json(false, application);
    }
    throw new IOException(
        "the name of the file says what it will hold: '"
            + fileName
            + "' ends in none of .csv, .json, .jsonl");
  }

  /** Whether a list of one of the forms begins so. */
  static boolean wrote(String beginning) {
    String array = "[\n";
    return Csv.wrote(beginning)
        || beginning.startsWith(array + "]")
        || EventJson.begins(
            beginning.startsWith(array) ? beginning.substring(array.length()) : beginning,
            "system");
  }

  /** Where the records behind an event stand: {@code auth.log:17..23}, for each source. */
  static String lines(Evidence evidence) {
    Map<String, long[]> spans = new LinkedHashMap<>();
    for (RecordRef ref : evidence.records()) {
      long[] span = spans.computeIfAbsent(ref.source(), s -> new long[] {ref.line(), ref.line()});
      span[0] = Math.min(span[0], ref.line());
      span[1] = Math.max(span[1], ref.line());
    }
    StringBuilder text = new StringBuilder();
    spans.forEach((source, span) -> {
      text.append(text.isEmpty() ? "" : " ").append(source).append(':').append(span[0]);
      if (span[1] > span[0]) {
        text.append("..").append(span[1]);
      }
    });
    return text.toString();
  }

  /**
   * Which columns there are is known when all rows are: those of the types that failed. So a row
   * waits with the number of its type and with where each of its fields ends.
   */
  private static final class Csv extends FailedRows {

    private final CsvFormat format;
    private final CsvRows rows;

    /** The types of the rows, by number, in the order in which they came. */
    private final Map<Class<? extends Event>, List<String>> types = new LinkedHashMap<>();

    /** For each type the place of each column among its fields, or {@link #NONE}. */
    private List<int[]> places = List.of();

    private static final int NONE = -1;

    /** The last columns, behind the fields and the application. */
    private static final List<String> LAST = List.of("type", "evidence");

    Csv(Formulas formulas, boolean application) {
      super(application);
      format = new CsvFormat(formulas);
      rows = format.rows();
    }

    static boolean wrote(String beginning) {
      String header = beginning.lines().findFirst().orElse("");
      return header.startsWith(String.join(",", CsvFormat.header(List.of())) + ",")
          && header.endsWith("," + String.join(",", LAST));
    }

    @Override
    void begin(OutputStream to) throws IOException {
      List<Class<? extends Event>> sorted = new ArrayList<>(types.keySet());
      sorted.sort(Comparator.comparing(Class::getName)); // whichever of them failed first
      Set<String> fields = new LinkedHashSet<>();
      sorted.forEach(type -> fields.addAll(types.getOrDefault(type, List.of())));
      places = new ArrayList<>();
      for (List<String> own : types.values()) {
        places.add(fields.stream().mapToInt(own::indexOf).toArray());
      }
      List<String> header = new ArrayList<>(CsvFormat.header(fields));
      if (application) {
        header.add("application");
      }
      header.addAll(LAST);
      CsvRows first = new CsvRows();
      header.forEach(first::text);
      first.endRow();
      to.write(first.bytes(), 0, first.size());
    }

    @Override
    void write(EventEnvelope<?> event, OutputBuffer to) throws IOException {
      Map<String, @Nullable Object> fields = event.fields();
      int[] ends = new int[fields.size() + 1];
      rows.reset();
      format.envelope(event);
      ends[0] = rows.size();
      int field = 0;
      for (Object value : fields.values()) {
        format.value(value);
        ends[++field] = rows.size();
      }
      if (application) {
        format.value(event.application());
      }
      rows.text(event.type().getSimpleName());
      format.value(lines(event.evidence()));
      rows.endRow();
      DataOutputStream row = new DataOutputStream(to);
      row.writeInt(number(event.type(), fields.keySet()));
      row.writeInt(ends.length);
      for (int end : ends) {
        row.writeInt(end);
      }
      row.write(rows.bytes(), 0, rows.size());
    }

    private int number(Class<? extends Event> type, Collection<String> fields) {
      int number = 0;
      for (Class<? extends Event> known : types.keySet()) {
        if (known.equals(type)) {
          return number;
        }
        number++;
      }
      types.put(type, List.copyOf(fields));
      return number;
    }

    @Override
    void copy(byte[] row, OutputStream to) throws IOException {
      ByteBuffer in = ByteBuffer.wrap(row);
      int[] columns = places.get(in.getInt());
      int[] ends = new int[in.getInt()];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = in.getInt();
      }
      int from = in.position();
      to.write(row, from, ends[0]);
      for (int field : columns) {
        if (field == NONE) {
          to.write(',');
        } else {
          to.write(row, from + ends[field], ends[field + 1] - ends[field]);
        }
      }
      int fieldsEnd = from + ends[ends.length - 1];
      to.write(row, fieldsEnd, row.length - fieldsEnd);
    }

    @Override
    void end(OutputStream to) {}
  }

  private static final class Json extends FailedRows {

    private final EventJson json = new EventJson();
    private final boolean array;
    private @Nullable JsonGenerator rows;
    private @Nullable JsonGenerator list;

    Json(boolean array, boolean application) {
      super(application);
      this.array = array;
    }

    @Override
    void write(EventEnvelope<?> event, OutputBuffer to) {
      IsoInstants instants = json.instants();
      Outcome outcome = event.outcome();
      JsonGenerator row = rows == null ? EventJson.generator(to, "") : rows;
      rows = null; // kept only if the row is whole
      row.writeStartObject();
      row.writeStringProperty("id", event.id());
      row.writeStringProperty("time", instants.text(event.time()));
      row.writeStringProperty("system", event.system()); // by that a list is known, see wrote
      if (application) {
        row.writeStringProperty("application", event.application());
      }
      row.writeStringProperty("type", event.type().getSimpleName());
      EventJson.texts("key", event.key(), row);
      EventJson.text("outcome", outcome == null ? null : outcome.name(), row);
      EventJson.text("reason", event.reason(), row);
      row.writeStringProperty("began", instants.text(event.began()));
      row.writeStringProperty("ended", instants.text(event.ended()));
      EventJson.texts("retryKey", event.retryKey(), row);
      json.fields(event.fields(), row);
      json.evidence(event.evidence(), row);
      row.writeEndObject();
      row.flush();
      rows = row;
    }

    @Override
    void begin(OutputStream to) {
      if (array) {
        list = EventJson.generator(to, "");
        list.writeStartArray();
      }
    }

    @Override
    void copy(byte[] row, OutputStream to) throws IOException {
      JsonGenerator into = list;
      if (into == null) {
        to.write(row);
        to.write('\n');
      } else {
        into.writeRawValue("\n" + new String(row, StandardCharsets.UTF_8));
      }
    }

    @Override
    void end(OutputStream to) {
      JsonGenerator into = list;
      if (into != null) {
        into.writeRaw('\n');
        into.writeEndArray();
        into.writeRaw('\n');
        into.flush();
      }
    }
  }
}
