package dev.correlator.core;

import dev.correlator.api.ThresholdFlow.Rearm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts facts of one key in a sliding window. A key whose window is empty is as good as new: it is
 * taken out when a key of its group comes, so that nothing has to be looked for in between.
 */
final class ThresholdStage extends Stage {

  /**
   * The last facts of a key, each as time, source and offset, line: a ring. Behind the key stand
   * the values that are kept of them, oldest first, each behind a byte: 0 where there is none, else
   * its length and 1. So a key with one fact takes no object more.
   */
  private static final class Recent extends Keyed {
    static final int ROW = 3;
    long[] rows = new long[ROW];
    short size;
    short next;
    boolean fired;
    int valuesEnd;

    Recent(byte[] key, int length, int room, int hash, int group) {
      super(Arrays.copyOf(key, length + room), length, hash, group);
      valuesEnd = length;
    }

    void clear() {
      size = 0;
      next = 0;
      fired = false;
      valuesEnd = keyLength;
    }

    void add(int limit, long tau, long place, long line) {
      if (size * ROW == rows.length && size < limit) {
        int wider = Math.min(limit, size * 2);
        rows = Arrays.copyOf(rows, wider * ROW);
        next = size; // it was full and began at 0: it has never wrapped
      }
      rows[next * ROW] = tau;
      rows[next * ROW + 1] = place;
      rows[next * ROW + 2] = line;
      next = (short) ((next + 1) * ROW == rows.length && next + 1 == limit ? 0 : next + 1);
      size = (short) Math.min(size + 1, limit);
    }

    /**
     * Keeps the value of the fact that is added next; that of the oldest goes where it does.
     *
     * @param length of the value, -1 where there is none
     */
    void keep(int limit, byte[] b, int from, int length) {
      if (size == limit) {
        int second = behindValue(keyLength);
        System.arraycopy(cell, second, cell, keyLength, valuesEnd - second);
        valuesEnd -= second - keyLength;
      }
      int end = valuesEnd + 1 + Math.max(0, length);
      if (end > cell.length) {
        cell = Arrays.copyOf(cell, Math.max(end, cell.length + (cell.length >> 1)));
      }
      cell[valuesEnd] = (byte) (length + 1);
      if (length > 0) {
        System.arraycopy(b, from, cell, valuesEnd + 1, length);
      }
      valuesEnd = end;
    }

    int behindValue(int at) {
      return at + Math.max(1, cell[at] & 0xFF);
    }

    /** The row of the n-th of the kept ones, oldest first. */
    int row(int n, int limit) {
      return size < limit ? n * ROW : (next + n) % limit * ROW;
    }
  }

  private static final int SOURCE_SHIFT = 48;

  /** The place of a fact that no record led to. */
  private static final long NO_RECORD = -1;

  private final ThresholdSpec spec;
  private final KeyTable<Recent> table;
  private final RowBuilder row;
  private final @Nullable RowBuilder toldRow;

  ThresholdStage(ThresholdSpec spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
    table = new KeyTable<>(spec.maxKeys);
    row = new RowBuilder(spec.event.shape);
    toldRow = spec.told == null ? null : new RowBuilder(spec.told);
  }

  @Override
  void message(Trigger t, Message m) {
    boolean reset = m.shape == spec.resetFact;
    if (!m.encodeKey(reset ? spec.keyOfReset : spec.keyOfFact, keys)) {
      counts.withoutKey++;
      return;
    }
    if (!shard.owns(keys)) {
      return;
    }
    int hash = (int) Bytes.hash(keys.bytes, 0, keys.length, shard.program.hashSeed);
    Recent recent = table.find(keys.bytes, keys.length, hash);
    if (reset) {
      if (recent != null) {
        table.remove(recent);
      }
    } else {
      count(t, m, recent == null ? open(t, m, hash) : awake(t, recent));
    }
  }

  private Recent open(Trigger t, Message m, int hash) {
    int group = keys.group();
    Recent oldest = table.oldest(group);
    while (oldest != null && isQuiet(oldest, t)) {
      table.remove(oldest);
      oldest = table.oldest(group);
    }
    Recent full = table.overflow(group);
    if (full != null) {
      table.remove(full);
      counts.evicted++;
    }
    int room = spec.kept < 0 ? 0 : 1 + Math.max(0, keptLength(m, keptAt(m)));
    Recent recent = new Recent(keys.bytes, keys.length, room, hash, group);
    recent.touched = t.tau;
    table.add(recent);
    return recent;
  }

  private boolean isQuiet(Recent recent, Trigger t) {
    return recent.touched <= Times.minus(t.tau, spec.windowNanos);
  }

  private Recent awake(Trigger t, Recent recent) {
    if (isQuiet(recent, t)) {
      recent.clear();
    }
    return recent;
  }

  /** Where the fact's row has the value to keep. */
  private int keptAt(Message m) {
    return m.shape.textAt(m.row(), m.rowAt, m.shape.slots[spec.kept]);
  }

  /** How much of it is kept; -1 where there is none. */
  private static int keptLength(Message m, int at) {
    int length = RecordShape.length(m.row(), at);
    return length == RecordShape.NO_TEXT ? -1 : Math.min(length, ThresholdSpec.KEPT_MAX);
  }

