package dev.correlator.api;

/**
 * What a parser finds in a record: positions in the record's bytes, not copies. A field that the
 * record does not have is empty (from = to = 0). Mutable and reused; used by one thread.
 */
public final class RecordHeader {

  /** How {@link #timeNanos} is to be read. */
  public enum Clock {
    /** The record has no time, or one that cannot be read but need not be. */
    NONE,
    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    ABSOLUTE,
    /**
     * Nanoseconds since 1970-01-01T00:00:00 in the source's time zone, which the record leaves out.
     */
    LOCAL,
    /**
     * Nanoseconds since the start of a leap year in the source's time zone, which the record leaves
     * out together with the year (RFC 3164, 4.1.2): 1 March is always day 60, counted from 0.
     */
    YEARLESS
  }

  /** How the time is to be read. */
  public Clock clock = Clock.NONE;

  /** The time. */
  public long timeNanos;

  /** Facility * 8 + severity, 0 to 191, or -1. */
  public int priority = -1;

  /** First byte of the host. */
  public int hostFrom;

  /** Byte behind the host. */
  public int hostTo;

  /** First byte of the application. */
  public int appFrom;

  /** Byte behind the application. */
  public int appTo;

  /** First byte of the process id. */
  public int procIdFrom;

  /** Byte behind the process id. */
  public int procIdTo;

  /** First byte of the message id. */
  public int msgIdFrom;

  /** Byte behind the message id. */
  public int msgIdTo;

  /** First byte of the structured data, its first bracket. */
  public int dataFrom;

  /** Byte behind the structured data. */
  public int dataTo;

  /** First byte of the text. */
  public int textFrom;

  /** Byte behind the text. */
  public int textTo;

  /**
   * How many records this one stands for, at least 1: {@code message repeated N times: [ text ]}.
   */
  public int repeat = 1;

  /**
   * How often the record before came again, where this one says nothing else ({@code last message
   * repeated N times}), or 0. The fields are those of this record.
   */
  public int repeatsOfPrevious;

  /** Makes a header without fields. */
  public RecordHeader() {}

  /** Makes all fields empty. */
  public void clear() {
    clock = Clock.NONE;
    timeNanos = 0;
    priority = -1;
    hostFrom = 0;
    hostTo = 0;
    appFrom = 0;
    appTo = 0;
    procIdFrom = 0;
    procIdTo = 0;
    msgIdFrom = 0;
    msgIdTo = 0;
    dataFrom = 0;
    dataTo = 0;
    textFrom = 0;
    textTo = 0;
    repeat = 1;
    repeatsOfPrevious = 0;
  }
}
