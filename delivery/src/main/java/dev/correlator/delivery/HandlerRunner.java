package dev.correlator.delivery;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.HandlerContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One configured handler at work. The engine's thread offers events; a thread of the handler's own
 * makes all its calls; {@link DeliveryWatch} sees to calls that do not return.
 *
 * <p>The thread is a platform thread. A virtual one would save nothing (there are as many as there
 * are handlers), is pinned by {@code synchronized} code of a handler's library on JDK 21, and can
 * be left blocked for ever by JDK 25 before 25.0.4 (JDK-8373120).
 */
final class HandlerRunner {

  /** Tells the other handlers. Called without any lock held. */
  interface Announcer {
    <E extends Record & Event> void announce(E event);
  }

  private static final String BREAKDOWN = "the run could not go on";

  private final HandlerSetup<?> setup;
  private final boolean withheld;
  private final Function<Acceptance, HandlerContext> context;
  private final Announcer announcer;
  private final Consumer<Error> breakdown;
  private final HandlerLedger ledger;
  private final CallWatch watch;
  private final Settlement settlement;
  private final Thread thread;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile @Nullable Acceptance acceptance;

  HandlerRunner(
      HandlerSetup<?> setup,
      int queueEvents,
      RetryPolicy retries,
      boolean withholds,
      Function<Acceptance, HandlerContext> context,
      Announcer announcer,
      Consumer<Error> breakdown) {
    this.setup = setup;
    this.context = context;
    this.announcer = announcer;
    this.breakdown = breakdown;
    withheld = withholds && setup.handler().actsOutside();
    ledger = new HandlerLedger(setup.name(), queueEvents);
    watch = new CallWatch(setup.timeout());
    settlement = new Settlement(setup, watch, retries, ledger, announcer::announce, this::giveUp);
    thread = new Thread(this::run, "handler-" + setup.name());
    thread.setDaemon(true); // a handler that hangs must not keep the process
  }

  String name() {
    return setup.name();
  }

  void start() {
    thread.start();
  }

  /** Waits until the handler is open; null, or why it cannot work. */
  @Nullable String awaitOpen() throws InterruptedException {
    opened.await();
    return ledger.error();
  }

  /**
   * Gives those of the events that the handler takes. While its queue is full it waits, as long as
   * the handler settles something within its timeout; where it does not, the handler is given up.
   */
  void offer(List<EventEnvelope<?>> events) throws InterruptedException {
    Acceptance accepts = acceptance;
    if (accepts == null) {
      return;
    }
    List<EventEnvelope<?>> accepted = accepts.accepted(events);
    for (int from = 0; from < accepted.size(); from += HandlerQueue.BATCH_EVENTS_MAX) {
      int to = Math.min(accepted.size(), from + HandlerQueue.BATCH_EVENTS_MAX);
      List<EventEnvelope<?>> batch = accepted.subList(from, to);
      if (!ledger.put(batch, setup.timeout().toNanos())) {
        giveUp("its queue was full and it settled nothing for " + inWords(setup.timeout()));
        ledger.putNow(batch); // counts it
      }
    }
  }

  /** Gives one event at once, however full the queue is. */
  void post(EventEnvelope<?> event) {
    Acceptance accepts = acceptance;
    if (accepts != null && accepts.accepts(event)) {
      ledger.putNow(List.of(event));
    }
  }

  /** No more events will come: the handler settles what it has, and is closed. */
  void finish() {
    ledger.finish();
  }

  /** Waits until the handler is closed or its thread is abandoned; false if that takes longer. */
  boolean awaitFinished(long nanos) throws InterruptedException {
    return finished.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Gives the handler up: what it has not settled has failed. Does nothing if it is not open. */
  void giveUp(String reason) {
    long lost = ledger.giveUp(reason);
    if (lost < 0) {
      return;
    }
    watch.interrupt();
    // Asked for here, not kept: most runs log nothing, and can do without logging being started.
    System.getLogger(HandlerRunner.class.getName())
        .log(
            System.Logger.Level.ERROR,
            "A handler was given up. handler={0} events_lost={1} why={2}",
            name(),
            lost,
            reason);
    announcer.announce(new HandlerFailed(name(), reason, lost));
  }

  /** Called from time to time by {@link DeliveryWatch}. */
  void check() {
    if (watch.isStuck()) {
      giveUp("a call did not return within " + inWords(setup.timeout()) + ", nor when interrupted");
      opened.countDown();
      finished.countDown(); // its thread is left behind
    }
  }

  /** The machine has failed: nobody is to wait for the handler. */
  void abandon() {
    opened.countDown();
    finished.countDown();
    ledger.giveUp(BREAKDOWN);
  }

  HandlerReport report() {
    return ledger.report();
  }

  private void run() {
    try {
      work();
    } catch (Error e) { // the machine's: what handlers throw is settled where they are called
      breakdown.accept(e);
    } finally {
      opened.countDown();
      finished.countDown();
    }
  }

  private void work() {
    boolean mustClose = false;
    try {
      mustClose = open();
      for (var batch = ledger.next(); batch != null; batch = ledger.next()) {
        settlement.settle(batch);
      }
    } catch (RuntimeException e) { // a fault of ours: this handler ends, the others go on
      giveUp("its thread ended: " + Attempt.inWords(e));
    }
    if (mustClose) {
      close();
    }
  }

  /** Opens the handler; whether it must be closed. */
  private boolean open() {
    watch.begin();
    String problem = asked();
    boolean late = watch.end();
    if (late) {
      problem = "took longer than " + inWords(setup.timeout()) + " to open";
    }
    if (problem != null) {
      ledger.giveUp(problem);
    } else if (withheld) {
      ledger.withhold();
    }
    opened.countDown();
    return !withheld;
  }

  /** Asks the handler for its interest and opens it, unless it is withheld; null, or a problem. */
  private @Nullable String asked() {
    try {
      acceptance = asked(setup);
      return null;
    } catch (Exception | Error e) {
      return Attempt.inWords(Attempt.ofHandler(e));
    }
  }

  private <C extends Record> Acceptance asked(HandlerSetup<C> typed) throws IOException {
    var interest = typed.handler().interest(typed.config());
    Acceptance accepts =
        new Acceptance(typed.name(), interest, typed.on(), typed.when(), ledger::countUndecided);
    if (!withheld) {
      typed.handler().open(typed.config(), context.apply(accepts));
    }
    return accepts;
  }

  private void close() {
    String problem = null;
    watch.begin();
    try {
      setup.handler().close();
    } catch (Exception | Error e) {
      problem = "could not be closed: " + Attempt.inWords(Attempt.ofHandler(e));
    }
    if (watch.end()) {
      problem = "took longer than " + inWords(setup.timeout()) + " to close";
    }
    ledger.closed(problem);
  }

  private static String inWords(Duration d) {
    return d.toMillis() % 1000 == 0 ? d.toSeconds() + " s" : d.toMillis() + " ms";
  }
}
