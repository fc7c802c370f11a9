package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What real programs wrote, see {@code recorded/README.md}: one record of it, as it was read. */
record Recorded(
    Clock clock,
    long timeNanos,
    int priority,
    String host,
    String app,
    String procId,
    String text,
    Map<String, String> fields) {

  static byte[] content(String file) {
    try (InputStream in =
        Objects.requireNonNull(Recorded.class.getResourceAsStream("/recorded/" + file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All records of a file, whose format is found; none may be refused. */
  static List<Recorded> read(String file) {
    return read(Log.open(content(file), Log.options()));
  }

  /** All records of an intake's only source; none may be refused. */
  static List<Recorded> read(Intake intake) {
    List<Recorded> found = new ArrayList<>();
    RecordBlock block = new RecordBlock(intake.blockBytes());
    while (intake.sources().get(0).read(block)) {
      intake.parser().parse(block, new Collecting(block, found));
    }
    return found;
  }

  private record Collecting(RecordBlock block, List<Recorded> found) implements RecordTaker {

    @Override
    public void record(int format, int from, int to, RecordHeader h) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += RecordHeader.FIELD) {
        fields.put(text(h.fields[i], h.fields[i + 1]), text(h.fields[i + 2], h.fields[i + 3]));
      }
      found.add(
          new Recorded(
              h.clock,
              h.timeNanos,
              h.priority,
              text(h.hostFrom, h.hostTo),
              text(h.appFrom, h.appTo),
              text(h.procIdFrom, h.procIdTo),
              text(h.textFrom, h.textTo),
              fields));
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      throw new AssertionError(reason + ": " + text(from, to));
    }

    private String text(int from, int to) {
      return new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
    }
  }
}
