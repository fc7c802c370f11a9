package dev.correlator.delivery;

import java.time.Duration;

/**
 * How often, and after how long, an event that a handler deferred is given to it again. The wait
 * doubles from {@code first} up to {@code longest}; what the handler asked for counts where it is
 * longer, up to {@code longest}. There is no jitter: the waits are those of one handler in one
 * process, and runs are to be repeatable.
 *
 * @param tries how many times an event is handed over in all, at least 1; after the last one it
 *     counts as failed
 * @param first the wait before the second try, at least 0
 * @param longest the longest wait, at least {@code first}
 * @param inAll how long one handler's waits may be together; from then on an event is tried once
 */
public record RetryPolicy(int tries, Duration first, Duration longest, Duration inAll) {

  /** Checks. */
  public RetryPolicy {
    if (tries < 1) {
      throw new IllegalArgumentException("tries " + tries + " is not at least 1");
    }
    if (first.isNegative() || longest.compareTo(first) < 0 || inAll.isNegative()) {
      throw new IllegalArgumentException(
          "waits first " + first + ", longest " + longest + ", in all " + inAll + " make no sense");
    }
  }

  /**
   * For input that ends: someone waits for the run, so what does not get through within about three
   * seconds (waits of 0.2, 0.4, 0.8 and 1.6 s) is reported instead, and a handler that defers event
   * after event holds the run up for a minute at most.
   */
  public static RetryPolicy history() {
    return new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(1));
  }

  /** The wait after this many tries, in nanoseconds; after none it is what was asked for. */
  long waitNanos(int triesSoFar, Duration asked) {
    long longestNanos = longest.toNanos();
    long own = 0;
    if (triesSoFar > 0) {
      int doublings = Math.min(triesSoFar - 1, Long.SIZE - 2);
      own = first.toNanos();
      own = own > longestNanos >> doublings ? longestNanos : own << doublings;
    }
    long wanted = asked.compareTo(longest) >= 0 ? longestNanos : Math.max(0, asked.toNanos());
    return Math.max(own, wanted);
  }
}
