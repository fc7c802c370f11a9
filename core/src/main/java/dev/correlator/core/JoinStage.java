package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins a leg of a chain, by the id that is its key, to the legs that named the id. Whichever comes
 * first waits for the other: a claim, made by the record that named the id, for the leg to be seen;
 * a leg that has ended for its claim.
 *
 * <p>Under one id the first claim goes with the first leg, the second with the second: ids may be
 * used again. Nothing is given up that is under way: a pair waits, without a limit of its own, for
 * the limits of the transactions in it.
 */
final class JoinStage extends Stage {

  /**
   * Claims, and legs, that are kept under one id: with more of them it identifies nothing. Those
   * beyond end as EVICTED.
   */
  private static final int PARTS_MAX = 64;

  private static final byte[] NO_KEY = {};

  /** What is known under one id; the parts of one index are a pair. */
  private static final class Meeting extends Keyed {
    final List<Part> claims = new ArrayList<>(1);
    final List<Part> legs = new ArrayList<>(1);

    Meeting(byte[] key, int hash, int group) {
      super(key, key.length, hash, group);
    }
  }

  /** A claim with the legs that made it, or a leg; what it came to is null while it is open. */
  private static final class Part {
    final Meeting at;

    /** Whose claim it is: the key of the leg that named the id. */
    final byte[] by;

    final long since;
    final long number;
    @Nullable Leg leg;

    /** When its wait is over; set while it waits alone. */
    long due;

    boolean waits;

    Part(Meeting at, byte[] by, long since, long number) {
      this.at = at;
      this.by = by;
      this.since = since;
      this.number = number;
    }
  }

  private final ChainSpec chain;
  private final int leg;
  private final KeyTable<Meeting> table;
  private final TreeSet<Part> due = new TreeSet<>(JoinStage::byDue);
  private final Trigger timer = new Trigger();
  private final long waitForLeg;
  private final long waitForClaim;
  private long number;

  JoinStage(JoinSpec spec, Shard shard) {
    super(spec, shard);
    chain = spec.chain;
    leg = spec.leg;
    table = new KeyTable<>(chain.maxKeys);
    waitForLeg = chain.legs.get(leg).patienceNanos();
    waitForClaim = chain.lifeBefore(leg);
  }

  /** No comparator of comparators, which the JVM would make anew in each start. */
  private static int byDue(Part one, Part other) {
    int c = Long.compare(one.due, other.due);
    c = c != 0 ? c : one.at.compareKey(other.at);
    return c != 0 ? c : Long.compare(one.number, other.number);
  }

  @Override
  void message(Trigger t, Message m) {
    Message.Joining j = requireNonNull(m.joining, "a join takes legs alone");
    byte[] id = j.id();
    int group = Keys.group(id, 0, id.length);
    if (!shard.owns(group)) {
      return;
    }
    int hash = (int) Bytes.hash(id, 0, id.length, shard.program.hashSeed);
    Meeting at = table.find(id, id.length, hash);
    if (at != null) {
      table.touch(at, t.tau);
    }
    switch (j.kind()) {
      case NAMED -> {
        Meeting here = at == null ? open(t, id, hash, group) : at;
        add(here.claims, here.legs, new Part(here, j.by(), t.tau, number++));
      }
      case SEEN -> {
        Meeting here = at == null ? open(t, id, hash, group) : at;
        add(here.legs, here.claims, new Part(here, NO_KEY, t.tau, number++));
      }
      case READY -> ready(t, at, j);
      case ENDED -> ended(t, at, j);
    }
  }

  private Meeting open(Trigger t, byte[] id, int hash, int group) {
    Meeting full = table.overflow(group);
    if (full != null) {
      evict(t, full);
    }
    Meeting m = new Meeting(id, hash, group);
    m.touched = t.tau;
    table.add(m);
    return m;
  }

  /** Parts that are still open are found missing when they end. */
  private void evict(Trigger t, Meeting full) {
    table.remove(full);
    boolean withRecord = t.hasRecord;
    t.hasRecord = false; // it belongs to what takes the place
    for (Part p : full.claims) {
      rest(p);
      if (p.leg != null) {
        evictClaim(t, full, p.leg);
      }
    }
    for (Part p : full.legs) {
      rest(p);
      if (p.leg != null) {
        evictLeg(t, full, p.leg);
      }
    }
    t.hasRecord = withRecord;
  }

