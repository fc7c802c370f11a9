package dev.correlator.intake;

import dev.correlator.api.RecordHeader.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Times whose every part has its width: {@code yyyy-MM-dd HH:mm:ss,SSS}. Whether bytes are of the
 * form, and what time they are, is found by their places, without an object. Immutable.
 */
final class FixedTime {

  /** In a shape: a digit, a letter of a month's name; what else is there stands as it is. */
  private static final byte DIGIT = 0;

  private static final byte LETTER = 1;

  private static final int YEAR = 0;
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int HOUR = 3;
  private static final int MINUTE = 4;
  private static final int SECOND = 5;
  private static final int FRACTION = 6;

  private final byte[] shape;

  /** Where each part is, or -1. */
  private final int[] places;

  private final boolean yearOfTwo;
  private final boolean monthByName;
  private final int fractionDigits;
  private final Clock clock;

  private FixedTime(Builder b) {
    shape = Arrays.copyOf(b.shape, b.length);
    places = b.places;
    yearOfTwo = b.widths[YEAR] == 2;
    monthByName = b.widths[MONTH] == 3;
    fractionDigits = b.widths[FRACTION];
    clock = places[YEAR] >= 0 ? Clock.LOCAL : places[MONTH] >= 0 ? Clock.YEARLESS : Clock.DAYLESS;
  }

  /** The form, or null where a part is of no width, or another than those known here. */
  static @Nullable FixedTime of(TimePattern pattern) {
    Builder builder = new Builder();
    for (TimePattern.Part part : pattern.parts()) {
      boolean taken =
          part.isText() ? builder.text(part.text()) : builder.letters(part.letter(), part.count());
      if (!taken) {
        return null;
      }
    }
    boolean date = (builder.places[MONTH] < 0) == (builder.places[DAY] < 0);
    boolean year = builder.places[YEAR] < 0 || builder.places[MONTH] >= 0;
    boolean time = builder.places[HOUR] >= 0 && builder.places[MINUTE] >= 0;
    return date && year && time ? new FixedTime(builder) : null;
  }

  private static final class Builder {

    private final byte[] shape = new byte[LineTime.BYTES_MAX];
    private final int[] places = {-1, -1, -1, -1, -1, -1, -1};
    private final int[] widths = new int[places.length];
    private int length;

    boolean text(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < ' ' || c > '~' || length == shape.length) {
          return false;
        }
        shape[length++] = (byte) c;
      }
      return true;
    }

    boolean letters(char letter, int count) {
      return switch (letter) {
        case 'y', 'u' -> (count == 4 || count == 2) && part(YEAR, count, DIGIT);
        case 'M' -> (count == 2 || count == 3) && part(MONTH, count, count == 2 ? DIGIT : LETTER);
        case 'd' -> count == 2 && part(DAY, count, DIGIT);
        case 'H' -> count == 2 && part(HOUR, count, DIGIT);
        case 'm' -> count == 2 && part(MINUTE, count, DIGIT);
        case 's' -> count == 2 && part(SECOND, count, DIGIT);
        case 'S' -> count <= 9 && part(FRACTION, count, DIGIT);
        default -> false;
      };
    }

    private boolean part(int part, int width, byte kind) {
      if (places[part] >= 0 || length + width > shape.length) {
        return false;
      }
      places[part] = length;
      widths[part] = width;
      Arrays.fill(shape, length, length + width, kind);
      length += width;
      return true;
    }
  }

  /** How many bytes such a time has. */
  int length() {
    return shape.length;
  }

  /** What a time is that was read. */
  Clock clock() {
    return clock;
  }

  /** Whether bytes have the form, be it a time or not. */
  boolean fits(byte[] b, int from, int to) {
    if (to - from < shape.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      byte c = b[from + i];
      byte expected = shape[i];
      boolean same =
          switch (expected) {
            case DIGIT -> Words.isDigit(c);
            case LETTER -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            default -> c == expected || small(c) == small(expected);
          };
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static int small(byte c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }

  /**
   * The time of bytes that fit, in nanoseconds, as {@link #clock} says; the smallest long if there
   * is no such time. The second 60 is the last nanosecond of its minute.
   */
  long nanos(byte[] b, int from) {
    long day = day(b, from);
    int hour = two(b, from, HOUR);
    int minute = two(b, from, MINUTE);
    int second = two(b, from, SECOND);
    if (day == Long.MIN_VALUE || hour > 23 || minute > 59 || second > 60) {
      return Long.MIN_VALUE;
    }
    long start = day + (hour * 60 + minute) * Dates.MINUTE;
    return second == 60
        ? start + Dates.MINUTE - 1
        : start + second * Dates.SECOND + fraction(b, from);
  }

  private long day(byte[] b, int from) {
    if (clock == Clock.DAYLESS) {
      return 0;
    }
    int month = monthByName ? month(b, from + places[MONTH]) : two(b, from, MONTH);
    int day = two(b, from, DAY);
    if (clock == Clock.YEARLESS) {
      int inYear = Dates.dayOfLeapYear(month, day);
      return inYear < 0 ? Long.MIN_VALUE : inYear * Dates.DAY;
    }
    int at = from + places[YEAR];
    int year = yearOfTwo ? 2000 + Words.two(b, at) : Words.two(b, at) * 100 + Words.two(b, at + 2);
    return Dates.nanos(year, month, day);
  }

  private static int month(byte[] b, int at) {
    return BsdTime.month(b[at] & 0xDF | (b[at + 1] | 0x20) << 8 | (b[at + 2] | 0x20) << 16);
  }

  private int two(byte[] b, int from, int part) {
    return places[part] < 0 ? 0 : Words.two(b, from + places[part]);
  }

  private long fraction(byte[] b, int from) {
    if (places[FRACTION] < 0) {
      return 0;
    }
    long number = 0;
    int at = from + places[FRACTION];
    for (int i = 0; i < 9; i++) {
      number = number * 10 + (i < fractionDigits ? b[at + i] - '0' : 0);
    }
    return number;
  }
}
