package dev.correlator.testkit;

import dev.correlator.core.spi.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads for shards. */
final class ScenarioThreads implements Tasks, AutoCloseable {

  private final ExecutorService threads;

  ScenarioThreads(int n) {
    threads =
        Executors.newFixedThreadPool(
            n, work -> Thread.ofPlatform().name("scenario").daemon().unstarted(work));
  }

  @Override
  public void all(List<Runnable> work) {
    List<Future<?>> begun = new ArrayList<>();
    work.forEach(w -> begun.add(threads.submit(w)));
    try {
      for (Future<?> f : begun) {
        f.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while shards work", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
