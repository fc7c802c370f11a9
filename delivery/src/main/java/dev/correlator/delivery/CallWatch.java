package dev.correlator.delivery;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Times the calls of one handler: a call that takes longer than the timeout is interrupted, one
 * that does not return after that is found to be stuck. An interrupt never reaches the thread
 * outside such a call. Safe for threads: the handler's thread begins and ends calls, {@link
 * DeliveryWatch} checks.
 */
final class CallWatch {

  /**
   * How long an interrupted call may take to return. Not shorter for a short timeout: on a busy
   * machine a thread may wait that long for a processor.
   */
  private static final long GRACE_NANOS = 1_000_000_000L;

  private final ReentrantLock lock = new ReentrantLock();
  private final long timeoutNanos;
  private @Nullable Thread caller;
  private long startedNanos;
  private boolean interrupted;
  private long interruptedNanos;

  CallWatch(Duration timeout) {
    timeoutNanos = timeout.toNanos();
  }

  /** The present thread begins a call. */
  void begin() {
    lock.lock();
    try {
      caller = Thread.currentThread();
      startedNanos = System.nanoTime();
      interrupted = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The call has returned.
   *
   * @return whether it was interrupted
   */
  boolean end() {
    lock.lock();
    try {
      caller = null;
      Thread.interrupted(); // ours, or one that the handler's code set and left behind
      return interrupted;
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts a call that is under way, whatever time it has taken. */
  void interrupt() {
    lock.lock();
    try {
      Thread thread = caller;
      if (thread != null && !interrupted) {
        interrupted = true;
        interruptedNanos = System.nanoTime();
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts a call that takes too long; true if it does not return in spite of that. */
  boolean isStuck() {
    lock.lock();
    try {
      if (caller == null) {
        return false;
      }
      long now = System.nanoTime();
      if (interrupted) {
        return now - interruptedNanos > GRACE_NANOS;
      }
      if (now - startedNanos > timeoutNanos) {
        interrupt();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }
}