  private void count(Trigger t, Message m, Recent recent) {
    long after = Times.minus(t.tau, spec.windowNanos);
    boolean dropped = recent.size < spec.limit || recent.rows[recent.row(0, spec.limit)] <= after;
    if (spec.kept >= 0) {
      int at = keptAt(m);
      recent.keep(spec.limit, m.row(), at + 2, keptLength(m, at));
    }
    if (t.hasRecord) {
      RecordCursor r = t.record;
      long place = (long) r.block.source << SOURCE_SHIFT | r.offset();
      recent.add(spec.limit, t.tau, place, r.line());
    } else {
      recent.add(spec.limit, t.tau, NO_RECORD, 0);
    }
    table.touch(recent, t.tau);
    boolean reached = recent.size == spec.limit && recent.rows[recent.row(0, spec.limit)] > after;
    if (!reached) {
      recent.fired &= spec.rearm != Rearm.DROP;
      return;
    }
    boolean fires =
        switch (spec.rearm) {
          case QUIET -> !recent.fired;
          case DROP -> !recent.fired || dropped;
          case EVERY, RESET -> true;
        };
    if (fires) {
      fire(t, m, recent);
    }
  }

  private void fire(Trigger t, Message m, Recent recent) {
    recent.fired = true;
    if (toldRow != null && spec.told != null) {
      tell(t, m, recent, toldRow, spec.told);
    }
    long began = recent.rows[recent.row(0, spec.limit)];
    row.begin();
    RecordShape shape = spec.event.shape;
    for (int i = 0; i < spec.copies.length; i++) {
      int from = spec.copies[i];
      if (i == spec.countComponent) {
        row.fixed(i, spec.limit);
      } else if (i == spec.firstComponent) {
        row.fixed(i, began);
      } else {
        copy(row, shape, i, m, from);
      }
    }
    byte[] evidence = evidence(recent);
    CoreEnvelope<?> e =
        CoreEnvelope.plain(
            shard,
            spec.event,
            t,
            id,
            recent.cell,
            recent.keyLength,
            row.take(),
            began,
            evidence,
            records(recent),
            false);
    if (spec.tally >= 0) {
      shard.metrics(spec.module).add(t.tau, spec.tally, 1);
    }
    if (spec.rearm == Rearm.RESET) {
      table.remove(recent);
    }
    emit(e, t, spec.consumers);
  }

  /** Tells each value that is kept, once: in the order in which they came. */
  private void tell(Trigger t, Message m, Recent recent, RowBuilder told, RecordShape shape) {
    Set<ByteBuffer> seen = new HashSet<>();
    int behind;
    for (int at = recent.keyLength; at < recent.valuesEnd; at = behind) {
      behind = recent.behindValue(at);
      if (!seen.add(ByteBuffer.wrap(recent.cell, at, behind - at))) {
        continue;
      }
      told.begin();
      for (int i = 0; i < spec.toldCopies.length; i++) {
        if (spec.toldCopies[i] != spec.kept) {
          copy(told, shape, i, m, spec.toldCopies[i]);
        } else if (recent.cell[at] != 0) {
          told.text(i, recent.cell, at + 1, behind);
        }
      }
      byte[] taken = told.take();
      send(new Message(t, id, recent.cell, recent.keyLength, shape, taken, 0), spec.toldConsumers);
    }
  }

  /** Fills a component of a row with one of a fact. */
  private static void copy(RowBuilder row, RecordShape shape, int to, Message m, int from) {
    if (shape.kinds[to] != RecordShape.Kind.TEXT) {
      row.fixed(to, Bytes.word(m.row(), m.rowAt + m.shape.slots[from] * 8));
      return;
    }
    int at = m.shape.textAt(m.row(), m.rowAt, m.shape.slots[from]);
    int length = RecordShape.length(m.row(), at);
    if (length != RecordShape.NO_TEXT) {
      row.text(to, m.row(), at + 2, at + 2 + length);
    }
  }

  private static int records(Recent recent) {
    int n = 0;
    for (int i = 0; i < recent.size; i++) {
      n += recent.rows[i * Recent.ROW + 1] == NO_RECORD ? 0 : 1;
    }
    return n;
  }

  private byte[] evidence(Recent recent) {
    byte[] b =
        new byte[Math.min(spec.limit, EvidenceList.KEPT + 1) * EvidenceList.RECORD_BYTES_MAX];
    int end = 0;
    int n = 0;
    for (int i = 0; i < recent.size; i++) {
      int r = recent.row(i, spec.limit);
      long place = recent.rows[r + 1];
      if (place == NO_RECORD) {
        continue;
      }
      int source = (int) (place >>> SOURCE_SHIFT);
      long offset = place & (1L << SOURCE_SHIFT) - 1;
      end =
          n == 0
              ? EvidenceList.first(b, 0, source, offset, recent.rows[r + 2])
              : EvidenceList.further(b, 0, end, n, source, offset, recent.rows[r + 2]);
      n++;
    }
    return Arrays.copyOf(b, end);
  }

  @Override
  void advance(long limit) {
    nothingDueUntil = Long.MAX_VALUE;
  }

  @Override
  void end(Trigger t) {
    table.all().forEach(table::remove);
  }

  @Override
  int size() {
    return table.size();
  }
}
