package dev.correlator.app;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventType;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about the events of a run, gathered in bounded space: counts, durations, and
 * of each kind the few that are shown. Used by one thread.
 */
final class Findings {

  /** How many failed transactions a report shows. */
  static final int FAILED_SHOWN = 10;

  /** How many events of each kind a report shows. */
  static final int WORST_SHOWN = 5;

  /** How many periods of statistics a report shows. */
  static final int PERIODS_SHOWN = 14;

  /** Different reasons that are counted apart; the others are counted together. */
  private static final int KINDS_MAX = 1_000;

  /**
   * Transactions that ended alike.
   *
   * @param system the module's name
   * @param stage the stage's name
   * @param outcome how
   * @param reason why, or null
   */
  record Ending(String system, String stage, Outcome outcome, @Nullable String reason) {}

  /** The events of a type, and the first of them in the order of importance. */
  static final class Ranked {
    final Class<? extends Event> type;
    final String system;
    long count;
    final List<EventEnvelope<?>> worst = new ArrayList<>();
    private final Comparator<EventEnvelope<?>> order;

    Ranked(Class<? extends Event> type, String system) {
      this.type = type;
      this.system = system;
      EventType t = type.getAnnotation(EventType.class);
      String by = t == null ? "" : t.worst();
      Comparator<EventEnvelope<?>> newest =
          Comparator.<EventEnvelope<?>, java.time.Instant>comparing(EventEnvelope::time).reversed();
      order =
          by.isEmpty()
              ? newest
              : Comparator.<EventEnvelope<?>>comparingLong(e -> -number(e, by))
                  .thenComparing(newest);
    }

    private static long number(EventEnvelope<?> e, String component) {
      return e.fields().get(component) instanceof Number n ? n.longValue() : 0;
    }

    void add(EventEnvelope<?> e) {
      count++;
      worst.add(e);
      if (worst.size() > 4 * WORST_SHOWN) {
        settle();
      }
    }

    void settle() {
      worst.sort(order);
      while (worst.size() > WORST_SHOWN) {
        worst.removeLast();
      }
    }
  }

  private final Map<Ending, Durations> endings = new HashMap<>();
  private final Deque<EventEnvelope<?>> newestFailed = new ArrayDeque<>();
  private final Map<String, Ranked> ranked = new LinkedHashMap<>();
  private final Map<String, Deque<EventEnvelope<?>>> periods = new LinkedHashMap<>();
  private final long[] bySeverity = new long[Severity.values().length];
  private long failed;
  private long events;

  void add(List<EventEnvelope<?>> batch) {
    for (EventEnvelope<?> e : batch) {
      add(e);
    }
  }

  private void add(EventEnvelope<?> e) {
    events++;
    bySeverity[e.severity().ordinal()]++;
    Outcome outcome = e.outcome();
    if (outcome != null && TransactionEvent.class.isAssignableFrom(e.type())) {
      ended(e, outcome);
    } else if (StatisticsEvent.class.isAssignableFrom(e.type())) {
      Deque<EventEnvelope<?>> rows =
          periods.computeIfAbsent(e.system() + " " + e.type().getName(), k -> new ArrayDeque<>());
      rows.addLast(e);
      if (rows.size() > PERIODS_SHOWN) {
        rows.removeFirst();
      }
    } else if (!AuditEvent.class.isAssignableFrom(e.type()) || isShown(e.type())) {
      ranked
          .computeIfAbsent(
              e.system() + " " + e.type().getName(), k -> new Ranked(e.type(), e.system()))
          .add(e);
    }
  }

  /** Audit events without a title are rows for files, not for a report. */
  private static boolean isShown(Class<? extends Event> type) {
    EventType t = type.getAnnotation(EventType.class);
    return t != null && !t.title().isEmpty();
  }

  private void ended(EventEnvelope<?> e, Outcome outcome) {
    Ending ending = new Ending(e.system(), e.stage(), outcome, e.reason());
    Durations d = endings.get(ending);
    if (d == null) {
      if (endings.size() >= KINDS_MAX) {
        ending = new Ending(e.system(), e.stage(), outcome, "(other reasons)");
      }
      d = endings.computeIfAbsent(ending, k -> new Durations());
    }
    d.add(Duration.between(e.began(), e.ended()));
    if (outcome.isFailure()) {
      failed++;
      newestFailed.addFirst(e);
      if (newestFailed.size() > FAILED_SHOWN) {
        newestFailed.removeLast();
      }
    }
  }

  /** How transactions ended: by system and stage, outcomes in their order, most frequent first. */
  List<Map.Entry<Ending, Durations>> endings() {
    List<Map.Entry<Ending, Durations>> all = new ArrayList<>(endings.entrySet());
    all.sort(
        Comparator.comparing((Map.Entry<Ending, Durations> e) -> e.getKey().system())
            .thenComparing(e -> e.getKey().stage())
            .thenComparing(e -> e.getKey().outcome())
            .thenComparingLong(e -> -e.getValue().count())
            .thenComparing(e -> String.valueOf(e.getKey().reason())));
    return all;
  }

  /** The failed transactions that were sent last, those that ended last first. */
  List<EventEnvelope<?>> newestFailed() {
    List<EventEnvelope<?>> newest = new ArrayList<>(newestFailed);
    newest.sort(
        Comparator.<EventEnvelope<?>, java.time.Instant>comparing(EventEnvelope::ended).reversed());
    return List.copyOf(newest);
  }

  /** Events other than transactions and statistics. */
  List<Ranked> ranked() {
    ranked.values().forEach(Ranked::settle);
    return List.copyOf(ranked.values());
  }

  /** The last periods of each statistics event. */
  List<List<EventEnvelope<?>>> periods() {
    List<List<EventEnvelope<?>>> all = new ArrayList<>();
    periods.values().forEach(p -> all.add(List.copyOf(p)));
    return all;
  }

  long failed() {
    return failed;
  }

  /** How many transactions of a module failed. */
  long failed(String system) {
    long n = 0;
    for (Map.Entry<Ending, Durations> e : endings.entrySet()) {
      if (e.getKey().system().equals(system) && e.getKey().outcome().isFailure()) {
        n += e.getValue().count();
      }
    }
    return n;
  }

  long events() {
    return events;
  }

  /** How many events are at least this severe. */
  long atLeast(Severity least) {
    long n = 0;
    for (int i = least.ordinal(); i < bySeverity.length; i++) {
      n += bySeverity[i];
    }
    return n;
  }
}
