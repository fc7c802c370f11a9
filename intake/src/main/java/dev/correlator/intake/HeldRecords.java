package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import java.util.ArrayDeque;

/**
 * Hands records on in the order of their first lines: what stands behind the first line of a record
 * that goes on in later lines waits until that one is whole. So an origin's time does not go back
 * only because records were put together. Used by one thread.
 *
 * <p>Bound: the lines in which parts overlap, see {@link Parts}.
 */
final class HeldRecords {

  private enum Kind {
    /** A place for a record that is not whole. */
    OPEN,
    RECORD,
    MOVED,
    LINES
  }

  /** What waits. */
  static final class Held {

    private final RecordHeader header = new RecordHeader();
    private Kind kind = Kind.OPEN;
    private int format;
    private int place;

    /** Of what the fields stand in: its first byte, that of the record as received, its end. */
    private int from;

    private int rawFrom;
    private int to;
    private int lines;
  }

  private final ArrayDeque<Held> queue = new ArrayDeque<>();
  private final ArrayDeque<Held> spare = new ArrayDeque<>();
  private RecordTaker taker;

  HeldRecords(RecordTaker taker) {
    this.taker = taker;
  }

  /** Forgets what waits. */
  void begin(RecordTaker newTaker) {
    taker = newTaker;
    spare.addAll(queue);
    queue.clear();
  }

  /** Keeps the place of a record whose first line is in hand: {@link #fill}. */
  Held open() {
    return add(Kind.OPEN);
  }

  private Held add(Kind kind) {
    Held held = spare.isEmpty() ? new Held() : spare.removeLast();
    held.kind = kind;
    queue.addLast(held);
    return held;
  }

  /** The record of that place is whole; see {@link RecordTaker#moved}. */
  void fill(Held held, int format, int place, int from, int rawFrom, int to, RecordHeader header) {
    held.kind = Kind.MOVED;
    held.format = format;
    held.place = place;
    held.from = from;
    held.rawFrom = rawFrom;
    held.to = to;
    held.header.copy(header);
    Held first = queue.peekFirst();
    while (first != null && first.kind != Kind.OPEN) {
      handOn(queue.removeFirst());
      first = queue.peekFirst();
    }
  }

  private void handOn(Held held) {
    switch (held.kind) {
      case RECORD -> taker.record(held.format, held.from, held.to, held.header);
      case MOVED ->
          taker.moved(held.format, held.place, held.from, held.rawFrom, held.to, held.header);
      case LINES -> taker.lines(held.lines);
      case OPEN -> throw new IllegalStateException("a record that is not whole");
    }
    spare.addLast(held);
  }

  /** See {@link RecordTaker#record}. */
  void record(int format, int from, int to, RecordHeader header) {
    if (queue.isEmpty()) {
      taker.record(format, from, to, header);
      return;
    }
    Held held = add(Kind.RECORD);
    held.format = format;
    held.from = from;
    held.to = to;
    held.header.copy(header);
  }

  /** See {@link RecordTaker#moved}. */
  void moved(int format, int place, int from, int rawFrom, int to, RecordHeader header) {
    if (queue.isEmpty()) {
      taker.moved(format, place, from, rawFrom, to, header);
    } else {
      fill(add(Kind.OPEN), format, place, from, rawFrom, to, header);
    }
  }

  /** See {@link RecordTaker#lines}. */
  void lines(int more) {
    Held last = queue.peekLast();
    if (last == null) {
      taker.lines(more);
    } else if (last.kind == Kind.LINES) {
      last.lines += more;
    } else {
      add(Kind.LINES).lines = more;
    }
  }
}
