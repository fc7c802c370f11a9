package dev.correlator.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * One input of a scenario.
 *
 * @param name what it is called
 * @param content its bytes, compressed or not
 * @param written when it was written: gives the year of records that leave it out
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record ScenarioSource(String name, byte[] content, Instant written) {

  static ScenarioSource of(String name, Iterable<String> lines, Instant written) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return new ScenarioSource(name, text.toString().getBytes(StandardCharsets.UTF_8), written);
  }

  /** The same with more lines behind it. */
  ScenarioSource plus(Iterable<String> lines) {
    byte[] more = of(name, lines, written).content();
    byte[] all = Arrays.copyOf(content, content.length + more.length);
    System.arraycopy(more, 0, all, content.length, more.length);
    return new ScenarioSource(name, all, written);
  }
}
