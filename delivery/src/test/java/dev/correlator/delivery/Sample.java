package dev.correlator.delivery;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.LogRecord;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.WarningEvent;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An envelope whose parts a test chooses. */
final class Sample<E extends Record & Event> implements EventEnvelope<E> {

  enum Method {
    PASSWORD,
    PUBLICKEY
  }

  /** A transaction with a component of each type. */
  record Connection(
      @Nullable String user,
      int port,
      long bytes,
      boolean root,
      @Nullable Method method,
      @Nullable Instant loggedIn,
      @Nullable Duration length)
      implements TransactionEvent {

    static Connection of(@Nullable String user) {
      return new Connection(user, 22, 1L << 40, false, null, null, null);
    }
  }

  /** A finding with a number. */
  record Burst(String addr, int count) implements WarningEvent {}

  static final Instant TIME = Instant.parse("2025-11-30T23:58:41Z");

  private final E event;
  String id = "00112233445566778899aabbccddeeff";
  Instant time = TIME;
  String application = "ssh-report";
  String system = "openssh";
  String stage = "connection";
  List<String> key = List.of("web1", "4242");
  Severity severity = Severity.INFO;
  @Nullable Outcome outcome;
  @Nullable String reason;
  Instant began = TIME.minusSeconds(14);
  List<String> retryKey = List.of();
  @Nullable LogRecord record;
  Evidence evidence = Evidence.NONE;
  String message = "";

  private Sample(E event) {
    this.event = event;
  }

  static <E extends Record & Event> Sample<E> of(E event) {
    return new Sample<>(event);
  }

  /** Bursts that differ in their number, which is in the id too. */
  static List<EventEnvelope<?>> bursts(int from, int to) {
    List<EventEnvelope<?>> events = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      events.add(burst(i));
    }
    return Collections.unmodifiableList(events);
  }

  static Sample<Burst> burst(int number) {
    Sample<Burst> burst = of(new Burst("203.0.113.7", number));
    burst.id = "%032x".formatted(number);
    burst.severity = Severity.WARNING;
    burst.time = TIME.plusMillis(number);
    return burst;
  }

  /** The number of a burst. */
  static int number(EventEnvelope<?> event) {
    return ((Burst) event.event()).count();
  }

  static Sample<Connection> connection(@Nullable String user, Outcome outcome) {
    Sample<Connection> connection = of(Connection.of(user));
    connection.outcome = outcome;
    return connection;
  }

  Sample<E> reason(String words) {
    reason = words;
    return this;
  }

  Sample<E> id(int number) {
    id = "%032x".formatted(number);
    return this;
  }

  Sample<E> retryKey(String... parts) {
    retryKey = List.of(parts);
    return this;
  }

  Sample<E> lines(String source, long first, long last) {
    List<RecordRef> refs = new ArrayList<>(evidence.records());
    refs.add(new RecordRef(source, first * 100, first));
    refs.add(new RecordRef(source, last * 100, last));
    evidence = new Evidence(last - first + 1, refs);
    return this;
  }

  @Override
  public E event() {
    return event;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<E> type() {
    return (Class<E>) event.getClass();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Instant time() {
    return time;
  }

  @Override
  public String application() {
    return application;
  }

  @Override
  public String system() {
    return system;
  }

  @Override
  public String stage() {
    return stage;
  }

  @Override
  public List<String> key() {
    return key;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  @Override
  public @Nullable String reason() {
    return reason;
  }

  @Override
  public Instant began() {
    return began;
  }

  @Override
  public Instant ended() {
    return time;
  }

  @Override
  public List<String> retryKey() {
    return retryKey;
  }

  @Override
  public @Nullable LogRecord record() {
    return record;
  }

  @Override
  public Evidence evidence() {
    return evidence;
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
    return message.isEmpty() ? event.toString() : message;
  }
}
