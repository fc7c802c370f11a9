package dev.correlator.fuzz;

import dev.correlator.api.LineJoin;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every record format promises, asked of one input. Used by one thread. */
final class FormatProbe {

  /** Bytes behind a record that may be read: an array that ends there is the guard. */
  private static final int SLACK_BYTES = 8;

  /** Bytes in front of a record that lies in the middle. */
  private static final int BEFORE_BYTES = 3;

  /** What may be decoded beyond four bytes for one: names that a user gave to fields. */
  private static final int DECODED_BYTES = 4_096;

  private static final int FIT_MAX = 100;
  private static final int PRIORITY_MAX = RecordHeader.NO_FACILITY + 7;

  /** More lines of one input are not asked about: each is copied for its guard. */
  private static final int LINES_MAX = 100;

  private final RecordFormat format;
  private final RecordParser used;
  private final LineJoin join;

  FormatProbe(RecordFormat format) {
    this.format = format;
    this.used = format.parser();
    this.join = format.lines();
  }

  /**
   * Reads the input as one record, and as lines.
   *
   * @throws AssertionError if a promise is not kept
   */
  void check(byte[] data) {
    Cost cost = Cost.counted();
    checkRecord(data);
    checkLines(data);
    cost.check(data.length);
  }

  private void checkRecord(byte[] data) {
    String alone = read(format.parser(), data, 0, 0);
    for (byte around : new byte[] {'9', '"', '\n', -1}) {
      same(alone, read(used, data, BEFORE_BYTES, around), data);
    }
  }

  /** Reads a record between other bytes; what was found, with places counted from its start. */
  private String read(RecordParser parser, byte[] data, int before, int around) {
    byte[] bytes = new byte[before + data.length + SLACK_BYTES];
    Arrays.fill(bytes, (byte) around);
    System.arraycopy(data, 0, bytes, before, data.length);
    byte[] unchanged = bytes.clone();
    int to = before + data.length;
    int fit = format.fit(bytes, before, to);
    holds(fit >= 0 && fit <= FIT_MAX, "fit is " + fit, data);
    RecordHeader header = new RecordHeader();
    Rejection refusal = parser.parse(bytes, before, to, header);
    holds(Arrays.equals(bytes, unchanged), "bytes were changed", data);
    return fit + " " + (refusal == null ? found(header, before, to, data) : refusal.toString());
  }

  private String found(RecordHeader h, int from, int to, byte[] data) {
    holds(
        h.decodedLength <= DECODED_BYTES + 4 * data.length, "decoded are " + h.decodedLength, data);
    holds(h.priority >= -1 && h.priority <= PRIORITY_MAX, "priority is " + h.priority, data);
    holds(h.repeat >= 1, "repeat is " + h.repeat, data);
    holds(h.repeatsOfPrevious >= 0, "repeatsOfPrevious is " + h.repeatsOfPrevious, data);
    List<Object> found = new ArrayList<>();
    int[] places = {
      h.hostFrom,
      h.hostTo,
      h.appFrom,
      h.appTo,
      h.procIdFrom,
      h.procIdTo,
      h.msgIdFrom,
      h.msgIdTo,
      h.dataFrom,
      h.dataTo,
      h.textFrom,
      h.textTo,
      h.streamFrom,
      h.streamTo
    };
    addPlaces(found, places, places.length, h, from, to, data);
    addPlaces(found, h.fields, h.fieldCount * RecordHeader.FIELD, h, from, to, data);
    found.add(h.clock);
    found.add(h.timeNanos);
    found.add(h.priority);
    found.add(h.repeat);
    found.add(h.repeatsOfPrevious);
    found.add(h.goesOn);
    found.add(new String(h.decoded, 0, h.decodedLength, StandardCharsets.ISO_8859_1));
    return found.toString();
  }

  /** Each lies in the record, or in what was decoded, which is thought to stand behind it. */
  private static void addPlaces(
      List<Object> found, int[] places, int count, RecordHeader h, int from, int to, byte[] data) {
    for (int i = 0; i < count; i += 2) {
      int first = places[i];
      int behind = places[i + 1];
      if (first == behind) {
        found.add("empty");
        continue;
      }
      boolean inRecord = first >= from && behind <= to;
      boolean inDecoded = first >= to && behind <= to + h.decodedLength;
      holds(
          first < behind && (inRecord || inDecoded),
          "place " + i + " is " + first + " to " + behind + " in " + from + " to " + to,
          data);
      found.add(first - from);
      found.add(behind - from);
    }
  }

  private void checkLines(byte[] data) {
    int record = 0;
    int previous = 0;
    int from = 0;
    for (int n = 0; n < LINES_MAX && from <= data.length; n++) {
      int end = from;
      while (end < data.length && data[end] != '\n') {
        end++;
      }
      int to = end > from && data[end - 1] == '\r' ? end - 1 : end;
      if (n > 0) {
        boolean joins = joins(data, record, previous, from, to, (byte) 0);
        for (byte behind : new byte[] {'9', ' ', -1}) {
          holds(
              joins == joins(data, record, previous, from, to, behind),
              "line " + n + " joins, or not, by what is behind it",
              data);
        }
        record = joins ? record : from;
      }
      previous = from;
      from = end + 1;
    }
  }

  private boolean joins(byte[] data, int record, int previous, int from, int to, byte behind) {
    byte[] bytes = Arrays.copyOf(data, to + SLACK_BYTES);
    Arrays.fill(bytes, to, bytes.length, behind);
    return join.joins(bytes, record, previous, from, to);
  }

  private void same(String expected, String other, byte[] data) {
    holds(expected.equals(other), "is another record elsewhere: " + expected + ", " + other, data);
  }

  private static void holds(boolean holds, @Nullable String what, byte[] data) {
    if (!holds) {
      throw new AssertionError(what + ": " + new String(data, StandardCharsets.ISO_8859_1));
    }
  }
}
