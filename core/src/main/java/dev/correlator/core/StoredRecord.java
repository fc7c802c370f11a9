package dev.correlator.core;

import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record copied out of its block, decoded when asked for. */
final class StoredRecord implements LogRecord {

  private static final int[] NO_FIELDS = {};

  /** What had to be decoded, then the record as received. */
  private final byte[] bytes;

  private final int[] cells;

  /** Names and values. */
  private final int[] fields;

  private final Origin origin;
  private final long timeNanos;
  private final int source;
  private final long offset;
  private final long line;
  private final Sources sources;

  StoredRecord(RecordCursor r, Sources sources) {
    int length = r.field(Cells.LENGTH);
    int frame = r.frame();
    bytes = Arrays.copyOfRange(r.bytes, frame, frame + length);
    int fieldsAt = r.cell + r.field(Cells.FIELDS_AT);
    int fieldCells = 2 * r.field(Cells.FIELDS);
    fields =
        fieldCells == 0 ? NO_FIELDS : Arrays.copyOfRange(r.cells, fieldsAt, fieldsAt + fieldCells);
    cells = Arrays.copyOfRange(r.cells, r.cell, r.cell + Cells.HITS);
    origin = r.origin;
    timeNanos = r.block.timeNanos[r.field(Cells.ROW)];
    source = r.block.source;
    offset = r.offset();
    line = r.line();
    this.sources = sources;
  }

  private @Nullable String field(int which) {
    return Cells.length(cells[which]) == 0 ? null : text(cells[which]);
  }

  private String text(int field) {
    int from = field >>> 16;
    return Bytes.text(bytes, from, from + Cells.length(field));
  }

  @Override
  public Instant time() {
    return Times.instant(timeNanos);
  }

  @Override
  public String host() {
    int length = Cells.length(cells[Cells.HOST]);
    int from = cells[Cells.HOST] >>> 16;
    byte[] name = origin.name; // mostly the host: one text for all of its records
    return length == 0 || Arrays.equals(bytes, from, from + length, name, 0, name.length)
        ? origin.text()
        : text(cells[Cells.HOST]);
  }

  @Override
  public @Nullable String app() {
    return field(Cells.APP);
  }

  @Override
  public @Nullable String procId() {
    return field(Cells.PROC_ID);
  }

  @Override
  public @Nullable String msgId() {
    return field(Cells.MSG_ID);
  }

  @Override
  public @Nullable String structuredData() {
    return field(Cells.DATA);
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> values = LinkedHashMap.newLinkedHashMap(fields.length / 2);
    for (int i = 0; i < fields.length; i += 2) {
      values.put(text(fields[i]), text(fields[i + 1]));
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  public int facility() {
    int priority = cells[Cells.PRIORITY];
    return priority < 0 || priority >= RecordHeader.NO_FACILITY ? -1 : priority >> 3;
  }

  @Override
  public @Nullable Severity severity() {
    int priority = cells[Cells.PRIORITY];
    return priority < 0 ? null : Severity.ofCode(priority & 7);
  }

  @Override
  public String text() {
    String text = field(Cells.TEXT);
    return text == null ? "" : text;
  }

  @Override
  public String raw() {
    return Bytes.text(bytes, cells[Cells.RAW] & ~Cells.TRUNCATED, bytes.length);
  }

  @Override
  public boolean isTruncated() {
    return (cells[Cells.RAW] & Cells.TRUNCATED) != 0;
  }

  @Override
  public RecordRef ref() {
    return new RecordRef(sources.name(source), offset, line);
  }

  @Override
  public String toString() {
    return raw();
  }
}
