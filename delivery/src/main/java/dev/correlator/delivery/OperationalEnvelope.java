package dev.correlator.delivery;

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
import dev.correlator.api.Severity;
import dev.correlator.api.WarningEvent;
import dev.correlator.core.Summary;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of an event of the engine itself: a run's summary, a handler that failed. Its system
 * is {@value #SYSTEM}, its time is that of the machine, and no record is behind it; it is outside
 * the identity of runs. Immutable.
 *
 * @param <E> the event's class
 */
public final class OperationalEnvelope<E extends Record & Event> implements EventEnvelope<E> {

  /** What {@link #system} says. */
  public static final String SYSTEM = "engine";

  /** The first 128 bits of the hash, in bytes: what all ids are made of. */
  private static final int ID_BYTES = 16;

  /** Tells events of one process apart that are the same in all else. */
  private static final AtomicLong ORDINAL = new AtomicLong();

  private final E event;
  private final Class<E> type;
  private final String application;
  private final Instant time;
  private final long ordinal = ORDINAL.getAndIncrement();

  /** Makes one for an event of this application at this time. */
  public OperationalEnvelope(String application, E event, Instant time) {
    this.application = application;
    this.event = event;
    this.time = time;
    @SuppressWarnings("unchecked") // a record class is final, so this is E's own
    Class<E> own = (Class<E>) event.getClass();
    this.type = own;
  }

  @Override
  public E event() {
    return event;
  }

  @Override
  public Class<E> type() {
    return type;
  }

  @Override
  public String id() {
    try {
      String identity =
          String.join("\u0000", application, SYSTEM, type.getName(), event.toString(), "" + time);
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(identity.getBytes(StandardCharsets.UTF_8));
      sha.update(Long.toString(ordinal).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java platform has SHA-256", e);
    }
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
    return SYSTEM;
  }

  @Override
  public String stage() {
    return SYSTEM;
  }

  @Override
  public List<String> key() {
    return List.of();
  }

  @Override
  public Severity severity() {
    EventType described = type.getAnnotation(EventType.class);
    if (described != null && described.severity() != Severity.UNSET) {
      return described.severity();
    }
    if (event instanceof ErrorEvent) {
      return Severity.ERROR;
    }
    if (event instanceof WarningEvent) {
      return Severity.WARNING;
    }
    return event instanceof NoticeEvent || event instanceof AuditEvent
        ? Severity.NOTICE
        : Severity.INFO;
  }

  @Override
  public @Nullable Outcome outcome() {
    return null;
  }

  @Override
  public @Nullable String reason() {
    return null;
  }

  @Override
  public Instant began() {
    return time;
  }

  @Override
  public Instant ended() {
    return time;
  }

  @Override
  public List<String> retryKey() {
    return List.of();
  }

  @Override
  public @Nullable LogRecord record() {
    return null;
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
    for (RecordComponent component : type.getRecordComponents()) {
      fields.put(component.getName(), value(component));
    }
    return Collections.unmodifiableMap(fields);
  }

  private @Nullable Object value(RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true); // records of other modules may be package-private
      return accessor.invoke(event);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "component " + component.getName() + " of " + type.getName() + " cannot be read", e);
    }
  }

  @Override
  public String message(MessageFormat format) {
    EventType described = type.getAnnotation(EventType.class);
    String template = described == null ? "" : described.summary();
    return Summary.message(this, template, format);
  }
}
