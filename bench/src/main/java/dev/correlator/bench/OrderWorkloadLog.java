package dev.correlator.bench;

import dev.correlator.api.Outcome;
import dev.correlator.bench.OrderWorkloadLeg.Entry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Writes the log of the shop as one collector receives it from all hosts, and says what is to be
 * found in it. The records of a host come in their order, those of different hosts as the network
 * delivers them. The log begins and ends in the middle of the traffic.
 */
final class OrderWorkloadLog {

  /** How the records are written: as files of syslog daemons have them. */
  enum Form {
    /** RFC 5424, microseconds. */
    RFC5424(1),
    /** RFC 3164 as in files: seconds, neither year nor zone. */
    RFC3164(1_000_000);

    private final long resolutionMicros;

    Form(long resolutionMicros) {
      this.resolutionMicros = resolutionMicros;
    }
  }

  /**
   * What to write.
   *
   * @param carts how many carts are to be purchased; each is tried up to three times
   * @param seed the same seed gives the same bytes
   * @param form how records are written
   * @param cartsPerSecond how many customers come, on average
   */
  record Plan(int carts, long seed, Form form, int cartsPerSecond) {}

  /**
   * What was written.
   *
   * @param purchases what is to be found
   * @param toRunAgain of those that failed, which no later try at the same cart completed
   * @param tries how many tries there are
   * @param lines how many records
   * @param openMax how many tries were under way at once, at most
   */
  record Truth(
      List<OrderWorkloadPurchase> purchases,
      List<OrderWorkloadPurchase> toRunAgain,
      int tries,
      long lines,
      int openMax) {}

  /** A try that is to begin, or a record that is to be written; of one time: in this order. */
  private record Due<T>(long micros, long number, T what) implements Comparable<Due<T>> {
    @Override
    public int compareTo(Due<T> o) {
      int c = Long.compare(micros, o.micros);
      return c != 0 ? c : Long.compare(number, o.number);
    }
  }

  private record Begin(OrderWorkloadShop.Cart cart, int attempt) {}

  private record Line(String host, String app, Entry entry) {}

  private static final long START =
      Instant.parse("2026-03-02T08:00:00Z").getEpochSecond() * 1_000_000;
  private static final long SECOND = 1_000_000;

  /** Longer than all limits: what began so long ago is over. */
  private static final long ALL_LIMITS = 20 * 60 * SECOND;

  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final Plan plan;
  private final OutputStream out;
  private final OrderWorkloadDice dice;
  private final OrderWorkloadShop shop;
  private final PriorityQueue<Due<Begin>> begins = new PriorityQueue<>();
  private final PriorityQueue<Due<Line>> written = new PriorityQueue<>();
  private final PriorityQueue<Due<Line>> arriving = new PriorityQueue<>();
  private final Map<String, Long> lastArrival = new HashMap<>();
  private final ArrayDeque<OrderWorkloadTry> underWay = new ArrayDeque<>();
  private final Map<OrderWorkloadShop.Cart, List<OrderWorkloadTry>> byCart = new HashMap<>();
  private final List<OrderWorkloadTry> tries = new ArrayList<>();
  private long number;
  private long lines;
  private long lastStamp;
  private int openMax;
  private long endMicros = Long.MAX_VALUE;

  private OrderWorkloadLog(Plan plan, OutputStream out) {
    this.plan = plan;
    this.out = out;
    dice = new OrderWorkloadDice(plan.seed());
    shop = new OrderWorkloadShop(dice, plan.form().resolutionMicros);
  }

