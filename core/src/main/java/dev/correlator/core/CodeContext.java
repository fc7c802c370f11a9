package dev.correlator.core;

import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
import dev.correlator.api.Event;
import dev.correlator.api.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what code of a stage does. Nothing takes effect before the code has returned: an exception
 * leaves no trace.
 */
final class CodeContext implements Context {

  /**
   * What takes effect when the code has returned. Classes of their own: a lambda that captures is a
   * call into the JVM each time, until C2 compiles it.
   */
  private interface Effect {
    void on(CodeContext c);
  }

  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Emitted(CoreEnvelope<?> event, int[] consumers) implements Effect {
    @Override
    public void on(CodeContext c) {
      c.stage.emit(event, c.trigger, consumers);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Told(Message fact, int[] consumers) implements Effect {
    @Override
    public void on(CodeContext c) {
      c.stage.send(fact, consumers);
    }
  }

  private record Counted(int metric, long n) implements Effect {
    @Override
    public void on(CodeContext c) {
      c.metrics.add(c.trigger.tau, metric, n);
    }
  }

  private record CountedOnce(int metric, String value) implements Effect {
    @Override
    public void on(CodeContext c) {
      c.metrics.distinct(c.trigger.tau, metric, value);
    }
  }

  private record Smallest(int metric, long value) implements Effect {
    @Override
    public void on(CodeContext c) {
      c.metrics.min(c.trigger.tau, metric, value);
    }
  }

  private record Largest(int metric, long value) implements Effect {
    @Override
    public void on(CodeContext c) {
      c.metrics.max(c.trigger.tau, metric, value);
    }
  }

  /** What the events of a class are, and which stages take them. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record EventWay(EventSpec spec, int[] consumers) {}

  /** How the facts of a class are written, and which stages take them. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record FactWay(RecordShape shape, int[] consumers) {}

  private final Stage stage;
  private final StateSpec.Sending sending;
  private final Metrics metrics;
  private final Map<Class<?>, EventWay> eventWays = new HashMap<>();
  private final Map<Class<?>, FactWay> factWays = new HashMap<>();
  private final List<Effect> effects = new ArrayList<>();
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
    for (int i = 0; i < effects.size(); i++) {
      effects.get(i).on(this);
    }
    effects.clear();
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
    EventWay way = eventWays.get(event.getClass());
    if (way == null) {
      way = new EventWay(sending.event(event.getClass()), sending.consumers(event.getClass()));
      eventWays.put(event.getClass(), way);
    }
    byte[] evidence = {};
    int count = 0;
    if (trigger.hasRecord) {
      RecordCursor r = trigger.record;
      byte[] b = new byte[EvidenceList.RECORD_BYTES_MAX];
      int end = EvidenceList.first(b, 0, r.block.source, r.offset(), r.line());
      evidence = Arrays.copyOf(b, end);
      count = 1;
    }
    CoreEnvelope<?> e =
        CoreEnvelope.plain(
            stage.shard,
            way.spec(),
            trigger,
            stage.id,
            key,
            keyLength,
            way.spec().shape.row(event),
            event,
            trigger.tau,
            evidence,
            count,
            partial);
    effects.add(new Emitted(e, way.consumers()));
  }

  @Override
  public <F extends Record & Fact> void tell(F fact) {
    FactWay way = factWays.get(fact.getClass());
    if (way == null) {
      way = new FactWay(sending.shape(fact.getClass()), sending.consumers(fact.getClass()));
      factWays.put(fact.getClass(), way);
    }
    if (way.consumers().length > 0) {
      RecordShape shape = way.shape();
      byte[] row = shape.row(fact);
      Message m = new Message(trigger, stage.id, key, keyLength, shape, row, 0, fact);
      effects.add(new Told(m, way.consumers()));
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
    effects.add(new Counted(m, n));
  }

  @Override
  public void distinct(String metric, String value) {
    int m = sending.metric(metric);
    effects.add(new CountedOnce(m, value));
  }

  @Override
  public void min(String metric, long value) {
    int m = sending.metric(metric);
    effects.add(new Smallest(m, value));
  }

  @Override
  public void max(String metric, long value) {
    int m = sending.metric(metric);
    effects.add(new Largest(m, value));
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
