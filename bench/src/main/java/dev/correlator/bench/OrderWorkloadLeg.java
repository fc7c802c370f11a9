package dev.correlator.bench;

import dev.correlator.api.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A purchase's part in one service: the records that the service writes, and, of those that got
 * into the log, what they come to by the rules of the example, applied by one who knows it all.
 */
final class OrderWorkloadLeg {

  /** The three services, with the limits that the example's settings have. */
  enum Service {
    GATEWAY("gateway", "request", 60),
    ORDERS("orders", "order", 120),
    PAYMENTS("payments", "payment", 300);

    final String app;
    final String leg;
    final int limitSeconds;

    Service(String app, String leg, int limitSeconds) {
      this.app = app;
      this.leg = leg;
      this.limitSeconds = limitSeconds;
    }

    long limitMicros() {
      return limitSeconds * 1_000_000L;
    }

    /** How long at most the legs before take. */
    long limitsBeforeMicros() {
      long sum = 0;
      for (int i = 0; i < ordinal(); i++) {
        sum += values()[i].limitMicros();
      }
      return sum;
    }

    String limitReason() {
      return leg + ": no end within " + limitSeconds / 60 + "m";
    }
  }

  /** What a record does to its leg. */
  enum Effect {
    OPENS,
    IS_STEP,
    COMPLETES,
    FAILS
  }

  /**
   * A record.
   *
   * @param trueMicros when it is written, by a clock that all share
   * @param stampMicros the time in it: the host's clock, as finely as the format says it
   * @param names the id of the next leg, or null
   * @param reason of an end
   * @param fields what it says
   */
  record Entry(
      long trueMicros,
      long stampMicros,
      String text,
      Effect effect,
      @Nullable OrderWorkloadLeg names,
      @Nullable String reason,
      Map<String, Object> fields) {}

  final Service service;
  final String id;
  final String host;
  final List<Entry> entries = new ArrayList<>();

  // What it comes to; see settle.
  boolean seen;
  Outcome outcome = Outcome.OPEN_AT_END;
  @Nullable String reason;
  long beganMicros;
  long lastMicros;
  long records;

  /** When it was known how it ends. */
  long knownMicros;

  final Map<String, Object> fields = new TreeMap<>();
  final Map<OrderWorkloadLeg, Long> namedMicros = new LinkedHashMap<>();

  OrderWorkloadLeg(Service service, String id, String host) {
    this.service = service;
    this.id = id;
    this.host = host;
  }

  /**
   * Finds out what the records come to.
   *
   * @param endMicros the time of the log's last record
   */
  void settle(long endMicros) {
    for (Entry e : entries) {
      if (!seen) {
        if (e.effect() == Effect.IS_STEP) {
          continue; // of a leg that never began
        }
        seen = true;
        beganMicros = e.stampMicros();
        if (e.effect() == Effect.COMPLETES || e.effect() == Effect.FAILS) {
          take(e);
          end(e, Outcome.END_WITHOUT_START);
          return;
        }
      }
      take(e);
      if (e.effect() == Effect.COMPLETES || e.effect() == Effect.FAILS) {
        end(e, e.effect() == Effect.COMPLETES ? Outcome.COMPLETED : Outcome.FAILED);
        return;
      }
    }
    long limit = beganMicros + service.limitMicros();
    knownMicros = endMicros;
    if (seen && limit <= endMicros) {
      outcome = Outcome.TIMED_OUT;
      reason = service.limitReason();
      knownMicros = limit;
    }
  }

  private void end(Entry e, Outcome how) {
    outcome = how;
    reason = e.reason();
    knownMicros = e.stampMicros();
  }

  private void take(Entry e) {
    records++;
    lastMicros = e.stampMicros();
    fields.putAll(e.fields());
    if (e.names() != null) {
      namedMicros.putIfAbsent(e.names(), e.stampMicros());
    }
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
