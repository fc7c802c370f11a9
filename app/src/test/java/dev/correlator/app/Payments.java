package dev.correlator.app;

import dev.correlator.api.EventType;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;

@Named("payments")
public final class Payments implements LogicModule<Payments.Config> {

  public record Config(
      @Setting(doc = "A payment is given up this long after its first record", def = "10m")
          Duration patience) {}

  @EventType(
      summary = "{outcome}: {amount} of {customer}",
      columns = {"customer", "amount"})
  public record Payment(String customer, int amount, int tries) implements TransactionEvent {}

  @Override
  public void define(Flow flow, Config c) {
    flow.transaction("payment", Select.app("shop"), Payment.class)
        .key(KeyPart.of("id"))
        .open(Pattern.of("payment {id:key} of {amount:int} for {customer} begun"))
        .step(Pattern.of("payment {id:key} sent to the bank"), s -> s.count("tries"))
        .end(Outcome.COMPLETED, "paid", Pattern.of("payment {id:key} settled"))
        .fail("declined", Pattern.of("payment {id:key} declined: {*}"))
        .total(c.patience());
  }
}
