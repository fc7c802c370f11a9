package dev.correlator.core;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Local times of one zone as instants. The stretch of time around the last one in which the offset
 * does not change is kept, so that a conversion is two comparisons. Used by one thread.
 */
final class ZoneClock {

  private final ZoneRules rules;

  // Local times from..to are all alike: one offset, or (in an overlap) two.
  private long from;
  private long to;
  private long offset;
  private long laterOffset;

  ZoneClock(ZoneId zone) {
    rules = zone.getRules();
    enter(0);
  }

  /**
   * The instant of a local time. One that the clocks skip moves ahead by what they skip. Of one
   * that they show twice, the instant that is not before {@code floor} and nearest to {@code near}.
   *
   * @param local nanoseconds since 1970-01-01T00:00:00 on the zone's clocks
   * @param floor nanoseconds since the epoch
   * @param near nanoseconds since the epoch, or the smallest long
   */
  long instant(long local, long floor, long near) {
    if (local < from || local >= to) {
      enter(local);
    }
    long early = local - offset;
    if (offset == laterOffset) {
      return early;
    }
    long late = local - laterOffset;
    if (early < floor) {
      return late;
    }
    return near != Long.MIN_VALUE && Math.abs(late - near) < Math.abs(early - near) ? late : early;
  }

  private void enter(long local) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(local, Times.SECOND),
            (int) Math.floorMod(local, Times.SECOND),
            ZoneOffset.UTC);
    ZoneOffsetTransition transition = rules.getTransition(time);
    if (transition != null) {
      offset = nanos(transition.getOffsetBefore());
      laterOffset = transition.isOverlap() ? nanos(transition.getOffsetAfter()) : offset;
      from = earlier(transition);
      to = later(transition);
      return;
    }
    ZoneOffset single = rules.getOffset(time);
    offset = nanos(single);
    laterOffset = offset;
    Instant instant = time.toInstant(single);
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    from = before == null ? Long.MIN_VALUE : later(before);
    to = after == null ? Long.MAX_VALUE : earlier(after);
  }

  private static long earlier(ZoneOffsetTransition t) {
    return Math.min(local(t.getDateTimeBefore()), local(t.getDateTimeAfter()));
  }

  private static long later(ZoneOffsetTransition t) {
    return Math.max(local(t.getDateTimeBefore()), local(t.getDateTimeAfter()));
  }

  /** Transitions lie on full seconds; those outside of what a long can tell are far away. */
  private static long local(LocalDateTime time) {
    long seconds = time.toEpochSecond(ZoneOffset.UTC);
    if (seconds > Long.MAX_VALUE / Times.SECOND) {
      return Long.MAX_VALUE;
    }
    return seconds < Long.MIN_VALUE / Times.SECOND ? Long.MIN_VALUE : seconds * Times.SECOND;
  }

  private static long nanos(ZoneOffset zone) {
    return zone.getTotalSeconds() * Times.SECOND;
  }
}
