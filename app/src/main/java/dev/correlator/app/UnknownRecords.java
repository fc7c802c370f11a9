package dev.correlator.app;

import dev.correlator.api.Severity;
import dev.correlator.core.DurationWords;
import dev.correlator.core.EngineSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Describes records that no module knows, and says how to go on. */
final class UnknownRecords {

  private static final int APPS_SHOWN = 12;

  private final PrintWriter out;
  private final ReportText text;

  UnknownRecords(PrintWriter out, ReportText text) {
    this.out = out;
    this.text = text;
  }

  void print(RunResult r, RunRequest request) {
    EngineSummary s = r.summary();
    if (s.records() == 0) {
      if (r.rejects().total() == 0) { // else it is said beside the report, and below how many
        out.println("There are no records.");
      }
      return;
    }
    out.println("No installed module knows these records.");
    TextTable apps = new TextTable("lr");
    apps.heading("PROGRAM", "records");
    for (EngineSummary.App a : s.apps().stream().limit(APPS_SHOWN).toList()) {
      apps.row(a.name().isEmpty() ? "(none)" : a.name(), CountText.of(a.records()));
    }
    if (s.apps().size() > APPS_SHOWN) {
      apps.row("and " + CountText.of(s.apps().size() - APPS_SHOWN) + " more");
    }
    apps.print(out);
    List<String> severities = new ArrayList<>();
    for (int i = 0; i < s.severities().size(); i++) {
      long n = s.severities().get(i);
      if (n > 0) {
        String name = i < 8 ? SettingType.word(Severity.ofCode(i)) : "without severity";
        severities.add(name + " " + CountText.of(n));
      }
    }
    out.println("SEVERITIES  " + String.join(", ", severities));
    for (EngineSummary.Gap g : s.gaps()) {
      out.println(
          "GAP         "
              + DurationWords.of(g.length())
              + " without a record: "
              + text.full(g.from())
              + " to "
              + text.full(g.to()));
    }
    out.println(
        "A module ties them into transactions; what is installed: "
            + request.command()
            + " apps; "
            + Documentation.MODULES.in(request.home())
            + " shows how to write one.");
  }
}
