package dev.correlator.testkit.guide;

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
import org.jspecify.annotations.Nullable;

/** Receipts of tills, whose records name no program. */
@Named("tills")
public final class Tills implements LogicModule<Tills.Config> {

  /** The settings. */
  public record Config(
      @Setting(doc = "A receipt is given up this long after its first record", def = "10m")
          Duration patience) {}

  /** A receipt has ended, in whatever way. */
  public record Receipt(String receipt, String till, int cents, @Nullable String error)
      implements TransactionEvent {}

  private static final Pattern OPENED = said("opened by {*}").with("till", "{till:word}");
  private static final Pattern PAID = said("paid: {cents:int} ct");
  private static final Pattern VOID = said("void: {error:key}{*}");

  /** The text of a record, and its field {@code receipt}. */
  private static Pattern said(String text) {
    return Pattern.of(text).with("receipt", "{receipt:key}");
  }

  @Override
  public void define(Flow flow, Config c) {
    flow.transaction("receipt", Select.format("till", "json"), Receipt.class)
        .key(KeyPart.of("receipt"))
        .open(OPENED)
        .end(Outcome.COMPLETED, "paid", PAID)
        .fail("void", VOID)
        .total(c.patience());
  }
}
