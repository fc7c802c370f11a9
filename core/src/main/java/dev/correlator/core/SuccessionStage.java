package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins transactions of one kind that name one another: a forest, whose trees are the chains.
 *
 * <p>Legs with the same other parts of the key meet on one shard, whatever their ids: so who names
 * whom is settled as the records come, however often work is handed on, and needs no message from
 * tree to tree. What they tell is little: two messages a leg, and one for each id that it names.
 */
@SuppressWarnings("ReferenceEquality") // a node is the one that stands here, not one like it
final class SuccessionStage extends Stage {

  /** Legs of one chain. */
  private static final int LEGS_MAX = 64;

  private static final byte[] NO_KEY = {};

  /** A leg, under its key. */
  private static final class Node extends Keyed {
    final long began;
    final long number;
    @Nullable Node parent;

    /** All that were named, in that order. */
    final List<Node> children = new ArrayList<>(0);

    /** What it came to; null while it is open. */
    @Nullable Leg leg;

    /** When the wait of a first leg for one that names it is over; set once it has ended. */
    long due = Long.MAX_VALUE;

    Node(byte[] key, int hash, int group, long began, long number) {
      super(key, key.length, hash, group);
      this.began = began;
      this.number = number;
      touched = began;
    }

    Node root() {
      Node n = this;
      for (Node p = n.parent; p != null; p = n.parent) {
        n = p;
      }
      return n;
    }

    void gather(List<Node> all) {
      all.add(this);
      children.forEach(c -> c.gather(all));
    }

    List<Node> tree() {
      List<Node> all = new ArrayList<>(2);
      gather(all);
      return all;
    }
  }

  private final ChainSpec chain;
  private final long waitNanos;
  private final KeyTable<Node> table;
  private final TreeSet<Node> due = new TreeSet<>(SuccessionStage::byDue);
  private final Trigger timer = new Trigger();
  private long number;

  SuccessionStage(SuccessionSpec spec, Shard shard) {
    super(spec, shard);
    chain = spec.chain;
    waitNanos = spec.waitNanos;
    // A group holds whole hosts: the cap is for each of the groups.
    table = new KeyTable<>((int) Math.min(Integer.MAX_VALUE, (long) chain.maxKeys * Keys.GROUPS));
  }

  // No comparators of comparators, which the JVM would make anew in each start.

  private static int byBeginning(Node one, Node other) {
    int c = Long.compare(one.began, other.began);
    return c != 0 ? c : Long.compare(one.number, other.number);
  }

  private static int byDue(Node one, Node other) {
    int c = Long.compare(one.due, other.due);
    c = c != 0 ? c : one.compareKey(other);
    return c != 0 ? c : Long.compare(one.number, other.number);
  }

  /** The key with another id: all parts but the last, and this one. */
  static byte[] sibling(byte[] key, byte[] encodedId) {
    int scope = scope(key);
    byte[] other = Arrays.copyOf(key, scope + encodedId.length);
    System.arraycopy(encodedId, 0, other, scope, encodedId.length);
    return other;
  }

  /** How many bytes the parts of a key take that stand before the last. */
  private static int scope(byte[] key) {
    Varints v = new Varints(key, 0);
    int last = 0;
    while (v.at < key.length) {
      last = v.at;
      int length = (int) v.next();
      v.at += length;
    }
    return last;
  }

  @Override
  void message(Trigger t, Message m) {
    Message.Joining j = requireNonNull(m.joining, "legs alone come here");
    byte[] key = j.id();
    int group = Keys.group(key, 0, scope(key));
    if (!shard.owns(group)) {
      return;
    }
    int hash = hash(key);
    Node at = table.find(key, key.length, hash);
    switch (j.kind()) {
      case SEEN -> seen(t, at, new Node(key, hash, group, t.tau, number++));
      case NAMED -> named(at, table.find(j.by(), j.by().length, hash(j.by())));
      case ENDED -> ended(t, at, requireNonNull(j.leg()));
      case READY -> throw new AssertionError("there is no leg before");
    }
  }

