package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.core.BlockWriter;
import dev.correlator.core.Engine;
import dev.correlator.core.EngineOptions;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.Output;
import dev.correlator.core.Program;
import dev.correlator.core.Sources;
import dev.correlator.delivery.Delivery;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.delivery.HandlerOpenException;
import dev.correlator.delivery.HandlerSetup;
import dev.correlator.intake.Feeds;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.ReadFailure;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs logic modules on files inside another program: the same logic, intake and delivery as {@code
 * correlator run}, without command line or configuration files. One use; the thread that calls
 * {@link #run} does the work.
 *
 * @see #builder
 */
public final class Correlator {

  private final Builder described;

  private Correlator(Builder described) {
    this.described = described;
  }

  /** Begins to describe a run. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What a run did.
   *
   * @param summary records, and what became of them
   * @param rejected records that could not be parsed
   * @param problems the inputs that could not be read to their ends, as damaged or cut compressed
   *     files; what was read of them counts. Empty where all was read
   * @param handlers what became of the events
   * @param failures the exceptions of modules, at most 100
   */
  public record Result(
      EngineSummary summary,
      long rejected,
      List<ReadFailure> problems,
      DeliveryReport handlers,
      List<ModuleFailure> failures) {

    /** Whether all inputs were read to their ends, no module failed, and all events got through. */
    public boolean isComplete() {
      return problems.isEmpty() && summary.failures() == 0 && handlers.isComplete();
    }
  }

  /**
   * Reads all inputs to their ends and waits until the handlers are through. Where an input cannot
   * be read on it ends, and {@link Result#problems} tells; the others are read.
   *
   * @throws dev.correlator.core.ProgramException if a module's description is wrong
   * @throws dev.correlator.intake.IntakeException if an input cannot be opened
   * @throws IOException if a handler cannot be opened, or would write a file that is read or that
   *     another one writes; nothing was read or written then
   */
  public Result run() throws IOException, InterruptedException {
    Sources sources = new Sources();
    Program.Builder logic =
        Program.builder(described.application)
            .zone(described.zone)
            .sources(sources)
            .hashSeed(new SecureRandom().nextLong());
    described.modules.forEach(m -> m.accept(logic));
    Program program = logic.build();
    Delivery.Builder handlers =
        Delivery.builder(described.application).types(program.events()).systems(described.systems);
    described.handlers.forEach(handlers::handler);
    refuseSameFiles(handlers);
    Events events = new Events(described.listeners, handlers.open());
    Engine engine = new Engine(program, described.options, events);
    Formats formats = Formats.installed();
    try (Rejects rejects = new Rejects();
        Intake intake =
            Intake.open(described.inputs, described.reading, formats, sources, System.in);
        Feeds feeds = new Feeds(intake, () -> new BlockWriter(engine), 0, rejects)) {
      engine.run(feeds.feeds());
      return new Result(
          engine.summary(),
          rejects.total(),
          problems(intake),
          events.delivery.close(),
          List.copyOf(events.failures));
    }
  }

  /** No handler may write a file that is read, or that another one writes. */
  private void refuseSameFiles(Delivery.Builder handlers) throws HandlerOpenException {
    RunFiles files = new RunFiles(Path.of(""), described.inputs);
    List<HandlerOpenException.Problem> problems = new ArrayList<>();
    handlers
        .writes()
        .forEach((handler, written) -> {
          String why = files.write("handler '" + handler + "'", written);
          if (why != null) {
            problems.add(new HandlerOpenException.Problem(handler, why));
          }
        });
    if (!problems.isEmpty()) {
      throw new HandlerOpenException(problems);
    }
  }

  private static List<ReadFailure> problems(Intake intake) {
    List<ReadFailure> problems = new ArrayList<>();
    for (LogSource source : intake.sources()) {
      ReadFailure failure = source.failure();
      if (failure != null) {
        problems.add(failure);
      }
    }
    return List.copyOf(problems);
  }

  private static final class Events implements Output {
    private static final int FAILURES_KEPT = 100;

    final List<ModuleFailure> failures = new ArrayList<>();
    final Delivery delivery;
    private final List<Consumer<EventEnvelope<?>>> listeners;

    Events(List<Consumer<EventEnvelope<?>>> listeners, Delivery delivery) {
      this.listeners = listeners;
      this.delivery = delivery;
    }

    @Override
    public void events(List<EventEnvelope<?>> events) {
      for (Consumer<EventEnvelope<?>> l : listeners) {
        events.forEach(l);
      }
      try {
        delivery.deliver(events);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void failed(ModuleFailure failure) {
      if (failures.size() < FAILURES_KEPT) {
        failures.add(failure);
      }
    }
  }

  /** Describes a run. Not safe for threads. */
  public static final class Builder {

    private final List<Consumer<Program.Builder>> modules = new ArrayList<>();
    private final List<String> systems = new ArrayList<>();
    private final List<HandlerSetup<?>> handlers = new ArrayList<>();
    private final List<Consumer<EventEnvelope<?>>> listeners = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private String application = "embedded";
    private ZoneId zone = java.time.ZoneOffset.UTC;
    private IntakeOptions reading = IntakeOptions.defaults(Instant.now());
    private EngineOptions options = EngineOptions.standard();

    private Builder() {}

    /** The name of the application, part of the events' ids. Default {@code embedded}. */
    public Builder application(String name) {
      application = name;
      return this;
    }

    /** Reads a file, a glob, or {@code -} for standard input. */
    public Builder input(String file) {
      inputs.add(file);
      return this;
    }

    /** How files are read. */
    public Builder reading(UnaryOperator<IntakeOptions> change) {
      reading = change.apply(reading);
      return this;
    }

    /** How the engine runs. */
    public Builder engine(UnaryOperator<EngineOptions> change) {
      options = change.apply(options);
      return this;
    }

    /** The zone of calendars. Default UTC. */
    public Builder zone(ZoneId calendarZone) {
      zone = calendarZone;
      return this;
    }

    /** Adds a logic module under a name. */
    public <C extends Record> Builder module(String name, LogicModule<C> module, C config) {
      modules.add(p -> p.module(name, module, config));
      systems.add(name);
      return this;
    }

    /** Adds a logic module under a name, with the defaults of its settings. */
    public <C extends Record> Builder module(String name, LogicModule<C> module) {
      return module(name, module, DefaultSettings.of(module));
    }

    /** Adds an event handler, which runs on a thread of its own. */
    public <C extends Record> Builder handler(String name, EventHandler<C> handler, C config) {
      handlers.add(HandlerSetup.of(name, handler, config));
      return this;
    }

    /** Calls back for each event of a type, in canonical order, on the thread that runs. */
    public <E extends Event> Builder on(Class<E> type, Consumer<EventEnvelope<E>> listener) {
      listeners.add(e -> {
        if (type.isAssignableFrom(e.type())) {
          @SuppressWarnings("unchecked") // just checked
          EventEnvelope<E> typed = (EventEnvelope<E>) e;
          listener.accept(typed);
        }
      });
      return this;
    }

    /** What was described; nothing is opened before {@link Correlator#run}. */
    public Correlator build() {
      return new Correlator(this);
    }
  }
}
