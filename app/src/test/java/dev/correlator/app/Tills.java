package dev.correlator.app;

import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;

/** A logic module of tills, whose records name no program and are of a described format. */
@Named("tills")
public final class Tills implements LogicModule<Tills.Config> {

  /** No settings. */
  public record Config() {}

  private static final Pattern SOLD = Pattern.of("sold {what}");

  /** Made by the program. */
  public Tills() {}

  @Override
  public void define(Flow flow, Config config) {
    flow.each("sold", Select.format("till")).on(SOLD, (record, context) -> {});
  }
}
