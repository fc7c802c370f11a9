package dev.correlator.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program over sources: merges them, stamps every record, lets the logic see the records in
 * canonical order as the watermark passes them, and gives out the events in canonical order. The
 * events are a function of the records alone: not of the number of shards, of threads, of the size
 * of blocks, or of the order in which sources are named.
 *
 * <p>Has no thread of its own: {@link #run} works on the caller's, shards on those of {@link
 * EngineOptions#tasks}. One use.
 */
public final class Engine {

  /** Rows between two releases, so that a block of very many records is not held back whole. */
  private static final int ROWS_PER_RELEASE = 16_384;

  final Program program;
  final Origins origins = new Origins();
  private final EngineOptions options;
  private final Output output;
  private final List<Shard> shards = new ArrayList<>();
  private final List<BlockWriter> writers = new CopyOnWriteArrayList<>();
  private final OrderBuffer buffer;

  /** The sources that have not ended, but for the one that is read: whose turn is next is first. */
  private final PriorityQueue<SourceCursor> open = new PriorityQueue<>();

  private final long holdNanos;
  private final int depths;
  private Origin[] originAt = new Origin[0];
  private long watermark = Long.MIN_VALUE;
  private long seq;
  private long waitingBytes;
  private long forced;

  /** Records that the sequencer is through with. */
  private long reached;

  private long retimed;
  private boolean started;
  private long firstTau = Long.MAX_VALUE;
  private long lastTau = Long.MIN_VALUE;

  /** By the number of the application. */
  private final long[] usedRecords;

  private final long[] orphans;
  private final long[] failedRecords;

  private final Gaps gaps = new Gaps();
  private volatile boolean stopping;

  /** Makes an engine. */
  public Engine(Program program, EngineOptions options, Output output) {
    this.program = program;
    this.options = options;
    this.output = output;
    holdNanos = Times.nanos(options.hold());
    buffer = new OrderBuffer(program.applications.size());
    usedRecords = new long[program.applications.size()];
    orphans = new long[program.applications.size()];
    failedRecords = new long[program.applications.size()];
    int deepest = 0;
    for (StageSpec s : program.stages) {
      deepest = Math.max(deepest, s.depth);
    }
    depths = deepest + 1;
    for (int i = 0; i < options.shards(); i++) {
      shards.add(new Shard(program, i, options.shards(), options.observer()));
    }
  }

  int shards() {
    return shards.size();
  }

  void add(BlockWriter writer) {
    writers.add(writer);
  }

  /** Ends the run as if the input ended here, soon. May be called from any thread. */
  public void stop() {
    stopping = true;
  }

  /**
   * Reads all sources to their ends.
   *
   * @param feeds the sources, in the order of their first times, and where these are the same of
   *     their contents: of records of one time, those of the first source come first
   */
  public void run(List<SourceFeed> feeds) {
    for (int i = 0; i < feeds.size() && !stopping; i++) {
      SourceCursor c = new SourceCursor(feeds.get(i), i);
      if (nextRow(c)) {
        open.add(c);
      }
    }
    while (!open.isEmpty() && !stopping) {
      SourceCursor c = open.remove();
      if (walk(c, limit(c))) {
        open.add(c);
      }
    }
    for (SourceCursor c : open) {
      if (c.block != null) { // stopped inside
        reached += c.block.recordsIn(c.row);
      }
    }
    finish();
  }

  /** How far a source may be read on before another one's turn comes. */
  private long limit(SourceCursor c) {
    SourceCursor next = open.peek();
    if (next == null) {
      return Long.MAX_VALUE;
    }
    return next.rank < c.rank ? next.headTau - 1 : next.headTau;
  }

  /** Makes the cursor stand at a stamped record; false where there is none left. */
  private boolean nextRow(SourceCursor c) {
    if (c.headStamped) {
      return true;
    }
    while (c.block == null || c.row >= c.block.records) {
      RecordBlock done = c.block;
      c.block = null;
      if (done != null) {
        leave(c, done);
      }
      if (!c.advance()) {
        return false;
      }
    }
    stamp(c, c.block);
    return true;
  }

  private long stamp(SourceCursor c, RecordBlock b) {
    int row = c.row;
    OriginClock clock = c.clockOf(b.origin[row]);
    b.timeNanos[row] = c.stamper.time(b.clock[row], b.timeNanos[row], clock, c);
    long tau = c.stamper.stamp(clock, watermark);
    c.headTau = tau;
    c.headStamped = true;
    return tau;
  }

  /** The sequencer is through with a block: it stays while records in it wait. */
  private void leave(SourceCursor c, RecordBlock b) {
    b.feed = c.feed;
    reached += b.recordsIn(b.records);
    if (b.pins == 0) {
      c.feed.release(b);
    } else {
      waitingBytes += b.capacity();
    }
    release();
  }

  private void unpinned(RecordBlock b) {
    SourceFeed feed = b.feed;
    if (feed != null) {
      b.feed = null;
      waitingBytes -= b.capacity();
      feed.release(b);
    }
  }

  /** Reads a source on, up to and with a limit, or until the run stops; false: it has ended. */
  private boolean walk(SourceCursor c, long limit) {
    while (nextRow(c)) {
      RecordBlock b = c.block;
      if (b == null || c.headTau > limit || stopping) {
        return true;
      }
      walkBlock(c, b, limit);
    }
    return false;
  }

  private void walkBlock(SourceCursor c, RecordBlock b, long limit) {
    int[] cells = b.cells;
    int n = b.records;
    int from = c.row;
    int to = Math.min(n, from + ROWS_PER_RELEASE);
    long tau = c.headTau;
    int cell = c.cell;
    int row = from;
    while (true) {
      // The head is stamped and its turn.
      c.headStamped = false;
      // No source is behind: the others' next records are not before this one.
      long w = Times.minus(tau, holdNanos) - 1;
      if (w > watermark) {
        watermark = w;
      }
      if (cell < b.cellsUsed && cells[cell + Cells.ROW] == row) {
        cell = take(b, cell, tau, c.stamper.flags(), b.origin[row]);
      } else {
        seq++;
      }
      firstTau = Math.min(firstTau, tau);
      if (b.timeNanos[row] < lastTau) {
        gaps.seen(b.timeNanos[row]);
      }
      if (tau > lastTau) {
        if (tau - lastTau > gaps.least && lastTau != Long.MIN_VALUE) {
          gaps.add(lastTau, tau);
        }
        lastTau = tau;
      }
      c.row = ++row;
      if (row >= to) {
        break;
      }
      tau = stamp(c, b);
      if (tau > limit) {
        break;
      }
    }
    c.cell = cell;
    if (row < n && row - from >= ROWS_PER_RELEASE) {
      release();
    }
  }

  /** A matched record goes to wait; returns the next one's cell. */
  private int take(RecordBlock b, int cell, long tau, int flags, int origin) {
    int[] cells = b.cells;
    retimed += (flags & Stamper.RETIMED) != 0 ? 1 : 0;
    Origin o = origin(origin);
    int repeat = cells[cell + Cells.REPEAT];
    for (int n = repeat; n > 0; n--) {
      buffer.add(tau, seq++, o, b, cell, flags);
    }
    return cell + cells[cell + Cells.FIELDS_AT] + 2 * cells[cell + Cells.FIELDS];
  }

  private Origin origin(int index) {
    if (index >= originAt.length) {
      originAt = origins.all().toArray(new Origin[0]);
    }
    return originAt[index];
  }

  /** Lets the logic see what the watermark has passed. */
  private void release() {
    output.progress();
    if (buffer.size > options.waitingRecordsMax() || waitingBytes > options.waitingBytesMax()) {
      force();
    }
    settle(watermark, false);
  }

  /** Too much waits: time is forced on past half of it, so that this stays rare. */
  private void force() {
    long first = buffer.first();
    long w = Math.max(first, (first >> 1) + (lastTau >> 1));
    for (SourceCursor c : open) {
      if (c.headStamped) {
        w = Math.min(w, c.headTau - 1); // stamped already, and not to be behind time
      }
    }
    if (w > watermark && w >= first && first != Long.MAX_VALUE) {
      watermark = w;
      forced++;
    }
  }

  private void settle(long w, boolean atEnd) {
    if (!started && firstTau <= w) { // nothing earlier can come any more
      started = true;
      shards.forEach(s -> s.start(firstTau));
    }
    int n = buffer.ready(w, origins.ranks());
    List<Runnable> work = new ArrayList<>(shards.size());
    for (Shard s : shards) {
      work.add(() -> {
        s.records(buffer, n, w);
        if (atEnd) {
          s.end(0, w);
        }
      });
    }
    work(work);
    for (int depth = 1; depth < depths; depth++) {
      List<List<Message>> inputs = gather(depth);
      int d = depth;
      work.clear();
      for (Shard s : shards) {
        work.add(() -> {
          s.messages(d, inputs, w);
          if (atEnd) {
            s.end(d, w);
          }
        });
      }
      work(work);
    }
    collect(w, atEnd);
    for (int a = 0; a < usedRecords.length; a++) {
      usedRecords[a] += buffer.countUsed(a, n);
      orphans[a] += buffer.countOrphans(a, n);
      failedRecords[a] += buffer.countFailed(a, n);
    }
    buffer.drop(n, this::unpinned);
  }

  private void work(List<Runnable> work) {
    if (work.size() == 1) {
      work.get(0).run();
    } else {
      options.tasks().all(work);
    }
  }

  /** The messages for the stages of a depth, from all shards, in canonical order. */
  private List<List<Message>> gather(int depth) {
    List<List<Message>> inputs = new ArrayList<>(program.stages.length);
    for (StageSpec stage : program.stages) {
      if (stage.depth != depth) {
        inputs.add(List.of());
        continue;
      }
      List<Message> all = new ArrayList<>();
      for (Shard s : shards) {
        all.addAll(s.sent[stage.id]);
        s.sent[stage.id].clear();
      }
      inputs.add(Emission.inOrder(all));
    }
    return inputs;
  }

  private void collect(long w, boolean atEnd) {
    List<CoreEnvelope<?>> events = new ArrayList<>();
    List<ModuleFailure> failures = new ArrayList<>();
    for (Shard s : shards) {
      events.addAll(s.events);
      s.events.clear();
      failures.addAll(s.failures);
      s.failures.clear();
    }
    if (!failures.isEmpty()) {
      failures.sort(ModuleFailure.ORDER);
      failures.forEach(output::failed);
    }
    int[] number = new int[1];
    @Nullable ModuleSpec module = null;
    for (StatisticsSpec s : program.statistics) {
      number[0] = s.event.module == module ? number[0] + 1 : 0;
      module = s.event.module;
      CoreEnvelope<?> e = s.over(shards, number[0], w, atEnd);
      while (e != null) {
        events.add(e);
        e = s.over(shards, number[0], w, atEnd);
      }
    }
    if (!events.isEmpty()) {
      List<CoreEnvelope<?>> ordered = Emission.inOrder(events);
      number(ordered);
      output.events(Collections.unmodifiableList(ordered));
    }
  }

  /** Events of one stage, key, type and time are told apart by their ordinals. */
  private static void number(List<CoreEnvelope<?>> events) {
    int i = 0;
    while (i < events.size()) {
      int from = i;
      long tau = events.get(i).tau;
      while (i < events.size() && events.get(i).tau == tau) {
        i++;
      }
      if (i - from > 1) {
        numberTwins(events.subList(from, i));
      }
    }
  }

  private static void numberTwins(List<CoreEnvelope<?>> sameTime) {
    if (sameTime.size() == 2) { // mostly: what two stages make of one record
      sameTime.get(1).ordinal = sameTime.get(1).isTwin(sameTime.get(0)) ? 1 : 0;
      return;
    }
    Set<Integer> hashes = HashSet.newHashSet(sameTime.size());
    for (int i = 0; i < sameTime.size(); i++) {
      CoreEnvelope<?> e = sameTime.get(i);
      if (hashes.add(e.twinHash())) {
        continue;
      }
      for (int j = i - 1; j >= 0; j--) {
        if (sameTime.get(j).isTwin(e)) {
          e.ordinal = sameTime.get(j).ordinal + 1;
          break;
        }
      }
    }
  }

  private void finish() {
    if (lastTau == Long.MIN_VALUE) {
      return;
    }
    // Where time was forced on to the last record, what is left must not seem to be of that time.
    long last = Math.max(lastTau, watermark + 1);
    if (options.drain()) {
      settle(last, false);
      shards.forEach(Shard::stopCalendars);
      settle(Long.MAX_VALUE - 1, false);
    }
    watermark = last;
    settle(last, true);
  }

  /** How many keys all stages keep. */
  int keysKept() {
    return shards.stream().mapToInt(Shard::size).sum();
  }

  /** How many timers all stages keep. */
  int timersKept() {
    return shards.stream().mapToInt(Shard::timers).sum();
  }

  /** How many matched records wait for the watermark. */
  int waiting() {
    return buffer.size;
  }

  /**
   * What the run did; complete once {@link #run} has returned.
   *
   * @throws IllegalStateException if the program has several applications
   */
  public EngineSummary summary() {
    if (program.applications.size() > 1) {
      throw new IllegalStateException("each has its own: " + program.applications);
    }
    return EngineSummary.of(this, 0, shards, writers);
  }

  /**
   * The same for one of the applications that ran together.
   *
   * @throws IllegalArgumentException if the program has none of this name
   */
  public EngineSummary summary(String application) {
    int part = program.applications.indexOf(application);
    if (part < 0) {
      throw new IllegalArgumentException(
          "'" + application + "' is none of " + program.applications);
    }
    return EngineSummary.of(this, part, shards, writers);
  }

  long usedRecords(int application) {
    return usedRecords[application];
  }

  long orphans(int application) {
    return orphans[application];
  }

  long failedRecords(int application) {
    return failedRecords[application];
  }

  long reached() {
    return reached;
  }

  List<EngineSummary.Gap> gaps() {
    return gaps.outstanding();
  }

  long forced() {
    return forced;
  }

  long firstTau() {
    return firstTau;
  }

  long lastTau() {
    return lastTau;
  }

  long retimed() {
    return retimed;
  }
}
