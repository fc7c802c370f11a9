package dev.correlator.bench;

import dev.correlator.bench.OrderWorkloadLeg.Effect;
import dev.correlator.bench.OrderWorkloadLeg.Entry;
import dev.correlator.bench.OrderWorkloadLeg.Service;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shop: what its services write about a try to purchase a cart. Chance decides how it fares,
 * how long each step takes, and in which order the services get to write: often the next service
 * has written before the one that names its id, sometimes it is done by then.
 */
final class OrderWorkloadShop {

  private static final String[] GATEWAYS = {"gw1", "gw2"};
  private static final String[] ORDER_HOSTS = {"ord1", "ord2", "ord3"};
  private static final String[] PAYMENT_HOSTS = {"pay1", "pay2"};
  private static final String[] CURRENCIES = {"EUR", "CHF", "USD"};
  private static final String[] WAREHOUSES = {"hamburg", "lyon", "turin"};
  private static final String[] METHODS = {"card", "transfer", "invoice"};
  private static final String[] BANKS = {"Bank of Ghent", "Crédit Lémanique", "First Harbour"};
  private static final String[] REFUSALS = {
    "cart is empty", "no such customer", "request o-1 placed: too many requests"
  };
  private static final String[] REJECTIONS = {"out of stock", "address cannot be delivered to"};
  private static final String[] DECLINES = {
    "insufficient funds", "card expired", "Karte gesperrt – bitte die Bank anrufen", "p-1 settled"
  };

  /** Wall clocks of hosts differ; none by more than this. */
  private static final int SKEW_MILLIS = 200;

  /** Records that get lost on their way, of a hundred thousand. */
  private static final int LOST = 20;

  /**
   * A cart that a customer means to purchase.
   *
   * @param customer the customer's number
   * @param cart the cart's
   * @param amountCents what is in it
   * @param currency in which currency
   */
  record Cart(String customer, String cart, long amountCents, String currency) {}

  /** How a try fares at the gateway. */
  private enum AtGateway {
    GOOD,
    SPLIT,
    ORDER_NEVER_COMES,
    HANGS,
    NEVER_NAMES_AN_ORDER,
    REFUSES,
    ORDER_TOO_LATE
  }

  /** How an order fares. */
  private enum AtOrders {
    GOOD,
    PAYMENT_NEVER_COMES,
    HANGS,
    NEVER_NAMES_A_PAYMENT,
    REJECTS
  }

  private final OrderWorkloadDice dice;
  private final long resolutionMicros;
  private long number;

  OrderWorkloadShop(OrderWorkloadDice dice, long resolutionMicros) {
    this.dice = dice;
    this.resolutionMicros = resolutionMicros;
  }

  Cart cart(int i) {
    return new Cart(
        "c-" + (10_000 + dice.below(40_000)),
        "k/" + Integer.toString(i, 36),
        100 + dice.below(200_000),
        dice.oneOf(CURRENCIES));
  }

  /** Numbers that do not tell their order. */
  private String id(String prefix) {
    return prefix + Long.toString((++number * 2_654_435_761L & 0xFFFFFFFFL) + (number << 32), 36);
  }

  /** A try that begins at this time. */
  OrderWorkloadTry purchase(Cart cart, int attempt, long micros) {
    OrderWorkloadTry t = new OrderWorkloadTry(attempt);
    AtGateway fate = atGateway(attempt);
    OrderWorkloadLeg request = t.leg(Service.GATEWAY, id("r-"), dice.oneOf(GATEWAYS));
    String r = "request " + request.id;
    write(
        request,
        micros,
        r
            + " received from "
            + cart.customer()
            + ": cart "
            + cart.cart()
            + ", "
            + cart.amountCents()
            + " ct "
            + cart.currency(),
        Effect.OPENS,
        Map.of(
            "requestId",
            request.id,
            "customer",
            cart.customer(),
            "cart",
            cart.cart(),
            "amountCents",
            cart.amountCents(),
            "currency",
            cart.currency()));
    boolean forwards =
        switch (fate) {
          case NEVER_NAMES_AN_ORDER, REFUSES -> false;
          case HANGS -> dice.happens(500);
          default -> true;
        };
    long written = micros;
    for (int n = fate == AtGateway.SPLIT ? 2 : 1; forwards && n > 0; n--) {
      written = Math.max(written, forward(t, request, fate, written));
    }
    if (fate == AtGateway.REFUSES) {
      String cause = dice.oneOf(REFUSALS);
      fail(request, micros + dice.micros(5, 300), r + " refused: ", cause, "request refused");
    } else if (fate != AtGateway.HANGS) {
      long at = written + dice.micros(1, 200);
      String text = r + " answered 202 after " + (at - micros) / 1000 + " ms";
      complete(request, at, text, "answered", Map.of("requestId", request.id));
    }
    return t;
  }

