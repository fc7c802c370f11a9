package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/** What a stage is working on: a record, a timer, or the end of the input. Reused by one thread. */
final class Trigger {

  long tau;
  int cause;

  /** The origin of the record that set it all off, even where it is not at hand any more. */
  @Nullable Origin origin;

  long seq;

  /** What was found about the record's time: {@link Stamper#flags}. */
  int flags;

  /** Whether {@link #record} is one: a fact's is the record that it was told on. */
  boolean hasRecord;

  final RecordCursor record = new RecordCursor();

  /** A copy of the record, made when it is first asked for: all that is sent on it shares it. */
  private @Nullable StoredRecord stored;

  /** Makes a record that which all is set off by. */
  void record(RecordBlock block, int cell, Origin of) {
    hasRecord = true;
    record.at(block, cell, of);
    stored = null;
  }

  /** The record, copied out of its block; null where there is none. */
  @Nullable StoredRecord stored(Sources sources) {
    if (!hasRecord) {
      return null;
    }
    StoredRecord copy = stored;
    if (copy == null) {
      copy = new StoredRecord(record, sources);
      stored = copy;
    }
    return copy;
  }

  boolean retimed() {
    return (flags & Stamper.RETIMED) != 0;
  }

  void timer(long due) {
    tau = due;
    cause = Emission.BY_TIMER;
    origin = null;
    seq = 0;
    flags = 0;
    hasRecord = false;
  }

  void end(long last) {
    timer(last);
    cause = Emission.BY_END;
  }

  void message(Message m) {
    tau = m.tau;
    cause = m.cause;
    origin = m.origin;
    seq = m.seq;
    flags = m.flags;
    hasRecord = false;
    if (m.block != null && m.recordOrigin != null) {
      record(m.block, m.cell, m.recordOrigin);
    }
  }
}