  private int hash(byte[] key) {
    return (int) Bytes.hash(key, 0, key.length, shard.program.hashSeed);
  }

  private void seen(Trigger t, @Nullable Node former, Node node) {
    boolean withRecord = t.hasRecord;
    t.hasRecord = false; // it belongs to the one that is new
    if (former != null) {
      giveUp(t, former.root(), Outcome.SUPERSEDED);
    }
    Node full = table.overflow(node.group);
    if (full != null) {
      counts.evicted++;
      giveUp(t, full.root(), Outcome.EVICTED);
    }
    t.hasRecord = withRecord;
    table.add(node);
  }

  private void named(@Nullable Node child, @Nullable Node by) {
    if (child == null || by == null || child.parent != null || by.root() == child) {
      return;
    }
    if (by.root().tree().size() + child.tree().size() > LEGS_MAX) {
      counts.evicted++;
      return;
    }
    due.remove(child);
    child.due = Long.MAX_VALUE;
    child.parent = by;
    by.children.add(child);
  }

  private void ended(Trigger t, @Nullable Node node, Leg leg) {
    if (node == null || node.leg != null) {
      emit(t, List.of(leg)); // its chain was given up
      return;
    }
    node.leg = leg;
    table.touch(node, t.tau);
    Node root = node.root();
    if (root == node) {
      node.due = Times.plus(t.tau, waitNanos);
      due.add(node);
      if (node.due <= nothingDueUntil) {
        nothingDueUntil = node.due - 1;
      }
    } else if (root.leg != null && root.due < t.tau) {
      tellIfEnded(t, root);
    }
  }

  private void tellIfEnded(Trigger t, Node root) {
    List<Node> tree = root.tree();
    if (tree.stream().allMatch(n -> n.leg != null)) {
      tree.forEach(table::remove);
      emit(t, legs(tree));
    }
  }

  /** The first leg, then the others in the order in which they began. */
  private static List<Leg> legs(List<Node> tree) {
    tree.subList(1, tree.size()).sort(SuccessionStage::byBeginning);
    List<Leg> legs = new ArrayList<>(tree.size());
    for (Node n : tree) {
      if (n.leg != null) {
        legs.add(n.leg);
      }
    }
    return legs;
  }

  /** Sends what has ended of a chain; what is open becomes a chain of its own when it ends. */
  private void giveUp(Trigger t, Node root, Outcome outcome) {
    List<Node> tree = root.tree();
    boolean complete = tree.stream().allMatch(n -> n.leg != null);
    due.remove(root);
    tree.forEach(table::remove);
    List<Leg> legs = legs(tree);
    if (!legs.isEmpty()) {
      Leg last = legs.removeLast();
      legs.add(complete ? last : last.endingUnlessFailed(outcome, null));
      emit(t, legs);
    }
  }

  private void emit(Trigger t, List<Leg> legs) {
    Leg all = legs.getFirst();
    for (Leg next : legs.subList(1, legs.size())) {
      all = chain.rows.joined(all, next);
    }
    if (chain.idsComponent >= 0) {
      StringBuilder ids = new StringBuilder();
      for (Leg leg : legs) {
        ids.append(ids.isEmpty() ? "" : " ")
            .append(Keys.parts(leg.key(), 0, leg.key().length).getLast());
      }
      all = all.withRow(chain.rows.with(all.row(), chain.idsComponent, Bytes.utf8(ids.toString())));
    }
    chain.emit(this, t, NO_KEY, all);
  }

  @Override
  void advance(long limit) {
    while (nothingDueUntil < limit) {
      long next = due.isEmpty() ? Long.MAX_VALUE : due.first().due;
      if (next > limit || next == Long.MAX_VALUE) {
        nothingDueUntil = next == Long.MAX_VALUE ? next : next - 1;
        return;
      }
      Node root = due.removeFirst();
      timer.timer(next);
      tellIfEnded(timer, root);
    }
  }

  @Override
  void end(Trigger t) {
    for (Node n : table.all()) {
      if (n.parent == null) {
        giveUp(t, n, Outcome.OPEN_AT_END);
      }
    }
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
