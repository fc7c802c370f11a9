package dev.correlator.app;

import dev.correlator.intake.CaptureWriter;
import dev.correlator.intake.Formats;
import dev.correlator.intake.LogSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of captures to a new one. In front of a record that says only that another came
 * again it writes that other one, if it is not there: it would be said of a wrong one.
 */
final class CaptureCut implements CaptureList {

  private final Formats formats;
  private final OutputStream to;
  private final CaptureStatistics statistics;
  private final @Nullable EarlierCapture earlier;
  private @Nullable CaptureWriter writer;
  private @Nullable LogSource source;

  /** The record that a repetition behind what is written would mean. */
  private long front;

  private long fronts;
  private @Nullable Instant first;
  private @Nullable Instant latest;
  private Duration gap = Duration.ZERO;

  /**
   * Makes one.
   *
   * @param earlier what is to be replaced; null where nothing can be lost with it
   */
  CaptureCut(
      Formats formats,
      OutputStream to,
      CaptureStatistics statistics,
      @Nullable EarlierCapture earlier) {
    this.formats = formats;
    this.to = to;
    this.statistics = statistics;
    this.earlier = earlier;
  }

  /** How many records were written that were not asked for, as what follows repeats them. */
  long fronts() {
    return fronts;
  }

  /** The time of the first record that states one; null where none does. */
  @Nullable Instant first() {
    return first;
  }

  /** The longest time between a record and the next that states one. */
  Duration gap() {
    return gap;
  }

  /** How many empty records were written between others. */
  long separators() {
    return writer == null ? 0 : writer.separators();
  }

  @Override
  public void source(LogSource newSource) {
    source = newSource;
    if (writer == null && !newSource.isEmpty()) {
      writer = new CaptureWriter(newSource, formats, to);
    }
  }

  @Override
  public boolean takesReceived() {
    return true;
  }

  @Override
  public void read(CaptureRecord r) {
    if (earlier != null) {
      earlier.read(Objects.requireNonNull(r.received(), "received"));
    }
  }

  @Override
  public void record(CaptureRecord r) {
    CaptureRecord repeated = r.front();
    if (repeated != null && repeated.number() != front) {
      write(repeated);
      statistics.add(repeated);
      fronts++;
    }
    write(r);
    front = repeated == null ? r.number() : repeated.number();
  }

  private void write(CaptureRecord r) {
    Instant time = r.time();
    if (time != null) {
      Duration since = latest == null ? Duration.ZERO : Duration.between(latest, time).abs();
      gap = since.compareTo(gap) > 0 ? since : gap;
      first = first == null ? time : first;
      latest = time;
    }
    String why;
    try {
      why =
          Objects.requireNonNull(writer, "writer")
              .write(
                  Objects.requireNonNull(source, "source"),
                  r.number(),
                  Objects.requireNonNull(r.received(), "received"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (why != null) {
      throw new RefusedException(
          new Problem(
              Place.of(Printable.line(r.source())),
              ProblemCode.CLI_USAGE,
              "record " + r.number() + " " + why),
          ExitCode.USAGE);
    }
  }

  @Override
  public void end(CaptureStatistics counted) {}

  @Override
  public boolean isLost() {
    return false;
  }

  @Override
  public void close() {}
}
