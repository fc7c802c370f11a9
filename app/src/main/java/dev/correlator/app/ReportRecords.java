package dev.correlator.app;

import dev.correlator.core.EngineSummary;
import dev.correlator.intake.Rejects;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the records, and whether the result depends on the order in which they came. */
final class ReportRecords {

  /** Programs that are named among the ignored records. */
  private static final int APPS_SHOWN = 4;

  /** Records that are shown of those that could not be parsed. */
  private static final int NOT_PARSED_SHOWN = 3;

  private final PrintWriter out;

  ReportRecords(PrintWriter out) {
    this.out = out;
  }

  void print(RunResult r, RunRequest request) {
    records(r, request);
    String truncated = truncated(r);
    if (truncated != null) {
      out.println("TRUNCATED " + truncated);
    }
    String repeats = repeats(r);
    if (repeats != null) {
      out.println("REPEATS " + repeats);
    }
    exact(r);
  }

  private void records(RunResult r, RunRequest request) {
    Rejects j = r.rejects();
    StringBuilder line = new StringBuilder("RECORDS ");
    line.append(CountText.of(r.records())).append(" = ").append(CountText.of(r.summary().used()));
    line.append(" used + ").append(CountText.of(r.ignored())).append(" ignored");
    if (r.ignored() > 0) {
      line.append(" (").append(ignored(r)).append(')');
    }
    if (r.summary().failed() > 0) {
      line.append(" + ").append(CountText.of(r.summary().failed())).append(" failed");
    }
    if (r.summary().unreached() > 0) {
      line.append(" + ").append(CountText.of(r.summary().unreached())).append(" read, not reached");
    }
    line.append(" + ").append(CountText.of(j.total())).append(" not parsed");
    if (j.total() > 0 && request.rejects() == null) {
      line.append(" (--rejects FILE)");
    }
    out.println(line);
    j.counts()
        .forEach(
            (reason, n) -> out.println("  not parsed: " + CountText.of(n) + " " + reason.text()));
    for (Rejects.Sample sample : j.samples().stream().limit(NOT_PARSED_SHOWN).toList()) {
      out.println(
          "  "
              + Printable.line(sample.source() + ":" + sample.line() + ": ")
              + Printable.text(sample.text()));
    }
  }

  /** That records lack something, in words; null where none is known to. */
  static @Nullable String truncated(RunResult r) {
    long n = r.summary().truncated();
    return n == 0
        ? null
        : CountText.of(n, "record")
            + " of the above: "
            + (n == 1 ? "a limit cut it, or its" : "a limit cut them, or their")
            + " end never came ('correlator capture ls' shows which)";
  }

  /** That records say they stand for more than is counted, in words; null where none does. */
  static @Nullable String repeats(RunResult r) {
    long n = r.summary().repeatsLeftOut();
    return n == 0
        ? null
        : CountText.of(n, "record")
            + " not counted above: 'message repeated N times' counts as at most 1,000 records";
  }

  /** What was ignored, by program. */
  static String ignored(RunResult r) {
    EngineSummary s = r.summary();
    List<String> parts = new ArrayList<>();
    long rest = r.ignored();
    // Programs are counted where records are read: those not reached cannot be told apart there.
    List<EngineSummary.App> apps =
        s.apps().stream().filter(a -> a.unmatched() > 0 && s.unreached() == 0).toList();
    for (EngineSummary.App a : apps.subList(0, Math.min(APPS_SHOWN, apps.size()))) {
      parts.add(
          (a.name().isEmpty() ? "no program" : Printable.text(a.name()))
              + (a.selected() ? " without pattern " : " ")
              + CountText.of(a.unmatched()));
      rest -= a.unmatched();
    }
    if (s.orphans() > 0) {
      parts.add("of no open transaction " + CountText.of(s.orphans()));
      rest -= s.orphans();
    }
    if (rest > 0) {
      parts.add("others " + CountText.of(rest));
    }
    return String.join("; ", parts);
  }

  private void exact(RunResult r) {
    EngineSummary s = r.summary();
    if (s.records() == 0) {
      out.println(
          "EXACT   " + (r.isUnreadable() ? "no record could be read" : "there is no record"));
      return;
    }
    out.println(
        "EXACT   "
            + (r.isExact() ? "yes: " : "no: ")
            + CountText.of(r.retimed())
            + " re-timed, "
            + CountText.of(r.adjusted())
            + " adjusted, "
            + CountText.of(s.evicted())
            + " evicted"
            + (s.forced() > 0 ? ", time forced on " + CountText.of(s.forced(), "time") : ""));
  }
}
