package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Interest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A handler that remembers what happened to it and does what a test says. */
final class Probe implements EventHandler<Probe.Config> {

  record Config() {}

  /** What the probe does with a batch; the first call is number 1. */
  @FunctionalInterface
  interface Act {
    List<DeliveryResult> on(List<EventEnvelope<?>> batch, int call)
        throws IOException, InterruptedException;
  }

  /** What the probe does when it is opened or closed. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  final List<EventEnvelope<?>> seen = new CopyOnWriteArrayList<>();
  final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
  final Set<String> threads = Collections.synchronizedSet(new HashSet<>());
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  volatile @Nullable HandlerContext context;
  Interest interest = Interest.all();
  boolean outside;
  Step opening = () -> {};
  Step closing = () -> {};
  Act act = (batch, call) -> Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);

  static Probe doing(Act act) {
    Probe probe = new Probe();
    probe.act = act;
    return probe;
  }

  HandlerSetup<Config> named(String name) {
    return HandlerSetup.of(name, this, new Config());
  }

  HandlerContext told() {
    return Objects.requireNonNull(context, "never opened");
  }

  List<Integer> numbers() {
    return seen.stream()
        .filter(e -> e.event() instanceof Sample.Burst)
        .map(Sample::number)
        .toList();
  }

  @Override
  public boolean actsOutside() {
    return outside;
  }

  @Override
  public Interest interest(Config config) {
    threads.add(Thread.currentThread().getName());
    return interest;
  }

  @Override
  public void open(Config config, HandlerContext told) throws IOException {
    threads.add(Thread.currentThread().getName());
    context = told;
    opening.run();
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch)
      throws IOException, InterruptedException {
    threads.add(Thread.currentThread().getName());
    int call = calls.incrementAndGet();
    batchSizes.add(batch.size());
    List<DeliveryResult> results = act.on(batch, call);
    seen.addAll(batch);
    return results;
  }

  @Override
  public void close() throws IOException {
    threads.add(Thread.currentThread().getName());
    closes.incrementAndGet();
    closing.run();
  }
}
