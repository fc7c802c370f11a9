package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import org.jspecify.annotations.Nullable;

/**
 * Walks the frames of a block: what stands for one record each, without its framing. A carriage
 * return in front of a line feed belongs to the framing; other control characters are data. Used by
 * one thread.
 */
final class Frames {

  private final int recordBytesMax;
  private final ExportedEntry entry = new ExportedEntry();
  private final NextCount nextCount = new NextCount();

  private Framing framing = Framing.LINES;
  private RecordLines recordLines = RecordLines.NONE;
  private boolean joins;
  private byte[] bytes = {};
  private int length;
  private int next;

  /** First byte of the frame with what stands in front of the record, as a count. */
  private int begin;

  /** First byte of the frame. */
  int from;

  /** Byte behind the frame's last, or behind as much of it as a record may have. */
  int to;

  /** How many lines it has, where lines are joined; else 1. */
  int lines = 1;

  /** Whether the frame's end was seen, and not only the end of the bytes. */
  boolean whole;

  /** Whether the frame ends where the next one was found, and not as frames do. */
  private boolean interrupted;

  /** Whether something of the frame is missing. */
  boolean truncated;

  /** Whether the last whole frame goes on behind those that {@link #wholeBytes} counted. */
  boolean cut;

  /** See {@link dev.correlator.core.RecordBlock}. */
  private boolean lastIsCut;

  private boolean broken;

  /** Whether the source ends with the bytes. */
  private boolean ends;

  /** The frame is the same wherever the bytes end from here on, or right behind it; else 0. */
  private int looked;

  /** Why the frame holds no record, or null. */
  @Nullable Rejection problem;

  Frames(int recordBytesMax) {
    this.recordBytesMax = recordBytesMax;
  }

  void open(Framing newFraming, RecordLines newLines, byte[] newBytes, int newLength) {
    lastIsCut = false;
    broken = false;
    ends = false;
    framing = newFraming;
    recordLines = newLines;
    joins = framing == Framing.LINES && !recordLines.equals(RecordLines.NONE);
    bytes = newBytes;
    length = newLength;
    next = 0;
  }

  /** Begins with a block. */
  void open(Framing newFraming, RecordLines newLines, RecordBlock block) {
    open(newFraming, newLines, block.bytes, block.length);
    lastIsCut = block.cut;
    broken = block.broken;
    ends = block.last;
  }

  /** The bytes were moved; they are the same. */
  void moved(byte[] newBytes) {
    bytes = newBytes;
  }

  /**
   * Whether it may be the first part of a record only. Says the same where more bytes are to come
   * as where the block was cut behind the frame.
   */
  boolean mayBeCut() {
    return interrupted || !whole;
  }

  /** Goes on to the next frame; false if there is none. */
  boolean next() {
    interrupted = false;
    truncated = false;
    looked = 0;
    boolean more = frame();
    if (next >= length && (lastIsCut || broken && !whole)) {
      truncated = true;
    }
    return more;
  }

  private boolean frame() {
    lines = 1;
    if (framing == Framing.OCTET_COUNTED) {
      return counted();
    }
    if (framing == Framing.EXPORTED) {
      return exported();
    }
    if (!line()) {
      return false;
    }
    if (joins && problem == null) {
      join();
    }
    return true;
  }

  /** Takes the lines behind it that belong to it. */
  private void join() {
    int record = from;
    int firstTo = to;
    int previous = from;
    LineJoin join = null; // most records have one line, and need not be asked
    while (next < length) {
      int start = next;
      int end = Words.find(bytes, start, length, Words.LINE_FEEDS);
      int behind = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
      if (recordLines.begins(bytes, record, start, behind)) {
        return;
      }
      if (join == null) {
        join = recordLines.behind(bytes, record, firstTo);
      }
      if (!join.joins(bytes, record, previous, start, behind)) {
        return;
      }
      if (behind - record > recordBytesMax || lines == LineJoin.LINES_MAX) {
        truncated = behind - start <= recordBytesMax; // a longer line is none of it, but too long
        return;
      }
      previous = start;
      whole = end < length;
      next = end + 1;
      to = behind;
      lines++;
    }
  }

  private boolean line() {
    int start = next;
    if (start >= length) {
      return false;
    }
    int end = framing.end(bytes, start, length);
    problem = null;
    whole = end < length;
    next = end + framing.trailerBytes();
    from = start;
    boolean isReturn = framing == Framing.LINES && end > start && bytes[end - 1] == '\r';
    to = isReturn ? end - 1 : end;
    if (to - start > recordBytesMax) {
      tooLong();
    } else if (framing == Framing.NULS) {
      // As between counted records: it is of what was sent before.
      while (from < to && bytes[from] == '\n') {
        from++;
      }
    }
    return true;
  }

  private void tooLong() {
    problem = Rejection.TOO_LONG;
    to = from + recordBytesMax;
  }

