package dev.correlator.expressions;

import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of which a test chooses what conditions ask for. */
record Line(
    @Nullable String app,
    @Nullable String procId,
    int facility,
    @Nullable Severity severity,
    String text,
    Map<String, String> fields)
    implements LogRecord {

  static final Line REFUSED =
      new Line(
          "shop",
          "4242",
          4,
          Severity.WARNING,
          "payment refused",
          Map.of("tenant", "acme", "user-agent", "curl/8", "http.status", "503", "http", "object"));

  static final Line BARE = new Line(null, null, -1, null, "started", Map.of());

  @Override
  public Instant time() {
    return Envelope.TIME;
  }

  @Override
  public String host() {
    return "web1";
  }

  @Override
  public @Nullable String msgId() {
    return null;
  }

  @Override
  public @Nullable String structuredData() {
    return null;
  }

  @Override
  public String raw() {
    return text;
  }

  @Override
  public RecordRef ref() {
    return new RecordRef("shop.log", 1700, 17);
  }
}
