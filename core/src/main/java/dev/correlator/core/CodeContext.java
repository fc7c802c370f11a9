package dev.correlator.core;

import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
import dev.correlator.api.Event;
import dev.correlator.api.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what code of a stage does. Nothing takes effect before the code has returned: an exception
 * leaves no trace.
 */
final class CodeContext implements Context {

  private final Stage stage;
  private final StateSpec.Sending sending;
  private final Metrics metrics;
  private final List<Runnable> effects = new ArrayList<>();
  private Trigger trigger = new Trigger();
  private byte[] key = {};
  private int keyLength;
  private boolean partial;

  // The period asked for last: finding one by the rules of a time zone costs more than the rest.
  private @Nullable Calendar periodOf;
  private Instant period = Instant.EPOCH;
  private long periodFrom;
  private long periodTo;

  boolean forgotten;

  /** Timers set (due) and taken back (null), in the order of calls. */
  final List<TimerChange> timerChanges = new ArrayList<>();

  record TimerChange(String name, long due, boolean cancelled) {}

  CodeContext(Stage stage, StateSpec.Sending sending, ModuleSpec module) {
    this.stage = stage;
    this.sending = sending;
    this.metrics = stage.shard.metrics(module);
  }

  void begin(Trigger t, byte[] newKey, int newKeyLength, boolean isPartial) {
    trigger = t;
    key = newKey;
    keyLength = newKeyLength;
    partial = isPartial;
    effects.clear();
    timerChanges.clear();
    forgotten = false;
  }

  void commit() {
    if (!effects.isEmpty()) {
      effects.forEach(Runnable::run);
      effects.clear();
    }
  }

  void discard() {
    effects.clear();
    timerChanges.clear();
    forgotten = false;
  }

  @Override
  public Instant time() {
    return Times.instant(trigger.tau);
  }

  @Override
  public List<String> key() {
    return Keys.parts(key, 0, keyLength);
  }

  @Override
  public <E extends Record & Event> void emit(E event) {
    EventSpec spec = sending.event(event.getClass());
    int[] consumers = sending.consumers(event.getClass());
    byte[] row = spec.shape.row(event);
    effects.add(() -> {
      byte[] evidence = {};
      int count = 0;
      if (trigger.hasRecord) {
        RecordCursor r = trigger.record;
        byte[] b = new byte[EvidenceList.RECORD_BYTES_MAX];
        int end = EvidenceList.first(b, 0, r.block.source, r.offset(), r.line());
        evidence = java.util.Arrays.copyOf(b, end);
        count = 1;
      }
      CoreEnvelope<?> e =
          CoreEnvelope.plain(
              stage.shard,
              spec,
              trigger,
              stage.id,
              key,
              keyLength,
              row,
              event,
              trigger.tau,
              evidence,
              count,
              partial);
      stage.emit(e, trigger, consumers);
    });
  }

  @Override
  public <F extends Record & Fact> void tell(F fact) {
    RecordShape shape = sending.shape(fact.getClass());
    int[] consumers = sending.consumers(fact.getClass());
    if (consumers.length > 0) {
      byte[] row = shape.row(fact);
      effects.add(() ->
          stage.send(
              new Message(trigger, stage.id, key, keyLength, shape, row, 0, fact), consumers));
    }
  }

  @Override
  public void in(String timer, Duration after) {
    long due = after.isNegative() ? trigger.tau : Times.plus(trigger.tau, Times.nanos(after));
    timerChanges.add(new TimerChange(timer, due, false));
  }

  @Override
  public void at(String timer, Instant due) {
    timerChanges.add(new TimerChange(timer, Math.max(trigger.tau, Times.clamped(due)), false));
  }

  @Override
  public void cancel(String timer) {
    timerChanges.add(new TimerChange(timer, 0, true));
  }

  @Override
  public void forget() {
    forgotten = true;
  }

  @Override
  public void count(String metric, long n) {
    int m = sending.metric(metric);
    effects.add(() -> metrics.add(trigger.tau, m, n));
  }

  @Override
  public void distinct(String metric, String value) {
    int m = sending.metric(metric);
    effects.add(() -> metrics.distinct(trigger.tau, m, value));
  }

  @Override
  public void min(String metric, long value) {
    int m = sending.metric(metric);
    effects.add(() -> metrics.min(trigger.tau, m, value));
  }

  @Override
  public void max(String metric, long value) {
    int m = sending.metric(metric);
    effects.add(() -> metrics.max(trigger.tau, m, value));
  }

  @Override
  public Instant period(Calendar calendar) {
    if (!calendar.equals(periodOf) || trigger.tau < periodFrom || trigger.tau >= periodTo) {
      periodOf = calendar;
      period = calendar.atOrBefore(time(), stage.shard.program.zone);
      periodFrom = Times.clamped(period);
      periodTo = Times.clamped(calendar.next(period, stage.shard.program.zone));
    }
    return period;
  }
}
