package dev.correlator.app;

import dev.correlator.intake.LogSource;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Lists records for programs: one document, written as they come, a record a line. */
final class CaptureJson implements CaptureList {

  private final PrintWriter out;
  private final JsonGenerator json;

  CaptureJson(PrintWriter out) {
    this.out = out;
    json = generator(out);
    json.writeStartObject();
    json.writeName("records");
    json.writeStartArray();
  }

  /** Writes a document; the writer stays open. */
  static JsonGenerator generator(PrintWriter out) {
    return new JsonFactory()
        .rebuild()
        .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
        .configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false)
        .build()
        .createGenerator(ObjectWriteContext.empty(), out);
  }

  @Override
  public boolean takesReceived() {
    return false;
  }

  @Override
  public boolean takesParsed() {
    return true;
  }

  @Override
  public void source(LogSource source) {}

  @Override
  public void record(CaptureRecord r) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberProperty("number", r.number());
    json.writeStringProperty("source", r.source());
    text(json, "format", r.format());
    text(json, "not_parsed", r.rejection() == null ? null : r.rejection().text());
    time(json, "time", r.time());
    text(json, "host", r.host());
    text(json, "app", r.app());
    CapturedRecord parsed = r.parsed();
    if (parsed != null) {
      text(json, "procId", parsed.procId());
      text(json, "msgId", parsed.msgId());
    }
    text(json, "severity", CaptureStatistics.word(r.severity()));
    json.writeNumberProperty("bytes", r.bytes());
    if (r.truncated()) {
      json.writeBooleanProperty("truncated", true);
    }
    if (parsed != null && !parsed.fields().isEmpty()) {
      json.writeObjectPropertyStart("fields");
      parsed.fields().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    json.writeStringProperty("text", r.text());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time) {
    text(json, name, time == null ? null : time.toString());
  }

  @Override
  public void end(CaptureStatistics s) {
    json.writeEndArray();
    statistics(json, s);
    json.writeEndObject();
  }

  /** Writes what was counted as the member of an object. */
  static void statistics(JsonGenerator json, CaptureStatistics s) {
    json.writeName("statistics");
    json.writeStartObject();
    json.writeNumberProperty("records", s.records());
    json.writeNumberProperty("not_parsed", s.notParsed());
    json.writeNumberProperty("truncated", s.truncated());
    json.writeNumberProperty("bytes", s.bytes());
    time(json, "first", s.first());
    time(json, "last", s.last());
    JsonLists.objects(
        "sources",
        s.sources(),
        json,
        (source, to) -> {
          to.writeStringProperty("name", source.name());
          JsonReport.assumed(source, to);
        });
    if (!s.unread().isEmpty()) {
      JsonLists.objects("unread", s.unread(), json, UnreadSource::write);
    }
    for (String what : s.counted()) {
      json.writeName(what);
      json.writeStartObject();
      for (Map.Entry<String, Long> e : s.of(what)) {
        json.writeNumberProperty(e.getKey(), e.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  @Override
  public boolean isLost() {
    json.flush();
    return out.checkError();
  }

  @Override
  public void close() {
    json.close();
    out.println();
    out.flush();
  }
}
