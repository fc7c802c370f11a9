package dev.correlator.core;

import dev.correlator.api.ChainFlow;
import dev.correlator.api.Outcome;
import dev.correlator.api.TransactionFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The description of a chain: its legs, and between them the joins. */
final class ChainSpec implements ChainFlow {

  final String name;
  final EventSpec event;
  final List<TransactionSpec> legs = new ArrayList<>();
  final Map<Outcome, Integer> tallies = new EnumMap<>(Outcome.class);
  private final ModuleSpec module;
  private final List<JoinSpec> joins = new ArrayList<>();

  ChainSpec(ModuleSpec module, String name, EventSpec event) {
    this.module = module;
    this.name = name;
    this.event = event;
  }

  @Override
  public ChainFlow first(TransactionFlow leg) {
    if (!legs.isEmpty()) {
      problem("has a first leg already");
    }
    add(leg);
    return this;
  }

  @Override
  public ChainFlow then(TransactionFlow leg, String id) {
    if (legs.isEmpty()) {
      problem("has no first leg: first(...) comes before then(...)");
      return this;
    }
    TransactionSpec before = legs.getLast();
    before.link = id;
    int c = before.event.shape.component(id);
    if (c < 0 || before.event.shape.kinds[c] != RecordShape.Kind.TEXT) {
      problem(
          "then(..., '"
              + id
              + "'): "
              + before.event.identity
              + " has no component of this name of type String"
              + ModuleSpec.didYouMean(id, Arrays.asList(before.event.shape.names)));
    }
    TransactionSpec t = add(leg);
    if (t.keyParts() != 1) {
      problem("then('" + t.name + "', ...): the key of a later leg is the id alone");
    }
    joins.add(new JoinSpec(module, this, legs.size() - 1));
    module.stages.add(joins.getLast());
    return this;
  }

  private TransactionSpec add(TransactionFlow leg) {
    if (!(leg instanceof TransactionSpec t)) {
      throw new IllegalArgumentException("a leg is what Flow.transaction returned");
    }
    if (t.chain != null) {
      problem("'" + t.name + "' is a leg already");
    }
    t.chain = this;
    t.leg = legs.size();
    legs.add(t);
    return t;
  }

  private void problem(String text) {
    module.problem("chain '" + name + "': " + text);
  }

  @Override
  public ChainFlow retryKey(String... components) {
    List<String> unknown = new ArrayList<>();
    event.retryKey(components, unknown);
    for (String u : unknown) {
      problem(
          "retryKey: no component '"
              + u
              + "' in "
              + event.identity
              + ModuleSpec.didYouMean(u, Arrays.asList(event.shape.names)));
    }
    return this;
  }

  @Override
  public ChainFlow tally(String metric, Outcome outcome) {
    tallies.put(outcome, module.metric(metric));
    return this;
  }

  /** What {@link JoinSpec} checks for the chain as a whole. */
  void check() {
    for (int i = 0; i < event.shape.names.length; i++) {
      boolean filled = false;
      for (TransactionSpec leg : legs) {
        int c = leg.event.shape.component(event.shape.names[i]);
        filled |= c >= 0 && leg.event.shape.kinds[c] == event.shape.kinds[i];
      }
      if (!filled) {
        problem(
            "nothing fills '"
                + event.shape.names[i]
                + "' of "
                + event.identity
                + ": no leg has a component of its name and type");
      }
    }
  }

  /** How long the legs before this one can be open in all. */
  long lifeBefore(int leg) {
    long life = 0;
    for (int i = 0; i < leg; i++) {
      life = Times.plus(life, legs.get(i).lifeNanos());
    }
    return life;
  }

  /** A leg that has ended goes to its joins. */
  void send(
      Stage from,
      Trigger t,
      TransactionSpec spec,
      Transaction tx,
      Outcome outcome,
      @Nullable String why,
      long ended) {
    Leg leg =
        new Leg(
            Arrays.copyOf(tx.cell, tx.keyLength),
            row(spec.event.shape, tx.cell, tx.keyLength),
            outcome,
            why,
            tx.began,
            ended,
            Arrays.copyOfRange(tx.cell, tx.evidenceAt, tx.used),
            tx.evidenceCount,
            tx.retimed,
            links(spec, tx));
    if (spec.leg == 0) {
      forward(from, t, 0, leg);
    } else {
      JoinSpec join = joins.get(spec.leg - 1);
      from.send(message(from, t, leg, leg.key(), true), new int[] {join.id});
    }
  }

