package dev.correlator.app;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a run early instead of at once: the run stops, what was found is reported, and
 * the process ends with {@link ExitCode#INTERRUPTED}.
 */
final class Interruption implements AutoCloseable {

  /** How long the report may take once the user wants to leave. */
  private static final int REPORT_SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("interrupt").unstarted(this::interrupted);
  private volatile Runnable stop = () -> {};
  private volatile boolean happened;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says what ends the run; done at once where that is wanted already. */
  void onInterrupt(Runnable action) {
    stop = action;
    if (happened) {
      action.run();
    }
  }

  boolean happened() {
    return happened;
  }

  private void interrupted() {
    happened = true;
    stop.run();
    leaveStandardInput();
    try {
      if (done.await(REPORT_SECONDS, TimeUnit.SECONDS)) {
        // The report is out; System.exit in the main thread would wait for this hook.
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
      }
      System.err.println(
          "correlator: no report: the run did not come to an end within " + REPORT_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever waits for more of it gets its end, and reports what there was. */
  private static void leaveStandardInput() {
    try {
      System.in.close();
    } catch (IOException e) {
      // Then whoever waits goes on waiting, and the process ends without a report.
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        happened = true; // it has begun this moment: the hook ends the process
      }
    }
  }
}
