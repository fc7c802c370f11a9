package dev.correlator.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Where the sequencer stands in a source. In the order of their next records, and where these have
 * the same time, of their ranks.
 */
final class SourceCursor implements Following, Comparable<SourceCursor> {

  final SourceFeed feed;

  /** Its place among the sources. */
  final int rank;

  final Stamper stamper;
  @Nullable RecordBlock block;
  int row;

  /** The cell of the first matched record at or behind the row. */
  int cell;

  /** The effective time of the row, once it was stamped. */
  long headTau;

  boolean headStamped;

  /** What was read to look ahead: at most as many blocks as a stamper looks at records. */
  private final ArrayDeque<RecordBlock> ahead = new ArrayDeque<>(1);

  /** The row in the block that {@link #holding} found. */
  private int foundRow;

  private boolean ended;
  private long lines;

  /**
   * By their origins, each at the first free place from its number on, modulo the size. A source
   * names few of the origins of a run, whose numbers go up to that of all.
   */
  private OriginClock[] clocks = new OriginClock[4];

  private int clocksUsed;

  SourceCursor(SourceFeed feed, int rank) {
    this.feed = feed;
    this.rank = rank;
    stamper = feed.stamper();
  }

  @Override
  public int compareTo(SourceCursor other) {
    int byTime = Long.compare(headTau, other.headTau);
    return byTime == 0 ? Integer.compare(rank, other.rank) : byTime;
  }

  OriginClock clockOf(int origin) {
    int at = origin & clocks.length - 1;
    OriginClock c = clocks[at];
    while (c != null && c.origin != origin) {
      at = at + 1 & clocks.length - 1;
      c = clocks[at];
    }
    return c == null ? newClock(origin, at) : c;
  }

  private OriginClock newClock(int origin, int at) {
    OriginClock c = new OriginClock(origin);
    clocks[at] = c;
    if (++clocksUsed * 2 > clocks.length) {
      OriginClock[] narrower = clocks;
      clocks = new OriginClock[narrower.length * 2];
      for (OriginClock known : narrower) {
        if (known != null) {
          int place = known.origin & clocks.length - 1;
          while (clocks[place] != null) {
            place = place + 1 & clocks.length - 1;
          }
          clocks[place] = known;
        }
      }
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
