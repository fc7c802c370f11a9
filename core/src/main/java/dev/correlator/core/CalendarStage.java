package dev.correlator.core;

import java.time.Instant;

/** Code that runs at the times of a calendar: in the shard of the first key group alone. */
final class CalendarStage extends Stage {

  private static final byte[] NO_KEY = {};

  private final CalendarSpec spec;
  private final CodeContext context;
  private final Trigger timer = new Trigger();
  private long next = Long.MAX_VALUE;

  CalendarStage(CalendarSpec spec, Shard shard) {
    super(spec, shard);
    this.spec = spec;
    context = new CodeContext(this, spec.sending, spec.module);
  }

  /** The time of the first record is known. */
  void start(long tau) {
    if (shard.owns(0)) {
      next = after(tau);
      nothingDueUntil = next - 1;
    }
  }

  private long after(long tau) {
    Instant n = spec.calendar.next(Times.instant(tau), shard.program.zone);
    return Times.nanos(n);
  }

  @Override
  void advance(long limit) {
    if (limit == Long.MAX_VALUE) {
      return; // the end of time has no calendar
    }
    while (next <= limit) {
      timer.timer(next);
      context.begin(timer, NO_KEY, 0, false);
      try {
        spec.action.accept(context);
        context.commit();
      } catch (RuntimeException e) {
        context.discard();
        shard.failed(spec, timer, NO_KEY, 0, e);
      }
      next = after(next);
    }
    nothingDueUntil = next == Long.MAX_VALUE ? next : next - 1;
  }

  @Override
  void end(Trigger t) {
    next = Long.MAX_VALUE;
    nothingDueUntil = next;
  }

  @Override
  int size() {
    return 0;
  }
}
