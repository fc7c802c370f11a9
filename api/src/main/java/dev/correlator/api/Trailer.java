package dev.correlator.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes behind each record of a stream, by which records are told apart (RFC 6587, 3.4.2): a
 * line feed, a NUL, or what a sender chose. Immutable.
 */
public final class Trailer {

  /** How many bytes it has at most. */
  public static final int BYTES_MAX = 8;

  /** A line feed; a carriage return in front of it belongs to it. */
  public static final Trailer LINE_FEED = new Trailer(new byte[] {'\n'});

  /** A NUL. */
  public static final Trailer NUL = new Trailer(new byte[] {0});

  private static final String ESCAPES = "0abtnvfr";
  private static final String ESCAPED = "\0\u0007\b\t\n\u000B\f\r";

  private final byte[] bytes;

  private Trailer(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a trailer as users write it.
   *
   * @param text the trailer; {@code \0}, {@code \a}, {@code \b}, {@code \t}, {@code \n}, {@code
   *     \v}, {@code \f}, {@code \r}, {@code \x1e} for a byte of that number, and {@code \\}
   * @throws IllegalArgumentException an escape that there is not, or not 1 to {@link #BYTES_MAX}
   *     bytes
   */
  public static Trailer of(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int escape = i < text.length() ? text.charAt(i++) : -1;
      int place = ESCAPES.indexOf(escape);
      if (place >= 0) {
        bytes.write(ESCAPED.charAt(place));
      } else if (escape == '\\') {
        bytes.write('\\');
      } else if (escape == 'x' && isHex(text, i)) {
        bytes.write(HexFormat.fromHexDigits(text, i, i + 2));
        i += 2;
      } else {
        throw new IllegalArgumentException(
            "trailer '"
                + text
                + "': there is no such escape; there are \\0, \\a, \\b, \\t, \\n, \\v, \\f, \\r,"
                + " \\x1e and \\\\");
      }
    }
    return of(bytes.toByteArray());
  }

  /**
   * A trailer of these bytes.
   *
   * @throws IllegalArgumentException not 1 to {@link #BYTES_MAX} bytes
   */
  public static Trailer of(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "a trailer of " + bytes.length + " bytes; it has 1 to " + BYTES_MAX);
    }
    return new Trailer(bytes.clone());
  }

  private static boolean isHex(String text, int from) {
    return from + 2 <= text.length()
        && HexFormat.isHexDigit(text.charAt(from))
        && HexFormat.isHexDigit(text.charAt(from + 1));
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trailer t && Arrays.equals(bytes, t.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As {@link #of(String)} takes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      int place = ESCAPED.indexOf(b);
      if (place >= 0) {
        text.append('\\').append(ESCAPES.charAt(place));
      } else if (b == '\\') {
        text.append("\\\\");
      } else if (b >= ' ' && b < 0x7F) {
        text.append((char) b);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits(b));
      }
    }
    return text.toString();
  }
}
