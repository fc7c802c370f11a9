package dev.correlator.bench;

import dev.correlator.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One try to purchase a cart: its legs, and what they come to. */
final class OrderWorkloadTry {

  /** Legs that belong together, up to one of them. */
  private record Joined(
      String key,
      Outcome outcome,
      @Nullable String reason,
      long beganMicros,
      long lastMicros,
      long records,
      long knownMicros,
      Map<String, Object> fields) {

    static Joined of(OrderWorkloadLeg l) {
      return new Joined(
          l.id,
          l.outcome,
          l.reason,
          l.beganMicros,
          l.lastMicros,
          l.records,
          l.knownMicros,
          l.fields);
    }

    Joined with(OrderWorkloadLeg next) {
      Map<String, Object> all = new TreeMap<>(fields);
      all.putAll(next.fields);
      boolean completed = outcome == Outcome.COMPLETED;
      return new Joined(
          key,
          completed ? next.outcome : outcome,
          completed ? next.reason : reason,
          Math.min(beganMicros, next.beganMicros),
          Math.max(lastMicros, next.lastMicros),
          records + next.records,
          Math.max(knownMicros, next.knownMicros),
          all);
    }

    Joined ending(Outcome how, @Nullable String why, long known) {
      return new Joined(key, how, why, beganMicros, lastMicros, records, known, fields);
    }

    Joined naming(String field, String id) {
      Map<String, Object> all = new TreeMap<>(fields);
      all.put(field, id);
      return new Joined(key, outcome, reason, beganMicros, lastMicros, records, knownMicros, all);
    }
  }

  /** Which try it is at its cart, from 1. */
  final int number;

  final List<OrderWorkloadLeg> legs = new ArrayList<>();
  private final List<OrderWorkloadPurchase> purchases = new ArrayList<>();
  private final List<OrderWorkloadLeg> joined = new ArrayList<>();
  private long endMicros;

  OrderWorkloadTry(int number) {
    this.number = number;
  }

  OrderWorkloadLeg leg(OrderWorkloadLeg.Service service, String id, String host) {
    OrderWorkloadLeg leg = new OrderWorkloadLeg(service, id, host);
    legs.add(leg);
    return leg;
  }

  /** When the last of its records is written. */
  long lastTrueMicros() {
    long last = Long.MIN_VALUE;
    for (OrderWorkloadLeg l : legs) {
      if (!l.entries.isEmpty()) {
        last = Math.max(last, l.entries.getLast().trueMicros());
      }
    }
    return last;
  }

  /**
   * What is to be found: one purchase, one for each order and payment of a split one, and what no
   * longer belongs to them.
   *
   * @param end the time of the log's last record, microseconds
   */
  List<OrderWorkloadPurchase> purchases(long end) {
    endMicros = end;
    legs.forEach(l -> l.settle(end));
    for (OrderWorkloadLeg.Service service : OrderWorkloadLeg.Service.values()) {
      for (OrderWorkloadLeg l : legs) {
        if (l.service == service && l.seen && !joined.contains(l)) {
          go(l, service.ordinal() == 0 ? Joined.of(l) : orphan(l));
        }
      }
    }
    return purchases;
  }

  /** A leg that nothing has led to. */
  private Joined orphan(OrderWorkloadLeg l) {
    long given = l.knownMicros + l.service.limitsBeforeMicros();
    return given <= endMicros
        ? Joined.of(l).ending(Outcome.END_WITHOUT_START, l.reason, given)
        : Joined.of(l).ending(Outcome.OPEN_AT_END, null, endMicros);
  }

  private void go(OrderWorkloadLeg last, Joined soFar) {
    if (last.service == OrderWorkloadLeg.Service.PAYMENTS) {
      add(soFar);
      return;
    }
    OrderWorkloadLeg.Service next = OrderWorkloadLeg.Service.values()[last.service.ordinal() + 1];
    String missing = "no " + next.leg;
    if (last.namedMicros.isEmpty()) {
      boolean silent = soFar.outcome() == Outcome.COMPLETED;
      add(silent ? soFar.ending(Outcome.FAILED, missing, soFar.knownMicros()) : soFar);
      return;
    }
    last.namedMicros.forEach((leg, named) -> {
      Joined here = soFar.naming(next.leg + "Id", leg.id);
      long limit = Math.max(named + next.limitMicros(), soFar.knownMicros());
      if (leg.seen && leg.beganMicros <= limit) {
        joined.add(leg);
        go(leg, here.with(leg));
      } else if (here.outcome() != Outcome.COMPLETED) {
        add(here);
      } else if (limit <= endMicros) {
        add(here.ending(Outcome.FAILED, missing, limit));
      } else {
        add(here.ending(Outcome.OPEN_AT_END, null, endMicros));
      }
    });
  }

  private void add(Joined j) {
    purchases.add(
        new OrderWorkloadPurchase(
            j.key(),
            j.outcome(),
            j.outcome() == Outcome.OPEN_AT_END ? null : j.reason(),
            OrderWorkloadLeg.instant(j.beganMicros()),
            OrderWorkloadLeg.instant(j.lastMicros()),
            j.records(),
            j.outcome() == Outcome.OPEN_AT_END,
            j.fields()));
  }
}
