package dev.correlator.core;

import dev.correlator.api.State;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A state per key, and code. */
final class StateStage<S extends State> extends Stage {

  /** How often timers of a key may go off at one instant: a timer that sets itself does not end. */
  private static final int AT_ONE_INSTANT_MAX = 1_000;

  /** A key and its state. */
  private static final class Held<S> extends Keyed {
    S state;
    @Nullable Map<String, Timer<S>> timers;
    boolean gone;

    Held(byte[] key, int length, int hash, int group, S state) {
      super(Arrays.copyOf(key, length), length, hash, group);
      this.state = state;
    }
  }

  private record Timer<S>(long due, Held<S> held, String name) implements Comparable<Timer<S>> {
    @Override
    public int compareTo(Timer<S> o) {
      int c = Long.compare(due, o.due);
      c = c != 0 ? c : held.compareKey(o.held);
      return c != 0 ? c : name.compareTo(o.name);
    }
  }

  private final StateSpec<S> spec;
  private final KeyTable<Held<S>> table;
  private final CodeContext context;
  private final Trigger timer = new Trigger();
  private final TreeSet<Timer<S>> timers = new TreeSet<>();
  private long idleSince = Long.MAX_VALUE;
  private @Nullable Held<S> lastFired;
  private long lastFiredAt;
  private int firedInARow;

  StateStage(StateSpec<S> spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
    table = new KeyTable<>(spec.maxKeys);
    context = new CodeContext(this, spec.sending, spec.module);
  }

  @Override
  void message(Trigger t, Message m) {
    for (int i = 0; i < spec.inputs.size(); i++) {
      StateSpec.Input<S> input = spec.inputs.get(i);
      if (input.shape() == m.shape) {
        take(t, m, input);
      }
    }
  }

  private void take(Trigger t, Message m, StateSpec.Input<S> input) {
    if (!m.encodeKey(input.key(), keys)) {
      counts.withoutKey++;
      return;
    }
    if (!shard.owns(keys)) {
      return;
    }
    int hash = (int) Bytes.hash(keys.bytes, 0, keys.length, shard.program.hashSeed);
    Held<S> held = table.find(keys.bytes, keys.length, hash);
    boolean known = held != null;
    if (held == null) {
      if (input.onlyKnown()) {
        return;
      }
      held = open(t, hash);
    }
    table.touch(held, t.tau);
    if (!call(t, held, input.code(), m) && !known) {
      remove(held);
    }
  }

  private Held<S> open(Trigger t, int hash) {
    int group = keys.group();
    Held<S> full = table.overflow(group);
    if (full != null) {
      counts.evicted++;
      expire(t, full);
    }
    Held<S> held = new Held<>(keys.bytes, keys.length, hash, group, spec.state.get());
    held.touched = t.tau;
    table.add(held);
    if (t.tau < idleSince) {
      idleSince = t.tau;
      dueAt(Times.plus(t.tau, spec.idleNanos));
    }
    return held;
  }

  private void dueAt(long due) {
    if (due <= nothingDueUntil) {
      nothingDueUntil = due - 1;
    }
  }

  /**
   * Runs code; false where it failed and was undone.
   *
   * @param input what it takes, or null
   */
  private boolean call(Trigger t, Held<S> held, StateSpec.Code<S> code, @Nullable Message input) {
    State before = held.state.saved();
    context.begin(t, held.cell, held.keyLength, t.cause == Emission.BY_END);
    try {
      code.on(input == null ? null : input.value(), held.state, context);
      if (!held.gone && !context.timerChanges.isEmpty()) {
        checkTimers();
      }
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      restore(held, before);
      context.discard();
      shard.failed(spec, t, held.cell, held.keyLength, e);
      return false;
    }
    if (!held.gone && !context.timerChanges.isEmpty()) {
      changeTimers(held);
    }
    context.commit();
    if (context.forgotten && !held.gone) {
      remove(held);
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  private void restore(Held<S> held, State before) {
    held.state = (S) before.restored();
  }

  private void checkTimers() {
    for (CodeContext.TimerChange c : context.timerChanges) {
      if (!spec.timers.containsKey(c.name())) {
        throw new IllegalStateException(
            spec
                + " sets a timer '"
                + c.name()
                + "' for which there is no onTimer"
                + ModuleSpec.didYouMean(c.name(), spec.timers.keySet()));
      }
    }
  }

  private void changeTimers(Held<S> held) {
    for (CodeContext.TimerChange c : context.timerChanges) {
      if (held.timers == null) {
        held.timers = new HashMap<>(2);
      }
      Timer<S> old = held.timers.remove(c.name());
      if (old != null) {
        timers.remove(old);
      }
      if (!c.cancelled()) {
        Timer<S> set = new Timer<>(c.due(), held, c.name());
        held.timers.put(c.name(), set);
        timers.add(set);
        dueAt(c.due());
      }
    }
  }

  private void remove(Held<S> held) {
    held.gone = true;
    table.remove(held);
    if (held.timers != null) {
      timers.removeAll(held.timers.values());
    }
  }

  private void expire(Trigger t, Held<S> held) {
    remove(held);
    StateSpec.Code<S> expired = spec.expired;
    if (expired != null) {
      call(t, held, expired, null);
    }
  }

  @Override
  void advance(long limit) {
    while (nothingDueUntil < limit) {
      if (idleSince != Long.MAX_VALUE && Times.plus(idleSince, spec.idleNanos) <= limit) {
        idleSince = table.oldestTouched();
      }
      long idleDue =
          idleSince == Long.MAX_VALUE ? Long.MAX_VALUE : Times.plus(idleSince, spec.idleNanos);
      long timerDue = timers.isEmpty() ? Long.MAX_VALUE : timers.first().due();
      long due = Math.min(idleDue, timerDue);
      if (due > limit || due == Long.MAX_VALUE) {
        nothingDueUntil = due == Long.MAX_VALUE ? due : due - 1;
        return;
      }
      timer.timer(due);
      if (timerDue == due) {
        fire(timers.pollFirst());
      } else {
        for (Held<S> idle : table.touchedAt(due - spec.idleNanos)) {
          expire(timer, idle);
        }
      }
    }
  }

  private void fire(@Nullable Timer<S> due) {
    if (due == null) {
      return;
    }
    Held<S> held = due.held();
    if (held.timers != null) {
      held.timers.remove(due.name());
    }
    if (held.equals(lastFired) && due.due() == lastFiredAt) {
      firedInARow++;
    } else {
      lastFired = held;
      lastFiredAt = due.due();
      firedInARow = 1;
    }
    if (firedInARow > AT_ONE_INSTANT_MAX) {
      String text = "a timer is set again and again at one instant: '" + due.name() + "'";
      shard.failed(
          spec, timer, held.cell, held.keyLength, new IllegalStateException(spec + ": " + text));
      return;
    }
    StateSpec.Code<S> code = spec.timers.get(due.name());
    if (code != null) {
      call(timer, held, code, null);
    }
  }

  @Override
  void end(Trigger t) {
    StateSpec.Code<S> atEnd = spec.atEnd;
    lastFired = null;
    for (Held<S> h : table.all()) {
      remove(h);
      if (atEnd != null) {
        call(t, h, atEnd, null);
      }
    }
  }

  @Override
  int size() {
    return table.size();
  }

  @Override
  int timers() {
    return timers.size();
  }
}
