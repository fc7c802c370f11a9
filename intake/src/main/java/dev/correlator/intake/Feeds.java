package dev.correlator.intake;

import dev.correlator.core.BlockWriter;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.SourceFeed;
import dev.correlator.core.Stamper;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of all sources of a run, read and parsed: on the engine's own thread, or ahead of it
 * on others. Both give the same blocks in the same order.
 *
 * <p>The engine's thread parses too instead of waiting for others: as many threads as there are
 * cores are at work, whichever of parsing and logic takes longer, and none that could be left out
 * takes the core of the engine, for which all of them wait in the end.
 *
 * <p>Bound of reading ahead: {@value #AHEAD} blocks, shared among the sources, at least one for
 * each; then parsers rest until the engine takes one. Beside them one in all that the engine's
 * thread has parsed.
 */
public final class Feeds implements Closeable {

  /** How many parsed blocks may wait for the engine. */
  static final int AHEAD = 8;

  /** How long a parser gets to finish its block. */
  private static final int CLOSE_SECONDS = 2;

  /** Reads on, parses what was read, and says what was found. */
  interface Filler {
    void parse(RecordBlock block, Found found);
  }

  private final Intake intake;
  private final Rejects rejects;
  private final BlockPool pool;
  private final List<SourceFeed> feeds = new ArrayList<>();
  private final @Nullable ExecutorService parsers;
  private final ThreadLocal<Filler> fillers;
  private volatile boolean closed;

  private final ReentrantLock lock = new ReentrantLock();

  /** A block is parsed, a source has ended, or parsing has failed. */
  private final Condition change = lock.newCondition();

  /** What ended the work of a parser, whatever source it was on. Guarded by lock. */
  private @Nullable Throwable failure;

  /** Whether a block that the engine's thread parsed waits for its turn. Guarded by lock. */
  private boolean ownWaits;

  /** What blocks that are parsed ahead are counted in. Guarded by lock. */
  private final ArrayDeque<Found> spare = new ArrayDeque<>();

  /** What the engine's own thread counts in. */
  private final Found own;

  /**
   * Begins to read.
   *
   * @param writers makes a writer for each thread that parses
   * @param threads how many threads parse ahead; 0: the engine's own thread parses
   * @param rejects takes what cannot be parsed, on the engine's thread
   */
  public Feeds(Intake intake, Supplier<BlockWriter> writers, int threads, Rejects rejects) {
    this(intake, threads, rejects, () -> filler(intake.parser(), writers.get()));
  }

  Feeds(Intake intake, int threads, Rejects rejects, Supplier<Filler> fillers) {
    this.intake = intake;
    this.rejects = rejects;
    own = intake.found();
    this.fillers = ThreadLocal.withInitial(fillers);
    pool = new BlockPool(intake.sources().size());
    parsers = threads == 0 ? null : Executors.newFixedThreadPool(threads, this::thread);
    int ahead = Math.max(1, AHEAD / Math.max(1, intake.sources().size()));
    for (LogSource source : intake.sources()) {
      feeds.add(parsers == null ? new Direct(source) : new Ahead(source, parsers, ahead));
    }
  }

  private static Filler filler(BlockParser parser, BlockWriter writer) {
    return (block, found) -> parser.parse(block, writer, found);
  }

  private static final AtomicInteger THREADS = new AtomicInteger();

  private Thread thread(Runnable work) {
    return Thread.ofPlatform()
        .name("parser-" + THREADS.incrementAndGet())
        .daemon()
        .uncaughtExceptionHandler((thread, e) -> failed(e)) // between two blocks
        .unstarted(work);
  }

  /** A parser is gone: whoever waits for a block gets no other. Needs no memory. */
  private void failed(Throwable e) {
    lock.lock();
    try {
      failure = failure == null ? e : failure; // what comes behind may follow from it
      change.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The sources' blocks, in the order of {@link Intake#sources}. */
  public List<SourceFeed> feeds() {
    return List.copyOf(feeds);
  }

  /** How many blocks are in use. */
  public int blocksInUse() {
    return pool.inUse();
  }

  /** How many blocks were in use at most. */
  public int blocksInUseMax() {
    return pool.inUseMax();
  }

  /** Stops reading; blocks that were handed out stay as they are. For the engine's thread. */
  @Override
  public void close() throws IOException {
    closed = true;
    ExecutorService p = parsers;
    if (p != null) {
      p.shutdown();
      try {
        // Tasks that have not begun see that it is over; one that reads from a pipe may wait for
        // long.
        p.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    fillers.remove(); // this thread's own: it may live on
    intake.close();
  }

  /** What both ways have in common. */
  private abstract class Feed implements SourceFeed {

    final LogSource source;

    Feed(LogSource source) {
      this.source = source;
    }

    @Override
    public Stamper stamper() {
      return source.stamper();
    }

    @Override
    public void release(RecordBlock block) {
      pool.give(block);
    }

    RecordBlock handedOut(RecordBlock block, Found found) {
      source.count(block, found, rejects);
      return block;
    }
  }

  /** Reads and parses when it is asked for a block. */
  private final class Direct extends Feed {

    Direct(LogSource source) {
      super(source);
    }

    @Override
    public @Nullable RecordBlock next() {
      RecordBlock block = pool.take();
      if (closed || !source.read(block)) {
        pool.give(block);
        return null;
      }
      own.clear();
      fillers.get().parse(block, own);
      return handedOut(block, own);
    }
  }

  /** A block that somebody is parsing, or has parsed. */
  private static final class Slot {
    final RecordBlock block;
    final Found found;

    /** Whether the engine's thread parses it. */
    final boolean own;

    boolean parsed;

    Slot(RecordBlock block, Found found, boolean own) {
      this.block = block;
      this.found = found;
      this.own = own;
    }
  }

  /** Reads and parses ahead. Each task takes the next block of the source; blocks stay in order. */
  private final class Ahead extends Feed {

    private final ExecutorService tasks;
    private final ReentrantLock reading = new ReentrantLock();

    // Guarded by lock.
    private final ArrayDeque<Slot> slots = new ArrayDeque<>(1);
    private boolean ended;

    Ahead(LogSource source, ExecutorService tasks, int ahead) {
      super(source);
      this.tasks = tasks;
      for (int i = 0; i < ahead; i++) {
        tasks.execute(() -> work(false));
      }
    }

    /**
     * Reads and parses the next block.
     *
     * @param own whether on the engine's thread
     */
    private void work(boolean own) {
      try {
        Slot slot = read(own);
        if (slot != null) {
          fillers.get().parse(slot.block, slot.found);
          parsed(slot);
        }
      } catch (Exception e) { // a fault of ours: the engine's thread takes it over
        failed(new IllegalStateException("parsing " + source.name() + " failed", e));
      } catch (Error e) { // of the machine, as a rule: there may be no memory to say more
        failed(e);
      }
    }

    private void parsed(Slot slot) {
      lock.lock();
      try {
        slot.parsed = true;
        change.signal();
      } finally {
        lock.unlock();
      }
    }

    private @Nullable Slot read(boolean own) {
      reading.lock();
      try {
        RecordBlock block = pool.take();
        boolean more = !closed && source.read(block);
        if (!more) {
          pool.give(block);
        }
        lock.lock();
        try {
          if (!more) {
            ended = true;
            change.signal();
            return null;
          }
          Found found = spare.isEmpty() ? intake.found() : spare.removeLast();
          found.clear();
          Slot slot = new Slot(block, found, own);
          slots.addLast(slot);
          ownWaits |= own;
          return slot;
        } finally {
          lock.unlock();
        }
      } finally {
        reading.unlock();
      }
    }

    @Override
    public @Nullable RecordBlock next() {
      Slot slot = await();
      if (slot == null) {
        return null;
      }
      if (!slot.own) {
        try {
          tasks.execute(() -> work(false));
        } catch (RejectedExecutionException e) {
          // Closed meanwhile: what was parsed is the end.
          return handedOut(slot.block, slot.found);
        }
      }
      RecordBlock block = handedOut(slot.block, slot.found);
      lock.lock();
      try {
        spare.addLast(slot.found);
      } finally {
        lock.unlock();
      }
      return block;
    }

    /** No switch over types: the JVM makes what it needs anew in each start. */
    private void throwIfFailed() {
      Throwable thrown = failure;
      if (thrown instanceof Error e) {
        throw e;
      }
      if (thrown != null) {
        throw thrown instanceof RuntimeException e
            ? e
            : new IllegalStateException("a parser ended", thrown);
      }
    }

    /** The next block, parsed; null: there is none. */
    private @Nullable Slot await() {
      while (true) {
        lock.lock();
        try {
          Slot first = firstUnlessToParse();
          if (first != null || slots.isEmpty() && ended) {
            return first;
          }
        } finally {
          lock.unlock();
        }
        work(true);
      }
    }

    /**
     * Takes the first block out once it is parsed; null where there is none any more, and where
     * there is another one that the engine's thread can parse meanwhile. Called under the lock.
     */
    private @Nullable Slot firstUnlessToParse() {
      while (true) {
        throwIfFailed();
        Slot first = slots.peekFirst();
        if (first != null && first.parsed) {
          ownWaits &= !first.own;
          return slots.pollFirst();
        }
        if (first == null && ended) {
          return null;
        }
        // What comes by a pipe may be long in coming, and what is parsed must not wait for it.
        if (source.isFile() && !ended && !ownWaits) {
          return null;
        }
        change.awaitUninterruptibly();
      }
    }
  }
}
