package dev.correlator.core;

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
    return Times.clamped(spec.calendar.next(Times.instant(tau), shard.program.zone));
  }

  @Override
  void advance(long limit) {
    while (next <= limit && next != Long.MAX_VALUE) {
      timer.timer(next);
      context.begin(timer, NO_KEY, 0, false);
      try {
        spec.action.accept(context);
        context.commit();
      } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
        context.discard();
        shard.failed(spec, timer, NO_KEY, 0, e);
      }
      next = after(next);
    }
    nothingDueUntil = next == Long.MAX_VALUE ? next : next - 1;
  }

  /** The last record's time is over: what fires behind it are deadlines, not times of day. */
  void stop() {
    next = Long.MAX_VALUE;
    nothingDueUntil = next;
  }

  @Override
  void end(Trigger t) {
    stop();
  }

  @Override
  int size() {
    return 0;
  }
}
