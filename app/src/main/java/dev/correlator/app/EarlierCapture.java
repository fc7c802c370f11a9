package dev.correlator.app;

import dev.correlator.core.Sources;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeException;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Received;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The capture that is there where a new one is to be. Nothing is lost with it where its records are
 * all among those that are read for the new one, in the same order: then they can be cut again.
 * Memory: eight bytes for each of its records, of which there are at most {@link #RECORDS_MAX}; one
 * that has more is not compared. Used by one thread.
 */
final class EarlierCapture {

  /** The most records that are compared. */
  static final int RECORDS_MAX = 1_000_000;

  private final long[] digests;
  private final @Nullable String notCompared;
  private int found;

  private EarlierCapture(long[] digests, @Nullable String notCompared) {
    this.digests = digests;
    this.notCompared = notCompared;
  }

  /**
   * Reads it.
   *
   * @param options how the records for the new one are read
   */
  static EarlierCapture read(Path file, IntakeOptions options, Formats formats) throws IOException {
    Digests all = new Digests();
    try (Intake intake =
        Intake.open(
            List.of(file.toString()),
            options,
            formats,
            new Sources(),
            InputStream.nullInputStream())) {
      CaptureChoice each = new CaptureChoice(null, null, null, null);
      PrintWriter nobody = new PrintWriter(Writer.nullWriter());
      boolean whole =
          new CaptureReader(intake, formats, each, all, new CaptureStatistics()).read(nobody);
      return new EarlierCapture(
          Arrays.copyOf(all.digests, all.count),
          !whole
              ? "cannot be read to its end"
              : all.isLost() ? "has more records than are compared" : null);
    } catch (IntakeException e) {
      return new EarlierCapture(new long[0], "cannot be read");
    }
  }

  /** The next record that is read for the new capture, meant or not. */
  void read(Received record) {
    if (found < digests.length && record.digest() == digests[found]) {
      found++;
    }
  }

  /** All are read: why it must not be replaced, in words, or null. */
  @Nullable String refusal() {
    if (notCompared != null) {
      return "is there, and " + notCompared + ", so it is kept; " + ExistingFile.WAY_OUT;
    }
    return found == digests.length
        ? null
        : "is there, and holds records that are not among those read, so it is kept; "
            + ExistingFile.WAY_OUT;
  }

  /** What is kept of its records: empty ones stand between others so that they are told apart. */
  private static final class Digests implements CaptureList {

    long[] digests = new long[256];
    int count;

    @Override
    public void source(LogSource source) {}

    @Override
    public boolean takesReceived() {
      return true;
    }

    @Override
    public void record(CaptureRecord r) {
      Received received = r.received();
      if (received == null || received.isEmpty() || isLost()) {
        return;
      }
      if (count == digests.length) {
        digests = Arrays.copyOf(digests, 2 * count);
      }
      digests[count++] = received.digest();
    }

    @Override
    public void end(CaptureStatistics statistics) {}

    @Override
    public boolean isLost() {
      return count > RECORDS_MAX;
    }

    @Override
    public void close() {}
  }
}
