package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.FieldTaker;
import dev.correlator.api.LogRecord;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as the logic left it: bytes, decoded when asked for. */
final class CoreEnvelope<E extends Event> extends Emission implements EventEnvelope<E> {

  private final EventSpec spec;
  private final Sources sources;
  private final @Nullable Object @Nullable [] values;

  /** Null until asked for, where it is made of the values. */
  private volatile byte @Nullable [] row;

  private final int rowAt;
  private final @Nullable Outcome outcome;
  private final @Nullable String reason;
  private final long began;
  private final long ended;
  private final byte[] evidence;
  private final int evidenceAt;
  private final int evidenceEnd;
  private final long evidenceCount;

  /** The record that it was sent on; of what code sends the whole evidence. */
  private final @Nullable StoredRecord record;

  private final boolean retimed;
  private final boolean partial;

  /**
   * How many events of the same stage, key, type and time came before it. Given by the collector.
   */
  int ordinal;

  private @Nullable Object event;
  private @Nullable String id;

  private CoreEnvelope(
      Shard shard,
      EventSpec spec,
      Trigger t,
      int stage,
      byte[] key,
      int keyLength,
      byte[] at,
      @Nullable Object @Nullable [] values,
      byte @Nullable [] row,
      int rowAt,
      @Nullable Object event,
      @Nullable Outcome outcome,
      @Nullable String reason,
      long began,
      long ended,
      byte[] evidence,
      int evidenceAt,
      int evidenceEnd,
      long evidenceCount,
      @Nullable StoredRecord record,
      boolean retimed,
      boolean partial) {
    super(t, stage, key, keyLength, at);
    this.spec = spec;
    this.sources = shard.program.sources;
    this.values = values;
    this.row = row;
    this.rowAt = rowAt;
    this.event = event;
    this.outcome = outcome;
    this.reason = reason;
    this.began = began;
    this.ended = ended;
    this.evidence = evidence;
    this.evidenceAt = evidenceAt;
    this.evidenceEnd = evidenceEnd;
    this.evidenceCount = evidenceCount;
    this.retimed = retimed;
    this.partial = partial;
    this.record = record;
  }

  /** The end of a transaction, whose cell becomes the event's. */
  static CoreEnvelope<Event> transaction(
      Shard shard,
      EventSpec spec,
      Trigger t,
      int stage,
      Transaction x,
      Outcome outcome,
      @Nullable String reason,
      long ended) {
    return new CoreEnvelope<>(
        shard,
        spec,
        t,
        stage,
        x.cell,
        x.keyLength,
        NOWHERE,
        null,
        x.cell,
        x.keyLength,
        null,
        outcome,
        reason,
        x.began,
        ended,
        x.cell,
        x.evidenceAt,
        x.used,
        x.evidenceCount,
        x.ending != null ? x.ending : t.stored(shard.program.sources),
        x.retimed,
        t.cause == BY_END && outcome == Outcome.OPEN_AT_END);
  }

  /** The end of a chain, at the id where it was joined. */
  static CoreEnvelope<Event> chain(
      Shard shard, EventSpec spec, Trigger t, int stage, byte[] at, Leg m) {
    return new CoreEnvelope<>(
        shard,
        spec,
        t,
        stage,
        m.key(),
        m.key().length,
        at,
        null,
        m.row(),
        0,
        null,
        m.outcome(),
        m.reason(),
        m.began(),
        m.ended(),
        m.evidence(),
        0,
        m.evidence().length,
        m.evidenceCount(),
        t.stored(shard.program.sources),
        m.retimed(),
        t.cause == BY_END && m.outcome() == Outcome.OPEN_AT_END);
  }

  /** An event without outcome that the logic made by itself. */
  static CoreEnvelope<Event> plain(
      Shard shard,
      EventSpec spec,
      Trigger t,
      int stage,
      byte[] key,
      int keyLength,
      byte[] row,
      long began,
      byte[] evidence,
      long evidenceCount,
      boolean partial) {
    return new CoreEnvelope<>(
        shard,
        spec,
        t,
        stage,
        key,
        keyLength,
        NOWHERE,
        null,
        row,
        0,
        null,
        null,
        null,
        began,
        t.tau,
        evidence,
        0,
        evidence.length,
        evidenceCount,
        t.stored(shard.program.sources),
        t.retimed(),
        partial);
  }