  private AtGateway atGateway(int attempt) {
    if (attempt > 1 && dice.happens(500)) {
      return AtGateway.GOOD;
    }
    int d = dice.below(1000);
    return d < 30
        ? AtGateway.ORDER_NEVER_COMES
        : d < 40
            ? AtGateway.HANGS
            : d < 50
                ? AtGateway.NEVER_NAMES_AN_ORDER
                : d < 70
                    ? AtGateway.REFUSES
                    : d < 75 ? AtGateway.ORDER_TOO_LATE : d < 95 ? AtGateway.SPLIT : AtGateway.GOOD;
  }

  /** Forwards a request to an order; returns when that was written. */
  private long forward(OrderWorkloadTry t, OrderWorkloadLeg request, AtGateway fate, long micros) {
    OrderWorkloadLeg order = t.leg(Service.ORDERS, id("o-"), dice.oneOf(ORDER_HOSTS));
    long created = micros + dice.micros(5, 60);
    long named = Math.max(micros + 1000, named(created, 4, 25_000));
    write(
        request,
        named,
        "request " + request.id + " forwarded as order " + order.id,
        Effect.OPENS,
        order,
        null,
        Map.of("requestId", request.id, "orderId", order.id));
    if (fate == AtGateway.ORDER_TOO_LATE) {
      order(t, order, named + dice.micros(140_000, 200_000));
    } else if (fate != AtGateway.ORDER_NEVER_COMES) {
      order(t, order, created);
    }
    return named;
  }

  /** When the one before names an id, whose own first record is written at this time. */
  private long named(long seen, int atMostMillisBefore, int atMostMillisAfter) {
    int d = dice.below(100);
    return d < 70
        ? seen - dice.micros(1, atMostMillisBefore)
        : d < 95 ? seen + dice.micros(1, 500) : seen + dice.micros(1000, atMostMillisAfter);
  }

  private void order(OrderWorkloadTry t, OrderWorkloadLeg order, long created) {
    AtOrders fate = atOrders();
    String o = "order " + order.id;
    long items = 1L + dice.below(9);
    write(
        order,
        created,
        o + " created, " + items + (items == 1 ? " item" : " items"),
        Effect.OPENS,
        Map.of("orderId", order.id, "items", items));
    long at = created;
    for (int n = dice.below(3); n > 0; n--) {
      at += dice.micros(5, 300);
      write(order, at, o + " reserved in " + dice.oneOf(WAREHOUSES), Effect.IS_STEP, Map.of());
    }
    if (fate == AtOrders.REJECTS) {
      String cause = dice.oneOf(REJECTIONS);
      fail(order, at + dice.micros(5, 900), o + " rejected: ", cause, "order rejected");
      return;
    }
    boolean hands =
        fate != AtOrders.NEVER_NAMES_A_PAYMENT && (fate != AtOrders.HANGS || dice.happens(500));
    if (hands) {
      at = handOver(t, order, fate, at);
    }
    if (fate != AtOrders.HANGS) {
      at += dice.micros(1, 2000);
      complete(
          order,
          at,
          o + " placed",
          "placed",
          Map.of("orderId", order.id, "placed", instant(stamp(order.host, at))));
    }
  }

