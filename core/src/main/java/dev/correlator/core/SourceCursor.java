package dev.correlator.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the sequencer stands in a source. */
final class SourceCursor implements Following {

  final SourceFeed feed;
  final Stamper stamper;
  @Nullable RecordBlock block;
  int row;

  /** The cell of the first matched record at or behind the row. */
  int cell;

  /** The largest effective time so far. */
  long reached = Long.MIN_VALUE;

  /** The effective time of the row, once it was stamped. */
  long headTau;

  boolean headStamped;

  private @Nullable RecordBlock ahead;
  private boolean ended;
  private long lines;
  private OriginClock[] clocks = new OriginClock[16];

  SourceCursor(SourceFeed feed) {
    this.feed = feed;
    stamper = feed.stamper();
  }

  OriginClock clockOf(int origin) {
    if (origin >= clocks.length) {
      clocks = Arrays.copyOf(clocks, Math.max(origin + 1, clocks.length * 2));
    }
    OriginClock c = clocks[origin];
    if (c == null) {
      c = new OriginClock();
      clocks[origin] = c;
    }
    return c;
  }

  /** Goes on to the next block; false behind the last. */
  boolean advance() {
    RecordBlock next = ahead;
    ahead = null;
    if (next == null && !ended) {
      next = read();
    }
    block = next;
    row = 0;
    cell = 0;
    return next != null;
  }

  private @Nullable RecordBlock read() {
    RecordBlock b = feed.next();
    if (b == null) {
      ended = true;
    } else {
      b.firstLine = lines + 1;
      lines += b.frames;
    }
    return b;
  }

  /** The frames of the blocks read so far. */
  long lines() {
    return lines;
  }

  @Override
  public int clock(int n) {
    RecordBlock b = holding(n);
    return b == null ? -1 : b.clock[at(n)];
  }

  @Override
  public long timeNanos(int n) {
    RecordBlock b = holding(n);
    if (b == null) {
      throw new IllegalArgumentException("no record follows: " + n);
    }
    return b.timeNanos[at(n)];
  }

  private int at(int n) {
    RecordBlock b = block;
    int i = row + n;
    return b != null && i >= b.records ? i - b.records : i;
  }

  private @Nullable RecordBlock holding(int n) {
    RecordBlock b = block;
    if (b == null || row + n < b.records) {
      return b;
    }
    if (ahead == null && !ended) {
      ahead = read();
    }
    RecordBlock next = ahead;
    return next != null && row + n - b.records < next.records ? next : null;
  }
}
