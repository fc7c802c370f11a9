package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.app.Correlator;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.spi.Tasks;
import dev.correlator.delivery.FailedList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The example on a log, with its events and its list of failures. */
final class OrderWorkloadRun {

  /**
   * What a run came to.
   *
   * @param purchases what was found
   * @param numbers the sums of the daily statistics, by name
   * @param toRunAgain the ids of the events on the list of failures
   * @param ids the ids of all purchases, each once
   * @param digest SHA-256 over all that the events say, in their order
   * @param summary what became of the records
   * @param rejected records that could not be parsed
   * @param took the time from the first record to the last event
   */
  record Result(
      List<OrderWorkloadPurchase> purchases,
      Map<String, Long> numbers,
      List<String> toRunAgain,
      Map<String, OrderWorkloadPurchase> ids,
      String digest,
      EngineSummary summary,
      long rejected,
      Duration took) {}

  private final LogicModule<?> module;
  private final List<OrderWorkloadPurchase> purchases = new ArrayList<>();
  private final Map<String, OrderWorkloadPurchase> ids = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final MessageDigest digest;

  OrderWorkloadRun(LogicModule<?> module) {
    this.module = module;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Runs it once. */
  Result run(Path log, int shards, Path failed) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(shards)) {
      Tasks tasks = work -> runAll(threads, work);
      long began = System.nanoTime();
      Correlator.Result result =
          Correlator.builder()
              .application("orders")
              .input(log.toString())
              .reading(o -> o.withYear(2026))
              .engine(o -> o.withShards(shards, shards == 1 ? Tasks.INLINE : tasks))
              .module("orders", module)
              .on(TransactionEvent.class, this::purchase)
              .on(StatisticsEvent.class, this::statistics)
              .handler("failed", new FailedList(), FailedList.Config.to(failed.toAbsolutePath()))
              .build()
              .run();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      List<String> again = new ArrayList<>();
      for (String row : Files.readAllLines(failed, StandardCharsets.UTF_8)) {
        String id = row.substring(0, Math.max(0, row.indexOf(',')));
        if (ids.containsKey(id)) {
          again.add(id);
        } else if (!id.equals("id")) {
          throw new IOException("not the row of an event: " + row);
        }
      }
      return new Result(
          purchases,
          numbers,
          again,
          ids,
          HexFormat.of().formatHex(digest.digest()),
          result.summary(),
          result.rejected(),
          took);
    }
  }

  private static void runAll(ExecutorService threads, List<Runnable> work) {
    List<Future<?>> all = new ArrayList<>();
    work.forEach(w -> all.add(threads.submit(w)));
    for (Future<?> f : all) {
      try {
        f.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a shard failed", e.getCause());
      }
    }
  }

  private void purchase(EventEnvelope<TransactionEvent> e) {
    OrderWorkloadPurchase p = OrderWorkloadPurchase.of(e);
    purchases.add(p);
    if (ids.put(e.id(), p) != null) {
      throw new IllegalStateException("two events have the id " + e.id());
    }
    say(e);
  }

  private void statistics(EventEnvelope<StatisticsEvent> e) {
    e.fields()
        .forEach((name, value) -> {
          if (value instanceof Number n) {
            numbers.merge(name, n.longValue(), Long::sum);
          }
        });
    say(e);
  }

  private void say(EventEnvelope<?> e) {
    String all =
        e.id()
            + e.time()
            + e.stage()
            + e.key()
            + e.severity()
            + e.outcome()
            + e.reason()
            + e.began()
            + e.ended()
            + e.retryKey()
            + e.record()
            + e.evidence()
            + e.retimed()
            + e.partial()
            + e.fields()
            + '\n';
    digest.update(all.getBytes(StandardCharsets.UTF_8));
  }
}
