package dev.correlator.app;

import dev.correlator.api.Severity;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs applications on files and reports. */
final class HistoryRunner implements Runner {

  @Override
  public ExitCode run(RunRequest request, PrintWriter out, PrintWriter err) {
    Path html = request.html();
    List<Application> applications = Application.combined(meant(request));
    List<Reading> readings = Reading.of(applications);
    ReadOnce.refuseToReadTwice(request.inputs(), readings);
    RunOutputs outputs = new RunOutputs(request);
    outputs.refuseSameFiles(readings.stream().flatMap(r -> r.applications().stream()).toList());
    try (Interruption interruption = new Interruption();
        HtmlPage page = html == null ? null : new HtmlPage(html, request)) {
      List<RunResult> results = results(request, readings, outputs, page, err, interruption);
      results.sort((one, other) ->
          applications.indexOf(one.application()) - applications.indexOf(other.application()));
      List<RunResult> shown = shown(request, results);
      if (page != null) {
        shown = page.write(shown, err, interruption);
      }
      Reports.of(request.report(), out).print(shown, request);
      out.flush();
      return interruption.happened() ? ExitCode.INTERRUPTED : exitCode(request, shown, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  /**
   * The applications to run: those that the user named; else all but those that take every record,
   * whatever it says, and so know none.
   */
  private static List<Application> meant(RunRequest request) {
    List<Application> all = request.configuration().applications();
    if (request.chosen()) {
      return all;
    }
    List<Application> knowing =
        all.stream().filter(a -> !Logic.of(a, new Problems()).takesAll()).toList();
    return knowing.isEmpty() ? all : knowing;
  }

  /**
   * Those that the user named; else those whose modules know the records, or one to describe them.
   */
  private static List<RunResult> shown(RunRequest request, List<RunResult> results) {
    if (request.chosen()) {
      return results;
    }
    List<RunResult> known = results.stream().filter(r -> r.summary().used() > 0).toList();
    return known.isEmpty() && !results.isEmpty() ? results.subList(0, 1) : known;
  }

  private static List<RunResult> results(
      RunRequest request,
      List<Reading> readings,
      RunOutputs outputs,
      @Nullable HtmlPage page,
      PrintWriter err,
      Interruption interruption)
      throws IOException, InterruptedException {
    List<HistoryRun> runs = new ArrayList<>();
    try {
      for (Reading reading : readings) {
        runs.add(open(request, reading, outputs.rejects()));
      }
      outputs.openAll(readings.stream().flatMap(r -> r.applications().stream()).toList());
      List<List<ApplicationRun>> applications = new ArrayList<>();
      for (Reading reading : readings) {
        List<ApplicationRun> members = new ArrayList<>();
        for (Application a : reading.applications()) {
          members.add(new ApplicationRun(a, outputs.open(a), page == null ? null : page.events(a)));
        }
        applications.add(members);
      }
      outputs.refuseIfAny();
      List<RunResult> results = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        HistoryRun run = runs.get(i);
        read(request, run, applications.get(i), outputs, err, interruption);
        for (ApplicationRun a : applications.get(i)) {
          results.add(a.ended(run, i + 1, interruption.happened()));
        }
      }
      DeliveryReport files = outputs.close();
      results.replaceAll(r -> r.withOutputs(files, outputs.failed(r.application())));
      return results;
    } finally {
      for (HistoryRun run : runs) {
        run.close();
        run.rejects().close();
      }
    }
  }

  private static HistoryRun open(RunRequest request, Reading reading, Rejects rejects) {
    return new HistoryRun(
        reading,
        request.configuration().system().record().timezone(),
        request.formats(),
        request.inputs(),
        rejects,
        request.atEnd() == RunRequest.AtEnd.DRAIN,
        request.shards(),
        null);
  }

  private static void read(
      RunRequest request,
      HistoryRun run,
      List<ApplicationRun> applications,
      RunOutputs outputs,
      PrintWriter err,
      Interruption interruption)
      throws IOException {
    try (ProgressLine progress = ProgressLine.of(request.progress(), run.intake(), err);
        Standstill standstill = new Standstill(Standstill.EVERY, err)) {
      interruption.onInterrupt(run::interrupt);
      Runnable moved =
          () -> {
            progress.update();
            standstill.moved();
          };
      run.run(new ReadingOutput(applications, outputs.all(), moved, run::stop));
    } finally {
      run.rejects().close(); // the next reading adds to the file
    }
  }

  private static ExitCode exitCode(RunRequest request, List<RunResult> results, PrintWriter err) {
    for (RunResult r : results) {
      if (!r.isComplete()) {
        boolean done = results.stream().allMatch(RunResult::isDone);
        return done ? ExitCode.NO_INPUT : ExitCode.UNEXPECTED;
      }
    }
    boolean unreadable = !results.isEmpty() && results.stream().allMatch(RunResult::isUnreadable);
    if (unreadable) {
      // Standard output may go to a file or a program that looks for nothing but what was found.
      err.println(noRecord(request, results.get(0)));
    }
    Set<RunRequest.FailOn> failOn = request.failOn();
    for (RunResult r : results) {
      for (RunRequest.FailOn f : failOn) {
        boolean found =
            switch (f) {
              case FAILED -> r.findings().failed() > 0;
              case WARNING -> r.findings().atLeast(Severity.WARNING) > 0;
              case ERROR -> r.findings().atLeast(Severity.ERROR) > 0;
              case REJECTED -> r.rejects().total() > 0;
              case INEXACT -> !r.isExact();
            };
        if (found) {
          return ExitCode.FAILED_ON;
        }
      }
    }
    return unreadable ? ExitCode.NO_RECORD : ExitCode.OK;
  }

  private static Problem noRecord(RunRequest request, RunResult r) {
    String format = r.application().files().record().format();
    return NoRecord.problem(
        request.inputs(),
        format.equals(FilesInput.AUTO) ? null : format,
        request.formats().stream().map(Plugin::name).toList(),
        request.home());
  }

  @Override
  public ExitCode trace(TraceRequest request, PrintWriter out, PrintWriter err) {
    try {
      return new Trace(request, out, err).show();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
