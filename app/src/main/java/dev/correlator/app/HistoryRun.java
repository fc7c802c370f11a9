package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.RecordFormat;
import dev.correlator.core.BlockWriter;
import dev.correlator.core.Engine;
import dev.correlator.core.EngineOptions;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.Observer;
import dev.correlator.core.Output;
import dev.correlator.core.Program;
import dev.correlator.core.ProgramException;
import dev.correlator.core.Sources;
import dev.correlator.delivery.Delivery;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.intake.Feeds;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One application on files, from the first record to the last. Used by one thread; {@link #stop}
 * may be called from any.
 */
final class HistoryRun implements Closeable {

  /** Module failures of which the cause is kept for the report. */
  private static final int FAILURES_KEPT = 5;

  private final Application application;
  private final Intake intake;
  private final Engine engine;
  private final Rejects rejects;
  private final int threads;
  private final WorkerPool pool;
  private final List<ModuleFailure> failures = new ArrayList<>();
  private @Nullable Delivery delivery;
  private Consumer<List<EventEnvelope<?>>> listener = events -> {};
  private final ModuleErrors errors = new ModuleErrors();
  private Runnable ticks = () -> {};
  private Instant began = Instant.EPOCH;
  private Duration took = Duration.ZERO;

  /**
   * Opens the inputs and readies the logic.
   *
   * @param zone of calendars
   * @param shards over how many threads to spread the work, 0: one for each core
   * @throws RefusedException if the modules cannot be used as configured
   * @throws dev.correlator.intake.IntakeException if an input cannot be read
   */
  HistoryRun(
      Application application,
      java.time.ZoneId zone,
      List<Plugin<RecordFormat>> formats,
      List<String> inputs,
      Rejects rejects,
      boolean drain,
      int shards,
      @Nullable Observer observer) {
    this.application = application;
    this.rejects = rejects;
    threads = shards > 0 ? shards : Runtime.getRuntime().availableProcessors();
    pool = new WorkerPool(threads);
    Sources sources = new Sources();
    Program program = program(application, zone, sources);
    FilesInput files = application.files().record();
    EngineOptions options = EngineOptions.standard().withHold(files.hold()).withDrain(drain);
    if (shards > 1) {
      options = options.withShards(shards, pool);
    }
    if (observer != null) {
      options = options.withObserver(observer);
    }
    engine = new Engine(program, options, new Events());
    IntakeOptions reading = application.intakeOptions(Instant.now());
    intake = Intake.open(inputs, reading, new Formats(byName(formats)), sources, System.in);
  }

  private static Map<String, RecordFormat> byName(List<Plugin<RecordFormat>> formats) {
    Map<String, RecordFormat> byName = new HashMap<>();
    formats.forEach(f -> byName.put(f.name(), f.create()));
    return byName;
  }

  private static Program program(Application application, java.time.ZoneId zone, Sources sources) {
    Program.Builder builder =
        Program.builder(application.name())
            .zone(zone)
            .sources(sources)
            .hashSeed(new SecureRandom().nextLong());
    application.modules().forEach(m -> m.addTo(builder));
    try {
      return builder.build();
    } catch (ProgramException e) {
      List<Problem> problems = new ArrayList<>();
      for (String mistake : e.problems()) {
        problems.add(
            new Problem(
                Place.of("application " + application.name()), ProblemCode.CFG_LOGIC, mistake));
      }
      throw new RefusedException(problems, ExitCode.USAGE);
    }
  }

  Application application() {
    return application;
  }

  /** The sources, in the order of their ranks. */
  Intake intake() {
    return intake;
  }

  /**
   * Reads all.
   *
   * @param events takes the events
   * @param progress called now and then
   * @param handlers takes the events too, or null
   */
  void run(Consumer<List<EventEnvelope<?>>> events, Runnable progress, @Nullable Delivery handlers)
      throws IOException, InterruptedException {
    listener = events;
    ticks = progress;
    delivery = handlers;
    began = Instant.now();
    long beganNanos = System.nanoTime();
    // One thread does all on one core; on more, others read and parse ahead of the logic.
    int parsers = threads == 1 ? 0 : threads;
    try (Feeds feeds = new Feeds(intake, () -> new BlockWriter(engine), parsers, rejects)) {
      engine.run(feeds.feeds());
    }
    took = Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** Tells that all was read, and waits until the handlers are through. */
  DeliveryReport closeDelivery(long events) throws InterruptedException {
    Delivery d = delivery;
    if (d == null) {
      return new DeliveryReport(List.of());
    }
    Instant end = began.plus(took);
    long bytes = intake.sources().stream().mapToLong(LogSource::contentBytes).sum();
    d.announce(new RunEnded(began, end, took, summary().records(), rejects.total(), bytes, events));
    return d.close();
  }

  /** Ends the run as if the input ended here. */
  void stop() {
    engine.stop();
  }

  EngineSummary summary() {
    return engine.summary();
  }

  /** The first exceptions of modules. */
  List<ModuleFailure> failures() {
    return failures;
  }

  Rejects rejects() {
    return rejects;
  }

  /** From the first byte to the last event. */
  Duration took() {
    return took;
  }

  @Override
  public void close() throws IOException {
    pool.close();
    intake.close();
  }

  /** Takes what the logic finds. */
  private final class Events implements Output {
    @Override
    public void events(List<EventEnvelope<?>> events) {
      listener.accept(events);
      Delivery d = delivery;
      if (d != null) {
        try {
          d.deliver(events);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          engine.stop();
        }
      }
    }

    @Override
    public void progress() {
      ticks.run();
    }

    @Override
    public void failed(ModuleFailure failure) {
      if (failures.size() < FAILURES_KEPT) {
        failures.add(failure);
      }
      Delivery d = delivery;
      if (d != null) {
        errors.tell(failure, d::announce);
      }
    }
  }
}
