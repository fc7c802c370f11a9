package dev.correlator.expressions;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.LogRecord;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An envelope whose parts a test chooses. */
record Envelope<E extends Record & Event>(
    E event,
    Severity severity,
    @Nullable Outcome outcome,
    @Nullable String reason,
    @Nullable LogRecord record)
    implements EventEnvelope<E> {

  static final Instant TIME = Instant.parse("2025-11-30T23:58:41Z");

  static <E extends Record & Event> Envelope<E> of(E event) {
    return new Envelope<>(event, Severity.INFO, null, null, null);
  }

  Envelope<E> with(Severity other) {
    return new Envelope<>(event, other, outcome, reason, record);
  }

  Envelope<E> ended(Outcome how, @Nullable String why) {
    return new Envelope<>(event, severity, how, why, record);
  }

  Envelope<E> raisedBy(LogRecord by) {
    return new Envelope<>(event, severity, outcome, reason, by);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<E> type() {
    return (Class<E>) event.getClass();
  }

  @Override
  public String id() {
    return "00112233445566778899aabbccddeeff";
  }

  @Override
  public Instant time() {
    return TIME;
  }

  @Override
  public String application() {
    return "ssh-report";
  }

  @Override
  public String system() {
    return "openssh";
  }

  @Override
  public String stage() {
    return "connection";
  }

  @Override
  public List<String> key() {
    return List.of("web1", "4242");
  }

  @Override
  public Instant began() {
    return TIME.minusSeconds(14);
  }

  @Override
  public Instant ended() {
    return TIME;
  }

  @Override
  public List<String> retryKey() {
    return List.of();
  }

  @Override
  public Evidence evidence() {
    return Evidence.NONE;
  }

  @Override
  public boolean retimed() {
    return false;
  }

  @Override
  public boolean partial() {
    return false;
  }

  @Override
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : type().getRecordComponents()) {
      try {
        fields.put(component.getName(), component.getAccessor().invoke(event));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    return fields;
  }

  @Override
  public String message(MessageFormat format) {
    return event.toString();
  }
}
