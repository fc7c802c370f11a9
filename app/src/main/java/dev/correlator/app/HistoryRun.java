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
import dev.correlator.intake.Feeds;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.Rejects;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reading of files, from the first record to the last, for all applications that read them
 * alike: their logic is one program. Used by one thread; {@link #stop} may be called from any.
 */
final class HistoryRun implements Closeable {

  private final Reading reading;
  private final Intake intake;
  private final Engine engine;
  private final Rejects rejects;
  private final int threads;
  private final WorkerPool pool;
  private final boolean readsFiles;
  private @Nullable Output output;
  private Instant began = Instant.EPOCH;
  private Duration took = Duration.ZERO;

  /**
   * Opens the inputs and readies the logic.
   *
   * @param zone of calendars
   * @param rejects takes what cannot be parsed; stays open
   * @param shards over how many threads to spread the work, 0: one for each core
   * @throws RefusedException if the modules cannot be used as configured
   * @throws dev.correlator.intake.IntakeException if an input cannot be read
   */
  HistoryRun(
      Reading reading,
      java.time.ZoneId zone,
      List<Plugin<RecordFormat>> formats,
      List<String> inputs,
      Rejects rejects,
      boolean drain,
      int shards,
      @Nullable Observer observer) {
    this.reading = reading;
    this.rejects = rejects;
    readsFiles = !inputs.equals(List.of(Intake.STANDARD_INPUT));
    threads = shards > 0 ? shards : Runtime.getRuntime().availableProcessors();
    pool = new WorkerPool(threads);
    Sources sources = new Sources();
    Program program = program(reading.applications(), zone, sources);
    EngineOptions options =
        EngineOptions.standard().withHold(reading.files().hold()).withDrain(drain);
    if (shards > 1) {
      options = options.withShards(shards, pool);
    }
    if (observer != null) {
      options = options.withObserver(observer);
    }
    engine = new Engine(program, options, new Relay());
    Formats byName = new Formats(byName(formats));
    intake = Intake.open(inputs, reading.options(Instant.now()), byName, sources, System.in);
  }

  private static Map<String, RecordFormat> byName(List<Plugin<RecordFormat>> formats) {
    Map<String, RecordFormat> byName = new HashMap<>();
    formats.forEach(f -> byName.put(f.name(), f.create()));
    return byName;
  }

  private static Program program(
      List<Application> applications, java.time.ZoneId zone, Sources sources) {
    Program.Builder builder =
        Program.builder(applications.get(0).name())
            .zone(zone)
            .sources(sources)
            .hashSeed(new SecureRandom().nextLong());
    for (int i = 0; i < applications.size(); i++) {
      if (i > 0) {
        builder.application(applications.get(i).name());
      }
      applications.get(i).modules().forEach(m -> m.addTo(builder));
    }
    try {
      return builder.build();
    } catch (ProgramException e) {
      Problems problems = new Problems();
      applications.forEach(a -> Logic.of(a, problems)); // tells whose they are
      problems.refuseIfAny();
      throw new IllegalStateException("applications that are right one by one: not together", e);
    }
  }

  /** Whose reading it is. */
  Reading reading() {
    return reading;
  }

  /** The sources, in the order of their ranks. */
  Intake intake() {
    return intake;
  }

  /**
   * Reads all.
   *
   * @param to takes what the logic finds
   */
  void run(Output to) throws IOException {
    output = to;
    began = Instant.now();
    long beganNanos = System.nanoTime();
    // One thread does all on one core; on more, others read and parse ahead of the logic.
    try (Feeds feeds = new Feeds(intake, () -> new BlockWriter(engine), threads - 1, rejects)) {
      engine.run(feeds.feeds());
    }
    took = Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** Ends the run as if the input ended here. */
  void stop() {
    engine.stop();
  }

  /**
   * The user wants to leave. Standard input has ended by that, see {@link Interruption}: where
   * nothing else is read, what came by it is still worked on.
   */
  void interrupt() {
    if (readsFiles) {
      engine.stop();
    }
  }

  /** What became of the records for an application. */
  EngineSummary summary(Application application) {
    return engine.summary(application.name());
  }

  Rejects rejects() {
    return rejects;
  }

  /** When the first byte was asked for, wall clock. */
  Instant began() {
    return began;
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

  /** To whom the run says. */
  private final class Relay implements Output {
    @Override
    public void events(List<EventEnvelope<?>> events) {
      to().events(events);
    }

    @Override
    public void progress() {
      to().progress();
    }

    @Override
    public void failed(ModuleFailure failure) {
      to().failed(failure);
    }

    private Output to() {
      return Objects.requireNonNull(output, "not running");
    }
  }
}
