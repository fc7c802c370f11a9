package dev.correlator.core;

import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
import java.util.List;
import java.util.function.Consumer;

/** The description of code that runs at the times of a calendar. */
final class CalendarSpec extends StageSpec {

  final Calendar calendar;
  final Consumer<Context> action;
  final StateSpec.Sending sending;

  CalendarSpec(ModuleSpec module, String name, Calendar calendar, Consumer<Context> action) {
    super(module, name);
    this.calendar = calendar;
    this.action = action;
    sending = new StateSpec.Sending(this);
  }

  @Override
  void check() {}

  @Override
  boolean sendsFromCode() {
    return true;
  }

  @Override
  List<Class<?>> sends() {
    return List.of();
  }

  @Override
  void link(Links links) {
    sending.links = links;
  }

  @Override
  Stage create(Shard shard) {
    return new CalendarStage(this, shard);
  }
}
