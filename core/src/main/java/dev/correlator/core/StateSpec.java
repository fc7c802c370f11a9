package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Context;
import dev.correlator.api.Event;
import dev.correlator.api.Fact;
import dev.correlator.api.StageFlow;
import dev.correlator.api.State;
import dev.correlator.api.StateValue;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The description of a stage with a state and code. */
final class StateSpec<S extends State> extends StageSpec implements StageFlow<S> {

  /**
   * Code on the state of a key.
   *
   * @param <S> the state
   */
  interface Code<S> {
    /** Takes an input, or null where a timer or the end of the key calls. */
    void on(@Nullable Object input, S state, Context context);

    /** Code that takes no input. */
    static <S> Code<S> of(KeyAction<S> action) {
      return (none, state, context) -> action.on(state, context);
    }
  }

  /**
   * What to do with an input.
   *
   * @param place where it is declared; empty where no places are told
   */
  record Input<S>(RecordShape shape, Code<S> code, boolean onlyKnown, int[] key, String place) {}

  private static final int TIMERS_MAX = 8;

  final Supplier<S> state;
  final List<Input<S>> inputs = new ArrayList<>();
  final Map<String, Code<S>> timers = new HashMap<>();
  long idleNanos = Long.MAX_VALUE;
  @Nullable Code<S> expired;
  @Nullable Code<S> atEnd;
  int maxKeys = TransactionSpec.MAX_KEYS;
  final Sending sending;
  private String[] key = {};

  /** Where it is declared; empty where no places are told. */
  private String keyPlace = "";

  StateSpec(ModuleSpec module, String name, Supplier<S> state) {
    super(module, name);
    this.state = state;
    sending = new Sending(this);
  }

  @Override
  public StageFlow<S> key(String... components) {
    if (key.length > 0) {
      problem("is given key(...) twice");
    }
    key = components.clone();
    keyPlace = module.place();
    return this;
  }

  @Override
  public <I> StageFlow<S> on(Class<I> input, Action<S, I> action) {
    return input(input, action, false);
  }

  @Override
  public <I> StageFlow<S> onKnown(Class<I> input, Action<S, I> action) {
    return input(input, action, true);
  }

  private <I> StageFlow<S> input(Class<I> input, Action<S, I> action, boolean onlyKnown) {
    if (!Fact.class.isAssignableFrom(input) && !Event.class.isAssignableFrom(input)) {
      problem("takes " + input.getSimpleName() + ", which is neither a Fact nor an Event");
    }
    Code<S> code = (i, s, c) -> action.on(input.cast(requireNonNull(i)), s, c);
    inputs.add(new Input<>(module.shape(input), code, onlyKnown, new int[0], module.place()));
    return this;
  }

  @Override
  public StageFlow<S> onTimer(String timer, KeyAction<S> action) {
    timers.put(timer, Code.of(action));
    return this;
  }

  @Override
  public StageFlow<S> idle(Duration idle) {
    if (idle.isNegative() || idle.isZero()) {
      problem("idle(" + idle + ") is not more than 0");
    }
    idleNanos = Times.nanos(idle);
    return this;
  }

  @Override
  public StageFlow<S> idle(Duration idle, KeyAction<S> action) {
    expired = Code.of(action);
    return idle(idle);
  }

  @Override
  public StageFlow<S> atEnd(KeyAction<S> action) {
    atEnd = Code.of(action);
    return this;
  }

  @Override
  public StageFlow<S> maxKeys(int keys) {
    maxKeys = TransactionSpec.checkMaxKeys(this, keys);
    return this;
  }

  @Override
  void check() {
    if (inputs.isEmpty()) {
      problem("takes nothing: on(...) is missing");
    }
    if (idleNanos == Long.MAX_VALUE) {
      problem("must be given an end: idle(...)");
    }
    if (timers.size() > TIMERS_MAX) {
      problem("has " + timers.size() + " timers; at most " + TIMERS_MAX + " are possible");
    }
    inputs.replaceAll(i ->
        new Input<>(
            i.shape(),
            i.code(),
            i.onlyKnown(),
            ThresholdSpec.components(this, i.shape(), key, keyPlace),
            i.place()));
    checkState(state.get().getClass());
  }

  /** Only what can be kept in a checkpoint and undone may be a state's field. */
  private void checkState(Class<?> type) {
    for (Class<?> c = type; c != null && c != State.class; c = c.getSuperclass()) {
      for (java.lang.reflect.Field f : c.getDeclaredFields()) {
        if (Modifier.isStatic(f.getModifiers()) || f.isSynthetic()) {
          continue;
        }
        Class<?> t = f.getType();
        boolean value = StateValue.class.isAssignableFrom(t);
        boolean plain =
            t.isPrimitive()
                || t.isEnum()
                || t == String.class
                || t == Instant.class
                || t == Duration.class;
        if (value ? !Modifier.isFinal(f.getModifiers()) : !plain) {
          problem(
              "the state's field "
                  + c.getSimpleName()
                  + "."
                  + f.getName()
                  + (value
                      ? " must be final"
                      : " is of type "
                          + t.getSimpleName()
                          + "; use a primitive, String, enum, Instant, Duration or a state value"));
        }
      }
    }
  }

  @Override
  boolean sendsFromCode() {
    return true;
  }

  @Override
  List<Class<?>> sends() {
    return List.of();
  }

  @Override
  List<Class<?>> takes() {
    return new ArrayList<>(inputs.stream().<Class<?>>map(i -> i.shape().type).toList());
  }

  @Override
  String takesPlace(int input) {
    return inputs.get(input).place();
  }

  @Override
  void link(Links links) {
    sending.links = links;
  }

  @Override
  Stage create(Shard shard) {
    return new StateStage<>(this, shard);
  }

  /** What code sends, by class; filled as classes are seen. One per stage, used by all shards. */
  static final class Sending {
    private final StageSpec stage;
    private final Map<Class<?>, EventSpec> events = new HashMap<>();
    private final Map<Class<?>, int[]> consumers = new HashMap<>();
    @Nullable Links links;

    Sending(StageSpec stage) {
      this.stage = stage;
    }

    synchronized EventSpec event(Class<?> type) {
      return events.computeIfAbsent(type, t -> stage.module.event(stage.name, t));
    }

    synchronized RecordShape shape(Class<?> type) {
      return stage.module.shape(type);
    }

    synchronized int[] consumers(Class<?> type) {
      Links l = links;
      if (l == null) {
        throw new AssertionError(stage + " is not linked");
      }
      return consumers.computeIfAbsent(type, t -> l.consumers(stage, t));
    }

    int metric(String metric) {
      Integer m = stage.module.metrics.get(metric);
      if (m == null) {
        throw new IllegalArgumentException(
            "no statistics event of module '"
                + stage.module.name
                + "' has a component '"
                + metric
                + "'"
                + ModuleSpec.didYouMean(metric, stage.module.metrics.keySet()));
      }
      return m;
    }

    @Override
    public String toString() {
      return stage + " " + Arrays.toString(consumers.keySet().toArray());
    }
  }
}
