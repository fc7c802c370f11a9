package dev.correlator.delivery;

import dev.correlator.core.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why events were lost, with counts. Used under the lock of its runner.
 *
 * <p>Holds at most {@link #REASONS_MAX} reasons of at most {@link #REASON_CHARS_MAX} characters;
 * events with a further reason are counted under {@link #OTHER}.
 */
final class Losses {

  /** A handler that puts an event's text in its reasons must not fill the memory. */
  static final int REASONS_MAX = 32;

  /** Enough for a sentence; longer reasons are cut. */
  static final int REASON_CHARS_MAX = 300;

  static final String OTHER = "other reasons";

  private final Map<String, Long> events = new LinkedHashMap<>();

  void add(String reason, long count) {
    String kept = VisibleText.of(cut(reason));
    if (!events.containsKey(kept) && events.size() >= REASONS_MAX) {
      kept = OTHER;
    }
    events.merge(kept, count, Long::sum);
  }

  List<HandlerReport.Loss> list() {
    List<HandlerReport.Loss> list = new ArrayList<>(events.size());
    events.forEach((reason, count) -> list.add(new HandlerReport.Loss(reason, count)));
    // No comparator of comparators: the JVM would make it anew in each run.
    list.sort((one, other) -> Long.compare(other.events(), one.events()));
    return list;
  }

  static String cut(String text) {
    return text.length() <= REASON_CHARS_MAX ? text : text.substring(0, REASON_CHARS_MAX) + "...";
  }
}
