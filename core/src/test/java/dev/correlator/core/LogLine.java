package dev.correlator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * A line of a log in a form made for tests: {@code TIME HOST APP[PID] TEXT}, {@code TIME} being a
 * time of day on {@link #DAY} or a whole instant, {@code -} for a host or an id that is not there,
 * and {@code APP[PID]*3} for a record that stands for three.
 */
record LogLine(
    long timeNanos, String host, String app, String procId, String text, int repeat, int priority) {

  /** The day of times of day. */
  static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

  static LogLine of(Instant time, String host, String app, String procId, String text) {
    return new LogLine(Times.nanos(time), host, app, procId, text, 1, -1);
  }

  static LogLine of(String line) {
    String[] parts = line.split(" ", 4);
    Instant time =
        parts[0].contains("T")
            ? Instant.parse(parts[0])
            : DAY.plus(Duration.ofNanos(LocalTime.parse(parts[0]).toNanoOfDay()));
    String app = parts[2];
    int repeat = 1;
    int star = app.indexOf('*');
    if (star >= 0) {
      repeat = Integer.parseInt(app.substring(star + 1));
      app = app.substring(0, star);
    }
    String procId = "";
    int bracket = app.indexOf('[');
    if (bracket >= 0) {
      procId = app.substring(bracket + 1, app.length() - 1);
      app = app.substring(0, bracket);
    }
    String host = parts[1].equals("-") ? "" : parts[1];
    String text = parts.length == 4 ? parts[3] : "";
    return new LogLine(Times.nanos(time), host, app, procId, text, repeat, -1);
  }

  Instant time() {
    return Times.instant(timeNanos);
  }

  /** The same at a later time. */
  LogLine later(Duration by) {
    return new LogLine(timeNanos + by.toNanos(), host, app, procId, text, repeat, priority);
  }

  @Override
  public String toString() {
    return time() + " " + host + " " + app + "[" + procId + "] " + text;
  }
}
