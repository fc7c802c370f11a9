package dev.correlator.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Remembers the longest times without a record, and says which of them stand out. Every log has a
 * longest one: that of a log that writes once an hour, or of a few seconds, tells nothing. Used by
 * one thread.
 */
final class Gaps {

  /** Gaps that are told. */
  private static final int TOLD = 3;

  /** Gaps that are kept: the last of them is what the others are held against. */
  private static final int KEPT = 10;

  /** What is shorter does not stand out in any log. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** So many times as long as the last that is kept are those that stand out. */
  private static final int TIMES = 2;

  /** No gap of this length or less is one of the longest. */
  long least;

  private final List<EngineSummary.Gap> longest = new ArrayList<>();

  void add(long from, long to) {
    longest.add(new EngineSummary.Gap(Times.instant(from), Times.instant(to)));
    longest.sort(Comparator.comparing(EngineSummary.Gap::length).reversed());
    if (longest.size() > KEPT) {
      longest.removeLast();
    }
    if (longest.size() == KEPT) {
      least = Times.nanos(longest.getLast().length());
    }
  }

  /** Those that stand out, longest first. */
  List<EngineSummary.Gap> outstanding() {
    if (longest.isEmpty()) {
      return List.of();
    }
    Duration usual = longest.getLast().length().multipliedBy(TIMES);
    return longest.stream()
        .filter(g -> g.length().compareTo(SHORTEST) >= 0 && g.length().compareTo(usual) >= 0)
        .limit(TOLD)
        .toList();
  }
}
