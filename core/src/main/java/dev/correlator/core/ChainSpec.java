package dev.correlator.core;

import dev.correlator.api.ChainFlow;
import dev.correlator.api.Outcome;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The description of a chain: its legs, and between them the joins.
 *
 * <p>Legs tell the join that stands before them when they are seen and when they have ended, and
 * the join behind them when they name an id and, once all legs up to them have ended, what these
 * came to. So a join knows at any time what is still to come, and no leg is given up while it is
 * under way.
 */
final class ChainSpec implements ChainFlow {

  private static final byte[] NO_KEY = {};
  private static final int[] NOBODY = {};

  final String name;

  /** Where it is declared, as {@link StageSpec}s know it. */
  private final String place;

  final EventSpec event;
  final List<TransactionSpec> legs = new ArrayList<>();
  final LegRows rows;
  int maxKeys = TransactionSpec.MAX_KEYS;
  private final Map<Outcome, Integer> tallies = new EnumMap<>(Outcome.class);
  private final ModuleSpec module;
  private final List<JoinSpec> joins = new ArrayList<>();

  /** The stage that joins legs of one kind, where they are. */
  @Nullable SuccessionSpec succession;

  /** The component that takes the ids of all legs, or -1. */
  int idsComponent = -1;

  ChainSpec(ModuleSpec module, String name, EventSpec event) {
    this.module = module;
    this.name = name;
    place = module.place();
    this.event = event;
    rows = new LegRows(event.shape);
  }

  @Override
  public ChainFlow each(TransactionFlow leg, String id, Duration wait) {
    if (!legs.isEmpty()) {
      problem("each(...) says all: it stands alone");
      return this;
    }
    if (wait.isNegative() || wait.isZero()) {
      problem("each(..., " + wait + ") is not more than 0");
    }
    add(leg);
    link(legs.getLast(), "each", id);
    SuccessionSpec s = new SuccessionSpec(module, this, Times.nanos(wait));
    succession = s;
    module.stages.add(s);
    return this;
  }

  @Override
  public ChainFlow keep(String... components) {
    for (String name : components) {
      int c = component("keep", name);
      if (c >= 0) {
        rows.keep(c);
      }
    }
    return this;
  }

  @Override
  public ChainFlow ids(String name) {
    idsComponent = component("ids", name);
    if (idsComponent >= 0 && event.shape.kinds[idsComponent] != RecordShape.Kind.TEXT) {
      problem("ids('" + name + "'): the component is no String");
    }
    return this;
  }

  private int component(String what, String name) {
    int c = event.shape.component(name);
    if (c < 0) {
      problem(
          what
              + "('"
              + name
              + "'): no component '"
              + name
              + "' in "
              + event.identity
              + ModuleSpec.didYouMean(name, Arrays.asList(event.shape.names)));
    }
    return c;
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
    return next(leg, id, false);
  }

  @Override
  public ChainFlow thenIfNamed(TransactionFlow leg, String id) {
    return next(leg, id, true);
  }

  private ChainFlow next(TransactionFlow leg, String id, boolean optional) {
    if (legs.isEmpty()) {
      problem("has no first leg: first(...) comes before then(...)");
      return this;
    }
    if (succession != null) {
      problem("each(...) says all: it stands alone");
      return this;
    }
    link(legs.getLast(), "then", id);
    add(leg);
    joins.add(new JoinSpec(module, this, legs.size() - 1, optional));
    module.stages.add(joins.getLast());
    return this;
  }

  private void link(TransactionSpec before, String what, String id) {
    before.link = id;
    before.linkPlace = module.place();
    int c = before.event.shape.component(id);
    if (c < 0 || before.event.shape.kinds[c] != RecordShape.Kind.TEXT) {
      problem(
          what
              + "(..., '"
              + id
              + "'): "
              + before.event.identity
              + " has no component of this name of type String"
              + ModuleSpec.didYouMean(id, Arrays.asList(before.event.shape.names)));
    }
  }

  private void add(TransactionFlow leg) {
    if (!(leg instanceof TransactionSpec t)) {
      throw new IllegalArgumentException("a leg is what Flow.transaction returned");
    }
    if (t.chain != null) {
      problem("'" + t.name + "' is a leg already");
    } else {
      t.chain = this;
      t.leg = legs.size();
    }
    legs.add(t);
  }

  private void problem(String text) {
    problem(text, place);
  }

  private void problem(String text, String at) {
    module.problem("chain '" + name + "': " + text, at.isEmpty() ? place : at);
  }

  /** The same of the chain as a whole, which is told where it is declared. */
  String place() {
    return place;
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
    tallies.put(outcome, module.tallied(metric));
    return this;
  }

  @Override
  public ChainFlow maxKeys(int keys) {
    maxKeys = keys;
    if (keys < TransactionSpec.MAX_KEYS_LEAST) {
      problem("maxKeys(" + keys + ") is less than " + TransactionSpec.MAX_KEYS_LEAST);
    }
    return this;
  }

