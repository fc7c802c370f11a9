package dev.correlator.app;

import dev.correlator.core.DurationWords;
import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import java.io.Closeable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows on a terminal how far reading is: a bar, the rate, and the time that is left. Nothing of it
 * in a pipe. Used by one thread.
 */
final class ProgressLine implements Closeable {

  /** With it the line is shorter than the 80 columns of a terminal, which would else break it. */
  private static final int BAR_COLUMNS = 20;

  private static final long FIRST_NANOS = 500_000_000L;
  private static final long EVERY_NANOS = 100_000_000L;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final boolean shown;
  private final Intake intake;
  private final PrintWriter err;
  private final long began = System.nanoTime();
  private long next = began + FIRST_NANOS;
  private boolean drawn;

  private ProgressLine(boolean shown, Intake intake, PrintWriter err) {
    this.shown = shown;
    this.intake = intake;
    this.err = err;
  }

  static ProgressLine of(boolean wanted, Intake intake, PrintWriter err) {
    // Asked of the environment: System.console() would load the terminal library of the JDK.
    String term = System.getenv("CORRELATOR_TERMINAL");
    return new ProgressLine(wanted && "1".equals(term), intake, err);
  }

  /** Draws, if it is time. */
  void update() {
    if (!shown) {
      return;
    }
    long now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + EVERY_NANOS;
    long size = 0;
    long read = 0;
    long records = 0;
    boolean known = true;
    for (LogSource s : intake.sources()) {
      known &= s.sizeBytes() >= 0;
      size += Math.max(0, s.sizeBytes());
      read += s.consumedBytes();
      records += s.records();
    }
    err.print(ERASE_LINE + line(known ? size : 0, read, records, (now - began) / 1e9));
    err.flush();
    drawn = true;
  }

  /**
   * What is shown.
   *
   * @param size of all inputs, 0: not known
   */
  static String line(long size, long read, long records, double seconds) {
    StringBuilder line = new StringBuilder();
    if (size > 0) {
      double share = Math.min(1, (double) read / size);
      int full = (int) (share * BAR_COLUMNS);
      line.append('[').append("#".repeat(full)).append(" ".repeat(BAR_COLUMNS - full)).append("] ");
      line.append(String.format(Locale.ROOT, "%3.0f %% ", share * 100));
      long left = (long) (seconds * (1 - share) / Math.max(share, 1e-6));
      line.append(DurationWords.of(Duration.ofSeconds(left))).append(" left, ");
    }
    line.append(CountText.of(records, "record")).append(", ");
    line.append(String.format(Locale.ROOT, "%,.0f/s", records / seconds));
    return line.toString();
  }

  @Override
  public void close() {
    if (drawn) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
