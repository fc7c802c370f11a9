package dev.correlator.app;

import dev.correlator.core.spi.Tasks;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Platform threads for the shards of an engine; started when first asked for. */
final class WorkerPool implements Tasks, Closeable {

  private final int threads;
  private @Nullable ExecutorService workers;

  WorkerPool(int threads) {
    this.threads = threads;
  }

  @Override
  public void all(List<Runnable> work) {
    ExecutorService w = workers;
    if (w == null) {
      w =
          Executors.newFixedThreadPool(
              threads, r -> Thread.ofPlatform().name("shard").daemon().unstarted(r));
      workers = w;
    }
    List<Future<?>> running = new ArrayList<>(work.size());
    for (Runnable r : work) {
      running.add(w.submit(r));
    }
    boolean interrupted = false;
    for (Future<?> f : running) {
      while (true) {
        try {
          f.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true; // the shards' state is shared: they must come to an end
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException("a shard failed", e.getCause());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ExecutorService w = workers;
    if (w != null) {
      w.shutdownNow();
    }
  }
}
