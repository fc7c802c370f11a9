package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.core.spi.Tasks;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A module on logs: says how, then runs, any number of times. */
final class TestRun {

  /** For modules without settings. */
  record NoSettings() {}

  private final Map<String, LogicModule<NoSettings>> others = new java.util.LinkedHashMap<>();
  private final LogicModule<NoSettings> module;
  private final Map<String, List<LogLine>> logs = new LinkedHashMap<>();
  private EngineOptions options = EngineOptions.standard();
  private int linesPerBlock = 1000;
  private StampPolicy.Order order = StampPolicy.Order.ARRIVAL;
  private ZoneId zone = ZoneOffset.UTC;
  private long hashSeed = 42;
  private int stopAt = Integer.MAX_VALUE;

  private TestRun(LogicModule<NoSettings> module) {
    this.module = module;
  }

  static TestRun of(LogicModule<NoSettings> module) {
    return new TestRun(module);
  }

  /** Adds a log of its own. */
  TestRun log(String name, List<LogLine> lines) {
    logs.put(name, List.copyOf(lines));
    return this;
  }

  TestRun lines(String... lines) {
    return lines(Arrays.stream(lines).map(LogLine::of).toList());
  }

  TestRun lines(List<LogLine> lines) {
    return log("test.log", lines);
  }

  TestRun shards(int n) {
    return shards(n, Tasks.INLINE);
  }

  TestRun shards(int n, Tasks tasks) {
    options = options.withShards(n, tasks);
    return this;
  }

  TestRun linesPerBlock(int n) {
    linesPerBlock = n;
    return this;
  }

  TestRun hold(Duration hold) {
    options = options.withHold(hold);
    return this;
  }

  TestRun drain() {
    options = options.withDrain(true);
    return this;
  }

  TestRun observer(Observer observer) {
    options = options.withObserver(observer);
    return this;
  }

  /** How many matched records may wait. */
  TestRun waitingMax(int records) {
    options =
        new EngineOptions(
            options.shards(),
            options.tasks(),
            options.hold(),
            options.drain(),
            records,
            options.waitingBytesMax(),
            options.observer());
    return this;
  }

  TestRun order(StampPolicy.Order newOrder) {
    order = newOrder;
    return this;
  }

  TestRun zone(String id) {
    zone = ZoneId.of(id);
    return this;
  }

  /** Stops as soon as so many events were given out. */
  TestRun stopAt(int events) {
    stopAt = events;
    return this;
  }

  TestRun hashSeed(long seed) {
    hashSeed = seed;
    return this;
  }

  /** Shards' work in an order drawn by chance, as threads would. */
  static Tasks shuffled(Random random) {
    return work -> {
      List<Runnable> mixed = new ArrayList<>(work);
      java.util.Collections.shuffle(mixed, random);
      mixed.forEach(Runnable::run);
    };
  }

  /** Runs another application beside, whose module has the same name. */
  TestRun and(String application, LogicModule<NoSettings> its) {
    others.put(application, its);
    return this;
  }

  Program program(Sources sources) {
    Program.Builder builder =
        Program.builder("test")
            .zone(zone)
            .sources(sources)
            .hashSeed(hashSeed)
            .module("module", module, new NoSettings());
    others.forEach(
        (name, its) -> builder.application(name).module("module", its, new NoSettings()));
    return builder.build();
  }

  Result run() {
    Sources sources = new Sources();
    sources.format("test");
    Result result = new Result(stopAt);
    Engine engine = new Engine(program(sources), options, result);
    List<LogFeed> feeds = new ArrayList<>();
    for (Map.Entry<String, List<LogLine>> log : logs.entrySet()) {
      feeds.add(
          new LogFeed(
              sources.add(log.getKey()),
              log.getValue(),
              linesPerBlock,
              order,
              new BlockWriter(engine)));
    }
    result.engine = engine;
    engine.run(List.copyOf(feeds));
    result.feeds = feeds;
    return result;
  }

  /** What came of a run. */
  static final class Result implements Output {

    final List<EventEnvelope<?>> events = new ArrayList<>();
    final List<ModuleFailure> failures = new ArrayList<>();
    private @Nullable Engine engine;
    private List<LogFeed> feeds = List.of();
    private final int stopAt;

    Result(int stopAt) {
      this.stopAt = stopAt;
    }

    @Override
    public void events(List<EventEnvelope<?>> more) {
      events.addAll(more);
      if (events.size() >= stopAt) {
        engine().stop();
      }
    }

    @Override
    public void failed(ModuleFailure failure) {
      failures.add(failure);
    }

    private Engine engine() {
      return requireNonNull(engine, "run first");
    }

    EngineSummary summary(String application) {
      return engine().summary(application);
    }

    EngineSummary summary() {
      return engine().summary();
    }

    /** The bodies of the events of a type. */
    <E extends Event> List<E> bodies(Class<E> type) {
      return of(type).stream().map(e -> type.cast(e.event())).toList();
    }

    /** The events of a type. */
    <E extends Event> List<EventEnvelope<?>> of(Class<E> type) {
      return events.stream().filter(e -> e.type() == type).toList();
    }

    EventEnvelope<?> only() {
      if (events.size() != 1) {
        throw new AssertionError("expected one event, not " + texts());
      }
      return events.get(0);
    }

    /** All that an event says, a line each. */
    List<String> texts() {
      return events.stream().map(TestRun::text).toList();
    }

    /** What a run must have given back when it is over. */
    String leftOver() {
      int blocks = feeds.stream().mapToInt(LogFeed::held).sum();
      return "keys="
          + engine().keysKept()
          + " timers="
          + engine().timersKept()
          + " waiting="
          + engine().waiting()
          + " blocks="
          + blocks;
    }
  }

  static final String NOTHING_LEFT = "keys=0 timers=0 waiting=0 blocks=0";

  /** The text of the record that led to an event. */
  static String record(EventEnvelope<?> e) {
    return requireNonNull(e.record(), "no record led to it").text();
  }

  static String text(EventEnvelope<?> e) {
    return e.time()
        + " "
        + e.stage()
        + " "
        + e.key()
        + " "
        + e.event()
        + " "
        + e.outcome()
        + " ("
        + e.reason()
        + ") "
        + e.began()
        + ".."
        + e.ended()
        + " "
        + e.evidence()
        + " record="
        + e.record()
        + (e.retimed() ? " retimed" : "")
        + (e.partial() ? " partial" : "")
        + " retry="
        + e.retryKey()
        + " "
        + e.severity()
        + " "
        + e.id();
  }
}