  private long handOver(OrderWorkloadTry t, OrderWorkloadLeg order, AtOrders fate, long micros) {
    OrderWorkloadLeg payment = t.leg(Service.PAYMENTS, id("p-"), dice.oneOf(PAYMENT_HOSTS));
    long started = micros + dice.micros(20, 800);
    long named = Math.max(micros + 1000, named(started, 15, 40_000));
    write(
        order,
        named,
        "order " + order.id + " handed over to payment " + payment.id,
        Effect.OPENS,
        payment,
        null,
        Map.of("orderId", order.id, "paymentId", payment.id));
    if (fate != AtOrders.PAYMENT_NEVER_COMES) {
      payment(payment, started);
    }
    return named;
  }

  private AtOrders atOrders() {
    int d = dice.below(1000);
    return d < 30
        ? AtOrders.PAYMENT_NEVER_COMES
        : d < 40
            ? AtOrders.HANGS
            : d < 50 ? AtOrders.NEVER_NAMES_A_PAYMENT : d < 70 ? AtOrders.REJECTS : AtOrders.GOOD;
  }

  private void payment(OrderWorkloadLeg payment, long started) {
    String p = "payment " + payment.id;
    String method = dice.oneOf(METHODS);
    int fate = dice.below(1000);
    write(
        payment,
        started,
        p + " started by " + method,
        Effect.OPENS,
        Map.of("paymentId", payment.id, "method", method));
    long at = started + dice.micros(50, 5000);
    if (fate >= 25) {
      write(payment, at, p + " authorised by " + dice.oneOf(BANKS), Effect.IS_STEP, Map.of());
    }
    at += dice.micros(100, 120_000);
    if (fate >= 70) {
      complete(
          payment,
          at,
          p + " settled",
          "settled",
          Map.of("paymentId", payment.id, "settled", instant(stamp(payment.host, at))));
    } else if (fate >= 50) {
      fail(payment, at, p + " declined: ", dice.oneOf(DECLINES), "payment declined");
    }
  }

  private void complete(
      OrderWorkloadLeg leg, long at, String text, String reason, Map<String, Object> fields) {
    write(leg, at, text, Effect.COMPLETES, null, reason, fields);
  }

  private void fail(OrderWorkloadLeg leg, long at, String text, String cause, String reason) {
    Map<String, Object> fields = Map.of(leg.service.leg + "Id", leg.id, "cause", cause);
    write(leg, at, text + cause, Effect.FAILS, null, reason, fields);
  }

  private void write(
      OrderWorkloadLeg leg, long at, String text, Effect effect, Map<String, Object> fields) {
    write(leg, at, text, effect, null, null, fields);
  }

  private void write(
      OrderWorkloadLeg leg,
      long at,
      String text,
      Effect effect,
      @Nullable OrderWorkloadLeg names,
      @Nullable String reason,
      Map<String, Object> fields) {
    if (dice.below(100_000) >= LOST) {
      leg.entries.add(new Entry(at, stamp(leg.host, at), text, effect, names, reason, fields));
    }
  }

  /** The time that a host writes. */
  long stamp(String host, long trueMicros) {
    int skewMillis = Math.floorMod(host.hashCode(), 2 * SKEW_MILLIS + 1) - SKEW_MILLIS;
    return Math.floorDiv(trueMicros + skewMillis * 1000L, resolutionMicros) * resolutionMicros;
  }

  private static Object instant(long micros) {
    return OrderWorkloadLeg.instant(micros);
  }

  /** A record that no rule wants, though some are close. */
  Entry noise(long micros, int kind) {
    String text =
        switch (kind) {
          case 0 -> "GET /health 200 in " + dice.below(9) + " ms";
          case 1 -> "request " + id("x-") + " is waiting, " + dice.below(90) + " in the queue";
          case 2 -> "order " + id("x-") + " not found in cache";
          case 3 -> "connections: " + dice.below(50) + " of 50 in use";
          default -> "payment provider answered in " + dice.below(900) + " ms";
        };
    return new Entry(micros, 0, text, Effect.IS_STEP, null, null, Map.of());
  }

  /** The host and the service of such a record. */
  static List<String> noiseOrigin(int kind) {
    return kind < 2
        ? List.of(GATEWAYS[kind], "gateway")
        : kind < 4 ? List.of(ORDER_HOSTS[kind - 2], "orders") : List.of("pay1", "payments");
  }
}
