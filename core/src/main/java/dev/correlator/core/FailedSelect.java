package dev.correlator.core;

/**
 * Tells that code by which a stage selects records failed at one. It ran where records are parsed,
 * in any order; here its failure has its place among those of other calls, and its record is
 * counted as theirs are.
 */
final class FailedSelect extends Stage {

  private static final byte[] NO_KEY = {};

  private final StageSpec spec;

  FailedSelect(StageSpec spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
  }

  @Override
  void record(Trigger t, int hit) {
    RecordCursor r = t.record;
    shard.failed(spec, t, NO_KEY, 0, r.block.thrown(r.cells[hit + Cells.KEY_HASH]));
  }

  @Override
  void advance(long limit) {}

  @Override
  void end(Trigger t) {}

  @Override
  int size() {
    return 0;
  }
}
