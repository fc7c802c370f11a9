package dev.correlator.app;

import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.HandlerReport;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known when an application has read its files.
 *
 * @param application the application
 * @param reading the number of the reading that it was part of, from 1
 * @param sources what was read, in the order of ranks
 * @param notes what the intake has to say about the inputs
 * @param summary what the engine did
 * @param findings what the logic found
 * @param rejects what could not be parsed
 * @param handlers what became of the events
 * @param failedList what the list of failures holds, null where none was asked for
 * @param failures the first exceptions of modules
 * @param took from the first byte to the last event
 * @param page what the page holds of it, null where none was asked for
 * @param stopped whether the user ended it before the end of the input
 */
record RunResult(
    Application application,
    int reading,
    List<LogSource> sources,
    List<String> notes,
    EngineSummary summary,
    Findings findings,
    Rejects rejects,
    DeliveryReport handlers,
    FailedList.@Nullable Counts failedList,
    List<ModuleFailure> failures,
    Duration took,
    @Nullable PageSummary page,
    boolean stopped) {

  /** The same with what the page holds of it. */
  RunResult withPage(PageSummary written) {
    return new RunResult(
        application,
        reading,
        sources,
        notes,
        summary,
        findings,
        rejects,
        handlers,
        failedList,
        failures,
        took,
        written,
        stopped);
  }

  /** The same with what became of it in the files that are of all applications. */
  RunResult withOutputs(DeliveryReport outputs, FailedList.@Nullable Counts failed) {
    List<HandlerReport> all = new ArrayList<>(handlers.handlers());
    all.addAll(outputs.handlers());
    return new RunResult(
        application,
        reading,
        sources,
        notes,
        summary,
        findings,
        rejects,
        new DeliveryReport(all),
        failed,
        failures,
        took,
        page,
        stopped);
  }

  /** All records, with those that could not be parsed. */
  long records() {
    return summary.records() + rejects.total();
  }

  /** Records that the logic came by, and that were neither used nor failed. */
  long ignored() {
    return summary.records() - summary.unreached() - summary.used() - summary.failed();
  }

  long retimed() {
    return sources.stream().mapToLong(s -> s.stamper().retimed()).sum();
  }

  long adjusted() {
    return sources.stream().mapToLong(s -> s.stamper().adjusted()).sum();
  }

  /** Of the re-timed ones, those whose time is so far ahead that it is not believed. */
  long future() {
    return sources.stream().mapToLong(s -> s.stamper().future()).sum();
  }

  /** Whether there was something to read, and no record in it. */
  boolean isUnreadable() {
    return summary.records() == 0 && rejects.total() > 0;
  }

  /** Whether the result does not depend on the order in which the records arrived. */
  boolean isExact() {
    return retimed() == 0 && adjusted() == 0 && summary.evicted() == 0;
  }

  /** Whether all was read and all events got through. */
  boolean isComplete() {
    return isDone() && isReadToItsEnd();
  }

  /** Whether all was done with what was read. */
  boolean isDone() {
    return handlers.isComplete()
        && summary.failures() == 0
        && rejects.failure() == null
        && (page == null || page.error() == null);
  }

  /** Whether no file turned out to be damaged. */
  boolean isReadToItsEnd() {
    return sources.stream().allMatch(s -> s.failure() == null);
  }
}
