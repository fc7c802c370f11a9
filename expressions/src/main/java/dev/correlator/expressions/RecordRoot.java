package dev.correlator.expressions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.correlator.api.LogRecord;
import dev.correlator.api.Severity;
import dev.correlator.expressions.Vocabulary.Variable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What conditions can name of a record: its parts, and, behind {@code record.fields.}, what the
 * records name themselves. Those names are not known when a condition is compiled; any will do.
 */
final class RecordRoot {

  static final String NAME = "record";

  private final Map<String, Variable> members = new TreeMap<>();

  private RecordRoot() {
    part("time", SimpleType.TIMESTAMP, LogRecord::time);
    part("host", SimpleType.STRING, LogRecord::host);
    part("app", SimpleType.STRING, LogRecord::app);
    part("procId", SimpleType.STRING, LogRecord::procId);
    part("msgId", SimpleType.STRING, LogRecord::msgId);
    part("facility", SimpleType.INT, r -> r.facility() < 0 ? null : (long) r.facility());
    part("severity", SimpleType.INT, r -> rank(r.severity()));
    part("text", SimpleType.STRING, LogRecord::text);
    part("source", SimpleType.STRING, r -> r.ref().source());
    members.put(
        Root.FIELDS,
        new Variable(
            MapType.create(SimpleType.STRING, SimpleType.STRING), Set.of(), Subject::recordFields));
  }

  static Root make() {
    return new Root(
        NAME,
        "records",
        "app",
        new RecordRoot().members,
        Set.of(),
        RecordRoot::field,
        Map.of(),
        null);
  }

  private static Variable field(String name) {
    return new Variable(
        SimpleType.STRING,
        Set.of(),
        s -> {
          Map<String, String> fields = s.recordFields();
          return fields == null ? null : fields.get(name);
        });
  }

  private static @Nullable Long rank(@Nullable Severity severity) {
    return severity == null ? null : (long) severity.ordinal();
  }

  private void part(String name, CelType type, Function<LogRecord, @Nullable Object> value) {
    members.put(
        name,
        new Variable(
            type,
            Set.of(),
            s -> {
              LogRecord record = s.record();
              return record == null ? null : value.apply(record);
            }));
  }
}
