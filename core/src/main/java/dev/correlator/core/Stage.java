package dev.correlator.core;

/** A stage at work on the keys of one shard. Used by one thread at a time. */
abstract class Stage {

  final Shard shard;
  final int id;

  /** The number of the application that it is part of. */
  final int part;

  final Counts counts;
  final Keys keys = new Keys();

  /** A time at or before which nothing is due; moved on by {@link #advance}. */
  long nothingDueUntil = Long.MAX_VALUE;

  Stage(StageSpec spec, Shard shard) {
    this.shard = shard;
    this.id = spec.id;
    part = spec.module.part;
    counts = shard.counts[part];
  }

  /** A record that one of the stage's rules matched; timers due before it have fired. */
  void record(Trigger trigger, int hit) {
    throw new AssertionError("stage " + id + " takes no records");
  }

  /** A fact or event of an earlier stage; timers due before it have fired. */
  void message(Trigger trigger, Message message) {
    throw new AssertionError("stage " + id + " takes no messages");
  }

  /** Fires what is due at or before this time, in the order of due times and keys. */
  abstract void advance(long limit);

  /** The input has ended; all that was due at or before its last time has fired. */
  abstract void end(Trigger trigger);

  /** How many keys are kept. */
  abstract int size();

  /** How many timers are kept beside them. */
  int timers() {
    return 0;
  }

  /** Sends a message to the stages that take it. */
  final void send(Message m, int[] consumers) {
    for (int c : consumers) {
      shard.sent[c].add(m);
    }
  }

  /** Sends an event to the handlers, and to the stages that take it. */
  final void emit(CoreEnvelope<?> e, Trigger trigger, int[] consumers) {
    shard.events.add(e);
    if (consumers.length > 0) {
      send(e.message(trigger), consumers);
    }
  }
}
