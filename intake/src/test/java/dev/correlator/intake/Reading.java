package dev.correlator.intake;

import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a format reads out of one line, as text.
 *
 * @param rejection why nothing, or null
 * @param clock how {@code timeNanos} is to be read
 */
record Reading(
    @Nullable Rejection rejection,
    Clock clock,
    long timeNanos,
    int priority,
    String host,
    String app,
    String procId,
    String msgId,
    String data,
    String text,
    Map<String, String> fields,
    int repeat,
    int repeatsOfPrevious) {

  /** Bytes that stand behind every record in these tests: what looks like more of it. */
  private static final byte[] BEHIND = "0:00]: \" ] 1 - - -".getBytes(StandardCharsets.UTF_8);

  static Reading of(RecordFormat format, String line) {
    return of(format, line.getBytes(StandardCharsets.UTF_8));
  }

  static Reading of(RecordFormat format, byte[] line) {
    byte[] b = Arrays.copyOf(line, line.length + BEHIND.length);
    System.arraycopy(BEHIND, 0, b, line.length, BEHIND.length);
    RecordHeader h = new RecordHeader();
    Rejection rejection = format.parser().parse(b, 0, line.length, h);
    // What was decoded is put behind the line, where it is thought to stand.
    b = Arrays.copyOf(b, line.length + Math.max(BEHIND.length, h.decodedLength));
    System.arraycopy(h.decoded, 0, b, line.length, h.decodedLength);
    return new Reading(
        rejection,
        h.clock,
        h.timeNanos,
        h.priority,
        text(b, h.hostFrom, h.hostTo),
        text(b, h.appFrom, h.appTo),
        text(b, h.procIdFrom, h.procIdTo),
        text(b, h.msgIdFrom, h.msgIdTo),
        text(b, h.dataFrom, h.dataTo),
        text(b, h.textFrom, h.textTo),
        fields(b, h),
        h.repeat,
        h.repeatsOfPrevious);
  }

  private static Map<String, String> fields(byte[] b, RecordHeader h) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += RecordHeader.FIELD) {
      fields.put(text(b, h.fields[i], h.fields[i + 1]), text(b, h.fields[i + 2], h.fields[i + 3]));
    }
    return fields;
  }

  private static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.UTF_8);
  }

  /** The time, where it is an instant. */
  Instant instant() {
    return Instant.EPOCH.plusNanos(timeNanos);
  }

  /** The time, where it leaves out the zone; without a year it is one of a leap year. */
  LocalDateTime local() {
    long start =
        clock == Clock.YEARLESS
            ? LocalDateTime.of(2000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC)
            : 0;
    return LocalDateTime.ofEpochSecond(start, 0, ZoneOffset.UTC).plusNanos(timeNanos);
  }
}
