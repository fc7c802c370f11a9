package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ties the records of one key into transactions. */
final class TransactionStage extends Stage {

  private static final Outcome[] OUTCOMES = Outcome.values();

  /** Ids of the next leg that one transaction can name; further ones are counted as evicted. */
  private static final int LINKS_MAX = 64;

  private final TransactionSpec spec;
  private final RecordShape shape;
  private final RowBuilder[] facts;
  private final KeyTable<Transaction> table;

  /** For each limit those to which it applies. */
  private final DueList[] byLimit;

  private final DueList byTrail = new DueList();
  private final Trigger timer = new Trigger();

  /** Those whose time has come; empty but while they are told. */
  private final List<Transaction> dueNow = new ArrayList<>();

  private final int[] tallies = new int[OUTCOMES.length];
  private final Metrics metrics;
  private final long[] leftOut;
  private final int room;

  /** No transaction has been idle since before this time. */
  private long idleSince = Long.MAX_VALUE;

  TransactionStage(TransactionSpec spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
    shape = spec.event.shape;
    table = new KeyTable<>(spec.maxKeys);
    metrics = shard.metrics(spec.module);
    leftOut = counts.leftOut(spec.module);
    facts = new RowBuilder[spec.told.size()];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = new RowBuilder(spec.told.get(i));
    }
    byLimit = new DueList[spec.limits.size()];
    java.util.Arrays.setAll(byLimit, i -> new DueList());
    java.util.Arrays.fill(tallies, -1);
    spec.tallies.forEach((outcome, metric) -> tallies[outcome.ordinal()] = metric);
    // What most come to have: a record more than there are, and texts of a dozen bytes each.
    room = EvidenceList.RECORD_BYTES_MAX + 12 * shape.texts;
  }

  @Override
  void record(Trigger t, int hit) {
    RecordCursor r = t.record;
    Rule rule = shard.program.rules[r.cells[hit + Cells.RULE]];
    if (!rule.key.encode(r.bytes, r.cells, r.cell, hit, r.origin.name, keys)) {
      counts.withoutKey++;
      return;
    }
    int hash = r.cells[hit + Cells.KEY_HASH];
    Transaction tx = table.find(keys.bytes, keys.length, hash);
    if (tx != null && tx.state == Transaction.State.ENDED) {
      if (!rule.opens()) {
        join(t, hit, rule, tx);
        return;
      }
      finish(t, tx, OUTCOMES[tx.outcome], tx.reason, false);
      tx = null;
    }
    if (tx != null && rule.kind == Rule.Kind.START && tx.state == Transaction.State.OPEN) {
      finish(t, tx, Outcome.SUPERSEDED, -1, false);
      tx = null;
    }
    if (tx != null && rule.kind == Rule.Kind.AGAIN && tx.state == Transaction.State.LEADING) {
      counts.used++;
      finish(t, tx, rule.outcome, rule.reason, false); // of a lead nothing is sent
      return;
    }
    boolean started = true;
    if (tx == null) {
      if (rule.kind == Rule.Kind.STEP || rule.kind == Rule.Kind.END_IF_OPEN) {
        counts.orphans++;
        return;
      }
      started = rule.kind != Rule.Kind.END;
      tx = open(t, hash, keys.group());
    }
    if (tx.state == Transaction.State.LEADING
        && rule.kind != Rule.Kind.LEAD
        && rule.kind != Rule.Kind.STEP) {
      begin(t, tx);
    }
    boolean applies = join(t, hit, rule, tx);
    if (applies && rule.kind.compareTo(Rule.Kind.END) >= 0) {
      ended(t, rule, tx, started);
    }
  }

  private Transaction open(Trigger t, int hash, int group) {
    Transaction full = table.overflow(group);
    if (full != null) {
      boolean ended = full.state == Transaction.State.ENDED;
      counts.evicted += full.state == Transaction.State.OPEN ? 1 : 0;
      finish(
          t,
          full,
          ended ? OUTCOMES[full.outcome] : Outcome.EVICTED,
          ended ? full.reason : -1,
          false);
    }
    Transaction tx = new Transaction(keys.bytes, keys.length, hash, group, shape, t.tau, room);
    table.add(tx);
    tx.limit = (byte) spec.firstLimit;
    if (tx.limit >= 0) {
      byLimit[tx.limit].add(tx);
      due(Times.plus(t.tau, spec.limits.get(tx.limit).nanos()));
    }
    if (spec.idleNanos != Long.MAX_VALUE && t.tau < idleSince) {
      idleSince = t.tau;
      due(Times.plus(t.tau, spec.idleNanos));
    }
    return tx;
  }

  /** What led up to it was no false alarm. */
  private void begin(Trigger t, Transaction tx) {
    tx.state = Transaction.State.OPEN;
    if (spec.chain != null) {
      spec.chain.seen(this, t, spec, tx);
    }
  }

  private void limit(Trigger t, Transaction tx, int limit) {
    if (tx.limit >= 0) {
      byLimit[tx.limit].remove(tx);
    }
    tx.limit = (byte) limit;
    tx.since = t.tau;
    byLimit[limit].add(tx);
    due(Times.plus(t.tau, spec.limits.get(limit).nanos()));
  }

  private void due(long at) {
    if (at <= nothingDueUntil) {
      nothingDueUntil = at - 1;
    }
  }

  /** Makes a record a part of the transaction; true where its rule applies. */
  private boolean join(Trigger t, int hit, Rule rule, Transaction tx) {
    boolean applies = rule.unless < 0 || !isFilled(tx, rule.unless);
    if (applies) {
      long wheres = wheres(rule, tx);
      apply(t, hit, rule, wheres, tx);
      for (; wheres != 0; wheres &= wheres - 1) {
        effects(t, rule.wheres[Long.numberOfTrailingZeros(wheres)].effects(), tx);
      }
    }
    RecordCursor r = t.record;
    counts.used++;
    if (!rule.aside) {
      tx.retimed |= t.retimed();
      tx.addEvidence(r.block.source, r.offset(), r.line());
      table.touch(tx, t.tau);
    }
    if (applies) {
      for (Rule.Tell tell : rule.tells) {
        tell(t, hit, tell, tx);
      }
      for (int choice : rule.leftOut) {
        leftOut[choice]++;
      }
    }
    if (shard.observer != null) {
      shard.observer.joined(
          spec.module.application,
          spec.module.name,
          spec.name,
          Keys.parts(tx.cell, 0, tx.keyLength),
          Times.instant(tx.began),
          Times.instant(t.tau),
          Timing.of(t.flags),
          requireNonNull(t.stored(shard.program.sources)));
    }
    return applies;
  }

  private void apply(Trigger t, int hit, Rule rule, long wheres, Transaction tx) {
    RecordCursor r = t.record;
    for (int i = 0; i < rule.copyHoles.length; i++) {
      int field = r.cells[hit + Cells.HIT + rule.copyHoles[i]];
      if (field != Cells.NO_HOLE
          && !(keeps(rule, i, wheres) && isFilled(tx, rule.copyComponents[i]))) {
        copy(t, field, rule, rule.copyComponents[i], tx);
      }
    }
    for (int i = 0; i < rule.copyFields.length; i++) {
      copyField(r, rule.copyFields[i], shape.slots[rule.fieldComponents[i]], tx);
    }
    effects(t, rule, tx);
    if (tx.state != Transaction.State.ENDED && rule.limit >= 0) { // else it is said when it ended
      limit(t, tx, rule.limit);
    }
  }

  /** Whether a copied hole fills its component only where that is empty. */
  private static boolean keeps(Rule rule, int copy, long wheres) {
    boolean keeps = rule.copyKeeps[copy];
    for (long w = wheres; w != 0 && !keeps; w &= w - 1) {
      keeps = rule.wheres[Long.numberOfTrailingZeros(w)].effects().copyKeeps[copy];
    }
    return keeps;
  }

  /** Which of the components that the rule asks for are as it wants them, as bits. */
  private long wheres(Rule rule, Transaction tx) {
    long met = 0;
    for (int i = 0; i < rule.wheres.length; i++) {
      Rule.Where where = rule.wheres[i];
      boolean isMet =
          where.filled() ? isFilled(tx, where.component()) : !hasValue(tx, where.component());
      met |= isMet ? 1L << i : 0;
    }
    return met;
  }

  private void effects(Trigger t, Rule rule, Transaction tx) {
    for (int c : rule.counts) {
      int slot = shape.slots[c];
      tx.fixed(slot, tx.fixed(slot) + 1);
    }
    for (int metric : rule.tallies) {
      metrics.add(t.tau, metric, 1);
    }
    for (int c : rule.times) {
      if (tx.fixed(shape.slots[c]) == RecordShape.NONE) {
        tx.fixed(shape.slots[c], t.tau);
      }
    }
    for (int i = 0; i < rule.setComponents.length; i++) {
      byte[] text = rule.setTexts[i];
      tx.text(shape, shape.slots[rule.setComponents[i]], text, 0, text.length);
    }
    if (tx.state != Transaction.State.ENDED && rule.reasonChange != Rule.ReasonChange.KEEP) {
      changeReason(rule, tx); // else it is said why it ended
    }
  }

  /** Whether it was given a value, also an empty text. */
  private boolean hasValue(Transaction tx, int component) {
    int slot = shape.slots[component];
    return shape.kinds[component] == RecordShape.Kind.TEXT
        ? RecordShape.length(tx.cell, shape.textAt(tx.cell, tx.keyLength, slot))
            != RecordShape.NO_TEXT
        : isFilled(tx, component);
  }

  private boolean isFilled(Transaction tx, int component) {
    int slot = shape.slots[component];
    if (shape.kinds[component] != RecordShape.Kind.TEXT) {
      long empty = Bytes.word(shape.empty, slot * 8);
      return tx.fixed(slot) != empty;
    }
    int length = RecordShape.length(tx.cell, shape.textAt(tx.cell, tx.keyLength, slot));
    return length != RecordShape.NO_TEXT && length > 0;
  }

  private void changeReason(Rule rule, Transaction tx) {
    switch (rule.reasonChange) {
      case SET -> {
        if (tx.reason < 0 || spec.ranks[rule.newReason] <= spec.ranks[tx.reason]) {
          tx.reason = (short) rule.newReason;
        }
      }
      case SET_IF_NONE -> tx.reason = tx.reason < 0 ? (short) rule.newReason : tx.reason;
      case CLEAR -> tx.reason = -1;
      case KEEP -> {}
    }
  }

  private void copy(Trigger t, int field, Rule rule, int component, Transaction tx) {
    RecordCursor r = t.record;
    int from = Cells.from(r.frame(), field);
    int to = from + Cells.length(field);
    int slot = shape.slots[component];
    if (shape.kinds[component] != RecordShape.Kind.TEXT) {
      tx.fixed(slot, RowBuilder.number(r.bytes, from, to, shape.kinds[component]));
      return;
    }
    if (component == rule.link && spec.chain != null && to > from) {
      name(
          t, spec.chain, tx, tx.text(shape, slot), java.util.Arrays.copyOfRange(r.bytes, from, to));
    }
    tx.text(shape, slot, r.bytes, from, to);
  }

  private void copyField(RecordCursor r, int which, int slot, Transaction tx) {
    int field = r.field(which);
    if (Cells.length(field) > 0) {
      int from = Cells.from(r.frame(), field);
      tx.text(shape, slot, r.bytes, from, from + Cells.length(field));
    } else if (which == Cells.HOST) {
      tx.text(shape, slot, r.origin.name, 0, r.origin.name.length);
    }
  }

  private void name(
      Trigger t, ChainSpec chain, Transaction tx, byte @Nullable [] former, byte[] id) {
    if (chain.succession != null) { // who has which id is settled there: none need be kept
      if (tx.state != Transaction.State.LEADING && !java.util.Arrays.equals(former, id)) {
        chain.named(this, t, spec, tx, id);
      }
      return;
    }
    switch (tx.addLink(former, id, LINKS_MAX)) {
      case 1 -> {
        if (tx.state != Transaction.State.LEADING) {
          chain.named(this, t, spec, tx, id);
        }
      }
      case -1 -> counts.evicted++;
      default -> {}
    }
  }

  private void tell(Trigger t, int hit, Rule.Tell tell, Transaction tx) {
    int[] consumers = spec.factConsumers[tell.number()];
    if (consumers.length == 0) {
      return;
    }
    RowBuilder row = facts[tell.number()];
    RecordCursor r = t.record;
    row.begin();
    for (int i = 0; i < tell.sources().length; i++) {
      Rule.FactSource source = tell.sources()[i];
      if (source.of() == Rule.FactSource.Of.COMPONENT) {
        copyComponent(row, i, source.index(), tx);
      } else {
        row.from(i, source, r, hit);
      }
    }
    send(new Message(t, id, tx.cell, tx.keyLength, tell.shape(), row.take(), 0), consumers);
  }

  private void copyComponent(RowBuilder row, int to, int component, Transaction tx) {
    int slot = shape.slots[component];
    if (shape.kinds[component] != RecordShape.Kind.TEXT) {
      row.fixed(to, tx.fixed(slot));
      return;
    }
    int at = shape.textAt(tx.cell, tx.keyLength, slot);
    int length = RecordShape.length(tx.cell, at);
    if (length != RecordShape.NO_TEXT) {
      row.text(to, tx.cell, at + 2, at + 2 + length);
    }
  }

  private void ended(Trigger t, Rule rule, Transaction tx, boolean started) {
    boolean fails = rule.failsByReason && tx.reason >= 0;
    Outcome outcome = !started ? Outcome.END_WITHOUT_START : fails ? Outcome.FAILED : rule.outcome;
    int reason = outcome == Outcome.COMPLETED || !started ? rule.reason : reason(tx, rule.reason);
    if (spec.trailNanos == 0) {
      finish(t, tx, outcome, reason, true);
      return;
    }
    if (tx.limit >= 0) {
      byLimit[tx.limit].remove(tx);
    }
    tx.state = Transaction.State.ENDED;
    tx.since = t.tau;
    tx.outcome = (byte) outcome.ordinal();
    tx.reason = (short) reason;
    tx.ending = t.stored(shard.program.sources);
    byTrail.add(tx);
    due(Times.plus(t.tau, spec.trailNanos));
  }

  /** The reason to tell: the one that its records gave, or that of the end. */
  private int reason(Transaction tx, int ofEnd) {
    return tx.reason < 0 || spec.ranks[ofEnd] < spec.ranks[tx.reason] ? ofEnd : tx.reason;
  }

  /**
   * Sends a transaction.
   *
   * @param ownRecord whether the trigger's record is one of its own
   */
  private void finish(Trigger t, Transaction tx, Outcome outcome, int reason, boolean ownRecord) {
    table.remove(tx);
    boolean trailed = tx.state == Transaction.State.ENDED;
    if (trailed) {
      byTrail.remove(tx);
    } else if (tx.limit >= 0) {
      byLimit[tx.limit].remove(tx);
    }
    boolean begun = tx.state != Transaction.State.LEADING;
    long ended = trailed ? tx.since : tx.touched;
    tx.state = Transaction.State.GONE;
    if (!begun) {
      return;
    }
    @Nullable String why = reason < 0 ? null : spec.reasons.get(reason);
    int metric = tallies[outcome.ordinal()];
    if (metric >= 0) {
      metrics.add(t.tau, metric, 1);
    }
    boolean withRecord = t.hasRecord;
    t.hasRecord = withRecord && ownRecord;
    if (spec.chain != null) {
      spec.chain.ended(this, t, spec, tx, outcome, why, ended);
    }
    if (spec.tellsEvents()) {
      Trigger told = t;
      if (trailed && t.cause == Emission.BY_END) {
        // It was over before the input was: whether more comes must not change its time, and its
        // id.
        timer.timer(Times.plus(ended, spec.trailNanos));
        told = timer;
      }
      emit(
          CoreEnvelope.transaction(shard, spec.event, told, id, tx, outcome, why, ended),
          t,
          spec.eventConsumers);
    }
    t.hasRecord = withRecord;
  }

  @Override
  void advance(long limit) {
    while (nothingDueUntil < limit) {
      long limitDue = Long.MAX_VALUE;
      for (int i = 0; i < byLimit.length; i++) {
        limitDue = Math.min(limitDue, due(byLimit[i], spec.limits.get(i).nanos()));
      }
      long trailDue = due(byTrail, spec.trailNanos);
      long idleDue = idleDue(limit);
      long due = Math.min(idleDue, Math.min(limitDue, trailDue));
      if (due > limit || due == Long.MAX_VALUE) {
        nothingDueUntil = due == Long.MAX_VALUE ? due : due - 1;
        return;
      }
      fire(due, idleDue == due);
    }
  }

  private static long due(DueList list, long nanos) {
    return list.first == null ? Long.MAX_VALUE : Times.plus(list.first.since, nanos);
  }

  private long idleDue(long limit) {
    if (spec.idleNanos == Long.MAX_VALUE || idleSince == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    if (Times.plus(idleSince, spec.idleNanos) <= limit) {
      idleSince = table.oldestTouched();
    }
    return Times.plus(idleSince, spec.idleNanos);
  }

  private void fire(long due, boolean idle) {
    List<Transaction> all = dueNow;
    for (int i = 0; i < byLimit.length; i++) {
      gather(byLimit[i], spec.limits.get(i).nanos(), due, all);
    }
    gather(byTrail, spec.trailNanos, due, all);
    if (idle) {
      all.addAll(table.touchedAt(due - spec.idleNanos));
    }
    if (all.size() > 1) {
      all.sort(Keyed::compareKey);
    }
    timer.timer(due);
    for (int i = 0; i < all.size(); i++) {
      Transaction x = all.get(i);
      if (x.state == Transaction.State.ENDED) {
        finish(timer, x, OUTCOMES[x.outcome], x.reason, false);
      } else if (x.state != Transaction.State.GONE) {
        giveUp(x, due);
      }
    }
    all.clear();
  }

  private static void gather(DueList list, long nanos, long due, List<Transaction> all) {
    for (Transaction x = list.first;
        x != null && Times.plus(x.since, nanos) == due;
        x = x.dueAfter) {
      all.add(x);
    }
  }

  private void giveUp(Transaction x, long due) {
    TransactionSpec.@Nullable Limit limit = x.limit < 0 ? null : spec.limits.get(x.limit);
    if (limit != null && Times.plus(x.since, limit.nanos()) == due) {
      boolean good = limit.outcome() == Outcome.COMPLETED;
      int reason = good ? limit.reason() : reason(x, limit.reason());
      finish(timer, x, limit.outcome(), reason, false);
      return;
    }
    Outcome silent =
        !spec.quiet ? Outcome.TIMED_OUT : x.reason >= 0 ? Outcome.FAILED : Outcome.COMPLETED;
    finish(timer, x, silent, x.reason >= 0 ? x.reason : spec.idleReason, false);
  }

  @Override
  void end(Trigger t) {
    for (Transaction x : table.all()) {
      boolean ended = x.state == Transaction.State.ENDED;
      finish(t, x, ended ? OUTCOMES[x.outcome] : Outcome.OPEN_AT_END, ended ? x.reason : -1, false);
    }
  }

  @Override
  int size() {
    return table.size();
  }
}
