package dev.correlator.delivery;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands the events of a run to its handlers. Each has a thread and a queue of its own, so one that
 * is slow, throws or hangs stops neither the others nor the run.
 *
 * <p>Life: {@link #builder}, {@link Builder#open}, {@link #deliver} any number of times, {@link
 * #close}.
 *
 * <p>Threads: {@code deliver} by one thread at a time, the engine's; {@link #announce} and {@link
 * #report} by any.
 */
public final class Delivery {

  /**
   * How many unsettled events a handler's queue holds where nothing else is said: enough to bridge
   * a pause, and few enough that an event is still in the processor's cache when it is handled.
   */
  public static final int QUEUE_EVENTS = 1_000;

  private final String application;
  private final InstantSource clock;
  private final List<HandlerRunner> runners;
  private final DeliveryWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What ended one of the threads. */
  private volatile @Nullable Error broken;

  /** Those whose handlers are told of operational events too. */
  private final List<Delivery> joined = new CopyOnWriteArrayList<>();

  private Delivery(Builder builder) {
    application = builder.application;
    clock = builder.clock;
    runners = new ArrayList<>(builder.setups.size());
    Duration shortest = HandlerSetup.TIMEOUT;
    for (HandlerSetup<?> setup : builder.setups) {
      shortest = setup.timeout().compareTo(shortest) < 0 ? setup.timeout() : shortest;
      runners.add(runner(builder, setup));
    }
    watch = new DeliveryWatch(runners, shortest, this::breakdown);
  }

  private HandlerRunner runner(Builder builder, HandlerSetup<?> setup) {
    return new HandlerRunner(
        setup,
        builder.queueEvents,
        builder.retries,
        !builder.act,
        acceptance -> builder.context(setup.name(), acceptance),
        this::announce,
        this::breakdown);
  }

  /** The machine has failed in a thread: whoever waits is to be told, and for nobody else. */
  private void breakdown(Error e) {
    Error first = broken;
    broken = first == null ? e : first; // what comes behind may follow from it
    watch.stop();
    for (HandlerRunner runner : runners) {
      runner.abandon();
    }
  }

  /** Starts to describe the delivery of an application's events. */
  public static Builder builder(String application) {
    return new Builder(application);
  }

  /** The operational events that delivery itself raises. */
  public static Set<Class<? extends Event>> operationalTypes() {
    return Set.of(HandlerFailed.class, EventsLost.class);
  }

  /**
   * Hands over events, in canonical order. Returns as soon as they are queued; waits for a handler
   * whose queue is full as long as it settles something within its timeout, else gives it up. Cheap
   * per list, not per event: hundreds of events at a time are best.
   *
   * @param events not changed by anyone afterwards
   * @throws InterruptedException while waiting; some handlers then have the events, others not
   * @throws Error as {@link #check}
   */
  public void deliver(List<EventEnvelope<?>> events) throws InterruptedException {
    if (closed.get()) {
      throw new IllegalStateException("delivery of '" + application + "' is closed");
    }
    if (events.isEmpty()) {
      return;
    }
    for (HandlerRunner runner : runners) {
      runner.offer(events);
    }
    check();
  }

  /**
   * Sees that all threads work. What handlers throw is settled; what is thrown here is the end of
   * the run.
   *
   * @throws Error the machine has failed in one of the threads, as when there is no more memory:
   *     nothing is delivered any more
   */
  public void check() {
    Error e = broken;
    if (e != null) {
      throw e;
    }
  }

  /**
   * Hands over an operational event. Never waits: such events go into a full queue too, so the
   * caller sends few of them.
   */
  public <E extends Record & Event> void announce(E event) {
    var envelope = new OperationalEnvelope<>(application, event, clock.instant());
    post(envelope);
    joined.forEach(d -> d.post(envelope));
  }

  private void post(EventEnvelope<?> envelope) {
    for (HandlerRunner runner : runners) {
      runner.post(envelope);
    }
  }

  /**
   * Joins another one, as that of all applications of a run to that of one: operational events of
   * either go to the handlers of both from now on.
   */
  public void join(Delivery other) {
    joined.add(other);
    other.joined.add(this);
  }

  /** What has become of the events so far. */
  public DeliveryReport report() {
    List<HandlerReport> reports = new ArrayList<>(runners.size());
    for (HandlerRunner runner : runners) {
      reports.add(runner.report());
    }
    return new DeliveryReport(reports);
  }

  /**
   * Waits until all handlers have settled their events, and closes them. A handler that goes on
   * settling events is waited for; calls that take too long are cut as ever.
   *
   * @return what became of the events
   * @throws InterruptedException while waiting; call again to go on
   * @throws Error as {@link #check}
   */
  public DeliveryReport close() throws InterruptedException {
    return close(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * The same in limited time: handlers that have not settled their events by then are given up, and
   * closed.
   *
   * @param atMost how long to wait for events to be settled; closing takes up to a timeout more
   */
  public DeliveryReport close(Duration atMost) throws InterruptedException {
    closed.set(true);
    for (HandlerRunner runner : runners) {
      runner.finish();
    }
    long limitNanos =
        atMost.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? atMost.toNanos() : Long.MAX_VALUE;
    long startedNanos = System.nanoTime();
    for (HandlerRunner runner : runners) {
      long passedNanos = System.nanoTime() - startedNanos;
      if (!runner.awaitFinished(limitNanos - passedNanos)) {
        runner.giveUp("it was stopped before its events were through");
      }
    }
    for (HandlerRunner runner : runners) {
      runner.awaitFinished(Long.MAX_VALUE);
    }
    watch.stop();
    check();
    return report();
  }

  private void open() throws HandlerOpenException, InterruptedException {
    if (!runners.isEmpty()) {
      watch.start();
    }
    for (HandlerRunner runner : runners) {
      runner.start();
    }
    List<HandlerOpenException.Problem> problems = new ArrayList<>();
    for (HandlerRunner runner : runners) {
      String problem = runner.awaitOpen();
      if (problem != null) {
        problems.add(new HandlerOpenException.Problem(runner.name(), problem));
      }
    }
    check();
    if (!problems.isEmpty()) {
      close();
      throw new HandlerOpenException(problems);
    }
  }

  private record Context(
      String name,
      String application,
      Path directory,
      Set<String> systems,
      Set<Class<? extends Event>> types)
      implements HandlerContext {}

  /** Describes a delivery. Not safe for threads. */
  public static final class Builder {

    private final String application;
    private final List<HandlerSetup<?>> setups = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Class<? extends Event>> types = new LinkedHashSet<>(operationalTypes());
    private final Set<String> systems = new LinkedHashSet<>();
    private Path directory = Path.of("");
    private int queueEvents = QUEUE_EVENTS;
    private RetryPolicy retries = RetryPolicy.history();
    private InstantSource clock = InstantSource.system();
    private boolean act;

    private Builder(String application) {
      this.application = application;
    }

    /** The folder against which handlers resolve relative paths. Default: the current one. */
    public Builder directory(Path folder) {
      directory = folder;
      return this;
    }

    /** The classes of the events that the application can raise, beside delivery's own. */
    public Builder types(Set<Class<? extends Event>> raised) {
      types.addAll(raised);
      return this;
    }

    /** The names of the module instances that can raise them. */
    public Builder systems(Collection<String> names) {
      systems.addAll(names);
      return this;
    }

    /** Adds a handler; handlers are given events and reported in the order of these calls. */
    public Builder handler(HandlerSetup<?> setup) {
      if (!names.add(setup.name())) {
        throw new IllegalArgumentException("two handlers are named '" + setup.name() + "'");
      }
      setups.add(setup);
      return this;
    }

    /**
     * Whether handlers that act on the outside do so. Default: no, as the input is history; see
     * {@link dev.correlator.api.EventHandler#actsOutside}.
     */
    public Builder act(boolean doesAct) {
      act = doesAct;
      return this;
    }

    /** How many unsettled events each handler's queue holds, at least one batch of 1,000. */
    public Builder queueEvents(int events) {
      if (events < HandlerQueue.BATCH_EVENTS_MAX) {
        throw new IllegalArgumentException(
            "a queue of " + events + " events is less than " + HandlerQueue.BATCH_EVENTS_MAX);
      }
      queueEvents = events;
      return this;
    }

    /** How deferred events are tried again. Default: {@link RetryPolicy#history}. */
    public Builder retries(RetryPolicy policy) {
      retries = policy;
      return this;
    }

    /** The clock that operational events get their time from. Default: the machine's. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * Starts the handlers' threads and opens all handlers.
     *
     * @throws HandlerOpenException names all that could not be opened; the others are closed again
     */
    public Delivery open() throws HandlerOpenException, InterruptedException {
      Delivery delivery = new Delivery(this);
      delivery.open();
      return delivery;
    }

    /**
     * The files that the handlers will write, as they say, by the handlers' names: those of {@link
     * EventHandler#writes}. Opens none.
     *
     * @throws HandlerOpenException names all that cannot say it
     */
    public Map<String, List<Path>> writes() throws HandlerOpenException {
      Map<String, List<Path>> all = new LinkedHashMap<>();
      List<HandlerOpenException.Problem> problems = new ArrayList<>();
      for (HandlerSetup<?> setup : setups) {
        try {
          all.put(setup.name(), act || !setup.handler().actsOutside() ? writes(setup) : List.of());
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
          problems.add(new HandlerOpenException.Problem(setup.name(), Attempt.inWords(e)));
        }
      }
      if (!problems.isEmpty()) {
        throw new HandlerOpenException(problems);
      }
      return all;
    }

    private <C extends Record> List<Path> writes(HandlerSetup<C> setup) {
      var interest = setup.handler().interest(setup.config());
      var acceptance = new Acceptance(setup.name(), interest, setup.on(), setup.when(), why -> {});
      var files = setup.handler().writes(setup.config(), context(setup.name(), acceptance));
      return files.stream().map(directory::resolve).toList();
    }

    private HandlerContext context(String handler, Acceptance acceptance) {
      Set<String> all = new LinkedHashSet<>(systems);
      all.add(OperationalEnvelope.SYSTEM);
      return new Context(
          handler, application, directory, Collections.unmodifiableSet(all), given(acceptance));
    }

    private Set<Class<? extends Event>> given(Acceptance acceptance) {
      Set<Class<? extends Event>> given = new LinkedHashSet<>();
      for (Class<? extends Event> type : types) {
        if (acceptance.acceptsType(type)) {
          given.add(type);
        }
      }
      return Set.copyOf(given);
    }
  }
}
