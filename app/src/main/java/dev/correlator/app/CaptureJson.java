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
    json =
        new JsonFactory()
            .rebuild()
            .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
            .configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false)
            .build()
            .createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    json.writeName("records");
    json.writeStartArray();
  }

  @Override
  public void source(LogSource source) {}

  @Override
  public void record(CaptureRecord r) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberProperty("number", r.number());
    json.writeStringProperty("source", r.source());
    text("format", r.format());
    text("not_parsed", r.rejection() == null ? null : r.rejection().text());
    time("time", r.time());
    text("host", r.host());
    text("app", r.app());
    text("severity", CaptureStatistics.word(r.severity()));
    json.writeNumberProperty("bytes", r.bytes());
    if (r.truncated()) {
      json.writeBooleanProperty("truncated", true);
    }
    json.writeStringProperty("text", r.text());
    json.writeEndObject();
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private void time(String name, @Nullable Instant time) {
    text(name, time == null ? null : time.toString());
  }

  @Override
  public void end(CaptureStatistics s) {
    json.writeEndArray();
    json.writeName("statistics");
    json.writeStartObject();
    json.writeNumberProperty("records", s.records());
    json.writeNumberProperty("not_parsed", s.notParsed());
    json.writeNumberProperty("truncated", s.truncated());
    json.writeNumberProperty("bytes", s.bytes());
    time("first", s.first());
    time("last", s.last());
    for (String what : s.counted()) {
      json.writeName(what);
      json.writeStartObject();
      for (Map.Entry<String, Long> e : s.of(what)) {
        json.writeNumberProperty(e.getKey(), e.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
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
