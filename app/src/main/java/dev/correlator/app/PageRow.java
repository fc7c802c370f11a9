package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Evidence;
import dev.correlator.api.LogRecord;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordRef;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An event as it lies in a {@link RowSpool}, with what a page shows of it.
 *
 * @param type the number of its {@link PageType}
 * @param outcome how the transaction ended, or null
 * @param reason why, or null
 * @param id the first {@value #ID_DIGITS} digits of the id
 * @param key the key, its parts with blanks between them
 * @param began milliseconds since 1970
 * @param ended milliseconds since 1970
 * @param retimed whether a record came too late for its time
 * @param values the values of the components: texts, {@link Long}s and nulls
 * @param count how many records there were
 * @param records where those stand that are kept
 * @param last the record that raised it, or null; of events that are not of transactions only
 */
record PageRow(
    int type,
    @Nullable Outcome outcome,
    @Nullable String reason,
    long id,
    String key,
    long began,
    long ended,
    boolean retimed,
    List<@Nullable Object> values,
    long count,
    List<Ref> records,
    @Nullable Text last) {

  /** Digits of an id that are kept: enough to tell all events of a page apart. */
  static final int ID_DIGITS = 12;

  /** Texts are cut at this many characters. */
  static final int TEXT_MAX = 2_000;

  private static final Outcome[] OUTCOMES = Outcome.values();

  /**
   * Where a record stands.
   *
   * @param source the number of the source
   * @param offset the position of its first byte
   * @param line its number in the source
   */
  record Ref(int source, long offset, long line) {}

  /**
   * A record.
   *
   * @param ref where it stands
   * @param time milliseconds since 1970
   * @param text the record as received, printable
   */
  record Text(Ref ref, long time, String text) {}

  /** A text as pages show it: printable, and cut. */
  static String text(String text) {
    String printable = Printable.line(text);
    if (printable.length() <= TEXT_MAX) {
      return printable;
    }
    int end = Character.isHighSurrogate(printable.charAt(TEXT_MAX - 1)) ? TEXT_MAX - 1 : TEXT_MAX;
    return printable.substring(0, end) + "...";
  }

  /** An event as bytes. */
  static byte[] bytes(EventEnvelope<?> e, int type, ToIntFunction<String> sources) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Outcome outcome = e.outcome();
      out.writeInt(type);
      out.writeByte(outcome == null ? -1 : outcome.ordinal());
      string(e.reason() == null ? null : text(e.reason()), out);
      out.writeLong(HexFormat.fromHexDigitsToLong(e.id(), 0, ID_DIGITS));
      string(text(String.join(" ", e.key())), out);
      out.writeLong(e.began().toEpochMilli());
      out.writeLong(e.ended().toEpochMilli());
      out.writeBoolean(e.retimed());
      out.writeInt(e.fields().size());
      for (Object each : e.fields().values()) {
        Object value = PageType.value(each);
        out.writeByte(value == null ? 0 : value instanceof Long ? 1 : 2);
        if (value instanceof Long number) {
          out.writeLong(number);
        } else if (value != null) {
          string(value.toString(), out);
        }
      }
      Evidence evidence = e.evidence();
      out.writeLong(evidence.count());
      out.writeInt(evidence.records().size());
      for (RecordRef r : evidence.records()) {
        ref(r, sources, out);
      }
      LogRecord last = outcome == null ? e.record() : null;
      out.writeBoolean(last != null);
      if (last != null) {
        ref(last.ref(), sources, out);
        out.writeLong(e.time().toEpochMilli());
        string(text(last.raw()), out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #bytes} wrote. */
  static PageRow read(DataInputStream in) throws IOException {
    int type = in.readInt();
    int outcome = in.readByte();
    String reason = string(in);
    long id = in.readLong();
    String key = String.valueOf(string(in));
    long began = in.readLong();
    long ended = in.readLong();
    boolean retimed = in.readBoolean();
    List<@Nullable Object> values = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      values.add(
          switch (in.readByte()) {
            case 0 -> null;
            case 1 -> in.readLong();
            default -> string(in);
          });
    }
    long count = in.readLong();
    List<Ref> records = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      records.add(ref(in));
    }
    Text last =
        in.readBoolean() ? new Text(ref(in), in.readLong(), String.valueOf(string(in))) : null;
    return new PageRow(
        type,
        outcome < 0 ? null : OUTCOMES[outcome],
        reason,
        id,
        key,
        began,
        ended,
        retimed,
        values,
        count,
        records,
        last);
  }

  private static void ref(RecordRef r, ToIntFunction<String> sources, DataOutputStream out)
      throws IOException {
    out.writeInt(sources.applyAsInt(r.source()));
    out.writeLong(r.offset());
    out.writeLong(r.line());
  }

  private static Ref ref(DataInputStream in) throws IOException {
    return new Ref(in.readInt(), in.readLong(), in.readLong());
  }

  private static void string(@Nullable String text, DataOutputStream out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text); // TEXT_MAX characters at most, which always fit
    }
  }

  private static @Nullable String string(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