  /** The legs up to this one are joined: on to the next join, or out. */
  void forward(Stage from, Trigger t, int upTo, Leg leg) {
    if (upTo == legs.size() - 1) {
      emit(from, t, leg);
      return;
    }
    if (leg.links().isEmpty()) {
      boolean silent = leg.outcome() == Outcome.COMPLETED;
      emit(from, t, silent ? leg.ending(Outcome.FAILED, missing(upTo + 1)) : leg);
      return;
    }
    Keys keys = new Keys();
    for (byte[] id : leg.links()) {
      keys.begin();
      keys.part(id, 0, id.length);
      byte[] key = Arrays.copyOf(keys.bytes, keys.length);
      from.send(message(from, t, leg, key, false), new int[] {joins.get(upTo).id});
    }
  }

  String missing(int leg) {
    return "no " + legs.get(leg).name;
  }

  private Message message(Stage from, Trigger t, Leg leg, byte[] key, boolean child) {
    return new Message(
        t,
        from.id,
        leg.key(),
        leg.key().length,
        event.shape,
        leg.row(),
        0,
        null,
        new Message.Joining(leg, key, child));
  }

  void emit(Stage from, Trigger t, Leg leg) {
    Integer metric = tallies.get(leg.outcome());
    if (metric != null) {
      from.shard.metrics(module).add(t.tau, metric, 1);
    }
    from.emit(
        CoreEnvelope.chain(from.shard, event, t, from.id, leg),
        t,
        joins.isEmpty() ? new int[0] : joins.getLast().consumers);
  }

  private List<byte[]> links(TransactionSpec spec, Transaction tx) {
    if (spec.link == null) {
      return List.of();
    }
    RecordShape shape = spec.event.shape;
    byte[] last = tx.text(shape, shape.slots[shape.component(spec.link)]);
    if (last == null) {
      return List.of();
    }
    if (tx.moreLinks == null) {
      return List.of(last);
    }
    tx.moreLinks.removeIf(id -> Arrays.equals(id, last));
    tx.moreLinks.add(last);
    return tx.moreLinks;
  }

  /** A leg's values in the shape of the chain's event. */
  private byte[] row(RecordShape from, byte[] cell, int at) {
    RowBuilder row = new RowBuilder(event.shape);
    row.begin();
    for (int i = 0; i < event.shape.names.length; i++) {
      int c = from.component(event.shape.names[i]);
      if (c >= 0 && from.kinds[c] == event.shape.kinds[i]) {
        copy(event.shape, i, from, c, cell, at, row);
      }
    }
    return row.take();
  }

  private static void copy(
      RecordShape to, int i, RecordShape from, int c, byte[] row, int at, RowBuilder out) {
    if (to.kinds[i] != RecordShape.Kind.TEXT) {
      out.fixed(i, Bytes.word(row, at + from.slots[c] * 8));
      return;
    }
    int text = from.textAt(row, at, from.slots[c]);
    int length = RecordShape.length(row, text);
    if (length != RecordShape.NO_TEXT) {
      out.text(i, row, text + 2, text + 2 + length);
    }
  }

  /** Two parts of a chain made one: values that the later one has win. */
  Leg merge(Leg before, Leg next) {
    RecordShape s = event.shape;
    RowBuilder row = new RowBuilder(s);
    row.begin();
    for (int i = 0; i < s.names.length; i++) {
      byte[] from = isThere(s, i, next.row()) ? next.row() : before.row();
      copy(s, i, s, i, from, 0, row);
    }
    boolean completed = before.outcome() == Outcome.COMPLETED;
    byte[] evidence = EvidenceList.merge(before.evidence(), next.evidence());
    return new Leg(
        before.key(),
        row.take(),
        completed ? next.outcome() : before.outcome(),
        completed ? next.reason() : before.reason(),
        Math.min(before.began(), next.began()),
        Math.max(before.ended(), next.ended()),
        evidence,
        before.evidenceCount() + next.evidenceCount(),
        before.retimed() || next.retimed(),
        next.links());
  }

  private static boolean isThere(RecordShape s, int i, byte[] row) {
    return switch (s.kinds[i]) {
      case TEXT -> RecordShape.length(row, s.textAt(row, 0, s.slots[i])) != RecordShape.NO_TEXT;
      case INT, LONG, BOOLEAN -> Bytes.word(row, s.slots[i] * 8) != 0;
      case INSTANT, DURATION, ENUM -> Bytes.word(row, s.slots[i] * 8) != RecordShape.NONE;
    };
  }
}
