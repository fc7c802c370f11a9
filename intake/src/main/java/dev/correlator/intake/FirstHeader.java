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

/** What the header of a stream's first record says. Immutable. */
final class FirstHeader implements TrailerFinder.FirstRecord {

  private final String format;
  private final byte[] bytes;
  private final RecordHeader header;

  private FirstHeader(String format, byte[] bytes, RecordHeader header) {
    this.format = format;
    this.bytes = bytes;
    this.header = header;
  }

  /**
   * Reads it, as if the bytes were one record: all but the text ends where it says so itself.
   *
   * @param stated the index of the format; -1: that which fits best
   * @return null where no format reads it
   */
  static @Nullable FirstHeader of(Formats formats, int stated, byte[] b, int length) {
    int format = stated >= 0 ? stated : formats.best(b, 0, length, -1, 1);
    RecordHeader header = new RecordHeader();
    if (format < 0 || formats.at(format).parser().parse(b, 0, length, header) != null) {
      return null;
    }
    byte[] all = Arrays.copyOf(b, length + header.decodedLength);
    System.arraycopy(header.decoded, 0, all, length, header.decodedLength);
    return new FirstHeader(formats.names().get(format), all, header);
  }

  private @Nullable String text(int from, int to) {
    return from == to ? null : value(from, to);
  }

  private String value(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public @Nullable String host() {
    return text(header.hostFrom, header.hostTo);
  }

  @Override
  public @Nullable String app() {
    return text(header.appFrom, header.appTo);
  }

  @Override
  public @Nullable String procId() {
    return text(header.procIdFrom, header.procIdTo);
  }

  @Override
  public @Nullable String msgId() {
    return text(header.msgIdFrom, header.msgIdTo);
  }

  @Override
  public @Nullable String structuredData() {
    return text(header.dataFrom, header.dataTo);
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    int[] f = header.fields;
    for (int i = 0; i < header.fieldCount * RecordHeader.FIELD; i += RecordHeader.FIELD) {
      fields.put(value(f[i], f[i + 1]), value(f[i + 2], f[i + 3]));
    }
    return Collections.unmodifiableMap(fields);
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
}
