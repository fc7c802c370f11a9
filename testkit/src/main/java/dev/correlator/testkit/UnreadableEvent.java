package dev.correlator.testkit;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.LogRecord;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event whose content throws when it is asked for: what a fault of the engine would look like.
 */
final class UnreadableEvent<E extends Event> implements EventEnvelope<E> {

  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("this event cannot be read");
    }
  }

  private final EventEnvelope<E> like;

  UnreadableEvent(EventEnvelope<E> like) {
    this.like = like;
  }

  /** Whether an exception comes from such an event. */
  static boolean caused(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Unreadable) {
        return true;
      }
    }
    return false;
  }

  @Override
  public E event() {
    throw new Unreadable();
  }

  @Override
  public Class<E> type() {
    return like.type();
  }

  @Override
  public String id() {
    return like.id();
  }

  @Override
  public Instant time() {
    return like.time();
  }

  @Override
  public String application() {
    return like.application();
  }

  @Override
  public String system() {
    return like.system();
  }

  @Override
  public String stage() {
    return like.stage();
  }

  @Override
  public List<String> key() {
    return like.key();
  }

  @Override
  public Severity severity() {
    return like.severity();
  }

  @Override
  public @Nullable Outcome outcome() {
    return like.outcome();
  }

  @Override
  public @Nullable String reason() {
    return like.reason();
  }

  @Override
  public Instant began() {
    return like.began();
  }

  @Override
  public Instant ended() {
    return like.ended();
  }

  @Override
  public List<String> retryKey() {
    return like.retryKey();
  }

  @Override
  public @Nullable LogRecord record() {
    return like.record();
  }

  @Override
  public Evidence evidence() {
    throw new Unreadable();
  }

  @Override
  public boolean retimed() {
    return like.retimed();
  }

  @Override
  public boolean partial() {
    return like.partial();
  }

  @Override
  public Map<String, @Nullable Object> fields() {
    throw new Unreadable();
  }

  @Override
  public String message(MessageFormat format) {
    throw new Unreadable();
  }
}
