package dev.correlator.core;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind one row of a block, across the blocks behind it. Those are fetched only when
 * somebody looks that far: seldom. Used by one thread.
 */
final class RowsAhead implements Following {

  private final IntFunction<@Nullable RecordBlock> blocks;
  private RecordBlock block = new RecordBlock(0);
  private int row;

  /**
   * Makes a view that is at no row yet.
   *
   * @param blocks gives the n-th block behind the current one, from 1, or null behind the last
   */
  RowsAhead(IntFunction<@Nullable RecordBlock> blocks) {
    this.blocks = blocks;
  }

  /** Goes to a row. */
  void at(RecordBlock newBlock, int newRow) {
    block = newBlock;
    row = newRow;
  }

  @Override
  public int clock(int n) {
    RecordBlock b = block;
    int i = row + n;
    for (int k = 1; i >= b.records; k++) {
      i -= b.records;
      RecordBlock next = blocks.apply(k);
      if (next == null) {
        return -1;
      }
      b = next;
    }
    return b.clock[i];
  }

  @Override
  public long timeNanos(int n) {
    RecordBlock b = block;
    int i = row + n;
    for (int k = 1; i >= b.records; k++) {
      i -= b.records;
      RecordBlock next = blocks.apply(k);
      if (next == null) {
        throw new IllegalArgumentException("no record follows: " + n);
      }
      b = next;
    }
    return b.timeNanos[i];
  }
}
