package dev.correlator.app;

import dev.correlator.core.EngineSummary;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes records that no module knows, and says how to go on. */
final class UnknownRecords {

  private static final int APPS_SHOWN = 12;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final PrintWriter out;
  private final ZoneId zone;

  UnknownRecords(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  void print(RunResult r) {
    EngineSummary s = r.summary();
    out.println("No installed module knows these records.");
    TextTable apps = new TextTable("lr");
    apps.heading("PROGRAM", "records");
    for (EngineSummary.App a : s.apps().stream().limit(APPS_SHOWN).toList()) {
      apps.row(a.name().isEmpty() ? "(none)" : a.name(), TableReport.number(a.records()));
    }
    if (s.apps().size() > APPS_SHOWN) {
      apps.row("and " + TableReport.number(s.apps().size() - APPS_SHOWN) + " more");
    }
    apps.print(out);
    List<String> severities = new ArrayList<>();
    for (int i = 0; i < s.severities().size(); i++) {
      long n = s.severities().get(i);
      if (n > 0) {
        String name =
            i < 8
                ? TableReport.severities().get(i).name().toLowerCase(Locale.ROOT)
                : "without severity";
        severities.add(name + " " + TableReport.number(n));
      }
    }
    out.println("SEVERITIES  " + String.join(", ", severities));
    for (EngineSummary.Gap g : s.gaps()) {
      out.println(
          "GAP         "
              + Durations.text(g.length())
              + " without a record: "
              + TIME.format(g.from().atZone(zone))
              + " to "
              + TIME.format(g.to().atZone(zone)));
    }
    out.println(
        "A module ties them into transactions: 'correlator apps' lists what is installed; plugins"
            + " go into the plugins folder.");
  }
}
