package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/** What a stage is working on: a record, a timer, or the end of the input. Reused by one thread. */
final class Trigger {

  long tau;
  int cause;

  /** The origin of the record that set it all off, even where it is not at hand any more. */
  @Nullable Origin origin;

  long seq;
  boolean retimed;

  /** Whether {@link #record} is one: a fact's is the record that it was told on. */
  boolean hasRecord;

  final RecordCursor record = new RecordCursor();

  void timer(long due) {
    tau = due;
    cause = Emission.BY_TIMER;
    origin = null;
    seq = 0;
    retimed = false;
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
    retimed = m.retimed;
    hasRecord = m.block != null;
    if (m.block != null && m.recordOrigin != null) {
      record.at(m.block, m.cell, m.recordOrigin);
    }
  }
}
