package dev.correlator.intake;

import dev.correlator.api.RecordHeader.Clock;

/**
 * Reads the times that libraries of logging write: ISO 8601's, these with slashes ({@code
 * 2026/03/02 08:00:00}), those with a month's name ({@code 02-Mar-2026 08:00:00.123}, {@code 02 Mar
 * 2026 08:00:00,123}), and the time of day alone ({@code 08:00:00.123}). Used by one thread.
 */
final class LoggingTime {

  private static final int DAY_LENGTH = 10;
  private static final int TIME_OF_DAY_LENGTH = 8;

  /** A time of day is read as one of the first day that nanoseconds are counted from. */
  private static final byte[] FIRST_DAY = {'1', '9', '7', '0', '-', '0', '1', '-', '0', '1', ' '};

  private final IsoTime iso = new IsoTime(false);

  /** What is written otherwise is put here as ISO 8601 has it. */
  private final byte[] room = new byte[64];

  /** The time read last, as {@link #clock} says. */
  long nanos;

  /** How {@link #nanos} is to be read. */
  Clock clock = Clock.NONE;

  /** Whether a day stands at a place, by its form alone. */
  static boolean isDay(byte[] b, int from, int to) {
    if (to - from < DAY_LENGTH || Words.two(b, from) < 0) {
      return false;
    }
    if (Words.two(b, from + 2) >= 0) {
      byte c = b[from + 4];
      return (c == '-' || c == '/')
          && c == b[from + 7]
          && Words.two(b, from + 5) >= 0
          && Words.two(b, from + 8) >= 0;
    }
    return isDayOfNamedMonth(b, from, to);
  }

  /** {@code 02-Mar-2026}, with blanks too. */
  static boolean isDayOfNamedMonth(byte[] b, int from, int to) {
    return to - from > DAY_LENGTH
        && (b[from + 2] == '-' || b[from + 2] == ' ')
        && b[from + 2] == b[from + 6]
        && BsdTime.month(Words.halfAt(b, from + 3)) > 0
        && Words.two(b, from + 7) >= 0
        && Words.two(b, from + 9) >= 0;
  }

  /** Whether a time of day stands at a place, by its form alone. */
  static boolean isTimeOfDay(byte[] b, int from, int to) {
    return to - from > TIME_OF_DAY_LENGTH
        && b[from + 2] == ':'
        && b[from + 5] == ':'
        && Words.two(b, from) >= 0
        && Words.two(b, from + 3) >= 0
        && Words.two(b, from + 6) >= 0;
  }

  /** Reads the time at a place and returns the place behind it, or -1 if there is none. */
  int read(byte[] b, int from, int to) {
    int behind;
    if (isTimeOfDay(b, from, to)) {
      System.arraycopy(FIRST_DAY, 0, room, 0, FIRST_DAY.length);
      behind = readRoom(b, from, to, FIRST_DAY.length, 0);
      clock = Clock.DAYLESS;
      return iso.local ? behind : -1;
    }
    if (to - from > DAY_LENGTH && isDayOfNamedMonth(b, from, to)) {
      putDay(b, from);
      behind = readRoom(b, from, to, DAY_LENGTH, DAY_LENGTH + 1);
    } else if (to - from > DAY_LENGTH && b[from + 4] == '/') {
      System.arraycopy(b, from, room, 0, DAY_LENGTH);
      room[4] = '-';
      room[7] = '-';
      behind = readRoom(b, from, to, DAY_LENGTH, DAY_LENGTH);
    } else {
      behind = iso.read(b, from, to);
      nanos = iso.nanos;
    }
    clock = iso.local ? Clock.LOCAL : Clock.ABSOLUTE;
    return behind;
  }

  /** Puts {@code 02-Mar-2026} into the room as {@code 2026-03-02}. */
  private void putDay(byte[] b, int from) {
    int month = BsdTime.month(Words.halfAt(b, from + 3));
    System.arraycopy(b, from + 7, room, 0, 4);
    room[4] = '-';
    room[5] = (byte) ('0' + month / 10);
    room[6] = (byte) ('0' + month % 10);
    room[7] = '-';
    room[8] = b[from];
    room[9] = b[from + 1];
  }

  /** Reads the room's first bytes, with those of the line behind its first {@code dayLength}. */
  private int readRoom(byte[] b, int from, int to, int inRoom, int dayLength) {
    int rest = from + dayLength;
    int length = Math.min(to - rest, room.length - inRoom - Long.BYTES);
    System.arraycopy(b, rest, room, inRoom, length);
    int behind = iso.read(room, 0, inRoom + length);
    nanos = iso.nanos;
    return behind < 0 ? -1 : rest + behind - inRoom;
  }
}
