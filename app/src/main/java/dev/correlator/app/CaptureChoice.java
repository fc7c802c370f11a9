package dev.correlator.app;

import dev.correlator.api.LogRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which records of captures are meant: those that meet all that was asked. Asked of each record
 * once, in their order, by one thread.
 *
 * @param marks the marked list, or null
 * @param from no earlier records, or null
 * @param to none of this time or later, or null
 * @param where the condition, or null
 */
record CaptureChoice(
    @Nullable MarkedList marks,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Predicate<LogRecord> where) {

  /** The same of the marked records alone. */
  CaptureChoice with(@Nullable MarkedList list) {
    return new CaptureChoice(list, from, to, where);
  }

  /** Whether a record is meant. */
  boolean takes(CaptureRecord r) {
    boolean marked = marks == null || marks.isMarked(r); // asked of all: it goes along with them
    return marked && isInTime(r.time()) && holds(r.parsed());
  }

  /**
   * What to tell where times were asked for, and no record is meant: when those are that were read.
   *
   * @return a line, or null
   */
  @Nullable String nothing(CaptureStatistics s, ZoneId zone) {
    if (from == null && to == null || s.records() + s.notParsed() > 0 || s.readFirst() == null) {
      return null;
    }
    return "NOTE    no record is meant; those that were read are of "
        + CaptureTable.time(s.readFirst(), zone)
        + " to "
        + CaptureTable.time(s.readLast(), zone)
        + " "
        + zone;
  }

  private boolean isInTime(@Nullable Instant time) {
    if (from == null && to == null) {
      return true;
    }
    return time != null
        && (from == null || !time.isBefore(from))
        && (to == null || time.isBefore(to));
  }

  private boolean holds(@Nullable CapturedRecord record) {
    return where == null || record != null && where.test(record);
  }

  /** All records were asked for: tells whether what was marked is among them. */
  void end(long records) {
    if (marks != null) {
      marks.end(records);
    }
  }
}
