package dev.correlator.core;

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
  private final DueList byTotal = new DueList();
  private final DueList byTrail = new DueList();
  private final Trigger timer = new Trigger();
  private final int[] tallies = new int[OUTCOMES.length];
  private final Metrics metrics;
  private final int room;

  /** No transaction has been idle since before this time. */
  private long idleSince = Long.MAX_VALUE;

  TransactionStage(TransactionSpec spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
    shape = spec.event.shape;
    table = new KeyTable<>(spec.maxKeys);
    metrics = shard.metrics(spec.module);
    facts = new RowBuilder[spec.told.size()];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = new RowBuilder(spec.told.get(i));
    }
    java.util.Arrays.fill(tallies, -1);
    spec.tallies.forEach((outcome, metric) -> tallies[outcome.ordinal()] = metric);
    room = EvidenceList.RECORD_BYTES_MAX + 8 * shape.texts;
  }

  @Override
  void record(Trigger t, int hit) {
    RecordCursor r = t.record;
    Rule rule = shard.program.rules[r.cells[hit + Cells.RULE]];
    if (!rule.key.encode(r.bytes, r.cells, r.cell, hit, r.origin.name, keys)) {
      shard.counts.withoutKey++;
      return;
    }
    int hash = r.cells[hit + Cells.KEY_HASH];
    Transaction tx = table.find(keys.bytes, keys.length, hash);
    if (tx != null && tx.state == Transaction.State.ENDED) {
      if (!rule.opens()) {
        apply(t, hit, rule, tx);
        return;
      }
      finish(t, tx, OUTCOMES[tx.outcome], tx.reason, false);
      tx = null;
    }
    if (tx != null && rule.kind == Rule.Kind.START) {
      finish(t, tx, Outcome.SUPERSEDED, -1, false);
      tx = null;
    }
    boolean started = true;
    if (tx == null) {
      if (rule.kind == Rule.Kind.STEP || rule.kind == Rule.Kind.END_IF_OPEN) {
        shard.counts.orphans++;
        return;
      }
      started = rule.kind != Rule.Kind.END;
      tx = open(t, hash, r.cells[hit + Cells.KEY_GROUP]);
    }
    apply(t, hit, rule, tx);
    if (rule.kind.compareTo(Rule.Kind.END) >= 0) {
      ended(t, rule, tx, started);
    }
  }

  private Transaction open(Trigger t, int hash, int group) {
    Transaction full = table.overflow(group);
    if (full != null) {
      boolean ended = full.state == Transaction.State.ENDED;
      shard.counts.evicted += ended ? 0 : 1;
      finish(
          t,
          full,
          ended ? OUTCOMES[full.outcome] : Outcome.EVICTED,
          ended ? full.reason : -1,
          false);
    }
    Transaction tx = new Transaction(keys.bytes, keys.length, hash, group, shape, t.tau, room);
    table.add(tx);
    if (spec.totalNanos != Long.MAX_VALUE) {
      byTotal.add(tx);
      due(Times.plus(t.tau, spec.totalNanos));
    }
    if (spec.idleNanos != Long.MAX_VALUE && t.tau < idleSince) {
      idleSince = t.tau;
      due(Times.plus(t.tau, spec.idleNanos));
    }
    if (spec.chain != null) {
      spec.chain.seen(this, t, spec, tx);
    }
    return tx;
  }

  private void due(long at) {
    if (at <= nothingDueUntil) {
      nothingDueUntil = at - 1;
    }
  }

  private void apply(Trigger t, int hit, Rule rule, Transaction tx) {
    RecordCursor r = t.record;
    for (int i = 0; i < rule.copyHoles.length; i++) {
      int field = r.cells[hit + Cells.HIT + rule.copyHoles[i]];
      if (field != Cells.NO_HOLE) {
        copy(t, field, rule, rule.copyComponents[i], tx);
      }
    }
    for (int i = 0; i < rule.copyFields.length; i++) {
      copyField(r, rule.copyFields[i], shape.slots[rule.fieldComponents[i]], tx);
    }
    for (int c : rule.counts) {
      int slot = shape.slots[c];
      tx.fixed(slot, tx.fixed(slot) + 1);
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
    if (rule.reasonChange != Rule.ReasonChange.KEEP) {
      changeReason(rule, tx);
    }
    tx.retimed |= t.retimed;
    tx.addEvidence(r.block.source, r.offset(), r.line());
    table.touch(tx, t.tau);
    shard.counts.used++;
    for (Rule.Tell tell : rule.tells) {
      tell(t, hit, tell, tx);
    }
    if (shard.observer != null) {
      shard.observer.joined(
          spec.module.name,
          spec.name,
          Keys.parts(tx.cell, 0, tx.keyLength),
          Times.instant(tx.began),
          Times.instant(t.tau),
          new StoredRecord(r, shard.program.sources));
    }
  }

  private static void changeReason(Rule rule, Transaction tx) {
    switch (rule.reasonChange) {
      case SET -> tx.reason = (short) rule.newReason;
      case SET_IF_NONE -> tx.reason = tx.reason < 0 ? (short) rule.newReason : tx.reason;
      case CLEAR -> tx.reason = -1;
      case KEEP -> {}
    }
  }

  private void copy(Trigger t, int field, Rule rule, int component, Transaction tx) {
    RecordCursor r = t.record;
    int from = Cells.from(r.frame, field);
    int to = from + Cells.length(field);
    int slot = shape.slots[component];
    if (shape.kinds[component] != RecordShape.Kind.TEXT) {
      long v = number(r.bytes, from, to);
      if (shape.kinds[component] == RecordShape.Kind.INT) {
        v = Math.clamp(v, Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
      tx.fixed(slot, v);
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
      int from = Cells.from(r.frame, field);
      tx.text(shape, slot, r.bytes, from, from + Cells.length(field));
    } else if (which == Cells.HOST) {
      tx.text(shape, slot, r.origin.name, 0, r.origin.name.length);
    }
  }

  private void name(
      Trigger t, ChainSpec chain, Transaction tx, byte @Nullable [] former, byte[] id) {
    switch (tx.addLink(former, id, LINKS_MAX)) {
      case 1 -> chain.named(this, t, spec, tx, id);
      case -1 -> shard.counts.evicted++;
      default -> {}
    }
  }

  /** The number in decimal digits, at most 18, with or without a minus sign. */
  private static long number(byte[] b, int from, int to) {
    boolean negative = from < to && b[from] == '-';
    long v = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      v = v * 10 + b[i] - '0';
    }
    return negative ? -v : v;
  }

  private void tell(Trigger t, int hit, Rule.Tell tell, Transaction tx) {
    int[] consumers = spec.factConsumers[tell.number()];
    if (consumers.length == 0) {
      return;
    }
    RowBuilder row = facts[tell.number()];
    RecordShape fact = tell.shape();
    RecordCursor r = t.record;
    row.begin();
    for (int i = 0; i < tell.sources().length; i++) {
      Rule.FactSource source = tell.sources()[i];
      if (source.of() == Rule.FactSource.Of.COMPONENT) {
        copyComponent(row, i, source.index(), tx);
        continue;
      }
      boolean hole = source.of() == Rule.FactSource.Of.HOLE;
      int field = hole ? r.cells[hit + Cells.HIT + source.index()] : r.field(source.index());
      if (field == Cells.NO_HOLE || !hole && Cells.length(field) == 0) {
        continue;
      }
      int from = Cells.from(r.frame, field);
      int to = from + Cells.length(field);
      if (fact.kinds[i] == RecordShape.Kind.TEXT) {
        row.text(i, r.bytes, from, to);
      } else {
        row.fixed(i, number(r.bytes, from, to));
      }
    }
    send(new Message(t, id, tx.cell, tx.keyLength, fact, row.take(), 0, null), consumers);
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
    Outcome outcome = started ? rule.outcome : Outcome.END_WITHOUT_START;
    int reason =
        outcome == Outcome.COMPLETED || tx.reason < 0 || !started ? rule.reason : tx.reason;
    if (spec.trailNanos == 0) {
      finish(t, tx, outcome, reason, true);
      return;
    }
    if (spec.totalNanos != Long.MAX_VALUE) {
      byTotal.remove(tx);
    }
    tx.state = Transaction.State.ENDED;
    tx.ended = t.tau;
    tx.outcome = (byte) outcome.ordinal();
    tx.reason = (short) reason;
    byTrail.add(tx);
    due(Times.plus(t.tau, spec.trailNanos));
  }

  /**
   * Sends a transaction.
   *
   * @param ownRecord whether the trigger's record is one of its own
   */
  private void finish(Trigger t, Transaction tx, Outcome outcome, int reason, boolean ownRecord) {
    table.remove(tx);
    if (tx.state == Transaction.State.ENDED) {
      byTrail.remove(tx);
    } else if (spec.totalNanos != Long.MAX_VALUE) {
      byTotal.remove(tx);
    }
    long ended = tx.state == Transaction.State.ENDED ? tx.ended : tx.touched;
    tx.state = Transaction.State.GONE;
    @Nullable String why = reason < 0 ? null : spec.reasons.get(reason);
    int metric = tallies[outcome.ordinal()];
    if (metric >= 0) {
      metrics.add(t.tau, metric, 1);
    }
    boolean withRecord = t.hasRecord;
    t.hasRecord = withRecord && ownRecord;
    if (spec.chain != null) {
      spec.chain.ended(this, t, spec, tx, outcome, why, ended);
    } else {
      emit(
          CoreEnvelope.transaction(shard, spec.event, t, id, tx, outcome, why, ended),
          t,
          spec.eventConsumers);
    }
    t.hasRecord = withRecord;
  }

  @Override
  void advance(long limit) {
    while (nothingDueUntil < limit) {
      long totalDue =
          byTotal.first == null ? Long.MAX_VALUE : Times.plus(byTotal.first.began, spec.totalNanos);
      long trailDue =
          byTrail.first == null ? Long.MAX_VALUE : Times.plus(byTrail.first.ended, spec.trailNanos);
      long idleDue = idleDue(limit);
      long due = Math.min(idleDue, Math.min(totalDue, trailDue));
      if (due > limit || due == Long.MAX_VALUE) {
        nothingDueUntil = due == Long.MAX_VALUE ? due : due - 1;
        return;
      }
      fire(due, totalDue == due, trailDue == due, idleDue == due);
    }
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

  private void fire(long due, boolean total, boolean trail, boolean idle) {
    List<Transaction> all = new ArrayList<>(2);
    if (total) {
      for (Transaction x = byTotal.first;
          x != null && Times.plus(x.began, spec.totalNanos) == due;
          x = x.dueAfter) {
        all.add(x);
      }
    }
    if (trail) {
      for (Transaction x = byTrail.first;
          x != null && Times.plus(x.ended, spec.trailNanos) == due;
          x = x.dueAfter) {
        all.add(x);
      }
    }
    if (idle) {
      all.addAll(table.touchedAt(due - spec.idleNanos));
    }
    if (all.size() > 1) {
      all.sort(Keyed::compareKey);
    }
    timer.timer(due);
    for (Transaction x : all) {
      if (x.state == Transaction.State.ENDED) {
        finish(timer, x, OUTCOMES[x.outcome], x.reason, false);
      } else if (x.state == Transaction.State.OPEN) {
        boolean tooLong = total && Times.plus(x.began, spec.totalNanos) == due;
        int own = tooLong ? spec.totalReason : spec.idleReason;
        finish(timer, x, givenUpAs(x, tooLong), x.reason >= 0 ? x.reason : own, false);
      }
    }
  }

  private Outcome givenUpAs(Transaction x, boolean tooLong) {
    if (tooLong || !spec.quiet) {
      return Outcome.TIMED_OUT;
    }
    return x.reason >= 0 ? Outcome.FAILED : Outcome.COMPLETED;
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
