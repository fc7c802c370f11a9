package dev.correlator.app;

import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a capture, copied out of its block: what conditions ask for.
 *
 * @param bytes what its fields stand in
 * @param header where they stand
 * @param rawFrom where, in the bytes, the record as received begins
 * @param ref where the record stands
 * @param time its time, that of the record before it where it states none
 */
record CapturedRecord(byte[] bytes, RecordHeader header, int rawFrom, RecordRef ref, Instant time)
    implements LogRecord {

  /** The same with its time. */
  CapturedRecord at(Instant known) {
    return new CapturedRecord(bytes, header, rawFrom, ref, known);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private @Nullable String textOrNull(int from, int to) {
    return from == to ? null : text(from, to);
  }

  @Override
  public String host() {
    return header.hostFrom == header.hostTo ? ref.source() : text(header.hostFrom, header.hostTo);
  }

  @Override
  public @Nullable String app() {
    return textOrNull(header.appFrom, header.appTo);
  }

  @Override
  public @Nullable String procId() {
    return textOrNull(header.procIdFrom, header.procIdTo);
  }

  @Override
  public @Nullable String msgId() {
    return textOrNull(header.msgIdFrom, header.msgIdTo);
  }

  @Override
  public @Nullable String structuredData() {
    return textOrNull(header.dataFrom, header.dataTo);
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> values = LinkedHashMap.newLinkedHashMap(header.fieldCount);
    int[] f = header.fields;
    for (int i = 0; i < header.fieldCount * RecordHeader.FIELD; i += RecordHeader.FIELD) {
      values.put(text(f[i], f[i + 1]), text(f[i + 2], f[i + 3]));
    }
    return values;
  }

  @Override
  public int facility() {
    int priority = header.priority;
    return priority < 0 || priority >= RecordHeader.NO_FACILITY ? -1 : priority >> 3;
  }

  @Override
  public @Nullable Severity severity() {
    return header.priority < 0 ? null : Severity.ofCode(header.priority & 7);
  }

  @Override
  public String text() {
    return text(header.textFrom, header.textTo);
  }

  @Override
  public String raw() {
    return text(rawFrom, bytes.length);
  }
}
