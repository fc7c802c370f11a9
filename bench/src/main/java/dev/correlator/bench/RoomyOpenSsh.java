package dev.correlator.bench;

import dev.correlator.api.Calendar;
import dev.correlator.api.ChainFlow;
import dev.correlator.api.Context;
import dev.correlator.api.EachFlow;
import dev.correlator.api.Event;
import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Select;
import dev.correlator.api.StageFlow;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import dev.correlator.modules.OpenSsh;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The logic of OpenSSH with room for more keys than one should need. */
final class RoomyOpenSsh implements LogicModule<OpenSsh.Config> {

  /** Groups of keys are bounded each, and not all are filled alike. */
  private static final int KEYS = 3_000_000;

  @Override
  public void define(Flow flow, OpenSsh.Config c) {
    new OpenSsh().define(new Roomy(flow), c);
  }

  private record Roomy(Flow flow) implements Flow {

    @Override
    public <E extends Record & Event> TransactionFlow transaction(
        String name, Select select, Class<E> event) {
      return flow.transaction(name, select, event).maxKeys(KEYS);
    }

    @Override
    public EachFlow each(String name, Select select) {
      return flow.each(name, select);
    }

    @Override
    public <E extends Record & TransactionEvent> ChainFlow chain(String name, Class<E> event) {
      return flow.<E>chain(name, event).maxKeys(KEYS);
    }

    @Override
    public <E extends Record & Event> ThresholdFlow threshold(String name, Class<E> event) {
      return flow.<E>threshold(name, event).maxKeys(KEYS);
    }

    @Override
    public <S extends State> StageFlow<S> stage(String name, Supplier<S> state) {
      return flow.stage(name, state).maxKeys(KEYS);
    }

    @Override
    public <E extends Record & StatisticsEvent> void statistics(Class<E> event, Calendar calendar) {
      flow.statistics(event, calendar);
    }

    @Override
    public void at(String name, Calendar calendar, Consumer<Context> action) {
      flow.at(name, calendar, action);
    }
  }
}
