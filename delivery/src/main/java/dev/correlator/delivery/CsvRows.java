package dev.correlator.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV as bytes, in memory: RFC 4180 with lines that end in LF, UTF-8; no value is an empty
 * field, an empty text is {@code ""}, a field is quoted only where it must be. The bytes are those
 * that FastCSV writes, without a {@code String} for each number and time, and without a writer's
 * buffers between: {@code docs/decisions/0011-csv-rows.md}. It grows to the largest batch, of 1,000
 * rows. Used by one thread.
 */
final class CsvRows {

  private static final int NUMBER_BYTES_MAX = 20;

  /** A bit for each character that may need quotes: all are below 64. */
  private static final long QUOTED = 1L << ',' | 1L << '"' | 1L << '\n' | 1L << '\r' | 1L << '#';

  private final IsoInstants instants = new IsoInstants();
  private byte[] bytes = new byte[8192];
  private int size;
  private int rowBegin;

  /** The rows, of which the first {@link #size} bytes count; no copy. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Forgets all rows, also one that is not ended. */
  void reset() {
    size = 0;
    rowBegin = 0;
  }

  /** Ends a row; it has one field at least. */
  void endRow() {
    bytes[size - 1] = '\n'; // in the place of the comma behind its last field
    rowBegin = size;
  }

  /** A field without value. */
  void none() {
    room(1);
    endField();
  }

  /** A field with a text, or without value. */
  void text(@Nullable String text) {
    if (text == null) {
      none();
      return;
    }
    int length = text.length();
    room(length + 1);
    byte[] b = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || mayNeedQuotes(c)) {
        otherText(text);
        return;
      }
      b[at + i] = (byte) c;
    }
    if (length == 0) {
      otherText(text);
      return;
    }
    size = at + length;
    endField();
  }

  /** A field with a text in UTF-8. */
  void text(byte[] utf8, int from, int to) {
    room(to - from + 1);
    byte[] b = bytes;
    int at = size;
    for (int i = from; i < to; i++) {
      byte c = utf8[i];
      if (c < 0 || mayNeedQuotes(c)) {
        text(new String(utf8, from, to - from, StandardCharsets.UTF_8));
        return;
      }
      b[at++] = c;
    }
    if (at == size) {
      otherText("");
      return;
    }
    size = at;
    endField();
  }

  /** A number sign opens a comment at the beginning of a line; elsewhere it is harmless. */
  private static boolean mayNeedQuotes(int c) {
    return c <= ',' && (QUOTED >>> c & 1) != 0;
  }

  private void otherText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(2 * utf8.length + 3);
    if (!isQuoted(utf8)) {
      System.arraycopy(utf8, 0, bytes, size, utf8.length);
      size += utf8.length;
      endField();
      return;
    }
    bytes[size++] = '"';
    for (byte c : utf8) {
      if (c == '"') {
        bytes[size++] = '"';
      }
      bytes[size++] = c;
    }
    bytes[size++] = '"';
    endField();
  }

  private boolean isQuoted(byte[] utf8) {
    if (utf8.length == 0 || size == rowBegin && utf8[0] == '#') {
      return true;
    }
    for (byte c : utf8) {
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  /** A field with a whole number. */
  void number(long value) {
    room(NUMBER_BYTES_MAX + 1);
    if (value == Long.MIN_VALUE) { // has no magnitude that fits
      text(Long.toString(value));
      return;
    }
    long left = Math.abs(value);
    int digits = 1;
    for (long v = left; v >= 10; v /= 10) {
      digits++;
    }
    if (value < 0) {
      bytes[size++] = '-';
    }
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    size += digits;
    endField();
  }

  /** A field with a time, see {@link IsoInstants}. */
  void instant(Instant instant) {
    room(IsoInstants.BYTES_MAX + 1);
    int end = instants.put(instant, bytes, size);
    if (end < 0) {
      text(instant.toString());
      return;
    }
    size = end;
    endField();
  }

  private void endField() {
    bytes[size++] = ',';
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
