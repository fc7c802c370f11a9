package dev.correlator.intake;

import dev.correlator.core.RecordBlock;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The blocks of a run, used again and again. Safe for use by any thread.
 *
 * <p>Bound: as many blocks as it was made for. When all are in use, {@link #take} waits for one to
 * be given back: readers stop, nothing is lost. Who reads and gives back in one thread asks {@link
 * #isEmpty} before.
 */
public final class BlockPool {

  private final String name;
  private final int blocksMax;
  private final int blockBytes;
  private final ArrayDeque<RecordBlock> free = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private int made;

  /** Makes a pool; blocks are made when they are needed first. */
  public BlockPool(String name, int blocksMax, int blockBytes) {
    this.name = name;
    this.blocksMax = blocksMax;
    this.blockBytes = blockBytes;
  }

  /** A block that is empty; waits until there is one. */
  public RecordBlock take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (free.isEmpty() && made == blocksMax) {
        given.await();
      }
      RecordBlock block = free.pollLast();
      if (block == null) {
        made++;
        block = new RecordBlock(blockBytes);
      }
      return block;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a block back. */
  public void give(RecordBlock block) {
    lock.lock();
    try {
      block.clear();
      free.addLast(block);
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all blocks are in use, so that {@link #take} would wait. */
  public boolean isEmpty() {
    lock.lock();
    try {
      return free.isEmpty() && made == blocksMax;
    } finally {
      lock.unlock();
    }
  }

  /** How many blocks are in use. */
  public int used() {
    lock.lock();
    try {
      return made - free.size();
    } finally {
      lock.unlock();
    }
  }

  /** What it is called where its bound is reported. */
  public String name() {
    return name;
  }

  /** How many blocks there can be. */
  public int blocksMax() {
    return blocksMax;
  }
}
