package dev.correlator.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one input may cost: far more than it does, so that only what grows faster than the input is
 * found, also under instrumentation and on a busy machine. Used by one thread.
 */
public final class Cost {

  private static final long NANOS = 2_000_000_000;
  private static final long NANOS_PER_BYTE = 100_000;
  private static final long BYTES = 64 << 20;
  private static final long BYTES_PER_BYTE = 4_096;

  /** The first inputs also load classes, which are instrumented then. */
  private static final int WARM_UP_INPUTS = 20;

  private static final long WARM_UP_FACTOR = 64;

  private static int inputs;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long nanos = THREADS.getCurrentThreadCpuTime();
  private final long bytes = THREADS.getCurrentThreadAllocatedBytes();

  private Cost() {}

  /** Counts from now on, for this thread. */
  public static Cost counted() {
    return new Cost();
  }

  /**
   * Checks the time on the processor and the bytes of objects.
   *
   * @param inputBytes how large the input is
   * @throws AssertionError if it took more than it may
   */
  public void check(int inputBytes) {
    long nanosUsed = THREADS.getCurrentThreadCpuTime() - nanos;
    long bytesUsed = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    long factor = inputs++ < WARM_UP_INPUTS ? WARM_UP_FACTOR : 1;
    if (nanosUsed > factor * (NANOS + NANOS_PER_BYTE * inputBytes)) {
      throw new AssertionError(inputBytes + " bytes took " + nanosUsed + " ns");
    }
    if (bytesUsed > factor * (BYTES + BYTES_PER_BYTE * inputBytes)) {
      throw new AssertionError(inputBytes + " bytes made objects of " + bytesUsed + " bytes");
    }
  }
}
