package dev.correlator.intake;

import dev.correlator.core.RecordBlock;
import java.util.ArrayDeque;

/**
 * Blocks that are used again and again. Safe for use by any thread.
 *
 * <p>Bound: keeps {@link #SPARE_MAX} that nobody uses; what is given back beyond is left to the
 * garbage collector. How many are in use is bounded by who uses them: the reading ahead of {@link
 * Feeds}, and the engine's bound on what waits.
 */
final class BlockPool {

  /** More than are given back between two takes, as a rule. */
  static final int SPARE_MAX = 32;

  private final int blockBytes;
  private final ArrayDeque<RecordBlock> spare = new ArrayDeque<>();
  private int inUse;
  private int inUseMax;

  BlockPool(int blockBytes) {
    this.blockBytes = blockBytes;
  }

  /** An empty block. */
  RecordBlock take() {
    synchronized (spare) {
      inUse++;
      inUseMax = Math.max(inUseMax, inUse);
      RecordBlock block = spare.pollLast();
      if (block != null) {
        return block;
      }
    }
    return new RecordBlock(blockBytes);
  }

  /** Gives a block back. */
  void give(RecordBlock block) {
    block.clear();
    synchronized (spare) {
      inUse--;
      if (spare.size() < SPARE_MAX) {
        spare.addLast(block);
      }
    }
  }

  /** How many are in use. */
  int inUse() {
    synchronized (spare) {
      return inUse;
    }
  }

  /** How many were in use at most. */
  int inUseMax() {
    synchronized (spare) {
      return inUseMax;
    }
  }
}
