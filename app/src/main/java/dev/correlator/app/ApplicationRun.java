package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.delivery.Delivery;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.intake.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One application in a run: what it finds, and who is told. What becomes of it concerns no other
 * one that the files are read for. Used by one thread.
 */
final class ApplicationRun {

  /** Module failures of which the cause is kept for the report. */
  private static final int FAILURES_KEPT = 5;

  private final Application application;
  private final @Nullable Delivery delivery;
  private final Findings findings = new Findings();
  private final List<ModuleFailure> failures = new ArrayList<>();
  private final ModuleErrors errors = new ModuleErrors();
  private final Consumer<List<EventEnvelope<?>>> listener;

  /**
   * Nothing was found yet.
   *
   * @param delivery takes the events to the handlers, null where there are none
   * @param page takes the events for the page, null where there is none
   */
  ApplicationRun(Application application, @Nullable Delivery delivery, @Nullable PageEvents page) {
    this.application = application;
    this.delivery = delivery;
    Consumer<List<EventEnvelope<?>>> found = findings::add;
    listener = page == null ? found : found.andThen(page::add);
  }

  Application application() {
    return application;
  }

  /** Takes the next events of the application. */
  void events(List<EventEnvelope<?>> events) throws InterruptedException {
    listener.accept(events);
    if (delivery != null) {
      delivery.deliver(events);
    }
  }

  /** Sees that the handlers' threads work: the run does not go on without them. */
  void check() {
    if (delivery != null) {
      delivery.check();
    }
  }

  /** Code of one of the application's modules ended in an exception. */
  void failed(ModuleFailure failure) {
    if (failures.size() < FAILURES_KEPT) {
      failures.add(failure);
    }
    if (delivery != null) {
      errors.tell(failure, delivery::announce);
    }
  }

  /**
   * All was read: tells it, waits until the handlers are through, and says what there is to report.
   *
   * @param reading the number of the reading
   * @param stopped whether the user ended it before the end of the input
   */
  RunResult ended(HistoryRun run, int reading, boolean stopped) throws InterruptedException {
    EngineSummary summary = run.summary(application);
    List<LogSource> sources = run.intake().sources();
    DeliveryReport handlers = new DeliveryReport(List.of());
    if (delivery != null) {
      Instant end = run.began().plus(run.took());
      long bytes = sources.stream().mapToLong(LogSource::contentBytes).sum();
      long rejected = run.rejects().total();
      delivery.announce(
          new RunEnded(
              run.began(), end, run.took(), summary.records(), rejected, bytes, findings.events()));
      handlers = delivery.close();
    }
    return new RunResult(
        application,
        reading,
        sources,
        run.intake().notes(),
        summary,
        findings,
        run.rejects(),
        handlers,
        null,
        failures,
        run.took(),
        null,
        stopped);
  }
}
