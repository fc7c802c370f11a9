package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.Output;
import dev.correlator.delivery.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives what one reading finds to the applications that it is of, and all events to what the run
 * writes. Used by one thread.
 */
final class ReadingOutput implements Output {

  private final List<ApplicationRun> runs;

  /** By the name that an event bears: of applications that are told as one there are several. */
  private final Map<String, Integer> owners = new HashMap<>();

  private final @Nullable Delivery all;
  private final Runnable ticks;
  private final Runnable stop;

  /**
   * Readies it.
   *
   * @param all takes the events of all applications, or null
   * @param progress is called now and then
   * @param interrupted is called when the thread is not to go on
   */
  ReadingOutput(
      List<ApplicationRun> runs, @Nullable Delivery all, Runnable progress, Runnable interrupted) {
    this.runs = runs;
    this.all = all;
    ticks = progress;
    stop = interrupted;
    for (int i = 0; i < runs.size(); i++) {
      for (ModuleInstance m : runs.get(i).application().modules()) {
        owners.put(m.application(), i);
      }
    }
  }

  @Override
  public void events(List<EventEnvelope<?>> events) {
    try {
      if (runs.size() == 1) {
        runs.get(0).events(events);
      } else {
        eachItsOwn(events);
      }
      if (all != null) {
        all.deliver(events);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.run();
    }
  }

  private void eachItsOwn(List<EventEnvelope<?>> events) throws InterruptedException {
    List<List<EventEnvelope<?>>> apart = new ArrayList<>();
    runs.forEach(r -> apart.add(new ArrayList<>()));
    for (EventEnvelope<?> e : events) {
      apart.get(owner(e.application())).add(e);
    }
    for (int i = 0; i < runs.size(); i++) {
      if (!apart.get(i).isEmpty()) {
        runs.get(i).events(apart.get(i));
      }
    }
  }

  private int owner(String application) {
    Integer owner = owners.get(application);
    if (owner == null) {
      throw new IllegalStateException("no module of application '" + application + "' is run");
    }
    return owner;
  }

  @Override
  public void progress() {
    runs.forEach(ApplicationRun::check);
    if (all != null) {
      all.check();
    }
    ticks.run();
  }

  @Override
  public void failed(ModuleFailure failure) {
    runs.get(owner(failure.application())).failed(failure);
  }
}
