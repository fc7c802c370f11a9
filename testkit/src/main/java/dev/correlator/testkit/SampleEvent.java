package dev.correlator.testkit;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventType;
import dev.correlator.api.Evidence;
import dev.correlator.api.LogRecord;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.WarningEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event in an envelope whose parts a test chooses, for tests of event handlers. What is not
 * chosen is what an event of that kind would have. Immutable.
 *
 * @param <E> the event's class
 */
public final class SampleEvent<E extends Record & Event> implements EventEnvelope<E> {

  /** The time of events whose time was not chosen. */
  public static final Instant TIME = Instant.parse("2025-11-30T23:58:41Z");

  private final Builder<E> parts;
  private final Class<E> type;
  private final String id;
  private final Map<String, @Nullable Object> fields;

  private SampleEvent(Builder<E> parts) {
    this.parts = new Builder<>(parts);
    @SuppressWarnings("unchecked") // a record class is final, so this is E's own
    Class<E> own = (Class<E>) parts.event.getClass();
    type = own;
    fields = Collections.unmodifiableMap(fields(parts.event));
    id = parts.id.isEmpty() ? idOf(parts.event + " " + parts.time) : parts.id;
  }

  /** An envelope for this event with nothing chosen. */
  public static <E extends Record & Event> SampleEvent<E> of(E event) {
    return builder(event).build();
  }

  /** Starts to choose the parts of an envelope for this event. */
  public static <E extends Record & Event> Builder<E> builder(E event) {
    return new Builder<>(event);
  }

  /** 32 hexadecimal digits, the same for the same text. */
  private static String idOf(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private static Map<String, @Nullable Object> fields(Record event) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true); // an event of a test may be its own
        fields.put(component.getName(), component.getAccessor().invoke(event));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException(
            "component " + component.getName() + " of " + event + " cannot be read", e);
      }
    }
    return fields;
  }

  @Override
  public E event() {
    return parts.event;
  }

  @Override
  public Class<E> type() {
    return type;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Instant time() {
    return parts.time;
  }

  @Override
  public String application() {
    return parts.application;
  }

  @Override
  public String system() {
    return parts.system;
  }

  @Override
  public String stage() {
    return parts.stage;
  }

  @Override
  public List<String> key() {
    return parts.key;
  }

  @Override
  public Severity severity() {
    if (parts.severity != Severity.UNSET) {
      return parts.severity;
    }
    EventType described = type.getAnnotation(EventType.class);
    if (described != null && described.severity() != Severity.UNSET) {
      return described.severity();
    }
    return switch (parts.event) {
      case ErrorEvent e -> Severity.ERROR;
      case WarningEvent e -> Severity.WARNING;
      case NoticeEvent e -> Severity.NOTICE;
      case AuditEvent e -> Severity.NOTICE;
      case TransactionEvent e when parts.outcome != null && parts.outcome.isFailure() ->
          Severity.WARNING;
      default -> Severity.INFO;
    };
  }

  @Override
  public @Nullable Outcome outcome() {
    return parts.outcome;
  }

  @Override
  public @Nullable String reason() {
    return parts.reason;
  }

  @Override
  public Instant began() {
    return parts.began == null ? parts.time : parts.began;
  }

  @Override
  public Instant ended() {
    return parts.time;
  }

  @Override
  public List<String> retryKey() {
    return parts.retryKey;
  }

  @Override
  public @Nullable LogRecord record() {
    return parts.record;
  }

  @Override
  public Evidence evidence() {
    Evidence chosen = parts.evidence;
    if (chosen != null) {
      return chosen;
    }
    LogRecord record = parts.record;
    return record == null ? Evidence.NONE : new Evidence(1, List.of(record.ref()));
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
    return fields;
  }

  @Override
  public String message(MessageFormat format) {
    String text = parts.message.isEmpty() ? type.getSimpleName() + " " + fields : parts.message;
    return format == MessageFormat.HTML
        ? text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        : text;
  }

  @Override
  public String toString() {
    return "SampleEvent " + id + " " + parts.event;
  }

  /**
   * Chooses the parts of an envelope. Not safe for threads.
   *
   * @param <E> the event's class
   */
  public static final class Builder<E extends Record & Event> {

    private final E event;
    private String id = "";
    private Instant time = TIME;
    private String application = "sample";
    private String system = "sample";
    private String stage = "sample";
    private List<String> key = List.of();
    private Severity severity = Severity.UNSET;
    private @Nullable Outcome outcome;
    private @Nullable String reason;
    private @Nullable Instant began;
    private List<String> retryKey = List.of();
    private @Nullable LogRecord record;
    private @Nullable Evidence evidence;
    private String message = "";

    private Builder(E event) {
      this.event = event;
    }

    private Builder(Builder<E> other) {
      event = other.event;
      id = other.id;
      time = other.time;
      application = other.application;
      system = other.system;
      stage = other.stage;
      key = other.key;
      severity = other.severity;
      outcome = other.outcome;
      reason = other.reason;
      began = other.began;
      retryKey = other.retryKey;
      record = other.record;
      evidence = other.evidence;
      message = other.message;
    }

    /** The id; by default it follows from the event and the time. */
    public Builder<E> id(String hex) {
      id = hex;
      return this;
    }

    /** The time. */
    public Builder<E> time(Instant instant) {
      time = instant;
      return this;
    }

    /** The application. */
    public Builder<E> application(String name) {
      application = name;
      return this;
    }

    /** The module instance. */
    public Builder<E> system(String name) {
      system = name;
      return this;
    }

    /** The stage. */
    public Builder<E> stage(String name) {
      stage = name;
      return this;
    }

    /** The parts of the key. */
    public Builder<E> key(String... parts) {
      key = List.of(parts);
      return this;
    }

    /** The severity; by default that of the event's type. */
    public Builder<E> severity(Severity level) {
      severity = level;
      return this;
    }

    /** How the transaction ended, and why. */
    public Builder<E> outcome(Outcome how, @Nullable String why) {
      outcome = how;
      reason = why;
      return this;
    }

    /** The time of the first record. */
    public Builder<E> began(Instant instant) {
      began = instant;
      return this;
    }

    /** What identifies the work. */
    public Builder<E> retryKey(String... parts) {
      retryKey = List.of(parts);
      return this;
    }

    /** The text of the record that triggered it, line 17 of {@code sample.log}. */
    public Builder<E> record(String text) {
      record = new SampleRecord(time, text);
      return this;
    }

    /** The records behind it; by default the one that triggered it. */
    public Builder<E> evidence(Evidence records) {
      evidence = records;
      return this;
    }

    /** The event in words. */
    public Builder<E> message(String text) {
      message = text;
      return this;
    }

    /** The envelope. */
    public SampleEvent<E> build() {
      return new SampleEvent<>(this);
    }
  }

  private record SampleRecord(Instant time, String text) implements LogRecord {

    @Override
    public String host() {
      return "host1";
    }

    @Override
    public String app() {
      return "app";
    }

    @Override
    public String procId() {
      return "4242";
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
    public int facility() {
      return -1;
    }

    @Override
    public @Nullable Severity severity() {
      return null;
    }

    @Override
    public String raw() {
      return time + " host1 app[4242]: " + text;
    }

    @Override
    public RecordRef ref() {
      return new RecordRef("sample.log", 1700, 17);
    }
  }
}
