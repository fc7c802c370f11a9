package dev.correlator.core;

import static java.util.Objects.requireNonNull;

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

  /** What an effect is. */
  private enum What {
    EMIT,
    TELL,
    COUNT,
    DISTINCT,
    MIN,
    MAX
  }

  /** Something that takes effect when the code has returned. Reused: there are several a record. */
  private static final class Effect {
    What what = What.COUNT;
    int metric;
    long n;
    @Nullable CoreEnvelope<?> event;
    @Nullable Message fact;
    @Nullable String value;
    int[] consumers = NOBODY;
  }

  /** What the events of a class are, and which stages take them. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record EventWay(EventSpec spec, int[] consumers) {}

  /** How the facts of a class are written, and which stages take them. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record FactWay(RecordShape shape, int[] consumers) {}

  private static final int[] NOBODY = {};

  /** So many effects are kept to be used again. */
  private static final int EFFECTS_KEPT = 64;

  private final Stage stage;
  private final StateSpec.Sending sending;
  private final Metrics metrics;
  private final Map<Class<?>, EventWay> eventWays = new HashMap<>();
  private final Map<Class<?>, FactWay> factWays = new HashMap<>();

  /** Those of the call come first; those behind are free. */
  private Effect[] effects = {};

  private int effectCount;

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
    effectCount = 0;
    clearTimerChanges();
    forgotten = false;
  }

  private void clearTimerChanges() {
    if (!timerChanges.isEmpty()) {
      timerChanges.clear();
    }
  }

  void commit() {
    for (int i = 0; i < effectCount; i++) {
      Effect e = effects[i];
      switch (e.what) {
        case EMIT -> stage.emit(requireNonNull(e.event), trigger, e.consumers);
        case TELL -> stage.send(requireNonNull(e.fact), e.consumers);
        case COUNT -> metrics.add(trigger.tau, e.metric, e.n);
        case DISTINCT -> metrics.distinct(trigger.tau, e.metric, requireNonNull(e.value));
        case MIN -> metrics.min(trigger.tau, e.metric, e.n);
        case MAX -> metrics.max(trigger.tau, e.metric, e.n);
      }
    }
    free();
  }

  private Effect effect(What what) {
    if (effectCount == effects.length) {
      effects = Arrays.copyOf(effects, Math.max(4, 2 * effectCount));
      for (int i = effectCount; i < effects.length; i++) {
        effects[i] = new Effect();
      }
    }
    Effect e = effects[effectCount++];
    e.what = what;
    return e;
  }

  private void effect(What what, int metric, long n) {
    Effect e = effect(what);
    e.metric = metric;
    e.n = n;
  }

  void discard() {
    free();
    clearTimerChanges();
    forgotten = false;
  }

  /** What was sent is not kept by what is used again. */
  private void free() {
    if (effects.length > EFFECTS_KEPT) {
      effects = new Effect[0];
    } else {
      for (int i = 0; i < effectCount; i++) {
        effects[i].event = null;
        effects[i].fact = null;
      }
    }
    effectCount = 0;
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
    CoreEnvelope<?> e =
        CoreEnvelope.sent(
            stage.shard,
            way.spec(),
            trigger,
            stage.id,
            key,
            keyLength,
            way.spec().shape.values(event),
            event,
            partial);
    Effect effect = effect(What.EMIT);
    effect.event = e;
    effect.consumers = way.consumers();
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
      Message m = new Message(trigger, stage.id, key, keyLength, shape, shape.values(fact), fact);
      Effect effect = effect(What.TELL);
      effect.fact = m;
      effect.consumers = way.consumers();
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
    effect(What.COUNT, sending.metric(metric), n);
  }

  @Override
  public void distinct(String metric, String value) {
    requireNonNull(value, "value"); // before an effect is taken: the code may go on
    int m = sending.metric(metric);
    Effect effect = effect(What.DISTINCT);
    effect.metric = m;
    effect.value = value;
  }

  @Override
  public void min(String metric, long value) {
    effect(What.MIN, sending.metric(metric), value);
  }

  @Override
  public void max(String metric, long value) {
    effect(What.MAX, sending.metric(metric), value);
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
