package dev.correlator.app;

import dev.correlator.intake.LogSource;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists records for people, one a line, as they come: columns have widths of their own. */
final class CaptureTable implements CaptureList {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  /** What the lines begin with that are none of records. */
  private static final List<String> LABELS =
      List.of(
          "FILE",
          "NUMBER",
          "RECORDS",
          "NOT PARSED",
          "TRUNCATED",
          "FORMATS",
          "HOSTS",
          "PROGRAMS",
          "SEVERITIES",
          "ASSUMED",
          "TRIED");

  /** Names of each kind that are shown. */
  private static final int NAMES_SHOWN = 10;

  private final PrintWriter out;
  private final ZoneId zone;

  CaptureTable(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  @Override
  public void source(LogSource source) {
    out.println(label("FILE") + Printable.line(source.name()) + ": " + SourceWords.of(source));
    out.println(row("NUMBER", "TIME", "HOST", "PROGRAM", "SEVERITY", "BYTES", "TEXT"));
  }

  /** In front of what is no record: a line of a record begins with its number. */
  private static String label(String what) {
    return String.format(Locale.ROOT, "%-10s  ", what);
  }

  /** Whether a line of a list is none of a record: it begins with one of the labels. */
  static boolean isNoRecord(String line) {
    return LABELS.stream().anyMatch(label -> line.equals(label) || line.startsWith(label + " "));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%7s  %-23s  %-12s  %-20s  %-9s  %6s  %s", cells)
        .stripTrailing();
  }

  /** The line of a record. */
  static String row(CaptureRecord r, ZoneId zone) {
    String why =
        r.rejection() != null
            ? "not parsed, " + r.rejection().text() + ": "
            : r.truncated() ? "truncated: " : "";
    return row(
        r.number(),
        time(r.time(), zone),
        shown(r.host()),
        shown(r.app()),
        shown(CaptureStatistics.word(r.severity())),
        r.bytes(),
        why + Printable.text(r.text()));
  }

  @Override
  public boolean takesReceived() {
    return false;
  }

  @Override
  public void record(CaptureRecord r) {
    out.println(row(r, zone));
  }

  /** A time as the table shows it. */
  static String time(@Nullable Instant time, ZoneId zone) {
    return time == null ? "-" : TIME.format(time.atZone(zone));
  }

  private static String shown(@Nullable String name) {
    return name == null ? "-" : Printable.text(name);
  }

  @Override
  public void end(CaptureStatistics s) {
    statistics(out, s, zone);
  }

  /** Prints what was counted. */
  static void statistics(PrintWriter out, CaptureStatistics s, ZoneId zone) {
    out.println(
        label("RECORDS")
            + CountText.of(s.records())
            + ", "
            + CountText.of(s.bytes(), "byte")
            + ", "
            + time(s.first(), zone)
            + " to "
            + time(s.last(), zone));
    out.println(label("NOT PARSED") + CountText.of(s.notParsed()));
    if (s.truncated() > 0) {
      out.println(label("TRUNCATED") + CountText.of(s.truncated()));
    }
    for (String what : s.counted()) {
      List<Map.Entry<String, Long>> all = s.of(what);
      StringBuilder line = new StringBuilder();
      for (Map.Entry<String, Long> e : all.subList(0, Math.min(NAMES_SHOWN, all.size()))) {
        line.append(line.isEmpty() ? "" : ", ").append(Printable.text(e.getKey()));
        line.append(' ').append(CountText.of(e.getValue()));
      }
      if (all.size() > NAMES_SHOWN) {
        line.append(" and ").append(CountText.of(all.size() - NAMES_SHOWN)).append(" more");
      }
      if (!line.isEmpty()) {
        out.println(label(what.toUpperCase(Locale.ROOT)) + line);
      }
    }
    assumed(out, s.sources().stream().filter(f -> !SourceWords.assumed(f).isEmpty()).toList());
    s.unread().forEach(unread -> unread.print(out, label("TRIED")));
  }

  private static void assumed(PrintWriter out, List<LogSource> sources) {
    for (LogSource source : sources.subList(0, Math.min(NAMES_SHOWN, sources.size()))) {
      String words = String.join("; ", SourceWords.assumed(source));
      out.println(label("ASSUMED") + Printable.line(source.name()) + ": " + words);
    }
    if (sources.size() > NAMES_SHOWN) {
      out.println(
          label("ASSUMED") + "and of " + CountText.of(sources.size() - NAMES_SHOWN) + " more");
    }
  }

  @Override
  public boolean isLost() {
    return out.checkError();
  }

  @Override
  public void close() {
    out.flush();
  }
}
