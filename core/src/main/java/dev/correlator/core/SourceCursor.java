package dev.correlator.core;

import java.util.ArrayDeque;
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

  /** The effective time of the row, once it was stamped. */
  long headTau;

  boolean headStamped;

  /** What was read to look ahead: at most as many blocks as a stamper looks at records. */
  private final ArrayDeque<RecordBlock> ahead = new ArrayDeque<>();

  /** The row in the block that {@link #holding} found. */
  private int foundRow;

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

  /** Goes on to the next block with records; false behind the last. */
  boolean advance() {
    RecordBlock next = ahead.poll();
    if (next == null) {
      next = read();
    }
    block = next;
    row = 0;
    cell = 0;
    return next != null;
  }

  private @Nullable RecordBlock read() {
    while (!ended) {
      RecordBlock b = feed.next();
      if (b == null) {
        ended = true;
      } else {
        b.firstLine = lines + 1;
        lines += b.frames;
        if (b.records > 0) {
          return b;
        }
        feed.release(b);
      }
    }
    return null;
  }

  @Override
  public int clock(int n) {
    RecordBlock b = holding(n);
    return b == null ? -1 : b.clock[foundRow];
  }

  @Override
  public long timeNanos(int n) {
    RecordBlock b = holding(n);
    if (b == null) {
      throw new IllegalArgumentException("no record follows: " + n);
    }
    return b.timeNanos[foundRow];
  }

  /** The block of the n-th record behind the row, or null where there is none. */
  private @Nullable RecordBlock holding(int n) {
    RecordBlock b = block;
    if (b == null) {
      return null;
    }
    int r = row + n;
    if (r < b.records) {
      foundRow = r;
      return b;
    }
    r -= b.records;
    for (RecordBlock next : ahead) {
      if (r < next.records) {
        foundRow = r;
        return next;
      }
      r -= next.records;
    }
    return readUntil(r);
  }

  private @Nullable RecordBlock readUntil(int record) {
    int r = record;
    while (true) {
      RecordBlock next = read();
      if (next == null) {
        return null;
      }
      ahead.add(next);
      if (r < next.records) {
        foundRow = r;
        return next;
      }
      r -= next.records;
    }
  }
}
