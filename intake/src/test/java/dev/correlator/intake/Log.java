package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Sources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Contents of logs, and what reading them finds. */
final class Log {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private Log() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
              "Mar  2 %02d:%02d:%02d web1 sshd[%d]: line %d"
                  .formatted(i / 3600 % 24, i / 60 % 60, i % 60, 1000 + i % 7, i))
          .append(i % 3 == 0 ? "\r\n" : "\n");
    }
    return bytes(text.toString());
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] together(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  static Intake open(byte[] content, IntakeOptions options) {
    return open(content, options, Formats.installed());
  }

  static Intake open(byte[] content, IntakeOptions options, Formats formats) {
    return Intake.open(
        List.of(Intake.STANDARD_INPUT),
        options,
        formats,
        new Sources(),
        new ByteArrayInputStream(content));
  }

  /** Reads all sources in blocks of this size: every frame with its place, as text. */
  static List<String> read(Intake intake, int blockBytes) {
    List<String> found = new ArrayList<>();
    BlockParser parser = intake.parser();
    for (LogSource source : intake.sources()) {
      RecordBlock block = new RecordBlock(blockBytes);
      while (source.read(block)) {
        parser.parse(block, new Collecting(block, found));
      }
    }
    return found;
  }

  static List<String> read(byte[] content, IntakeOptions options, int blockBytes) {
    return read(open(content, options), blockBytes);
  }

  static IntakeOptions options() {
    return IntakeOptions.defaults(NOW);
  }

  record Collecting(RecordBlock block, List<String> found) implements RecordTaker {

    @Override
    public void record(int format, int from, int to, RecordHeader header) {
      found.add(place(from) + text(header.textFrom, header.textTo) + cut(header));
    }

    @Override
    public void repetition(
        int format, int from, int to, int ofFrom, int ofRaw, int ofTo, RecordHeader header) {
      found.add(
          place(from)
              + text(header.textFrom, header.textTo)
              + " *%d at second %d".formatted(header.repeat, header.timeNanos / 1_000_000_000 % 60)
              + cut(header));
    }

    @Override
    public void moved(int format, int place, int from, int rawFrom, int to, RecordHeader header) {
      found.add(
          place(place)
              + text(header.textFrom, header.textTo)
              + " from: "
              + text(rawFrom, to)
              + cut(header));
    }

    @Override
    public void lines(int more) {
      found.add("+" + more);
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      found.add(place(from) + reason + " " + text(from, to));
    }

    private static String cut(RecordHeader header) {
      return header.truncated ? " (truncated)" : "";
    }

    private String place(int from) {
      return block.position + from + ": ";
    }

    private String text(int from, int to) {
      return new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
    }
  }

  /** Takes what is found, and forgets it. */
  static final class Nothing implements RecordTaker {
    @Override
    public void record(int format, int from, int to, RecordHeader header) {}

    @Override
    public void reject(int from, int to, Rejection reason) {}
  }
}
