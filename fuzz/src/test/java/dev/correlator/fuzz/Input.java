package dev.correlator.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes what the fuzzer drew apart: first some bytes that choose, then lines, then the rest. */
public final class Input {

  private final byte[] bytes;
  private int at;

  /** Takes from the first byte on. */
  public Input(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The next byte as a number below a bound; 0 behind the last. Digits choose as they say. */
  public int choice(int bound) {
    return at < bytes.length ? Math.floorMod(bytes[at++] - '0', bound) : 0;
  }

  /** The next bytes, so many if there are. */
  public byte[] bytes(int count) {
    int from = at;
    at = Math.min(bytes.length, at + count);
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** The next line without its end, as text; empty behind the last. */
  public String line() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = Math.min(bytes.length, end + 1);
    return line;
  }

  /** Whether nothing is left. */
  public boolean isEmpty() {
    return at == bytes.length;
  }

  /** All that is left, without taking it. */
  public byte[] rest() {
    return Arrays.copyOfRange(bytes, at, bytes.length);
  }
}
