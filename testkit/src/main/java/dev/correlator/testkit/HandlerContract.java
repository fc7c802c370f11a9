package dev.correlator.testkit;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.Interest;
import dev.correlator.api.Named;
import dev.correlator.delivery.Delivery;
import dev.correlator.delivery.HandlerReport;
import dev.correlator.delivery.HandlerSetup;
import dev.correlator.delivery.RetryPolicy;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every event handler must do, as checks to run in its test: be found, open, take batches of
 * any size, the same events again, hostile text, missing values, events that cannot be read, an
 * interrupt, and close twice. It needs no test framework; with JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract(@TempDir Path folder) {
 *   return HandlerContract.of(MyHandler::new, dir -> new MyHandler.Config(dir), folder).checks()
 *       .stream().map(check -> dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>Each check makes handlers of its own, in a folder of its own, and takes at most {@link
 * Check#TIMEOUT}. What the handler answers (delivered, deferred, refused) is its own business. Not
 * safe for threads.
 *
 * @param <C> the handler's configuration record
 */
public final class HandlerContract<C extends Record> {

  /** Nobody waits for a handler that puts events off: that is counted, not judged. */
  private static final RetryPolicy IMPATIENT =
      new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(100));

  private static final System.Logger LOG = System.getLogger(HandlerContract.class.getName());

  /** The largest batch of the contract. */
  private static final int BATCH_EVENTS_MAX = 1_000;

  private static final String NOTHING_OF_INTEREST =
      "none of the contract's events is of interest; name some with withEventsOf";

  private final Supplier<? extends EventHandler<C>> handlers;
  private final Function<Path, C> config;
  private final Path folder;
  private final IdentityHashMap<EventHandler<C>, Interest> interests = new IdentityHashMap<>();
  private ContractEvents events = ContractEvents.standard();

  private HandlerContract(
      Supplier<? extends EventHandler<C>> handlers, Function<Path, C> config, Path folder) {
    this.handlers = handlers;
    this.config = config;
    this.folder = folder;
  }

  /**
   * The contract for a handler.
   *
   * @param handlers makes a fresh one each time
   * @param config makes its configuration, given a folder that it may write to
   * @param folder an empty folder for the checks
   */
  public static <C extends Record> HandlerContract<C> of(
      Supplier<? extends EventHandler<C>> handlers, Function<Path, C> config, Path folder) {
    return new HandlerContract<>(handlers, config, folder);
  }

  /** The same for a handler that is interested in events of its own: events of these classes. */
  public HandlerContract<C> withEventsOf(Set<Class<? extends Event>> types) {
    events = ContractEvents.of(types);
    return this;
  }

  /** All checks. */
  public List<Check> checks() {
    return List.of(
        new Check("can be found by its name", this::canBeFound),
        new Check("closes without having been opened", () -> handlers.get().close()),
        new Check("closes twice", this::closesTwice),
        new Check("closes twice after events", this::closesTwiceAfterEvents),
        new Check("takes a batch of one", () -> taken(1)),
        new Check("takes a batch of a thousand", () -> taken(BATCH_EVENTS_MAX)),
        new Check("takes the same events again", this::takesTheSameAgain),
        new Check("takes hostile text", () -> takes(events.hostile())),
        new Check("takes missing values", () -> takes(events.missing())),
        new Check("goes on after an event that cannot be read", this::survivesUnreadable),
        new Check("goes on after an interrupt", this::survivesInterrupt),
        new Check("works in two instances at once", this::worksTwice),
        new Check("settles all events of a run", this::settlesARun));
  }

  /**
   * Runs all checks.
   *
   * @throws AssertionError names all that the handler does not do
   */
  public void verify() {
    Check.verify(checks());
  }

  private void canBeFound() throws NoSuchMethodException {
    Class<?> type = handlers.get().getClass();
    Named named = type.getAnnotation(Named.class);
    check(named != null, type.getName() + " has no @Named");
    check(
        named.value().matches("[a-z0-9-]+"),
        "the name '" + named.value() + "' is not lower case letters, digits and hyphens");
    check(Modifier.isPublic(type.getModifiers()), type.getName() + " is not public");
    check(
        Modifier.isPublic(type.getDeclaredConstructor().getModifiers()),
        type.getName() + " has no public constructor without arguments");
  }

  private void closesTwice() throws Exception {
    EventHandler<C> handler = opened();
    handler.close();
    handler.close();
  }

  private void closesTwiceAfterEvents() throws Exception {
    EventHandler<C> handler = opened();
    give(handler, ofInterest(handler, events.ordinary(5)));
    handler.close();
    handler.close();
  }

  private void taken(int count) throws Exception {
    try (EventHandler<C> handler = opened()) {
      give(handler, ofInterest(handler, events.ordinary(count)).subList(0, count));
    }
  }

  private void takes(List<EventEnvelope<?>> batch) throws Exception {
    try (EventHandler<C> handler = opened()) {
      give(handler, ofInterest(handler, batch));
    }
  }

  private void takesTheSameAgain() throws Exception {
    try (EventHandler<C> handler = opened()) {
      List<EventEnvelope<?>> batch = ofInterest(handler, events.ordinary(10));
      give(handler, batch);
      give(handler, batch);
      give(handler, batch.subList(0, 1));
    }
  }

  private void survivesUnreadable() throws Exception {
    try (EventHandler<C> handler = opened()) {
      List<EventEnvelope<?>> whole = ofInterest(handler, events.ordinary(3));
      List<EventEnvelope<?>> batch = new ArrayList<>(whole);
      batch.set(1, new UnreadableEvent<>(batch.get(1)));
      try {
        check(handler.handle(batch).size() == batch.size(), "not a result for each event");
      } catch (RuntimeException e) {
        check(
            UnreadableEvent.caused(e),
            "threw " + e + " and not the exception of the event that cannot be read");
      }
      give(handler, whole);
    }
  }

  private void survivesInterrupt() throws Exception {
    try (EventHandler<C> handler = opened()) {
      List<EventEnvelope<?>> batch = ofInterest(handler, events.ordinary(3));
      Thread.currentThread().interrupt();
      try {
        check(handler.handle(batch).size() == batch.size(), "not a result for each event");
      } catch (IOException | InterruptedException e) {
        LOG.log(System.Logger.Level.DEBUG, "The call was cut, as it may be.", e);
      }
      Thread.interrupted(); // as the engine does
      give(handler, batch);
    }
  }

  private void worksTwice() throws Exception {
    try (EventHandler<C> other = opened()) {
      EventHandler<C> one = opened();
      List<EventEnvelope<?>> batch = ofInterest(one, events.ordinary(5));
      give(one, batch);
      give(other, batch);
      one.close();
      give(other, batch);
    }
  }

  private void settlesARun() throws Exception {
    EventHandler<C> handler = handlers.get();
    C settings = config.apply(newFolder());
    Delivery delivery =
        Delivery.builder("contract")
            .types(events.types())
            .act(true)
            .retries(IMPATIENT)
            .handler(HandlerSetup.of("handler", handler, settings))
            .open();
    delivery.deliver(events.ordinary(2_500));
    delivery.deliver(events.hostile());
    HandlerReport report = delivery.close().handlers().getFirst();
    check(report.error() == null, "was given up: " + report.error());
    check(report.failedCalls() == 0, report.failedCalls() + " of its calls failed");
    check(report.taken() > 0, NOTHING_OF_INTEREST);
    check(
        report.taken() == report.delivered() + report.refused() + report.failed(),
        "events are missing in " + report);
  }

  private EventHandler<C> opened() throws IOException {
    EventHandler<C> handler = handlers.get();
    C settings = config.apply(newFolder());
    Interest interest = handler.interest(settings);
    check(interest != null, "its interest is null");
    interests.put(handler, interest);
    handler.open(settings, new SampleContext(newFolder(), given(interest)));
    return handler;
  }

  private Set<Class<? extends Event>> given(Interest interest) {
    Set<Class<? extends Event>> given = new HashSet<>(events.types());
    given.removeIf(type -> !interest.includes(type));
    return given;
  }

  private Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "check");
  }

  private List<EventEnvelope<?>> ofInterest(EventHandler<C> handler, List<EventEnvelope<?>> batch) {
    Interest interest = interests.getOrDefault(handler, Interest.all());
    List<EventEnvelope<?>> wanted = new ArrayList<>();
    for (EventEnvelope<?> event : batch) {
      if (interest.includes(event)) {
        wanted.add(event);
      }
    }
    check(!wanted.isEmpty(), NOTHING_OF_INTEREST);
    return Collections.unmodifiableList(wanted);
  }

  private static void give(EventHandler<?> handler, List<EventEnvelope<?>> batch) throws Exception {
    List<DeliveryResult> results = handler.handle(batch);
    check(results != null, "the results are null");
    check(
        results.size() == batch.size(),
        results.size() + " results for " + batch.size() + " events");
    for (DeliveryResult result : results) {
      check(result != null, "a result is null");
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
