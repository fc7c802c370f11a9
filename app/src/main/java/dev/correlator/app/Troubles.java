package dev.correlator.app;

import dev.correlator.api.RecordRef;
import dev.correlator.core.CodePlace;
import dev.correlator.core.ModuleFailure;
import dev.correlator.delivery.HandlerReport;
import dev.correlator.intake.LogSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What did not work as it should: told by the report and by the page. */
final class Troubles {

  /** Reasons that are named for which events did not get through a handler. */
  private static final int LOSSES_SHOWN = 3;

  private final List<String> lines = new ArrayList<>();

  private Troubles() {}

  /** What to tell of a run, each a line. */
  static List<String> of(RunResult r) {
    Troubles troubles = new Troubles();
    troubles.files(r);
    r.handlers().handlers().forEach(troubles::handler);
    troubles.page(r.page());
    troubles.modules(r);
    return troubles.lines;
  }

  private void files(RunResult r) {
    for (LogSource s : r.sources()) {
      if (s.failure() != null) {
        lines.add("ERROR   " + Printable.line(s.failure().text()));
      }
    }
    if (r.rejects().failure() != null) {
      lines.add("ERROR   --rejects: " + Printable.line(r.rejects().failure()));
    }
  }

  private void handler(HandlerReport h) {
    if (!h.isComplete()) {
      lines.add(
          "ERROR   handler "
              + h.name()
              + ": "
              + CountText.of(h.delivered())
              + " of "
              + CountText.of(h.taken(), "event")
              + " delivered, "
              + CountText.of(h.refused())
              + " refused, "
              + CountText.of(h.failed())
              + " failed"
              + (h.error() == null ? "" : ": " + Printable.line(h.error())));
      for (HandlerReport.Loss loss : h.losses().stream().limit(LOSSES_SHOWN).toList()) {
        lines.add(
            "  " + CountText.of(loss.events()) + " of them: " + Printable.line(loss.reason()));
      }
    }
    if (h.withheld() > 0) {
      lines.add(
          "NOTE    handler "
              + h.name()
              + ": "
              + CountText.of(h.withheld(), "event")
              + " withheld: this is history (--act)");
    }
  }

  private void page(@Nullable PageSummary page) {
    if (page != null && page.error() != null) {
      lines.add("ERROR   --html: " + Printable.line(page.error()));
    }
  }

  private void modules(RunResult r) {
    if (r.summary().failures() > 0) {
      long calls = r.summary().failures();
      lines.add(
          "ERROR   "
              + CountText.of(calls, "call")
              + " of modules failed and "
              + (calls == 1 ? "was" : "were")
              + " undone");
      for (ModuleFailure f : r.failures()) {
        RecordRef ref = f.ref();
        lines.add(
            "  "
                + f.module()
                + "/"
                + f.stage()
                + (f.key().isEmpty() ? "" : " " + Printable.text(String.join(" ", f.key())))
                + ": "
                + Printable.line(CodePlace.inWords(f.cause()))
                + (ref == null ? "" : Printable.line(", of " + ref.source() + ":" + ref.line())));
      }
    }
  }
}
