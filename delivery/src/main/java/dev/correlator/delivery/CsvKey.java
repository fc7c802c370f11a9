package dev.correlator.delivery;

import dev.correlator.api.FieldTaker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a key in one field: joined by {@code |}, which is {@code \|} inside a part. Reused;
 * used by one thread.
 */
final class CsvKey implements FieldTaker {

  private byte[] bytes = new byte[256];
  private int size;
  private int parts;

  void begin() {
    size = 0;
    parts = 0;
  }

  /** Whether there are no parts; a part may be empty. */
  boolean isEmpty() {
    return parts == 0;
  }

  /** The field, of which the first {@link #size} bytes count; no copy. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  @Override
  public void text(byte[] utf8, int from, int to) {
    int most = size + 1 + 2 * (to - from);
    if (most > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * most);
    }
    if (parts++ > 0) {
      bytes[size++] = '|';
    }
    for (int i = from; i < to; i++) {
      byte c = utf8[i];
      if (c == '|' || c == '\\') {
        bytes[size++] = '\\';
      }
      bytes[size++] = c;
    }
  }

  @Override
  public void number(long value) {
    value(value);
  }

  @Override
  public void value(@Nullable Object value) {
    byte[] utf8 = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    text(utf8, 0, utf8.length);
  }
}
