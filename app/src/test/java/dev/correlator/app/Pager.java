package dev.correlator.app;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Named;
import dev.correlator.api.Setting;
import java.util.Collections;
import java.util.List;

/** An event handler that needs a number and a password. */
@Named("pager")
public final class Pager implements EventHandler<Pager.Config> {

  /** Settings. */
  public record Config(
      @Setting(doc = "Whom to call") String number,
      @Setting(doc = "The pager's password", def = "", secret = true) String password) {}

  /** For the service loader. */
  public Pager() {}

  @Override
  public void open(Config config, HandlerContext context) {}

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
    return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
  }

  @Override
  public void close() {}
}
