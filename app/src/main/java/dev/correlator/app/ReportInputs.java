package dev.correlator.app;

import dev.correlator.core.EngineSummary;
import dev.correlator.intake.LogSource;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The report's head: what was read, of which hosts and which time. */
final class ReportInputs {

  /** Hosts that are named. */
  private static final int HOSTS_SHOWN = 3;

  private final PrintWriter out;
  private final ReportText text;

  ReportInputs(PrintWriter out, ReportText text) {
    this.out = out;
    this.text = text;
  }

  void print(RunResult r) {
    for (LogSource s : r.sources()) {
      out.println(Printable.line(s.name()) + ": " + SourceWords.of(s));
    }
    r.notes().forEach(n -> out.println(Printable.line(n)));
    EngineSummary s = r.summary();
    Instant first = s.first();
    Instant last = s.last();
    String span = first == null || last == null ? "" : ", " + text.span(first, last);
    out.println(
        CountText.of(s.records(), "record")
            + ", "
            + hosts(s.hosts())
            + span
            + ", read in "
            + String.format(Locale.ROOT, "%.1f s", r.took().toMillis() / 1000.0));
    if (r.stopped()) {
      out.println("STOPPED before the end of the input: this is what was found until then");
    }
  }

  private static String hosts(List<String> hosts) {
    if (hosts.isEmpty()) {
      return "no host named";
    }
    List<String> named =
        hosts.subList(0, Math.min(HOSTS_SHOWN, hosts.size())).stream()
            .map(Printable::text)
            .toList();
    String more =
        hosts.size() > HOSTS_SHOWN
            ? " and " + CountText.of(hosts.size() - HOSTS_SHOWN) + " more"
            : "";
    return (hosts.size() == 1 ? "host " : "hosts ") + String.join(", ", named) + more;
  }
}