  /** Checks the chain as a whole; called after all stages were checked. */
  void check() {
    if (legs.size() < 2 && succession == null) {
      problem("has fewer than two legs");
    }
    if (idsComponent >= 0 && succession == null) {
      problem("ids(...) is for each(...)");
    }
    for (TransactionSpec leg : legs) {
      if (leg.leg > 0 && leg.keyParts() != 1) {
        String at = legs.get(leg.leg - 1).linkPlace;
        problem("then('" + leg.name + "', ...): the key of a later leg is the id alone", at);
      }
      if (leg.event.retryKey.length > 0) {
        problem("'" + leg.name + "' is a leg: the retry key is the chain's");
      }
      if (leg.link != null && !leg.fills(leg.link)) {
        List<String> holes = new ArrayList<>();
        leg.rules.forEach(r -> r.pattern.holes().forEach(h -> holes.add(h.name())));
        problem(
            "no hole of '"
                + leg.name
                + "' is named '"
                + leg.link
                + "'"
                + ModuleSpec.didYouMean(leg.link, holes),
            leg.linkPlace);
      }
    }
    for (int i = 0; i < event.shape.names.length; i++) {
      boolean filled = i == idsComponent;
      for (TransactionSpec leg : legs) {
        int c = leg.event.shape.component(event.shape.names[i]);
        filled |=
            c >= 0
                && leg.event.shape.kinds[c] == event.shape.kinds[i]
                && leg.fills(event.shape.names[i]);
      }
      if (!filled) {
        problem(
            "nothing fills '"
                + event.shape.names[i]
                + "' of "
                + event.identity
                + ": no leg has a component of its name and type and a hole for it");
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

  /** A leg has begun; what led up to it may have named ids. */
  void seen(Stage from, Trigger t, TransactionSpec spec, Transaction tx) {
    if (spec.leg > 0 || succession != null) {
      byte[] id = Arrays.copyOf(tx.cell, tx.keyLength);
      send(from, t, id, Message.Joining.Kind.SEEN, spec.leg - 1, id, NO_KEY, null);
    }
    for (byte[] id : links(spec, tx)) {
      named(from, t, spec, tx, id);
    }
  }

  /** A leg has named an id of the next one, which it had not named before. */
  void named(Stage from, Trigger t, TransactionSpec spec, Transaction tx, byte[] id) {
    byte[] key = Arrays.copyOf(tx.cell, tx.keyLength);
    byte[] named = succession == null ? encoded(id) : SuccessionStage.sibling(key, encoded(id));
    send(from, t, key, Message.Joining.Kind.NAMED, spec.leg, named, key, null);
  }

  /** A leg has ended. */
  void ended(
      Stage from,
      Trigger t,
      TransactionSpec spec,
      Transaction tx,
      Outcome outcome,
      @Nullable String why,
      long ended) {
    byte[] key = Arrays.copyOf(tx.cell, tx.keyLength);
    Leg leg =
        new Leg(
            key,
            key,
            rows.of(spec.event.shape, tx.cell, tx.keyLength),
            outcome,
            succession == null && spec.isLimit(why) ? spec.name + ": " + why : why,
            tx.began,
            ended,
            Arrays.copyOfRange(tx.cell, tx.evidenceAt, tx.used),
            tx.evidenceCount,
            tx.retimed,
            links(spec, tx));
    if (spec.leg == 0 && succession == null) {
      forward(from, t, NO_KEY, 0, leg);
    } else {
      send(from, t, key, Message.Joining.Kind.ENDED, spec.leg - 1, key, NO_KEY, leg);
    }
  }

  /**
   * The legs up to one have ended and are joined: on to the next join, or out.
   *
   * @param at the id where they were joined, or empty
   */
  void forward(Stage from, Trigger t, byte[] at, int upTo, Leg leg) {
    if (upTo == legs.size() - 1) {
      emit(from, t, at, leg);
      return;
    }
    if (leg.links().isEmpty()) {
      boolean complete = joins.get(upTo).optional;
      emit(from, t, at, complete ? leg : leg.endingUnlessFailed(Outcome.FAILED, missing(upTo + 1)));
      return;
    }
    int link = event.shape.component(String.valueOf(legs.get(upTo).link));
    for (byte[] id : leg.links()) {
      boolean one = leg.links().size() == 1 || link < 0;
      Leg named = one ? leg : leg.withRow(rows.with(leg.row(), link, id));
      from.send(
          new Message(
              t,
              from.id,
              leg.key(),
              at,
              event.shape,
              new Message.Joining(Message.Joining.Kind.READY, encoded(id), leg.lastKey(), named)),
          new int[] {joins.get(upTo).id});
    }
  }

  String missing(int leg) {
    return "no " + legs.get(leg).name;
  }

  private void send(
      Stage from,
      Trigger t,
      byte[] key,
      Message.Joining.Kind kind,
      int join,
      byte[] id,
      byte[] by,
      @Nullable Leg leg) {
    Message.Joining joining = new Message.Joining(kind, id, by, leg);
    StageSpec to = succession == null ? joins.get(join) : succession;
    from.send(new Message(t, from.id, key, NO_KEY, event.shape, joining), new int[] {to.id});
  }

  private static byte[] encoded(byte[] id) {
    Keys keys = new Keys();
    keys.begin();
    keys.part(id, 0, id.length);
    return Arrays.copyOf(keys.bytes, keys.length);
  }

  void emit(Stage from, Trigger t, byte[] at, Leg leg) {
    Integer metric = tallies.get(leg.outcome());
    if (metric != null) {
      from.shard.metrics(module).add(t.tau, metric, 1);
    }
    from.emit(
        CoreEnvelope.chain(from.shard, event, t, from.id, at, leg),
        t,
        succession != null
            ? succession.consumers
            : joins.isEmpty() ? NOBODY : joins.getLast().consumers);
  }

  private static List<byte[]> links(TransactionSpec spec, Transaction tx) {
    if (spec.link == null) {
      return List.of();
    }
    if (tx.links != null) {
      return tx.links;
    }
    RecordShape shape = spec.event.shape;
    byte[] only = tx.text(shape, shape.slots[shape.component(spec.link)]);
    return only == null || only.length == 0 ? List.of() : List.of(only);
  }
}
