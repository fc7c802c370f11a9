package dev.correlator.testkit;

import dev.correlator.delivery.HandlerSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One thing that a handler or a format must do, from its contract.
 *
 * @param name as a sentence
 * @param body throws what is wrong
 */
public record Check(String name, Body body) {

  /** How long a check may take: as long as a call of a handler may by default. */
  public static final Duration TIMEOUT = HandlerSetup.TIMEOUT;

  /**
   * Does it, on a thread of its own.
   *
   * @throws AssertionError if what is checked does not do it
   */
  public void run() {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          body.run();
          return null;
        });
    Thread thread = new Thread(task, "under-contract");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new AssertionError(name + ": took longer than " + TIMEOUT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(name + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(name + ": interrupted", e);
    }
  }

  /**
   * Runs checks.
   *
   * @throws AssertionError names all that do not hold
   */
  static void verify(List<Check> checks) {
    List<String> wrong = new ArrayList<>();
    for (Check check : checks) {
      try {
        check.run();
      } catch (AssertionError e) {
        wrong.add(e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
  }

  /** What a check does. */
  @FunctionalInterface
  public interface Body {
    /** Throws what is wrong. */
    void run() throws Exception;
  }
}
