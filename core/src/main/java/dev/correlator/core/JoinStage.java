package dev.correlator.core;

import dev.correlator.api.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Joins a leg of a chain, by the id that is its key, to the legs that named the id. Whichever comes
 * first waits for the other.
 */
final class JoinStage extends Stage {

  /** Parts that wait under one id; with one more the oldest goes on as if its wait were over. */
  private static final int WAITING_MAX = 64;

  private static final class Waiting extends Keyed {
    final List<Part> parts = new ArrayList<>(1);

    Waiting(byte[] key, int hash, int group) {
      super(key, key.length, hash, group);
    }
  }

  /** What waits: the legs so far, or the leg to be joined to them. */
  private record Part(long due, Waiting at, long number, Leg leg, boolean child)
      implements Comparable<Part> {
    @Override
    public int compareTo(Part o) {
      int c = Long.compare(due, o.due);
      c = c != 0 ? c : at.compareKey(o.at);
      return c != 0 ? c : Long.compare(number, o.number);
    }
  }

  private final ChainSpec chain;
  private final int leg;
  private final KeyTable<Waiting> table = new KeyTable<>(TransactionSpec.MAX_KEYS);
  private final TreeSet<Part> due = new TreeSet<>();
  private final Trigger timer = new Trigger();
  private final long waitForLeg;
  private final long waitForLegsBefore;
  private long number;

  JoinStage(JoinSpec spec, Shard shard) {
    super(spec, shard);
    chain = spec.chain;
    leg = spec.leg;
    waitForLeg = chain.legs.get(leg).lifeNanos();
    waitForLegsBefore = chain.lifeBefore(leg);
  }

  @Override
  void message(Trigger t, Message m) {
    Message.Joining j = m.joining;
    if (j == null) {
      throw new AssertionError("a join takes legs alone");
    }
    byte[] key = j.key();
    int group = Keys.group(key, 0, key.length);
    if (!shard.owns(group)) {
      return;
    }
    int hash = (int) Bytes.hash(key, 0, key.length, shard.program.hashSeed);
    Waiting w = table.find(key, key.length, hash);
    if (w != null) {
      table.touch(w, t.tau);
      for (Part p : w.parts) {
        if (p.child != j.child()) {
          take(p);
          Leg joined = j.child() ? chain.merge(p.leg, j.leg()) : chain.merge(j.leg(), p.leg);
          chain.forward(this, t, leg, joined);
          return;
        }
      }
    }
    keep(t, j, w == null ? open(t, key, hash, group) : w);
  }

  private Waiting open(Trigger t, byte[] key, int hash, int group) {
    Waiting full = table.overflow(group);
    if (full != null) {
      for (Part p : List.copyOf(full.parts)) {
        shard.counts.evicted++;
        take(p);
        chain.emit(this, t, p.leg.ending(Outcome.EVICTED, null));
      }
    }
    Waiting w = new Waiting(key, hash, group);
    w.touched = t.tau;
    table.add(w);
    return w;
  }

  private void keep(Trigger t, Message.Joining j, Waiting w) {
    if (w.parts.size() >= WAITING_MAX) {
      Part oldest = w.parts.get(0);
      w.parts.remove(oldest);
      due.remove(oldest);
      over(t, oldest);
    }
    long until = Times.plus(t.tau, j.child() ? waitForLegsBefore : waitForLeg);
    Part p = new Part(until, w, number++, j.leg(), j.child());
    w.parts.add(p);
    due.add(p);
    nothingDueUntil = Math.min(nothingDueUntil, until - 1);
  }

  private void take(Part p) {
    due.remove(p);
    p.at.parts.remove(p);
    if (p.at.parts.isEmpty()) {
      table.remove(p.at);
    }
  }

  /** The wait of a part is over. */
  private void over(Trigger t, Part p) {
    if (p.child) {
      chain.emit(this, t, p.leg.ending(Outcome.END_WITHOUT_START, p.leg.reason()));
    } else if (p.leg.outcome() == Outcome.COMPLETED) {
      chain.emit(this, t, p.leg.ending(Outcome.FAILED, chain.missing(leg)));
    } else {
      chain.emit(this, t, p.leg);
    }
  }

  @Override
  void advance(long limit) {
    while (nothingDueUntil < limit) {
      long next = due.isEmpty() ? Long.MAX_VALUE : due.first().due;
      if (next > limit || next == Long.MAX_VALUE) {
        nothingDueUntil = next == Long.MAX_VALUE ? next : next - 1;
        return;
      }
      Part p = due.first();
      timer.timer(p.due);
      take(p);
      over(timer, p);
    }
  }

  @Override
  void end(Trigger t) {
    for (Waiting w : table.all()) {
      for (Part p : List.copyOf(w.parts)) {
        take(p);
        boolean open = !p.child && p.leg.outcome() == Outcome.COMPLETED;
        if (open) {
          chain.emit(this, t, p.leg.ending(Outcome.OPEN_AT_END, null));
        } else {
          over(t, p);
        }
      }
    }
  }

  @Override
  int size() {
    return table.size();
  }

  @Override
  public String toString() {
    return Arrays.toString(new Object[] {chain.name, leg});
  }
}
