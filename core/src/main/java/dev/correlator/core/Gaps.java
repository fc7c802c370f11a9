package dev.correlator.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Remembers the longest times without a record. Used by one thread. */
final class Gaps {

  private static final int KEPT = 3;

  /** No gap of this length or less is one of the longest. */
  long least = Times.SECOND;

  private final List<EngineSummary.Gap> longest = new ArrayList<>();

  void add(long from, long to) {
    longest.add(new EngineSummary.Gap(Times.instant(from), Times.instant(to)));
    longest.sort(Comparator.comparing(EngineSummary.Gap::length).reversed());
    if (longest.size() > KEPT) {
      longest.removeLast();
      least = longest.getLast().length().toNanos();
    }
  }

  List<EngineSummary.Gap> longest() {
    return List.copyOf(longest);
  }
}