  private boolean counted() {
    while (next < length && (bytes[next] == '\n' || bytes[next] == '\r')) {
      // Some senders put it behind a counted record, and do not count it.
      next++;
    }
    if (next >= length) {
      return false;
    }
    int start = next;
    begin = start;
    problem = null;
    int behindCount = OctetCount.behind(bytes, start, length);
    if (behindCount > 0) {
      record(behindCount, OctetCount.value(bytes, start, behindCount));
    } else if (behindCount == 0) {
      from = start;
      to = length;
      next = length;
      whole = false;
      problem = Rejection.CUT_OFF;
    } else {
      uncounted(start);
    }
    return true;
  }

  private boolean exported() {
    while (next < length && bytes[next] == '\n') {
      next++;
    }
    if (next >= length) {
      return false;
    }
    from = next;
    begin = from;
    problem = null;
    entry.begin();
    int behind = entry.read(bytes, from, length);
    whole = behind >= 0;
    next = whole ? behind : length;
    // Behind the last field are its line feed and the empty line; the input may end before either.
    to = whole ? behind - 2 : length - (entry.isBetweenLines() ? 1 : 0);
    truncated = !whole && entry.isInsideText();
    if (to - from > recordBytesMax) {
      tooLong();
    } else if (entry.damaged) {
      problem = Rejection.FRAMING;
    } else if (!whole && !entry.canEnd()) {
      problem = Rejection.CUT_OFF;
    }
    return true;
  }

  private void record(int start, int count) {
    from = start;
    whole = count <= length - start;
    to = whole ? start + count : length;
    next = to;
    if (count > recordBytesMax) {
      to = Math.min(to, start + recordBytesMax);
      problem = Rejection.TOO_LONG;
    } else if (!whole) {
      problem = Rejection.CUT_OFF;
    } else if (count > 0 && bytes[to - 1] == '\n') {
      // Templates that are made for files end in one, and senders count it.
      to -= count > 1 && bytes[to - 2] == '\r' ? 2 : 1;
    }
  }

  /**
   * No count where one should be: a record that is ended by a line feed, or damage. Looked at are
   * as many bytes as a record may have, so that what is found does not depend on the blocks.
   */
  private void uncounted(int start) {
    from = start;
    int farthest = start + recordBytesMax;
    next = nextCount.find(bytes, start, Math.min(length, farthest), ends && length < farthest);
    looked = Math.min(nextCount.looked, farthest);
    boolean line = bytes[next - 1] == '\n';
    interrupted = !line;
    truncated = interrupted;
    whole = line || next < length || next == farthest;
    to = next;
    if (line) {
      to -= to - 1 > start && bytes[to - 2] == '\r' ? 2 : 1;
    }
    if (OctetCount.behind(bytes, start, next) == 0) {
      problem = Rejection.CUT_OFF; // so it seems too where a block ends behind it
    } else if (bytes[start] != '<') {
      problem = Rejection.FRAMING;
    } else if (!line && next == farthest) {
      problem = Rejection.TOO_LONG;
    }
  }

  /**
   * How many of the first bytes are whole frames: where lines are joined, all but the last. The
   * frame in hand is then the last of them, or is empty.
   *
   * @param mayBeFewer whether fewer frames may be taken, too, and are to be the same then
   */
  int wholeBytes(
      Framing newFraming,
      RecordLines newLines,
      byte[] newBytes,
      int newLength,
      boolean mayBeFewer) {
    open(newFraming, newLines, newBytes, newLength);
    cut = false;
    int last = 0;
    int end;
    if (joins) {
      end = 0;
      length = behindLineFeed(newLength);
      // What follows may belong to the last one, if neither of them is too long.
      boolean mayGoOn = newLength - length <= recordBytesMax;
      while (next() && (next < length || problem != null || !mayGoOn)) {
        last = end;
        end = next;
        cut = truncated;
      }
    } else if (framing == Framing.LINES) {
      end = behindLineFeed(newLength);
      last = behindLineFeed(end - 1);
    } else {
      end = 0;
      int previous = 0;
      int needed = 0; // so many bytes, or none behind the frame that was found by them
      boolean more = next();
      while (more && whole && looked <= length) {
        if (next >= needed) {
          last = previous;
          end = next;
        }
        previous = next;
        needed = looked > next && mayBeFewer ? Integer.MAX_VALUE : Math.max(needed, looked);
        more = next();
      }
      if (!framing.hasTrailer() && end == previous) {
        // Line feeds may stand in front of the next one, as many as they like.
        end = more ? begin : newLength;
      }
    }
    open(newFraming, newLines, newBytes, end);
    next = last;
    if (!next()) {
      from = 0;
      to = 0;
    }
    return end;
  }

  /** The place behind the last line feed in front of a place. */
  private int behindLineFeed(int limit) {
    int p = Math.max(0, limit);
    while (p > 0 && bytes[p - 1] != '\n') {
      p--;
    }
    return p;
  }

  /**
   * How many bytes behind {@code length} belong to the frame at the start, which does not end
   * before it; -1: all up to the next trailer.
   */
  static long bytesToSkip(Framing framing, byte[] bytes, int length) {
    if (framing.hasTrailer()) {
      return -1;
    }
    int behindCount = OctetCount.behind(bytes, 0, length);
    return behindCount > 0
        ? (long) behindCount + OctetCount.value(bytes, 0, behindCount) - length
        : 0;
  }
}