  /** An event that code of a module sends: an object, and its values. */
  static CoreEnvelope<Event> sent(
      Shard shard,
      EventSpec spec,
      Trigger t,
      int stage,
      byte[] key,
      int keyLength,
      @Nullable Object[] values,
      Object event,
      boolean partial) {
    return new CoreEnvelope<>(
        shard,
        spec,
        t,
        stage,
        key,
        keyLength,
        NOWHERE,
        values,
        null,
        0,
        event,
        null,
        null,
        t.tau,
        t.tau,
        NOWHERE,
        0,
        0,
        t.hasRecord ? 1 : 0,
        t.stored(shard.program.sources),
        t.retimed(),
        partial);
  }

  /** The same, on its way to a later stage. */
  Message message(Trigger t) {
    @Nullable Object[] given = values;
    return given == null
        ? new Message(t, stage, key, keyLength, spec.shape, row(), rowAt)
        : new Message(t, stage, key, keyLength, spec.shape, given, event());
  }

  /** The row, from {@link #rowAt} on. May be called from any thread: all make the same. */
  private byte[] row() {
    byte[] known = row;
    if (known == null) {
      known = spec.shape.row(requireNonNull(values));
      row = known;
    }
    return known;
  }

  /**
   * Whether both have the same identity but for the ordinal. The events of a chain come from
   * several stages, and are of one.
   */
  boolean isTwin(CoreEnvelope<?> o) {
    return tau == o.tau
        && spec.module == o.spec.module
        && spec.stage.equals(o.spec.stage)
        && spec.shape == o.spec.shape
        && keyLength == o.keyLength
        && java.util.Arrays.equals(key, 0, keyLength, o.key, 0, o.keyLength);
  }

  int twinHash() {
    return (int) Bytes.hash(key, 0, keyLength, spec.stage.hashCode());
  }

  @Override
  @SuppressWarnings("unchecked")
  public E event() {
    Object e = event;
    if (e == null) {
      e = spec.shape.record(row(), rowAt);
      event = e;
    }
    return (E) e;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<E> type() {
    return (Class<E>) spec.shape.type;
  }

  @Override
  public String id() {
    String known = id;
    if (known == null) {
      known = spec.id(spec.module.application, this);
      id = known;
    }
    return known;
  }

  @Override
  public Instant time() {
    return Times.instant(tau);
  }

  @Override
  public String application() {
    return spec.module.application;
  }

  @Override
  public String system() {
    return spec.module.name;
  }

  @Override
  public String stage() {
    return spec.stage;
  }

  @Override
  public List<String> key() {
    return Keys.parts(key, 0, keyLength);
  }

  @Override
  public void key(FieldTaker to) {
    Keys.give(key, keyLength, to);
  }

  @Override
  public Severity severity() {
    return spec.severity(outcome);
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
    return Times.instant(began);
  }

  @Override
  public Instant ended() {
    return Times.instant(ended);
  }

  @Override
  public List<String> retryKey() {
    List<String> values = new ArrayList<>(spec.retryKey.length);
    for (int c : spec.retryKey) {
      Object v = spec.shape.value(row(), rowAt, c);
      if (v == null) {
        return List.of(); // not identified: nothing can be said about a later try
      }
      values.add(v.toString());
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public @Nullable LogRecord record() {
    return record;
  }

  @Override
  public Evidence evidence() {
    if (values != null && record != null) { // sent by code on a record, which is all there is
      return new Evidence(1, List.of(record.ref()));
    }
    return EvidenceList.decode(evidence, evidenceAt, evidenceEnd, evidenceCount, sources);
  }

  @Override
  public boolean retimed() {
    return retimed;
  }

  @Override
  public boolean partial() {
    return partial;
  }

  @Override
  public Map<String, @Nullable Object> fields() {
    return new RowFields(spec.shape, row(), rowAt);
  }

  @Override
  public void fields(FieldTaker to) {
    spec.shape.give(row(), rowAt, to);
  }

  @Override
  public String message(MessageFormat format) {
    return Summary.message(this, spec.summary, format);
  }

  @Override
  public String toString() {
    return spec.identity + " " + Times.instant(tau) + " " + key() + " " + outcome + " " + fields();
  }
}
