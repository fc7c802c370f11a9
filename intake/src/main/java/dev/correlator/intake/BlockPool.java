package dev.correlator.intake;

import dev.correlator.core.RecordBlock;
import java.util.ArrayDeque;

/**
 * Blocks that are used again and again. Safe for use by any thread.
 *
 * <p>Each source of a run waits with a block in hand for its turn. Few have blocks of the usual
 * size; of many, {@value #USUAL_MAX} at a time, those that are read on, and the others small ones.
 *
 * <p>Bound: keeps {@link #SPARE_MAX} that nobody uses; what is given back beyond is left to the
 * garbage collector, as are small blocks and those that had to grow. How many are in use is bounded
 * by who uses them: the reading ahead of {@link Feeds}, and the engine's bound on what waits.
 */
final class BlockPool {

  /** More than are given back between two takes, as a rule. */
  static final int SPARE_MAX = 32;

  /** Blocks of the usual size that are in use by many sources. */
  static final int USUAL_MAX = 64;

  private final int smallBytes;
  private final int usualMax;
  private final ArrayDeque<RecordBlock> spare = new ArrayDeque<>();
  private int inUse;
  private int inUseMax;
  private int usualInUse;

  BlockPool(int sources) {
    smallBytes = BlockSize.of(sources);
    usualMax = smallBytes == BlockSize.USUAL ? Integer.MAX_VALUE : USUAL_MAX;
  }

  /** An empty block. */
  RecordBlock take() {
    boolean usual;
    synchronized (spare) {
      inUse++;
      inUseMax = Math.max(inUseMax, inUse);
      usual = usualInUse < usualMax;
      if (usual) {
        usualInUse++;
        RecordBlock block = spare.pollLast();
        if (block != null) {
          return block;
        }
      }
    }
    return new RecordBlock(usual ? BlockSize.USUAL : smallBytes);
  }

  /** Gives a block back. */
  void give(RecordBlock block) {
    block.clear();
    boolean usual = block.firstCapacity() == BlockSize.USUAL;
    synchronized (spare) {
      inUse--;
      usualInUse -= usual ? 1 : 0;
      if (usual && block.capacity() == BlockSize.USUAL && spare.size() < SPARE_MAX) {
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
