package dev.correlator.app;

import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.TransactionEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** A logic module of a shop, with a setting of each type. */
@Named("orders")
public final class Orders implements LogicModule<Orders.Config> {

  /** How urgent orders are. */
  public enum Urgency {
    /** Some day. */
    LOW,
    /** Today. */
    VERY_HIGH
  }

  /** Settings. */
  public record Config(
      @Setting(doc = "An order is given up this long after its start", def = "2h", min = 60)
          Duration deadline,
      @Setting(doc = "So many failures raise an alarm", def = "3", min = 2, max = 100) int failures,
      @Setting(doc = "Largest order", def = "64KiB", min = 1) long largest,
      @Setting(doc = "Share that may fail", def = "0.5", min = 0, max = 1) double share,
      @Setting(doc = "Whether returns count", def = "false") boolean returns,
      @Setting(doc = "The shop's name", def = "main") String shop,
      @Setting(doc = "Where the catalogue is", def = "") Path catalogue,
      @Setting(doc = "The shop's time zone", def = "UTC") ZoneId zone,
      @Setting(doc = "How urgent orders are", def = "low") Urgency urgency,
      @Setting(doc = "Countries that are delivered to", def = "") List<String> countries,
      @Setting(doc = "Urgencies that are watched", def = "low,very_high") List<Urgency> watched) {

    /** Checks. */
    public Config {
      if (returns && failures < 3) {
        throw new IllegalArgumentException("'failures' must be at least 3 where returns count");
      }
    }
  }

  /** An order, done or not. */
  public record Order(String id) implements TransactionEvent {}

  /** Too many orders failed. */
  public record Alarm(String shop, int count) implements ErrorEvent {}

  /** An order failed. */
  public record Failure(String shop) implements Fact {}

  /** For the service loader. */
  public Orders() {}

  @Override
  public void define(Flow flow, Config c) {
    flow.transaction("order", Select.app("shop"), Order.class)
        .key(KeyPart.of("id"))
        .open(Pattern.of("order {id} begun"))
        .end(Outcome.COMPLETED, "shipped", Pattern.of("order {id} shipped"))
        .total(c.deadline());
    if (c.countries().contains("nowhere")) {
      flow.transaction("order", Select.app("shop"), Order.class)
          .key(KeyPart.of("id"))
          .open(Pattern.of("parcel {id} begun"))
          .total(c.deadline());
    }
  }
}
