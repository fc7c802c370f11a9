package dev.correlator.core;

import dev.correlator.api.RecordHeader.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of one source their times: what a record says, completed by the year and the
 * zone that it leaves out, and the effective time by which logic orders records. Every record is
 * stamped, wanted or not: an origin's clock does not depend on which modules are loaded. Reads no
 * clock. Used by one thread; makes no object for a record, but where a zone's offset or the year
 * changes.
 *
 * <p>For each record {@link #time}, then {@link #stamp}, then {@link #flags}.
 *
 * <p>What is ahead of all records of the source so far by more than a day is believed when the next
 * records confirm it, {@value #CONFIRMING} of them or as many as the source has left: none of them
 * may be more than a day behind it. So a host whose clock is wrong moves nobody's time, and a log
 * that pauses for a week goes on. Of the source's first record most of the next decide.
 */
@SuppressWarnings("EnumOrdinal") // Rows of blocks hold clocks as bytes.
public final class Stamper {

  /** Effective time raised to that of the origin's record before; see {@link StampPolicy}. */
  public static final int ADJUSTED = 1;

  /** The effective time is not the record's own, which had passed or is not believed. */
  public static final int RETIMED = 2;

  /** The record is further behind its origin's last than jitter explains. */
  public static final int CLOCK_STEP = 4;

  /** The record has no time; that of the record before is taken. */
  public static final int ASSUMED_TIME = 8;

  /** The record is ahead of its time by more than a day, and those behind it are not. */
  public static final int FUTURE = 16;

  /** How many records confirm a leap ahead. */
  static final int CONFIRMING = 8;

  /** How far to look for them: those without a time do not count. */
  static final int LOOK_AHEAD_MAX = 64;

  /** How many steps back in a row make an origin's clock start anew. */
  static final int STEPS_UNTIL_REBASED = 3;

  private static final long NOTHING = Long.MIN_VALUE;

  /**
   * What a time in nanoseconds can tell, with room for offsets: years {@link YearRule#YEAR_MIN} on.
   */
  private static final long EARLIEST = YearlessTime.DAY * -105_900;

  private static final long LATEST = YearlessTime.DAY * 106_200;

  private static final int NONE = Clock.NONE.ordinal();
  private static final int ABSOLUTE = Clock.ABSOLUTE.ordinal();
  private static final int YEARLESS = Clock.YEARLESS.ordinal();
  private static final int DAYLESS = Clock.DAYLESS.ordinal();

  /** File systems note times a little behind the clock: so far ahead a first time of day may be. */
  private static final long DAYLESS_SLACK = Times.SECOND;

  private final StampPolicy policy;
  private final YearRule yearRule;
  private final @Nullable ZoneId zone;
  private final ZoneClock clock;
  private final YearlessTime years;
  private final long referenceNanos;

  // The source: the latest time believed, and that of the record before.
  private long reached = NOTHING;
  private long previous = NOTHING;

  /** The times of the records behind the one in hand, when they are asked. */
  private final long[] behind = new long[CONFIRMING];

  // The record in hand.
  private long time;
  private int flags;

  private int firstYear;
  private @Nullable LocalDate firstDay;
  private boolean withoutZone;
  private long records;
  private long adjusted;
  private long retimed;
  private long clockSteps;
  private long assumedTimes;
  private long future;
  private long missingHoldNanos;

  /**
   * Makes the stamper of a source.
   *
   * @param yearRule for records that leave out the year
   * @param zone for records that leave out the zone; null: nobody said it, UTC is assumed
   */
  public Stamper(StampPolicy policy, YearRule yearRule, @Nullable ZoneId zone) {
    this.policy = policy;
    this.yearRule = yearRule;
    this.zone = zone;
    clock = new ZoneClock(zone == null ? ZoneOffset.UTC : zone);
    referenceNanos =
        Times.SECOND
            * Math.clamp(
                yearRule.reference().getEpochSecond(),
                EARLIEST / Times.SECOND,
                LATEST / Times.SECOND);
    years = new YearlessTime(YearlessTime.yearOf(referenceNanos));
  }

  /**
   * The time of the next record of the source: what it says, nanoseconds since the epoch.
   *
   * @param clockOrdinal how {@code timeNanos} is to be read: ordinal of a {@link Clock}
   * @param timeNanos the time in the header
   * @param origin the origin's clock
   * @param following the records behind it
   */
  public long time(int clockOrdinal, long timeNanos, OriginClock origin, Following following) {
    records++;
    flags = 0;
    long t = complete(clockOrdinal, timeNanos, origin.reachedNanos, reached);
    if (t == NOTHING) {
      t = assumed(following);
    } else if (t > reached) {
      if (reached == NOTHING) {
        first(t, following);
      } else if (t - reached > YearlessTime.DAY) {
        leap(t, following);
      } else {
        reached = t;
      }
    }
    if ((flags & FUTURE) == 0) {
      previous = t;
    }
    time = t;
    return t;
  }

  /**
   * The effective time of the record that {@link #time} was called for last.
   *
   * @param origin its origin's clock
   * @param watermark the time up to which all is settled: the effective time is after it
   */
  public long stamp(OriginClock origin, long watermark) {
    long tau = time;
    if ((flags & (FUTURE | ASSUMED_TIME)) != 0) {
      tau = unbelieved(origin);
    } else if (tau >= origin.reachedNanos) {
      origin.reachedNanos = tau;
      origin.stepsInARow = 0;
    } else if (policy.order() == StampPolicy.Order.ARRIVAL) {
      tau = behind(origin, watermark);
    }
    if (tau <= watermark) {
      tau = watermark + 1;
      flags |= RETIMED;
    }
    if ((flags & (ADJUSTED | RETIMED)) != 0) {
      count(origin);
      if (watermark >= time) {
        long missing = watermark - time + 1;
        missingHoldNanos = Math.max(missingHoldNanos, missing < 0 ? Long.MAX_VALUE : missing);
      }
    }
    origin.tauNanos = tau;
    return tau;
  }

  /** What {@link #time} and {@link #stamp} found: {@link #ADJUSTED} and its neighbours, or-ed. */
  public int flags() {
    return flags;
  }

  /**
   * The latest time believed so far, nanoseconds since the epoch; the smallest long before the
   * first.
   */
  public long reachedNanos() {
    return reached;
  }

  private void count(OriginClock origin) {
    if ((flags & ADJUSTED) != 0) {
      adjusted++;
      origin.adjusted++;
    }
    if ((flags & RETIMED) != 0) {
      retimed++;
      origin.retimed++;
    }
  }

  private long unbelieved(OriginClock origin) {
    long tau = Math.max(origin.tauNanos, (flags & FUTURE) != 0 ? NOTHING : time);
    if ((flags & FUTURE) != 0) {
      flags |= RETIMED;
      future++;
      origin.future++;
    }
    return tau == NOTHING ? reached : tau;
  }

  /** The record is behind its origin's clock: a little, or more than jitter explains. */
  private long behind(OriginClock origin, long watermark) {
    if (origin.reachedNanos - time <= policy.jitterNanos()) {
      flags |= ADJUSTED;
      origin.stepsInARow = 0;
      return origin.reachedNanos;
    }
    flags |= RETIMED | CLOCK_STEP;
    clockSteps++;
    origin.clockSteps++;
    if (++origin.stepsInARow == STEPS_UNTIL_REBASED) {
      origin.reachedNanos = time;
      origin.stepsInARow = 0;
    }
    return Math.max(origin.tauNanos, watermark + 1);
  }

  /** A time far ahead of all before it. */
  private void leap(long t, Following following) {
    int n = timesBehind(t, following);
    for (int i = 0; i < n; i++) {
      if (behind[i] < t - YearlessTime.DAY) {
        flags |= FUTURE;
        return;
      }
    }
    reached = t;
  }

  /**
   * The source's first time. Nothing is known that it could be held against but the records behind
   * it: most of them decide, so that one host whose clock is wrong does not set the time of all.
   */
  private void first(long t, Following following) {
    int n = timesBehind(t, following);
    int earlier = 0;
    for (int i = 0; i < n; i++) {
      earlier += behind[i] < t - YearlessTime.DAY ? 1 : 0;
    }
    Arrays.sort(behind, 0, n);
    long middle = n == 0 ? t : behind[(n - 1) / 2];
    reached = t;
    if (2 * earlier > n) {
      flags |= FUTURE;
      reached = middle;
    } else if (middle > t + YearlessTime.DAY && 2 * around(middle, n) > n) {
      reached = middle;
    }
  }

  private int around(long middle, int n) {
    int around = 0;
    for (int i = 0; i < n; i++) {
      around += Math.abs(behind[i] - middle) <= YearlessTime.DAY ? 1 : 0;
    }
    return around;
  }

  /**
   * Notes the times of the records behind this one, as many as confirm; each is put near the one
   * before it, the first near {@code t}.
   */
  private int timesBehind(long t, Following following) {
    int found = 0;
    long before = t;
    for (int n = 1; n <= LOOK_AHEAD_MAX && found < CONFIRMING; n++) {
      int next = following.clock(n);
      if (next < 0) {
        break;
      }
      long there = complete(next, following.timeNanos(n), NOTHING, before);
      if (there != NOTHING) {
        behind[found++] = there;
        before = there;
      }
    }
    return found;
  }

  /**
   * The record has no time, or none that can be: that of the record before, or of the next that has
   * one.
   */
  private long assumed(Following following) {
    flags |= ASSUMED_TIME;
    assumedTimes++;
    if (previous != NOTHING) {
      return previous;
    }
    for (int n = 1; n <= LOOK_AHEAD_MAX; n++) {
      int next = following.clock(n);
      if (next < 0) {
        break;
      }
      long t = complete(next, following.timeNanos(n), NOTHING, NOTHING);
      if (t != NOTHING) {
        return t;
      }
    }
    return referenceNanos;
  }

  /**
   * The time with the year and the zone that it leaves out, or {@link #NOTHING} where there is none
   * that can be; {@code near}: the latest time known, or {@link #NOTHING}.
   */
  private long complete(int clockOrdinal, long timeNanos, long originReached, long near) {
    if (clockOrdinal == ABSOLUTE) {
      return isPossible(timeNanos) ? timeNanos : NOTHING;
    }
    return clockOrdinal == NONE ? NOTHING : here(clockOrdinal, timeNanos, originReached, near);
  }

  private static boolean isPossible(long timeNanos) {
    return timeNanos >= EARLIEST && timeNanos <= LATEST;
  }

  private long here(int clockOrdinal, long timeNanos, long originReached, long near) {
    long local = timeNanos;
    if (clockOrdinal == YEARLESS) {
      if (timeNanos < 0 || timeNanos >= YearlessTime.LEAP_YEAR) {
        return NOTHING;
      }
      local = inYear(timeNanos, near);
    } else if (clockOrdinal == DAYLESS) {
      if (timeNanos < 0 || timeNanos >= YearlessTime.DAY) {
        return NOTHING;
      }
      local = near == NOTHING ? lastDay(timeNanos) : nearestDay(timeNanos, near);
    }
    if (!isPossible(local)) {
      return NOTHING;
    }
    withoutZone = true;
    long floor = originReached == NOTHING ? NOTHING : originReached - policy.jitterNanos();
    return clock.instant(local, floor, near);
  }

  private long inYear(long yearless, long near) {
    if (near != NOTHING) {
      // An offset of some hours does not change which year is nearest.
      return years.nearest(yearless, near);
    }
    long local =
        yearRule.year() == 0
            ? years.latest(yearless, referenceNanos + YearRule.SLACK.toNanos())
            : years.stated(yearless, yearRule.year());
    if (firstYear == 0) {
      firstYear = YearlessTime.yearOf(local);
    }
    return local;
  }

  /** The local time on the day that puts it nearest to a time. */
  private long nearestDay(long ofDay, long near) {
    long local = Math.floorDiv(near, YearlessTime.DAY) * YearlessTime.DAY + ofDay;
    long apart = clock.instant(local, NOTHING, near) - near;
    if (apart > YearlessTime.DAY / 2) {
      return local - YearlessTime.DAY;
    }
    return apart < -YearlessTime.DAY / 2 ? local + YearlessTime.DAY : local;
  }

  /** The local time on the last day that does not put it behind the reference. */
  private long lastDay(long ofDay) {
    long latest = referenceNanos + DAYLESS_SLACK;
    // Zones reach from UTC-12 to UTC+14: the local day may be the next, or the one before.
    long local = (Math.floorDiv(latest, YearlessTime.DAY) + 1) * YearlessTime.DAY + ofDay;
    while (clock.instant(local, NOTHING, NOTHING) > latest) {
      local -= YearlessTime.DAY;
    }
    if (firstDay == null) {
      firstDay = LocalDate.ofEpochDay(Math.floorDiv(local, YearlessTime.DAY));
    }
    return local;
  }

  /** The year that the first record without one was put in, or 0. */
  public int firstYear() {
    return firstYear;
  }

  /**
   * The day that the first record without one was put in, or null. It comes from the reference of
   * the {@link YearRule}, whatever year was stated.
   */
  public @Nullable LocalDate firstDay() {
    return firstDay;
  }

  /**
   * The year that was stated for the first record without one, or 0; another than {@link
   * #firstYear} where it has no such day.
   */
  public int statedYear() {
    return yearRule.year();
  }

  /** Where {@link #firstYear} comes from. */
  public YearRule.Source yearSource() {
    return yearRule.year() == 0 ? yearRule.source() : YearRule.Source.STATED;
  }

  /** Whether records left out their zone and nobody said it: UTC was assumed. */
  public boolean zoneAssumed() {
    return withoutZone && zone == null;
  }

  /** The zone that records without one were read in, or null: all had one. */
  public @Nullable ZoneId zone() {
    return !withoutZone ? null : zone == null ? ZoneOffset.UTC : zone;
  }

  /** How many records were stamped. */
  public long records() {
    return records;
  }

  /** How many were {@link #ADJUSTED}. */
  public long adjusted() {
    return adjusted;
  }

  /** How many were {@link #RETIMED}. */
  public long retimed() {
    return retimed;
  }

  /**
   * By how much the hold was too short for the times of those that were {@link #ADJUSTED} or {@link
   * #RETIMED}: the least by which none of them had been settled when its record came; 0 where none
   * had. Of those that are {@link #FUTURE} it says nothing.
   */
  public long missingHoldNanos() {
    return missingHoldNanos;
  }

  /** How many were a {@link #CLOCK_STEP}. */
  public long clockSteps() {
    return clockSteps;
  }

  /** How many had an {@link #ASSUMED_TIME}. */
  public long assumedTimes() {
    return assumedTimes;
  }

  /** How many were {@link #FUTURE}. */
  public long future() {
    return future;
  }
}
