package dev.correlator.app;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventType;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about the events of a run, gathered in bounded space: counts, durations, and
 * of each kind the few that are shown. Takes them in their canonical order: the last one is the
 * newest. Used by one thread.
 */
final class Findings {

  /** How many failed transactions of a kind a report shows. */
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

    /** The component by which they are ordered; empty: the newest is first. */
    private final String by;

    Ranked(Class<? extends Event> type, String system) {
      this.type = type;
      this.system = system;
      by = EventWords.worst(type);
    }

    private static long number(EventEnvelope<?> e, String component) {
      return e.fields().get(component) instanceof Number n ? n.longValue() : 0;
    }

    /** Puts it where it belongs among those that are shown: of equal ones it is the newest. */
    void add(EventEnvelope<?> e) {
      count++;
      int at = 0;
      if (!by.isEmpty()) {
        long n = number(e, by);
        while (at < worst.size() && number(worst.get(at), by) > n) {
          at++;
        }
      }
      worst.add(at, e);
      if (worst.size() > WORST_SHOWN) {
        worst.removeLast();
      }
    }
  }

  /** What is gathered of the events of one type that one stage sends. */
  private final class Gathered {
    final Class<? extends Event> type;
    final String system;
    final String stage;

    /** By the outcome's number, then by reason. */
    final List<Map<@Nullable String, Durations>> endings = new ArrayList<>();

    /** The failed ones that were sent last. */
    private final Deque<EventEnvelope<?>> newestFailed = new ArrayDeque<>();

    /** How many failed. */
    private long failures;

    /** Whether they end transactions: asked of each event, and dear to find out. */
    private final boolean ends;

    // What ended last, and how: the next one often ends alike.
    private @Nullable Outcome lastOutcome;
    private @Nullable String lastReason;
    private Durations lastDurations = new Durations();

    /** Where those go that are not the end of a transaction; null until there is one. */
    private @Nullable Consumer<EventEnvelope<?>> others;

    Gathered(EventEnvelope<?> first) {
      type = first.type();
      system = first.system();
      stage = first.stage();
      while (endings.size() < OUTCOMES.length) {
        endings.add(new HashMap<>());
      }
      ends = TransactionEvent.class.isAssignableFrom(type);
    }

    boolean isOf(Class<? extends Event> ofType, EventEnvelope<?> e) {
      return type == ofType && system.equals(e.system()) && stage.equals(e.stage());
    }

    void add(EventEnvelope<?> e) {
      Outcome outcome = ends ? e.outcome() : null;
      if (outcome != null) {
        ended(e, outcome);
        return;
      }
      if (others == null) {
        others = others(type, system);
      }
      others.accept(e);
    }

    private void ended(EventEnvelope<?> e, Outcome outcome) {
      String reason = e.reason();
      if (outcome != lastOutcome || !Objects.equals(reason, lastReason)) {
        lastDurations = durations(outcome, reason);
        lastOutcome = outcome;
        lastReason = reason;
      }
      lastDurations.add(e.began(), e.ended());
      if (outcome.isFailure()) {
        failed++;
        failures++;
        newestFailed.addFirst(e);
        if (newestFailed.size() > FAILED_SHOWN) {
          newestFailed.removeLast();
        }
      }
    }

    private Durations durations(Outcome outcome, @Nullable String reason) {
      Map<@Nullable String, Durations> byReason = endings.get(outcome.ordinal());
      Durations d = byReason.get(reason);
      if (d == null) {
        String counted = kinds >= KINDS_MAX ? "(other reasons)" : reason;
        d = byReason.get(counted);
        if (d == null) {
          d = new Durations();
          byReason.put(counted, d);
          kinds++;
        }
      }
      return d;
    }
  }

  /**
   * Events of one type that one stage of a module's instance sends.
   *
   * @param type the type
   * @param system the instance's name
   * @param stage the stage's name
   */
  record Kind(Class<? extends Event> type, String system, String stage) {

    /** The kind of an event. */
    static Kind of(EventEnvelope<?> e) {
      return new Kind(e.type(), e.system(), e.stage());
    }

    // Written out: each run asks, and what the compiler leaves to the JVM is made anew in each.

    @Override
    public boolean equals(Object other) {
      return other instanceof Kind that
          && type.equals(that.type)
          && system.equals(that.system)
          && stage.equals(that.stage);
    }

    @Override
    public int hashCode() {
      return (type.hashCode() * 31 + system.hashCode()) * 31 + stage.hashCode();
    }
  }

  private static final Outcome[] OUTCOMES = Outcome.values();

  /** Of each kind, in the order of their first events: a handful, looked through for each event. */
  private final List<Gathered> gathered = new ArrayList<>();

  /** The kind of the last event: the next one is often of the same. */
  private @Nullable Gathered lastGathered;

  /** How many endings are told apart. */
  private int kinds;

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
    gathered(e).add(e);
  }

  private Gathered gathered(EventEnvelope<?> e) {
    Class<? extends Event> type = e.type();
    Gathered before = lastGathered;
    if (before != null && before.isOf(type, e)) {
      return before;
    }
    for (int i = 0; i < gathered.size(); i++) {
      Gathered g = gathered.get(i);
      if (g.isOf(type, e)) {
        lastGathered = g;
        return g;
      }
    }
    Gathered added = new Gathered(e);
    gathered.add(added);
    lastGathered = added;
    return added;
  }

  /**
   * How the transaction ended whose end an event is; null where it is none. Legs of a chain have an
   * outcome too, but are parts of a transaction: only what is a {@link TransactionEvent} counts.
   */
  static @Nullable Outcome outcome(EventEnvelope<?> e) {
    return TransactionEvent.class.isAssignableFrom(e.type()) ? e.outcome() : null;
  }

  private Consumer<EventEnvelope<?>> others(Class<? extends Event> type, String system) {
    String name = system + " " + type.getName();
    if (StatisticsEvent.class.isAssignableFrom(type)) {
      Deque<EventEnvelope<?>> rows = periods.computeIfAbsent(name, k -> new ArrayDeque<>());
      return e -> addPeriod(rows, e);
    } else if (isShown(type)) {
      return ranked.computeIfAbsent(name, k -> new Ranked(type, system))::add;
    }
    return e -> {};
  }

  private static void addPeriod(Deque<EventEnvelope<?>> rows, EventEnvelope<?> e) {
    rows.addLast(e);
    if (rows.size() > PERIODS_SHOWN) {
      rows.removeFirst();
    }
  }

  /** Audit events without a title are rows for files, not for a report. */
  static boolean isShown(Class<? extends Event> type) {
    EventType t = type.getAnnotation(EventType.class);
    return !AuditEvent.class.isAssignableFrom(type) || (t != null && !t.title().isEmpty());
  }

  /** How transactions ended: by system and stage, outcomes in their order, most frequent first. */
  List<Map.Entry<Ending, Durations>> endings() {
    List<Map.Entry<Ending, Durations>> all = new ArrayList<>();
    for (Gathered g : gathered) { // the transactions of a stage are of one type
      for (Outcome o : OUTCOMES) {
        g.endings
            .get(o.ordinal())
            .forEach(
                (reason, d) -> all.add(Map.entry(new Ending(g.system, g.stage, o, reason), d)));
      }
    }
    all.sort(Findings::byEnding);
    return all;
  }

  // No comparators of comparators, here and below: the JVM would make them anew in each start.

  private static int byEnding(
      Map.Entry<Ending, Durations> one, Map.Entry<Ending, Durations> other) {
    Ending a = one.getKey();
    Ending b = other.getKey();
    int c = a.system().compareTo(b.system());
    c = c != 0 ? c : a.stage().compareTo(b.stage());
    c = c != 0 ? c : a.outcome().compareTo(b.outcome());
    c = c != 0 ? c : Long.compare(other.getValue().count(), one.getValue().count());
    return c != 0 ? c : String.valueOf(a.reason()).compareTo(String.valueOf(b.reason()));
  }

  /**
   * The failed transactions of each kind that were sent last: by system and stage, those that ended
   * last first. So that those of which there are many do not hide the others.
   */
  List<EventEnvelope<?>> newestFailed() {
    List<EventEnvelope<?>> newest = new ArrayList<>();
    gathered.forEach(g -> newest.addAll(g.newestFailed));
    newest.sort(Findings::byKindLastEndedFirst);
    return List.copyOf(newest);
  }

  private static int byKindLastEndedFirst(EventEnvelope<?> one, EventEnvelope<?> other) {
    int c = one.system().compareTo(other.system());
    c = c != 0 ? c : one.stage().compareTo(other.stage());
    return c != 0 ? c : other.ended().compareTo(one.ended());
  }

  /** Events other than transactions and statistics. */
  List<Ranked> ranked() {
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

  /** How many transactions of a kind failed. */
  long failed(Kind kind) {
    for (Gathered g : gathered) {
      if (kind.type == g.type && kind.system.equals(g.system) && kind.stage.equals(g.stage)) {
        return g.failures;
      }
    }
    return 0;
  }

  /** How many transactions of a module failed. */
  long failed(String system) {
    long n = 0;
    for (Map.Entry<Ending, Durations> e : endings()) {
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
