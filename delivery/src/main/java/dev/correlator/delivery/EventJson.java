package dev.correlator.delivery;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.LogRecord;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import dev.correlator.core.VisibleText;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * How events become JSON: an object with all parts of the envelope, always all and always in this
 * order, so that the same events give the same bytes. Times are ISO 8601, durations are seconds as
 * a number. Characters that would control a terminal are escaped. Used by one thread.
 */
final class EventJson {

  /** As {@link VisibleText}: the lines may be looked at on a terminal. Not a different value. */
  private static final class VisibleEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int[] ASCII = asciiEscapes();

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      if (!VisibleText.isHarmful((char) c)) {
        return null;
      }
      return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
    }

    private static int[] asciiEscapes() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      return codes;
    }
  }

  private static final JsonFactory FACTORY =
      JsonFactory.builder().characterEscapes(new VisibleEscapes()).build();

  private final IsoInstants instants = new IsoInstants();

  IsoInstants instants() {
    return instants;
  }

  /**
   * Whether a text begins with an object that this class writes.
   *
   * @param third the name of its third member
   */
  static boolean begins(String text, String third) {
    return Pattern.compile("\\{\"id\":\"[0-9a-f]+\",\"time\":\"[^\"]*\",\"" + third + "\":\"")
        .matcher(text)
        .lookingAt();
  }

  /** A generator of objects that follow each other, with this between them. */
  static JsonGenerator generator(OutputStream to, String between) {
    return FACTORY
        .rebuild()
        .rootValueSeparator(between)
        .build()
        .createGenerator(ObjectWriteContext.empty(), to);
  }

  /** Writes an event. */
  void write(EventEnvelope<?> event, JsonGenerator to) {
    to.writeStartObject();
    to.writeStringProperty("id", event.id());
    to.writeStringProperty("time", instants.text(event.time()));
    to.writeStringProperty("application", event.application());
    to.writeStringProperty("system", event.system());
    to.writeStringProperty("stage", event.stage());
    to.writeStringProperty("type", event.type().getSimpleName());
    to.writeStringProperty("severity", event.severity().name());
    texts("key", event.key(), to);
    Outcome outcome = event.outcome();
    text("outcome", outcome == null ? null : outcome.name(), to);
    text("reason", event.reason(), to);
    to.writeStringProperty("began", instants.text(event.began()));
    to.writeStringProperty("ended", instants.text(event.ended()));
    texts("retryKey", event.retryKey(), to);
    to.writeBooleanProperty("retimed", event.retimed());
    to.writeBooleanProperty("partial", event.partial());
    to.writeStringProperty("message", event.message(MessageFormat.TEXT));
    fields(event.fields(), to);
    record(event.record(), to);
    evidence(event.evidence(), to);
    to.writeEndObject();
  }

  /** Writes the components as an object named {@code fields}. */
  void fields(Map<String, @Nullable Object> fields, JsonGenerator to) {
    to.writeObjectPropertyStart("fields");
    for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
      to.writeName(field.getKey());
      value(field.getValue(), to);
    }
    to.writeEndObject();
  }

  private void value(@Nullable Object value, JsonGenerator to) {
    switch (value) {
      case null -> to.writeNull();
      case String text -> to.writeString(text);
      case Integer number -> to.writeNumber(number.intValue());
      case Long number -> to.writeNumber(number.longValue());
      case Boolean truth -> to.writeBoolean(truth);
      case Instant instant -> to.writeString(instants.text(instant));
      case Duration duration -> to.writeNumber(Seconds.text(duration));
      case Enum<?> constant -> to.writeString(constant.name());
      default -> to.writeString(value.toString());
    }
  }

  private void record(@Nullable LogRecord record, JsonGenerator to) {
    if (record == null) {
      to.writeName("record");
      to.writeNull();
      return;
    }
    to.writeObjectPropertyStart("record");
    to.writeStringProperty("time", instants.text(record.time()));
    to.writeStringProperty("host", record.host());
    text("app", record.app(), to);
    text("procId", record.procId(), to);
    text("msgId", record.msgId(), to);
    text("structuredData", record.structuredData(), to);
    Map<String, String> named = record.fields();
    if (!named.isEmpty()) { // few formats have any
      to.writeObjectPropertyStart("fields");
      named.forEach(to::writeStringProperty);
      to.writeEndObject();
    }
    to.writeName("facility");
    if (record.facility() < 0) {
      to.writeNull();
    } else {
      to.writeNumber(record.facility());
    }
    Severity severity = record.severity();
    text("severity", severity == null ? null : severity.name(), to);
    to.writeStringProperty("text", record.text());
    to.writeStringProperty("raw", record.raw());
    ref(record.ref(), to);
    to.writeEndObject();
  }

  /** Writes where the records stand as an object named {@code evidence}. */
  void evidence(Evidence evidence, JsonGenerator to) {
    to.writeObjectPropertyStart("evidence");
    to.writeNumberProperty("count", evidence.count());
    to.writeArrayPropertyStart("records");
    for (RecordRef ref : evidence.records()) {
      to.writeStartObject();
      ref(ref, to);
      to.writeEndObject();
    }
    to.writeEndArray();
    to.writeEndObject();
  }

  private static void ref(RecordRef ref, JsonGenerator to) {
    to.writeStringProperty("source", ref.source());
    to.writeNumberProperty("offset", ref.offset());
    to.writeNumberProperty("line", ref.line());
  }

  static void text(String name, @Nullable String value, JsonGenerator to) {
    to.writeName(name);
    if (value == null) {
      to.writeNull();
    } else {
      to.writeString(value);
    }
  }

  static void texts(String name, List<String> values, JsonGenerator to) {
    to.writeArrayPropertyStart(name);
    for (String value : values) {
      to.writeString(value);
    }
    to.writeEndArray();
  }
}
