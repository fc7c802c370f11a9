package dev.correlator.core;

import java.time.Duration;
import java.util.ArrayList;
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

  private record Span(long from, long to) {
    Duration length() {
      return Duration.between(Times.instant(from), Times.instant(to));
    }
  }

  private final List<Span> longest = new ArrayList<>(KEPT + 1);

  void add(long from, long to) {
    longest.add(new Span(from, to));
    longest.sort((one, other) -> other.length().compareTo(one.length()));
    if (longest.size() > KEPT) {
      longest.removeLast();
    }
    if (longest.size() == KEPT) {
      least = Times.nanos(longest.getLast().length());
    }
  }

  /** A record of this time came later than others of later times: there is no gap around it. */
  void seen(long time) {
    for (int i = 0; i < longest.size(); i++) {
      Span gap = longest.get(i);
      if (gap.from < time && time < gap.to) {
        longest.remove(i);
        add(gap.from, time);
        add(time, gap.to);
        return; // gaps do not overlap
      }
    }
  }

  /** Those that stand out, longest first. */
  List<EngineSummary.Gap> outstanding() {
    if (longest.isEmpty()) {
      return List.of();
    }
    long usual = Times.nanos(longest.getLast().length());
    return longest.stream()
        .filter(
            g -> g.length().compareTo(SHORTEST) >= 0 && Times.nanos(g.length()) / TIMES >= usual)
        .limit(TOLD)
        .map(g -> new EngineSummary.Gap(Times.instant(g.from), Times.instant(g.to)))
        .toList();
  }
}
