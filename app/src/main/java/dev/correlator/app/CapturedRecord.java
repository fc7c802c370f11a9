package dev.correlator.app;

import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import dev.correlator.intake.DecodedHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a capture, copied out of its block: what conditions ask for.
 *
 * @param header what it says
 * @param bytes what its fields stand in
 * @param rawFrom where, in the bytes, the record as received begins
 * @param ref where the record stands
 * @param time its time, that of the record before it where it states none
 */
record CapturedRecord(DecodedHeader header, byte[] bytes, int rawFrom, RecordRef ref, Instant time)
    implements LogRecord {

  /** The same with its time. */
  CapturedRecord at(Instant known) {
    return new CapturedRecord(header, bytes, rawFrom, ref, known);
  }

  @Override
  public String host() {
    String host = header.host();
    return host == null ? ref.source() : host;
  }

  @Override
  public @Nullable String app() {
    return header.app();
  }

  @Override
  public @Nullable String procId() {
    return header.procId();
  }

  @Override
  public @Nullable String msgId() {
    return header.msgId();
  }

  @Override
  public @Nullable String structuredData() {
    return header.structuredData();
  }

  @Override
  public Map<String, String> fields() {
    return header.fields();
  }

  @Override
  public int facility() {
    return header.facility();
  }

  @Override
  public @Nullable Severity severity() {
    return header.severity();
  }

  @Override
  public String text() {
    return header.text();
  }

  @Override
  public String raw() {
    return new String(bytes, rawFrom, bytes.length - rawFrom, StandardCharsets.UTF_8);
  }
}
