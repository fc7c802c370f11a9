package dev.correlator.bench;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Sources;
import dev.correlator.intake.BlockParser;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.RecordTaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the front-end reads: a record, or a frame that is none. Strings hold a byte in each
 * character, so that nothing is lost of what is not UTF-8.
 *
 * @param rejection why it is none, or null
 * @param raw the record as received
 */
record ReadRecord(
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
    List<Field> fields,
    String raw) {

  /** One of its named values. */
  record Field(String name, String value) {}

  /** Now, where that matters. */
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  /** Bytes as they are meant in the strings of this class. */
  static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A text as it is meant in the strings of this class. */
  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a source; without the name of a format, it is found. */
  static List<ReadRecord> read(byte[] content, @Nullable String format, int recordBytesMax) {
    return read(content, Formats.installed(), format, recordBytesMax);
  }

  /** Reads a source of one of these formats. */
  static List<ReadRecord> read(
      byte[] content, Formats formats, @Nullable String format, int recordBytesMax) {
    List<ReadRecord> found = new ArrayList<>();
    try (Intake intake =
        Intake.open(
            List.of(Intake.STANDARD_INPUT),
            IntakeOptions.defaults(NOW).withFormat(format).withRecordBytesMax(recordBytesMax),
            formats,
            new Sources(),
            new ByteArrayInputStream(content))) {
      BlockParser parser = intake.parser();
      for (LogSource source : intake.sources()) {
        RecordBlock block = new RecordBlock(intake.blockBytes());
        while (source.read(block)) {
          parser.parse(block, new Taking(block, found));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private record Taking(RecordBlock block, List<ReadRecord> found) implements RecordTaker {

    @Override
    public void record(int format, int from, int to, RecordHeader h) {
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += RecordHeader.FIELD) {
        fields.add(
            new Field(text(h.fields[i], h.fields[i + 1]), text(h.fields[i + 2], h.fields[i + 3])));
      }
      found.add(
          new ReadRecord(
              null,
              h.clock,
              h.timeNanos,
              h.priority,
              text(h.hostFrom, h.hostTo),
              text(h.appFrom, h.appTo),
              text(h.procIdFrom, h.procIdTo),
              text(h.msgIdFrom, h.msgIdTo),
              text(h.dataFrom, h.dataTo),
              text(h.textFrom, h.textTo),
              fields,
              text(from, to)));
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      found.add(
          new ReadRecord(
              reason, Clock.NONE, 0, -1, "", "", "", "", "", "", List.of(), text(from, to)));
    }

    private String text(int from, int to) {
      return new String(block.bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}
