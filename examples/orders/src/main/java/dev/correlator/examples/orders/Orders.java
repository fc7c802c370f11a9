package dev.correlator.examples.orders;

import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;
import static dev.correlator.api.Outcome.TIMED_OUT;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventType;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.time.Instant;

/**
 * Purchases in a shop of three services, whose records stand in one log. A purchase changes its
 * identity twice: the gateway knows it by a request id, the orders by an order id, the payments by
 * a payment id. Each service names the next one's id once; no record has all three.
 *
 * <p>Some purchases fail and no record says so: a step just never comes. What came is known, and
 * how long each service may take, so what did not come is known too.
 */
@Named("orders")
public final class Orders implements LogicModule<Orders.Config> {

  /** The settings. */
  public record Config(
      @Setting(doc = "A request is given up this long after it was received", def = "1m", min = 1)
          Duration requestLimit,
      @Setting(doc = "An order is given up this long after its first record", def = "2m", min = 1)
          Duration orderLimit,
      @Setting(doc = "A payment is given up this long after its first record", def = "5m", min = 1)
          Duration paymentLimit) {}

  /** A purchase has ended, or is known to have failed; what no record said is null. */
  @EventType(
      title = "Purchases",
      summary =
          "{outcome} ({reason}): cart {cart} of {customer}, {amountCents} ct; "
              + "request {requestId}, order {orderId}, payment {paymentId}",
      columns = {"customer", "cart", "amountCents", "requestId", "orderId", "paymentId", "cause"})
  public record Purchase(
      String customer,
      String cart,
      long amountCents,
      String currency,
      String requestId,
      String orderId,
      int items,
      String paymentId,
      String method,
      String cause,
      Instant placed,
      Instant settled)
      implements TransactionEvent {}

  /** The numbers of a day. */
  @EventType(title = "Purchases by day")
  public record Daily(int completed, int failed, int timedOut, int declined)
      implements StatisticsEvent {}

  private static final Pattern RECEIVED =
      Pattern.of(
          "request {requestId:key} received from {customer:key}: cart {cart:key},"
              + " {amountCents:int} ct {currency:word}");
  private static final Pattern FORWARDED =
      Pattern.of("request {requestId:key} forwarded as order {orderId:key}");
  private static final Pattern ANSWERED =
      Pattern.of("request {requestId:key} answered 202 after {millis:int} ms");
  private static final Pattern REFUSED = Pattern.of("request {requestId:key} refused: {cause}");

  private static final Pattern CREATED =
      Pattern.of("order {orderId:key} created, {items:int} item{?s}");
  private static final Pattern RESERVED =
      Pattern.of("order {orderId:key} reserved in {warehouse:word}");
  private static final Pattern HANDED_OVER =
      Pattern.of("order {orderId:key} handed over to payment {paymentId:key}");
  private static final Pattern PLACED = Pattern.of("order {orderId:key} placed");
  private static final Pattern REJECTED = Pattern.of("order {orderId:key} rejected: {cause}");

  private static final Pattern STARTED =
      Pattern.of("payment {paymentId:key} started by {method:word}");
  private static final Pattern AUTHORISED =
      Pattern.of("payment {paymentId:key} authorised by {bank}");
  private static final Pattern SETTLED = Pattern.of("payment {paymentId:key} settled");
  private static final Pattern DECLINED = Pattern.of("payment {paymentId:key} declined: {cause}");

  /** Called by the service loader. */
  public Orders() {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow request =
        flow.transaction("request", Select.app("gateway"), Purchase.class)
            .key(KeyPart.of("requestId"))
            .open(RECEIVED)
            .open(FORWARDED)
            .end(COMPLETED, "answered", ANSWERED)
            .fail("request refused", REFUSED)
            .total(c.requestLimit());

    TransactionFlow order =
        flow.transaction("order", Select.app("orders"), Purchase.class)
            .key(KeyPart.of("orderId"))
            .open(CREATED)
            .step(RESERVED)
            .open(HANDED_OVER)
            .end(COMPLETED, "placed", PLACED, s -> s.time("placed"))
            .fail("order rejected", REJECTED)
            .total(c.orderLimit());

    TransactionFlow payment =
        flow.transaction("payment", Select.app("payments"), Purchase.class)
            .key(KeyPart.of("paymentId"))
            .open(STARTED)
            .step(AUTHORISED)
            .end(COMPLETED, "settled", SETTLED, s -> s.time("settled"))
            .fail("payment declined", DECLINED)
            .total(c.paymentLimit())
            .tally("declined", FAILED);

    flow.chain("purchase", Purchase.class)
        .first(request)
        .then(order, "orderId")
        .then(payment, "paymentId")
        .retryKey("customer", "cart")
        .tally("completed", COMPLETED)
        .tally("failed", FAILED)
        .tally("timedOut", TIMED_OUT);

    flow.statistics(Daily.class, Calendar.daily());
  }
}
