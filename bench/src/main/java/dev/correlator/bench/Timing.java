package dev.correlator.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a process took, from its start to its exit.
 *
 * @param seconds by the clock on the wall
 * @param cpuSeconds of all cores, in the program and in the system
 * @param residentMebibytes the largest resident set
 * @param firstByteSeconds until it had written the first byte of its output; 0 where nobody looked
 */
record Timing(
    double seconds, double cpuSeconds, double residentMebibytes, double firstByteSeconds) {

  /** The middle one of several. */
  static double median(List<Timing> timings, ToDoubleFunction<Timing> of) {
    double[] sorted = timings.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The middle one of the times by the clock on the wall. */
  static double median(List<Timing> timings) {
    return median(timings, Timing::seconds);
  }

  /** The times in words: middle, least and most. */
  static String text(String name, List<Timing> timings) {
    double least = timings.stream().mapToDouble(Timing::seconds).min().orElseThrow();
    double most = timings.stream().mapToDouble(Timing::seconds).max().orElseThrow();
    return name
        + " "
        + Figure.text(median(timings))
        + " s ("
        + Figure.text(least)
        + ".."
        + Figure.text(most)
        + "; CPU "
        + Figure.text(median(timings, Timing::cpuSeconds))
        + ")";
  }
}
