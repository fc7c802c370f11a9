package dev.correlator.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes instants as {@link Instant#toString} does (ISO 8601, UTC, as many digits of the second as
 * it takes, in threes), but in some 20 ns: the text of the last day is kept, and that of the last
 * whole second. Used by one thread.
 */
final class IsoInstants {

  private static final int DAY_SECONDS = 86_400;

  /** {@code 2025-11-28T}, then the time of day, nine digits of the second at most, and the Z. */
  private static final int DATE_CHARS = 11;

  private static final int SECOND_CHARS = DATE_CHARS + 8;
  private static final int NANO_CHARS = SECOND_CHARS + 10;

  /** The most bytes that {@link #put} writes. */
  static final int BYTES_MAX = NANO_CHARS + 1;

  /** Years of other than four digits are left to {@link Instant#toString}. */
  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final byte[] text = new byte[BYTES_MAX];
  private long day = Long.MIN_VALUE;
  private long second = Long.MIN_VALUE;
  private String wholeSecond = "";

  /** The instant's text. */
  String text(Instant instant) {
    int end = write(instant);
    if (end < 0) {
      return instant.toString();
    }
    if (end > SECOND_CHARS + 1) {
      return new String(text, 0, end, StandardCharsets.ISO_8859_1);
    }
    if (wholeSecond.isEmpty()) {
      wholeSecond = new String(text, 0, end, StandardCharsets.ISO_8859_1);
    }
    return wholeSecond;
  }

  /**
   * Puts the instant's text into an array, which has room for {@link #BYTES_MAX} more.
   *
   * @return the position behind it; -1 if its year is not of four digits: nothing was put
   */
  int put(Instant instant, byte[] to, int at) {
    int length = write(instant);
    if (length < 0) {
      return -1;
    }
    System.arraycopy(text, 0, to, at, length);
    return at + length;
  }

  /** Writes it into {@link #text}; returns its length, or -1. */
  private int write(Instant instant) {
    long epochSecond = instant.getEpochSecond();
    if (epochSecond < FIRST_SECOND || epochSecond > LAST_SECOND) {
      return -1;
    }
    if (epochSecond != second) {
      second = epochSecond;
      wholeSecond = "";
      writeSecond(epochSecond);
    }
    int nanos = instant.getNano();
    if (nanos == 0) {
      text[SECOND_CHARS] = 'Z';
      return SECOND_CHARS + 1;
    }
    return writeFraction(nanos);
  }

  private void writeSecond(long epochSecond) {
    long epochDay = Math.floorDiv(epochSecond, DAY_SECONDS);
    if (epochDay != day) {
      day = epochDay;
      String date = LocalDate.ofEpochDay(epochDay) + "T";
      System.arraycopy(date.getBytes(StandardCharsets.ISO_8859_1), 0, text, 0, DATE_CHARS);
      text[DATE_CHARS + 2] = ':';
      text[DATE_CHARS + 5] = ':';
    }
    int ofDay = Math.floorMod(epochSecond, DAY_SECONDS);
    twoDigits(DATE_CHARS, ofDay / 3600);
    twoDigits(DATE_CHARS + 3, ofDay / 60 % 60);
    twoDigits(DATE_CHARS + 6, ofDay % 60);
  }

  private void twoDigits(int at, int value) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
  }

  private int writeFraction(int nanos) {
    int digits = 9;
    int value = nanos;
    while (value % 1000 == 0) {
      value /= 1000;
      digits -= 3;
    }
    text[SECOND_CHARS] = '.';
    for (int i = SECOND_CHARS + digits; i > SECOND_CHARS; i--) {
      text[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    text[SECOND_CHARS + digits + 1] = 'Z';
    return SECOND_CHARS + digits + 2;
  }
}