  /** Writes a log. */
  static Truth write(Plan plan, Path log) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 16)) {
      return new OrderWorkloadLog(plan, out).write();
    }
  }

  private Truth write() throws IOException {
    int carts = plan.carts();
    // Traffic begins before the log does.
    long at = START - Math.min(150, carts / plan.cartsPerSecond() / 10) * SECOND;
    int late = Math.max(1, Math.min(carts / 20, plan.cartsPerSecond() * 3));
    for (int i = 0; i < carts; i++) {
      if (i == carts - late) {
        at += ALL_LIMITS; // all that is under way comes to its end; then some more begin
      }
      at += dice.micros(0, 2000 / plan.cartsPerSecond());
      begins.add(new Due<>(at, number++, new Begin(shop.cart(i), 1)));
    }
    endMicros = at + SECOND;
    addNoise();
    while (!begins.isEmpty()) {
      Due<Begin> next = begins.poll();
      if (next.micros() < endMicros) {
        writeUpTo(next.micros());
        begin(next);
      }
    }
    writeUpTo(endMicros);
    while (!arriving.isEmpty()) {
      print(arriving.poll());
    }
    return truth();
  }

  private void addNoise() {
    long apart = 10 * SECOND / plan.cartsPerSecond();
    for (long at = START; at < endMicros; at += apart / 2 + dice.below((int) apart)) {
      int kind = dice.below(5);
      List<String> origin = OrderWorkloadShop.noiseOrigin(kind);
      write(origin.get(0), origin.get(1), shop.noise(at, kind));
    }
  }

  private void begin(Due<Begin> b) {
    Begin begin = b.what();
    OrderWorkloadTry t = shop.purchase(begin.cart(), begin.attempt(), b.micros());
    tries.add(t);
    byCart.computeIfAbsent(begin.cart(), c -> new ArrayList<>(1)).add(t);
    for (OrderWorkloadLeg leg : t.legs) {
      leg.entries.removeIf(e -> e.trueMicros() < START || e.trueMicros() >= endMicros);
      leg.entries.forEach(e -> write(leg.host, leg.service.app, e));
    }
    underWay.add(t);
    underWay.removeIf(u -> u.lastTrueMicros() < b.micros());
    openMax = Math.max(openMax, underWay.size());
    // Customers who see nothing happen try again; some do not wait until it is known to have
    // failed.
    boolean done = t.legs.stream().anyMatch(OrderWorkloadLog::isSettled);
    if (!done && begin.attempt() < 3 && dice.happens(500)) {
      long again = Math.max(t.lastTrueMicros(), b.micros()) + dice.micros(3_000, 60_000);
      begins.add(new Due<>(again, number++, new Begin(begin.cart(), begin.attempt() + 1)));
    }
  }

  private static boolean isSettled(OrderWorkloadLeg leg) {
    return leg.service == OrderWorkloadLeg.Service.PAYMENTS
        && !leg.entries.isEmpty()
        && leg.entries.getLast().effect() == OrderWorkloadLeg.Effect.COMPLETES;
  }

  private void write(String host, String app, Entry entry) {
    written.add(new Due<>(entry.trueMicros(), number++, new Line(host, app, entry)));
  }

  /** Sends what was written before this time, and prints what has arrived by then. */
  private void writeUpTo(long micros) throws IOException {
    while (!written.isEmpty() && written.peek().micros() < micros) {
      Due<Line> d = written.poll();
      String host = d.what().host();
      long delay = dice.happens(10) ? dice.micros(300, 2000) : dice.micros(1, 300);
      long arrival = Math.max(d.micros() + delay, lastArrival.getOrDefault(host, 0L) + 1);
      lastArrival.put(host, arrival);
      arriving.add(new Due<>(arrival, d.number(), d.what()));
    }
    while (!arriving.isEmpty() && arriving.peek().micros() < micros) {
      print(arriving.poll());
    }
  }

  private void print(Due<Line> d) throws IOException {
    Line line = d.what();
    long stamp = shop.stamp(line.host(), line.entry().trueMicros());
    lastStamp = Math.max(lastStamp, stamp);
    lines++;
    int procId = 100 + Math.floorMod(line.host().hashCode(), 9000);
    String head =
        switch (plan.form()) {
          case RFC5424 ->
              "<134>1 "
                  + ISO.format(OrderWorkloadLeg.instant(stamp))
                  + ' '
                  + line.host()
                  + ' '
                  + line.app()
                  + ' '
                  + procId
                  + " - - ";
          case RFC3164 ->
              bsdTime(stamp) + ' ' + line.host() + ' ' + line.app() + '[' + procId + "]: ";
        };
    out.write((head + line.entry().text() + '\n').getBytes(StandardCharsets.UTF_8));
  }

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter BSD =
      DateTimeFormatter.ofPattern(" HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static String bsdTime(long micros) {
    Instant t = OrderWorkloadLeg.instant(micros);
    var day = t.atZone(ZoneOffset.UTC);
    int d = day.getDayOfMonth();
    return MONTHS[day.getMonthValue() - 1] + (d < 10 ? "  " : " ") + d + BSD.format(t);
  }

  private Truth truth() {
    List<OrderWorkloadPurchase> all = new ArrayList<>();
    List<OrderWorkloadPurchase> again = new ArrayList<>();
    for (List<OrderWorkloadTry> atOneCart : byCart.values()) {
      int lastCompleted = 0;
      Map<OrderWorkloadTry, List<OrderWorkloadPurchase>> found = new HashMap<>();
      for (OrderWorkloadTry t : atOneCart) {
        List<OrderWorkloadPurchase> purchases = t.purchases(lastStamp);
        found.put(t, purchases);
        all.addAll(purchases);
        for (OrderWorkloadPurchase p : purchases) {
          if (p.outcome() == Outcome.COMPLETED && !p.work().isEmpty()) {
            lastCompleted = Math.max(lastCompleted, t.number);
          }
        }
      }
      for (OrderWorkloadTry t : atOneCart) {
        for (OrderWorkloadPurchase p : found.getOrDefault(t, List.of())) {
          if (p.outcome().isFailure() && (p.work().isEmpty() || t.number >= lastCompleted)) {
            again.add(p);
          }
        }
      }
    }
    return new Truth(all, again, tries.size(), lines, openMax);
  }
}
