package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes each record by itself. Which shard gets it is left to where it stands: nothing is kept from
 * one record to the next, and what is sent has its place by the record. The key of what is sent is
 * the record's host, so that events of two hosts do not have one id.
 */
final class EachStage extends Stage {

  private static final KeySource HOST = new KeySource(new int[] {-Cells.HOST});

  private final EachSpec spec;
  private final CodeContext context;

  /** By the number of the rule in the stage. */
  private final @Nullable RowBuilder[] rows;

  EachStage(EachSpec spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
    context = new CodeContext(this, spec.sending, spec.module);
    rows = new RowBuilder[spec.takings.size()];
    Arrays.setAll(
        rows,
        i -> {
          RecordShape shape = spec.takings.get(i).shape();
          return shape == null ? null : new RowBuilder(shape);
        });
  }

  @Override
  void record(Trigger t, int hit) {
    int rule = t.record.cells[hit + Cells.RULE] - spec.rules.getFirst().id;
    EachSpec.Taking taking = spec.takings.get(rule);
    byte[] key = host(t.record, hit);
    context.begin(t, key, key.length, false);
    try {
      taking
          .call()
          .on(
              values(t.record, hit, taking, rows[rule]),
              requireNonNull(t.stored(shard.program.sources)),
              context);
      if (context.forgotten || !context.timerChanges.isEmpty()) {
        throw new IllegalStateException(spec + " has no key: it has no timers and forgets nothing");
      }
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      context.discard();
      shard.failed(spec, t, key, key.length, e);
      return;
    }
    context.commit();
    counts.used++;
  }

  /** A key that nobody writes to: events that are sent keep it. */
  private byte[] host(RecordCursor r, int hit) {
    if (r.isOfOrigin()) {
      return r.origin.key();
    }
    HOST.encode(r.bytes, r.cells, r.cell, hit, r.origin.name, keys);
    return Arrays.copyOf(keys.bytes, keys.length);
  }

  private static @Nullable Object values(
      RecordCursor r, int hit, EachSpec.Taking taking, @Nullable RowBuilder row) {
    RecordShape shape = taking.shape();
    if (shape == null || row == null) {
      return null;
    }
    row.begin();
    for (int i = 0; i < taking.sources().length; i++) {
      row.from(i, taking.sources()[i], r, hit);
    }
    return shape.record(row.take(), 0);
  }

  @Override
  void advance(long limit) {
    nothingDueUntil = Long.MAX_VALUE;
  }

  @Override
  void end(Trigger t) {}

  @Override
  int size() {
    return 0;
  }
}
