package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import java.nio.charset.StandardCharsets;
import java.text.ParsePosition;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the times of a user's lines, as their {@link TimeForm} says. A time takes what is
 * of its form, blanks too; whether it is in the calendar is another question. Used by one thread.
 */
final class LineTime {

  /** The longest time. */
  static final int BYTES_MAX = 64;

  /** Of ISO 8601 up to the second. */
  private static final byte[] SOME_SECOND = "2000-01-01T00:00:00".getBytes(StandardCharsets.UTF_8);

  private final TimeForm form;
  private final IsoTime iso = new IsoTime(false);

  /** Reads times with another second put in, to see what they are but for it. */
  private final IsoTime shape = new IsoTime(false);

  private final byte[] room = new byte[BYTES_MAX + 16];

  // The last time that a formatter read.
  private byte[] last = {};
  private Clock clock = Clock.NONE;
  private long nanos;

  LineTime(TimeForm form) {
    this.form = form;
  }

  /** Whether {@link #end} says where a time ends; else {@link #isTime} is asked. */
  boolean endsItself() {
    return form.formatter() != null;
  }

  /** The place behind what has the form of a time, as far as it goes, or -1. */
  int end(byte[] b, int from, int to) {
    FixedTime fixed = form.fixed();
    if (fixed != null) {
      return fixed.fits(b, from, to) ? from + fixed.length() : -1;
    }
    DateTimeFormatter formatter = form.formatter();
    if (formatter == null) {
      return -1;
    }
    String text = new String(b, from, Math.min(to - from, BYTES_MAX), StandardCharsets.UTF_8);
    ParsePosition position = new ParsePosition(0);
    if (formatter.parseUnresolved(text, position) == null || position.getErrorIndex() >= 0) {
      return -1;
    }
    String time = text.substring(0, position.getIndex());
    return from + time.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether these bytes have the form of a time of ISO 8601, or are a number. */
  boolean isTime(byte[] b, int from, int to) {
    if (to == from || !Words.isDigit(b[from])) {
      return false;
    }
    return iso.read(b, from, to) == to
        || EpochTime.read(b, from, to) != EpochTime.NONE
        || isIsoForm(b, from, to);
  }

  /** Whether only the second that they tell is in no calendar. */
  private boolean isIsoForm(byte[] b, int from, int to) {
    int length = to - from;
    if (length < SOME_SECOND.length || length > BYTES_MAX) {
      return false;
    }
    for (int i = 0; i < SOME_SECOND.length; i++) {
      boolean fits =
          Words.isDigit(SOME_SECOND[i])
              ? Words.isDigit(b[from + i])
              : b[from + i] == SOME_SECOND[i] || i == 10 && b[from + i] == ' ';
      if (!fits) {
        return false;
      }
    }
    System.arraycopy(b, from, room, 0, length);
    System.arraycopy(SOME_SECOND, 0, room, 0, SOME_SECOND.length);
    return shape.read(room, 0, length) == length;
  }

  /** Reads a time into the header; false if it is none. */
  boolean read(byte[] b, int from, int to, RecordHeader header) {
    FixedTime fixed = form.fixed();
    if (fixed != null) {
      return to - from == fixed.length() && put(header, fixed.clock(), fixed.nanos(b, from));
    }
    DateTimeFormatter formatter = form.formatter();
    if (formatter != null) {
      return byFormatter(formatter, b, from, to) && put(header, clock, nanos);
    }
    return iso.read(b, from, to) == to
        ? put(header, iso.local ? Clock.LOCAL : Clock.ABSOLUTE, iso.nanos)
        : put(header, Clock.ABSOLUTE, EpochTime.read(b, from, to));
  }

  private static boolean put(RecordHeader header, Clock clock, long nanos) {
    if (nanos == Long.MIN_VALUE) {
      return false;
    }
    header.clock = clock;
    header.timeNanos = nanos;
    return true;
  }

  private boolean byFormatter(DateTimeFormatter formatter, byte[] b, int from, int to) {
    if (last.length > 0 && Arrays.equals(last, 0, last.length, b, from, to)) {
      return true;
    }
    last = new byte[0];
    TimeForm.Moment moment = to - from > BYTES_MAX ? null : moment(formatter, b, from, to);
    if (moment == null) {
      return false;
    }
    last = Arrays.copyOfRange(b, from, to);
    clock = moment.clock();
    nanos = moment.nanos();
    return true;
  }

  private static TimeForm.@Nullable Moment moment(
      DateTimeFormatter formatter, byte[] b, int from, int to) {
    return TimeForm.read(formatter, new String(b, from, to - from, StandardCharsets.UTF_8));
  }
}
