package dev.correlator.bench;

/**
 * Chance from a seed: SplitMix64 (Steele, Lea and Flood 2014), written out so that a seed gives the
 * same log on every JDK.
 */
final class OrderWorkloadDice {

  private long state;

  OrderWorkloadDice(long seed) {
    state = seed;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** A number from 0 to one less than this. */
  int below(int n) {
    return (int) ((next() >>> 33) % n);
  }

  /** Whether it happens that happens so often in a thousand times. */
  boolean happens(int inThousand) {
    return below(1000) < inThousand;
  }

  /** A duration between two, in microseconds; both are given in milliseconds. */
  long micros(int fromMillis, int toMillis) {
    return fromMillis * 1000L + below((toMillis - fromMillis) * 1000);
  }

  /** One of these. */
  @SafeVarargs
  final <T> T oneOf(T... all) {
    return all[below(all.length)];
  }
}