  private void evictClaim(Trigger t, @Nullable Meeting at, Leg claim) {
    counts.evicted++;
    byte[] id = at == null ? NO_KEY : at.cell;
    chain.emit(this, t, id, claim.endingUnlessFailed(Outcome.EVICTED, null));
  }

  private void evictLeg(Trigger t, @Nullable Meeting at, Leg l) {
    counts.evicted++;
    chain.forward(this, t, at == null ? NO_KEY : at.cell, leg, l.ending(Outcome.EVICTED, null));
  }

  /** Adds a part; the one that it makes a pair with waits no longer. */
  private void add(List<Part> side, List<Part> other, Part p) {
    if (side.size() >= PARTS_MAX) {
      return; // found missing when it ends
    }
    side.add(p);
    if (other.size() >= side.size()) {
      rest(other.get(side.size() - 1));
    }
  }

  private void ready(Trigger t, @Nullable Meeting at, Message.Joining j) {
    Leg l = requireNonNull(j.leg());
    int i = at == null ? -1 : openClaim(at, j.by());
    if (at == null || i < 0) {
      evictClaim(t, at, l);
      return;
    }
    Part claim = at.claims.get(i);
    claim.leg = l;
    if (i >= at.legs.size()) {
      await(claim, Math.max(Times.plus(claim.since, waitForLeg), t.tau));
    } else {
      joinIfEnded(t, at, i);
    }
  }

  private static int openClaim(Meeting at, byte[] by) {
    for (int i = 0; i < at.claims.size(); i++) {
      Part p = at.claims.get(i);
      if (p.leg == null && java.util.Arrays.equals(p.by, by)) {
        return i;
      }
    }
    return -1;
  }

  private void ended(Trigger t, @Nullable Meeting at, Message.Joining j) {
    Leg l = requireNonNull(j.leg());
    // Transactions of one key follow each other: only the last can be open.
    int i = at == null ? -1 : at.legs.size() - 1;
    if (at == null || i < 0 || at.legs.get(i).leg != null) {
      evictLeg(t, at, l);
      return;
    }
    Part p = at.legs.get(i);
    p.leg = l;
    if (i >= at.claims.size()) {
      await(p, Times.plus(t.tau, waitForClaim));
    } else {
      joinIfEnded(t, at, i);
    }
  }

  private void joinIfEnded(Trigger t, Meeting at, int pair) {
    Leg before = at.claims.get(pair).leg;
    Leg next = at.legs.get(pair).leg;
    if (before != null && next != null) {
      at.claims.remove(pair);
      at.legs.remove(pair);
      closeIfEmpty(at);
      chain.forward(this, t, at.cell, leg, chain.rows.joined(before, next));
    }
  }

  private void closeIfEmpty(Meeting at) {
    if (at.claims.isEmpty() && at.legs.isEmpty()) {
      table.remove(at);
    }
  }

  private void await(Part p, long until) {
    p.due = until;
    p.waits = true;
    due.add(p);
    if (until <= nothingDueUntil) {
      nothingDueUntil = until - 1;
    }
  }

  private void rest(Part p) {
    if (p.waits) {
      due.remove(p);
      p.waits = false;
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
      rest(p);
      timer.timer(next);
      over(timer, p);
    }
  }

  /** The wait of a part is over. */
  private void over(Trigger t, Part p) {
    Leg l = requireNonNull(p.leg, "only what has ended waits");
    Meeting at = p.at;
    boolean claim = at.claims.remove(p);
    if (!claim) {
      at.legs.remove(p);
    }
    closeIfEmpty(at);
    if (claim) {
      chain.emit(this, t, at.cell, l.endingUnlessFailed(Outcome.FAILED, chain.missing(leg)));
    } else {
      chain.forward(this, t, at.cell, leg, l.ending(Outcome.END_WITHOUT_START, l.reason()));
    }
  }

  @Override
  void end(Trigger t) {
    for (Meeting at : table.all()) {
      table.remove(at);
      for (Part p : at.claims) {
        if (p.leg != null) {
          chain.emit(this, t, at.cell, p.leg.endingUnlessFailed(Outcome.OPEN_AT_END, null));
        }
      }
      for (Part p : at.legs) {
        if (p.leg != null) {
          chain.forward(this, t, at.cell, leg, p.leg.ending(Outcome.OPEN_AT_END, null));
        }
      }
    }
    due.clear();
  }

  @Override
  int size() {
    return table.size();
  }

  @Override
  int timers() {
    return due.size();
  }
}
