package dev.correlator.api;

import java.util.Arrays;

/**
 * What a parser finds in a record: positions in the record's bytes, not copies. A field that the
 * record does not have is empty (from = to = 0). Mutable and reused; used by one thread.
 *
 * <p>Bytes that do not stand in the record as they are meant, because they are escaped there, are
 * put into {@link #decoded}; they are thought to stand behind the record, so that {@code to + i}
 * names the i-th of them, {@code to} being the end of the record.
 */
public final class RecordHeader {

  /** A {@link #priority} of this plus a severity: the record has a severity, but no facility. */
  public static final int NO_FACILITY = 24 << 3;

  /**
   * How many {@link #fields} are kept; what a record has beyond is left out, and it is {@link
   * #truncated}.
   */
  public static final int FIELDS_MAX = 256;

  /** Ints of a field: first byte and byte behind the name, first byte and byte behind the value. */
  public static final int FIELD = 4;

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
    YEARLESS,
    /**
     * Nanoseconds since midnight in the source's time zone, which the record leaves out together
     * with the day.
     */
    DAYLESS
  }

  /** How the time is to be read. */
  public Clock clock = Clock.NONE;

  /** The time. */
  public long timeNanos;

  /** Facility * 8 + severity, 0 to 191; {@link #NO_FACILITY} + severity; or -1. */
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
   * How many more it says that it stands for, where {@link #repeat} or {@link #repeatsOfPrevious}
   * is less than that: counted and reported, never taken.
   */
  public int repeatsLeftOut;

  /**
   * How often the record before came again, where this one says nothing else ({@code last message
   * repeated N times}), or 0. The fields are those of this record.
   */
  public int repeatsOfPrevious;

  /** What is named beside the above, {@link #FIELD} ints each, in the order of the record. */
  public int[] fields = new int[8 * FIELD];

  /** How many fields there are. */
  public int fieldCount;

  /** Bytes of the record without their escapes. */
  public byte[] decoded = {};

  /** How many there are. */
  public int decodedLength;

  /**
   * Whether the text goes on in the next record of the same {@link #streamFrom stream}: the records
   * up to the first that does not go on, or up to a line that is no record, are one, with the
   * header of the first.
   */
  public boolean goesOn;

  /** First byte of the name of that of the source's streams which the record is of. */
  public int streamFrom;

  /** Byte behind the stream's name. */
  public int streamTo;

  /**
   * Whether something of the record is known to be missing. A parser says so where the record does
   * (a value was left out for its size); that a limit cut it, or that its end never came, is found
   * by who reads the source.
   */
  public boolean truncated;

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
    repeatsLeftOut = 0;
    repeatsOfPrevious = 0;
    fieldCount = 0;
    decodedLength = 0;
    goesOn = false;
    streamFrom = 0;
    streamTo = 0;
    truncated = false;
  }

  /**
   * Adds a named value; beyond {@link #FIELDS_MAX} it is left out, and that is said. All four are
   * positions in the record's bytes, or in {@link #decoded} behind them; they are not checked.
   *
   * @param nameFrom first byte of the name
   * @param nameTo byte behind it
   * @param valueFrom first byte of the value
   * @param valueTo byte behind it; the same as the first: an empty value
   */
  public void addField(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    if (fieldCount == FIELDS_MAX) {
      truncated = true;
      return;
    }
    int at = fieldCount * FIELD;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, 2 * at);
    }
    fields[at] = nameFrom;
    fields[at + 1] = nameTo;
    fields[at + 2] = valueFrom;
    fields[at + 3] = valueTo;
    fieldCount++;
  }

  /**
   * Takes all that another one says.
   *
   * @param other stays as it is; what it has as arrays is copied
   */
  public void copy(RecordHeader other) {
    clock = other.clock;
    timeNanos = other.timeNanos;
    priority = other.priority;
    hostFrom = other.hostFrom;
    hostTo = other.hostTo;
    appFrom = other.appFrom;
    appTo = other.appTo;
    procIdFrom = other.procIdFrom;
    procIdTo = other.procIdTo;
    msgIdFrom = other.msgIdFrom;
    msgIdTo = other.msgIdTo;
    dataFrom = other.dataFrom;
    dataTo = other.dataTo;
    textFrom = other.textFrom;
    textTo = other.textTo;
    repeat = other.repeat;
    repeatsLeftOut = other.repeatsLeftOut;
    repeatsOfPrevious = other.repeatsOfPrevious;
    fields = Arrays.copyOf(other.fields, other.fields.length);
    fieldCount = other.fieldCount;
    decoded = Arrays.copyOf(other.decoded, other.decodedLength);
    decodedLength = other.decodedLength;
    goesOn = other.goesOn;
    streamFrom = other.streamFrom;
    streamTo = other.streamTo;
    truncated = other.truncated;
  }

  /**
   * The record stands elsewhere now.
   *
   * @param to the byte behind it, before
   * @param by how far what stands in the record was moved
   * @param decodedBy how far what was decoded was moved
   */
  public void move(int to, int by, int decodedBy) {
    int host = distance(hostFrom, hostTo, to, by, decodedBy);
    hostFrom += host;
    hostTo += host;
    int app = distance(appFrom, appTo, to, by, decodedBy);
    appFrom += app;
    appTo += app;
    int procId = distance(procIdFrom, procIdTo, to, by, decodedBy);
    procIdFrom += procId;
    procIdTo += procId;
    int msgId = distance(msgIdFrom, msgIdTo, to, by, decodedBy);
    msgIdFrom += msgId;
    msgIdTo += msgId;
    int data = distance(dataFrom, dataTo, to, by, decodedBy);
    dataFrom += data;
    dataTo += data;
    int text = distance(textFrom, textTo, to, by, decodedBy);
    textFrom += text;
    textTo += text;
    int stream = distance(streamFrom, streamTo, to, by, decodedBy);
    streamFrom += stream;
    streamTo += stream;
    for (int i = 0; i < fieldCount * FIELD; i += 2) {
      int field = distance(fields[i], fields[i + 1], to, by, decodedBy);
      fields[i] += field;
      fields[i + 1] += field;
    }
  }

  private static int distance(int from, int behind, int to, int by, int decodedBy) {
    return from == behind ? 0 : from >= to ? decodedBy : by;
  }

  /**
   * Adds a byte to the decoded ones.
   *
   * @param b without its escape
   */
  public void decode(byte b) {
    if (decodedLength == decoded.length) {
      decoded = Arrays.copyOf(decoded, Math.max(256, 2 * decodedLength));
    }
    decoded[decodedLength++] = b;
  }

  /**
   * Adds bytes to the decoded ones.
   *
   * @param b holds them; they are copied
   * @param from the first
   * @param to behind the last
   * @throws IndexOutOfBoundsException if they do not lie in {@code b}
   */
  public void decode(byte[] b, int from, int to) {
    int behind = decodedLength + to - from;
    if (behind > decoded.length) {
      decoded = Arrays.copyOf(decoded, Math.max(256, Math.max(behind, 2 * decodedLength)));
    }
    System.arraycopy(b, from, decoded, decodedLength, to - from);
    decodedLength = behind;
  }
}
