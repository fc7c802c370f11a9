package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Severity;
import dev.correlator.api.TrailerFinder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record's header says, as text; a field that the record does not have is null. Text is
 * UTF-8; bytes that are not are shown as U+FFFD. Immutable, as long as nobody writes to what it was
 * made of.
 */
public final class DecodedHeader implements TrailerFinder.FirstRecord {

  private final String format;
  private final byte[] bytes;
  private final RecordHeader header;

  /**
   * Keeps the bytes and the header, copies nothing.
   *
   * @param format the name of the record's format
   * @param bytes what the fields stand in, with what was decoded
   * @param header where they stand in it
   */
  public DecodedHeader(String format, byte[] bytes, RecordHeader header) {
    this.format = format;
    this.bytes = bytes;
    this.header = header;
  }

  /**
   * Reads the header of a stream's first record, as if the bytes were one record: all but the text
   * ends where it says so itself.
   *
   * @param stated the index of the format; -1: that which fits best
   * @param b the bytes, with {@link dev.correlator.core.RecordBlock#SLACK} more behind them
   * @return null where no format reads it
   */
  static @Nullable DecodedHeader ofFirst(Formats formats, int stated, byte[] b, int length) {
    int format = stated >= 0 ? stated : formats.best(b, 0, length, -1, 1);
    RecordHeader header = new RecordHeader();
    if (format < 0 || formats.at(format).parser().parse(b, 0, length, header) != null) {
      return null;
    }
    byte[] all = Arrays.copyOf(b, length + header.decodedLength);
    System.arraycopy(header.decoded, 0, all, length, header.decodedLength);
    return new DecodedHeader(formats.names().get(format), all, header);
  }

  private @Nullable String textOrNull(int from, int to) {
    return from == to ? null : text(from, to);
  }

  /** What is empty may be anywhere: {@link RecordHeader#move} leaves it where it was. */
  private String text(int from, int to) {
    return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public @Nullable String host() {
    return textOrNull(header.hostFrom, header.hostTo);
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
    return Collections.unmodifiableMap(values);
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

  /** The text behind the header; of a first record, up to the end of the bytes. */
  public String text() {
    return text(header.textFrom, header.textTo);
  }
}
