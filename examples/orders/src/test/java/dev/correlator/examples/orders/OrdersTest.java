package dev.correlator.examples.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.examples.orders.Orders.Config;
import dev.correlator.examples.orders.Orders.Daily;
import dev.correlator.examples.orders.Orders.Purchase;
import dev.correlator.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the module makes of records, on the code that runs it in earnest. */
class OrdersTest {

  private static Scenario shop(String... lines) {
    Config limits = new Config(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5));
    return Scenario.of(new Orders(), limits).lines(lines);
  }

  private static List<EventEnvelope<?>> purchases(Scenario scenario) {
    return scenario.events().stream().filter(e -> e.type() == Purchase.class).toList();
  }

  private static final String[] PURCHASE = {
    "2026-03-02T08:00:00.100Z gw1 gateway[812]: request r-1 received from c-10: cart k-7, 12990 ct"
        + " EUR",
    "2026-03-02T08:00:00.120Z gw1 gateway[812]: request r-1 forwarded as order o-9",
    "2026-03-02T08:00:00.130Z ord2 orders[77]: order o-9 created, 3 items",
    "2026-03-02T08:00:00.135Z gw1 gateway[812]: request r-1 answered 202 after 35 ms",
    "2026-03-02T08:00:00.140Z ord2 orders[77]: order o-9 reserved in hamburg",
    "2026-03-02T08:00:00.160Z ord2 orders[77]: order o-9 handed over to payment p-5",
    "2026-03-02T08:00:00.170Z ord2 orders[77]: order o-9 placed",
    "2026-03-02T08:00:00.180Z pay1 payments[9]: payment p-5 started by card",
    "2026-03-02T08:00:01.180Z pay1 payments[9]: payment p-5 authorised by Bank of Ghent",
    "2026-03-02T08:00:40.170Z pay1 payments[9]: payment p-5 settled"
  };

  @Test
  void purchase_throughAllServices_isOneEvent() {
    Scenario scenario = shop(PURCHASE);

    EventEnvelope<?> purchase = purchases(scenario).get(0);

    assertEquals(Outcome.COMPLETED, purchase.outcome());
    assertEquals(List.of("r-1"), purchase.key());
    assertEquals(10, purchase.evidence().count());
    Purchase p = (Purchase) purchase.event();
    assertEquals(List.of("r-1", "o-9", "p-5"), List.of(p.requestId(), p.orderId(), p.paymentId()));
    assertEquals(List.of(new Daily(1, 0, 0, 0)), scenario.events(Daily.class));
    scenario.invariant();
  }

  @Test
  void records_beforeTheOneThatLinksThem_belongToThePurchase() {
    Scenario scenario =
        shop(
            "2026-03-02T08:00:00.100Z gw1 gateway[812]: request r-1 received from c-10: cart k-7,"
                + " 12990 ct EUR",
            "2026-03-02T08:00:00.110Z ord2 orders[77]: order o-9 created, 3 items",
            "2026-03-02T08:00:00.150Z pay1 payments[9]: payment p-5 started by card",
            "2026-03-02T08:00:03.150Z pay1 payments[9]: payment p-5 settled",
            "2026-03-02T08:00:04.160Z ord2 orders[77]: order o-9 handed over to payment p-5",
            "2026-03-02T08:00:04.170Z ord2 orders[77]: order o-9 placed",
            "2026-03-02T08:00:20.120Z gw1 gateway[812]: request r-1 forwarded as order o-9",
            "2026-03-02T08:00:20.130Z gw1 gateway[812]: request r-1 answered 202 after 20030 ms");

    EventEnvelope<?> purchase = purchases(scenario).get(0);

    assertEquals(Outcome.COMPLETED, purchase.outcome());
    assertEquals(8, purchase.evidence().count());
    scenario.invariant();
  }

  @Test
  void order_thatNeverComes_failsThePurchaseThoughNoRecordSaysSo() {
    Scenario scenario =
        shop(
            "2026-03-02T08:00:00.100Z gw1 gateway[812]: request r-1 received from c-10: cart k-7,"
                + " 12990 ct EUR",
            "2026-03-02T08:00:00.120Z gw1 gateway[812]: request r-1 forwarded as order o-9",
            "2026-03-02T08:00:00.135Z gw1 gateway[812]: request r-1 answered 202 after 35 ms",
            "2026-03-02T08:10:00.000Z gw1 gateway[812]: GET /health 200 in 1 ms");

    EventEnvelope<?> purchase = purchases(scenario).get(0);

    assertEquals(Outcome.FAILED, purchase.outcome());
    assertEquals("no order", purchase.reason());
    assertEquals("2026-03-02T08:02:00.120Z", purchase.time().toString());
    assertEquals(List.of("c-10", "k-7"), purchase.retryKey());
  }

  @Test
  void payment_thatIsNeverSettled_timesOut() {
    String[] unsettled = PURCHASE.clone();
    unsettled[9] = "2026-03-02T08:10:00.000Z gw1 gateway[812]: GET /health 200 in 1 ms";

    EventEnvelope<?> purchase = purchases(shop(unsettled)).get(0);

    assertEquals(Outcome.TIMED_OUT, purchase.outcome());
    assertEquals("payment: no end within 5m", purchase.reason());
  }

  @Test
  void order_thatIsRejected_failsForTheReasonGiven() {
    Scenario scenario =
        shop(
            "2026-03-02T08:00:00.100Z gw1 gateway[812]: request r-1 received from c-10: cart k-7,"
                + " 12990 ct EUR",
            "2026-03-02T08:00:00.120Z gw1 gateway[812]: request r-1 forwarded as order o-9",
            "2026-03-02T08:00:00.130Z ord2 orders[77]: order o-9 created, 1 item",
            "2026-03-02T08:00:00.135Z gw1 gateway[812]: request r-1 answered 202 after 35 ms",
            "2026-03-02T08:00:00.140Z ord2 orders[77]: order o-9 rejected: out of stock");

    EventEnvelope<?> purchase = purchases(scenario).get(0);

    assertEquals(Outcome.FAILED, purchase.outcome());
    assertEquals("order rejected", purchase.reason());
    assertEquals("out of stock", ((Purchase) purchase.event()).cause());
  }
}
