package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Severity;
import dev.correlator.core.EngineSummary;
import dev.correlator.delivery.Delivery;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.delivery.Existing;
import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.HandlerOpenException;
import dev.correlator.delivery.HandlerSetup;
import dev.correlator.delivery.JsonlHandler;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs applications on files and reports. */
final class HistoryRunner implements Runner {

  @Override
  public ExitCode run(RunRequest request, PrintWriter out, PrintWriter err) {
    Path html = request.html();
    try (Interruption interruption = new Interruption();
        HtmlPage page = html == null ? null : new HtmlPage(html, request)) {
      List<RunResult> results = new ArrayList<>();
      for (Application application : Application.combined(meant(request))) {
        results.add(runOne(request, application, page, err, interruption));
      }
      List<RunResult> shown = shown(request, results);
      if (page != null) {
        shown = page.write(shown, err, interruption);
      }
      Reports.of(request.report(), out).print(shown, request);
      out.flush();
      return interruption.happened() ? ExitCode.INTERRUPTED : exitCode(request, shown);
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

  private static RunResult runOne(
      RunRequest request,
      Application application,
      @Nullable HtmlPage page,
      PrintWriter err,
      Interruption interruption)
      throws IOException, InterruptedException {
    Findings findings = new Findings();
    FailedList failedList = new FailedList();
    try (Rejects rejects =
            request.rejects() == null ? new Rejects() : new Rejects(request.rejects());
        HistoryRun run =
            new HistoryRun(
                application,
                request.configuration().system().record().timezone(),
                request.formats(),
                request.inputs(),
                rejects,
                request.atEnd() == RunRequest.AtEnd.DRAIN,
                request.shards(),
                null);
        ProgressLine progress = ProgressLine.of(request.progress(), run.intake(), err)) {
      interruption.onInterrupt(run::stop);
      Delivery delivery = delivery(request, application, failedList);
      Consumer<List<EventEnvelope<?>>> listener = findings::add;
      run.run(
          page == null ? listener : listener.andThen(page.events(application)::add),
          progress::update,
          delivery);
      DeliveryReport handlers = run.closeDelivery(findings.events());
      EngineSummary summary = run.summary();
      List<LogSource> sources = run.intake().sources();
      return new RunResult(
          application,
          sources,
          run.intake().notes(),
          summary,
          findings,
          rejects,
          handlers,
          request.failed() == null ? null : failedList.counts(),
          run.failures(),
          run.took(),
          null,
          interruption.happened());
    }
  }

  private static @Nullable Delivery delivery(
      RunRequest request, Application application, FailedList failedList)
      throws InterruptedException {
    List<HandlerSetup<?>> setups = new ArrayList<>();
    for (HandlerInstance h : application.handlers()) {
      setups.add(h.setup());
    }
    Path events = request.events();
    if (events != null) {
      setups.add(
          HandlerSetup.of(
              "--events",
              new JsonlHandler(),
              new JsonlHandler.Config(events, Existing.REPLACE, 1)));
    }
    Path failed = request.failed();
    if (failed != null) {
      setups.add(HandlerSetup.of("--failed", failedList, FailedList.Config.to(failed)));
    }
    if (setups.isEmpty()) {
      return null;
    }
    Delivery.Builder builder =
        Delivery.builder(application.name())
            .directory(request.directory())
            .types(Logic.of(application, new Problems()).events())
            .types(OperationalEvents.types())
            .act(request.act());
    setups.forEach(builder::handler);
    try {
      return builder.open();
    } catch (HandlerOpenException e) {
      List<Problem> problems = new ArrayList<>();
      for (HandlerOpenException.Problem p : e.problems()) {
        problems.add(new Problem(Place.of(p.handler()), ProblemCode.CFG_REFUSED, p.what()));
      }
      throw new RefusedException(problems, ExitCode.USAGE);
    }
  }

  private static ExitCode exitCode(RunRequest request, List<RunResult> results) {
    for (RunResult r : results) {
      if (!r.isComplete()) {
        return ExitCode.UNEXPECTED;
      }
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
    return ExitCode.OK;
  }

  @Override
  public ExitCode trace(TraceRequest request, PrintWriter out, PrintWriter err) {
    try {
      return new Trace(request, out).show();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
