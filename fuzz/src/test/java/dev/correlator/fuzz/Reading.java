package dev.correlator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Sources;
import dev.correlator.intake.BlockParser;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeException;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.RecordTaker;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What reading a source finds, as text.
 *
 * @param frames every frame with its place, its header, its text
 * @param failure why reading did not begin, or stopped before the end; empty: neither
 */
record Reading(List<String> frames, String failure) {

  static final Formats FORMATS = Formats.installed();

  private static final int WHOLE = 1 << 16;

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  static IntakeOptions options() {
    return IntakeOptions.defaults(NOW);
  }

  /** Reads from memory, as a whole, by the formats that are installed. */
  static Reading of(byte[] content, IntakeOptions options) {
    return of(new ByteArrayInputStream(content), options, FORMATS, WHOLE);
  }

  /** The same from a stream that gives so many bytes at a time. */
  static Reading trickling(byte[] content, int bytes, IntakeOptions options) {
    return of(new Trickle(content, bytes), options, FORMATS, WHOLE);
  }

  /**
   * Reads in blocks of this size, and in steps of that one, what is then to be found as in the
   * whole.
   *
   * @throws AssertionError if something else is found, or it takes too long
   */
  static void checkPieces(
      byte[] content, IntakeOptions options, Formats formats, int blockBytes, int readBytes) {
    Cost cost = Cost.counted();
    Reading whole = of(new ByteArrayInputStream(content), options, formats, WHOLE);
    cost.check(content.length);
    assertThat(of(new ByteArrayInputStream(content), options, formats, blockBytes))
        .isEqualTo(whole);
    assertThat(of(new Trickle(content, 1), options, formats, blockBytes)).isEqualTo(whole);
    assertThat(of(new Trickle(content, readBytes), options, formats, WHOLE)).isEqualTo(whole);
  }

  private static Reading of(
      InputStream input, IntakeOptions options, Formats formats, int blockBytes) {
    List<String> found = new ArrayList<>();
    try (Intake intake =
        Intake.open(List.of(Intake.STANDARD_INPUT), options, formats, new Sources(), input)) {
      BlockParser parser = intake.parser();
      LogSource source = intake.sources().get(0);
      RecordBlock block = new RecordBlock(blockBytes);
      while (source.read(block)) {
        parser.parse(block, new Collecting(block, found));
      }
      return new Reading(found, source.failure() == null ? "" : source.failure().message());
    } catch (IntakeException e) {
      return new Reading(found, e.problems().toString());
    } catch (IOException e) {
      throw new AssertionError("memory cannot be read", e);
    }
  }

  private static final class Trickle extends FilterInputStream {
    private final int bytes;

    Trickle(byte[] content, int bytes) {
      super(new ByteArrayInputStream(content));
      this.bytes = bytes;
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      return super.read(b, from, Math.min(length, bytes));
    }
  }

  private record Collecting(RecordBlock block, List<String> found) implements RecordTaker {

    @Override
    public void record(int format, int from, int to, RecordHeader header) {
      found.add(place(from) + text(from, to) + header(format, header));
    }

    @Override
    public void repetition(
        int format, int from, int to, int ofFrom, int ofRaw, int ofTo, RecordHeader header) {
      found.add(place(from) + text(from, to) + " of " + text(ofRaw, ofTo) + header(format, header));
    }

    @Override
    public void moved(int format, int place, int from, int rawFrom, int to, RecordHeader header) {
      found.add(place(place) + "from " + text(rawFrom, to) + header(format, header));
    }

    @Override
    public void lines(int more) {
      found.add("+" + more);
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      found.add(place(from) + reason + " " + text(from, to));
    }

    private String place(int from) {
      return block.position + from + ": ";
    }

    private String header(int format, RecordHeader h) {
      StringBuilder text = new StringBuilder();
      text.append(" format ").append(format);
      text.append(" host ").append(text(h.hostFrom, h.hostTo));
      text.append(" app ").append(text(h.appFrom, h.appTo));
      text.append(" id ").append(text(h.procIdFrom, h.procIdTo));
      text.append(" msg ").append(text(h.msgIdFrom, h.msgIdTo));
      text.append(" data ").append(text(h.dataFrom, h.dataTo));
      text.append(" text ").append(text(h.textFrom, h.textTo));
      for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += 2) {
        text.append(" field ").append(text(h.fields[i], h.fields[i + 1]));
      }
      text.append(" clock ").append(h.clock).append(h.timeNanos);
      text.append(" priority ").append(h.priority).append(" repeat ").append(h.repeat);
      return text.toString();
    }

    private String text(int from, int to) {
      return new String(block.bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}
