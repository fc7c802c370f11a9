package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.api.StatisticsEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page will show of the events of a run, gathered while they come: numbers in memory, events
 * on disk, both bounded. Used by one thread.
 */
final class PageEvents implements Closeable {

  /** Transactions that a page shows one by one: the failed ones first, of each the newest. */
  static final int TRANSACTIONS_MAX = 100_000;

  /** Events of other kinds that a page shows one by one, the newest. */
  static final int OTHERS_MAX = 10_000;

  /** Periods of statistics that a page shows, the newest; more than a year of days. */
  static final int PERIODS_MAX = 1_000;

  private final List<PageType> types = new ArrayList<>();
  private final Map<String, Integer> sources = new HashMap<>();
  private final RowSpool failed;
  private final RowSpool succeeded;
  private final RowSpool others = new RowSpool(OTHERS_MAX);
  private final RowSpool periods = new RowSpool(PERIODS_MAX);
  private final TimeSlots slots;
  private final int transactionsMax;

  /** Where the last event went: the next one mostly goes there too. */
  private int last = -1;

  /**
   * Opens nothing yet.
   *
   * @param zone of days
   * @param transactionsMax {@link #TRANSACTIONS_MAX}, or less
   */
  PageEvents(ZoneId zone, int transactionsMax) {
    this.transactionsMax = transactionsMax;
    failed = new RowSpool(transactionsMax);
    succeeded = new RowSpool(transactionsMax);
    slots = new TimeSlots(zone);
  }

  void add(List<EventEnvelope<?>> batch) {
    try {
      for (EventEnvelope<?> e : batch) {
        add(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("--html: cannot write to the folder of temporary files", e);
    }
  }

  private void add(EventEnvelope<?> e) throws IOException {
    Outcome outcome = Findings.outcome(e);
    RowSpool to;
    if (outcome != null) {
      slots.add(type(e), outcome, e.reason() == null ? null : PageRow.text(e.reason()), e.ended());
      to = outcome.isFailure() ? failed : succeeded;
    } else if (StatisticsEvent.class.isAssignableFrom(e.type())) {
      to = periods;
    } else if (Findings.isShown(e.type())) {
      to = others;
    } else {
      return;
    }
    to.add(PageRow.bytes(e, type(e), this::source));
  }

  private int type(EventEnvelope<?> e) {
    if (last < 0 || !types.get(last).isOf(e)) {
      last = 0;
      while (last < types.size() && !types.get(last).isOf(e)) {
        last++;
      }
      if (last == types.size()) {
        types.add(PageType.of(e));
      }
    }
    return last;
  }

  private int source(String name) {
    Integer known = sources.get(name);
    if (known == null) {
      known = sources.size();
      sources.put(name, known);
    }
    return known;
  }

  /** The types, by their numbers. */
  List<PageType> types() {
    return List.copyOf(types);
  }

  /** The number of a source, null where no event has a record of it. */
  @Nullable Integer sourceNumber(String name) {
    return sources.get(name);
  }

  /** The names of the sources, by their numbers. */
  List<String> sources() {
    List<String> names = new ArrayList<>(Collections.nCopies(sources.size(), ""));
    sources.forEach((name, number) -> names.set(number, name));
    return names;
  }

  /** How many transactions there were. */
  long transactions() {
    return failed.added() + succeeded.added();
  }

  /** How many of them are kept. */
  int transactionsKept() {
    return (int) Math.min(transactions(), transactionsMax);
  }

  /** How many of the failed ones are kept. */
  int failedKept() {
    return failed.kept();
  }

  /** How many failed. */
  long failed() {
    return failed.added();
  }

  /** Takes a row. */
  interface RowTaker {
    /** Takes it. */
    void take(PageRow row) throws IOException;
  }

  /** Reads the kept transactions: the failed ones, then others. */
  void readTransactions(RowTaker taker) throws IOException {
    failed.newest(failed.kept(), in -> taker.take(PageRow.read(in)));
    succeeded.newest(transactionsMax - failed.kept(), in -> taker.take(PageRow.read(in)));
  }

  /** Reads the kept events that are neither of transactions nor statistics. */
  void readOthers(RowTaker taker) throws IOException {
    others.newest(others.kept(), in -> taker.take(PageRow.read(in)));
  }

  /** How many events there were that are neither of transactions nor statistics. */
  long others() {
    return others.added();
  }

  /** Reads the kept periods of statistics. */
  void readPeriods(RowTaker taker) throws IOException {
    periods.newest(periods.kept(), in -> taker.take(PageRow.read(in)));
  }

  /** When how many transactions ended how. */
  TimeSlots slots() {
    return slots;
  }

  @Override
  public void close() throws IOException {
    try (failed;
        succeeded;
        others) {
      periods.close();
    }
  }
}
