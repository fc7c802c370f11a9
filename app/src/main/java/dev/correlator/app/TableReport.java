package dev.correlator.app;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report for people: its sections, in their order. */
final class TableReport implements Reports {

  private final PrintWriter out;

  TableReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(List<RunResult> results, RunRequest request) {
    List<Reading> readings = Reading.of(results.stream().map(RunResult::application).toList());
    if (readings.size() > 1) {
      out.println(
          "READ %d times, as 'inputs: files' differs: %s"
              .formatted(readings.size(), Printable.line(Reading.words(readings))));
    }
    for (RunResult r : results) {
      if (results.size() > 1) {
        out.println("=== " + r.application().name() + ": " + r.application().description());
      }
      print(r, request);
    }
  }

  private void print(RunResult r, RunRequest request) {
    ReportText text = new ReportText(request.configuration().system().record().timezone());
    new ReportInputs(out, text).print(r);
    if (r.summary().used() > 0 || request.chosen()) {
      KindNames names = new KindNames(r.findings());
      new ReportTransactions(out).print(r.findings(), names);
      new ReportFailed(out, text).print(r, request, names);
      new ReportFindings(out, text).print(r.findings(), names);
      new ReportStatistics(out, text).print(r.findings(), names);
    } else {
      new UnknownRecords(out, text).print(r, request);
    }
    new ReportRecords(out).print(r, request);
    Copies.notes(r.sources()).forEach(line -> out.println("NOTE    " + line));
    NothingUsed nothing = NothingUsed.of(r, request);
    nothing.notes().forEach(line -> out.println("NOTE    " + line));
    // Of the wrong records none is used in whatever order; of those that are described the span is.
    OwnTimes times = nothing.all() ? OwnTimes.NONE : OwnTimes.of(r);
    times.notes().forEach(line -> out.println("NOTE    " + line));
    LeftOut.of(r).forEach(line -> out.println("NOTE    " + line));
    page(r.page(), request);
    new ReportHandlers(out).print(r);
    Troubles.of(r).forEach(out::println);
    new ReportNext(out).print(r, request, nothing.knownElsewhere(), times.options());
  }

  private void page(@Nullable PageSummary page, RunRequest request) {
    if (page != null && page.error() == null) {
      out.println(
          "PAGE    " + Printable.line(request.html() + ": ") + String.join("; ", page.words()));
    }
  }
}
