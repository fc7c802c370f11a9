package dev.correlator.testkit;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.intake.Rejects;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a scenario. Immutable.
 *
 * @param events all events, in the order in which handlers get them
 * @param failures calls of the modules' code that ended in an exception
 * @param rejected lines that could not be parsed, the first of each reason
 * @param summary what the engine counted
 * @param adjusted records whose time was raised to that of the record before, by a little
 * @param retimed records that came too late for their time and were given a later one
 * @param assumed records without a time, which were given that of the record before
 */
public record ScenarioResult(
    List<EventEnvelope<?>> events,
    List<ModuleFailure> failures,
    List<Rejects.Sample> rejected,
    EngineSummary summary,
    long adjusted,
    long retimed,
    long assumed) {

  /** Copies. */
  public ScenarioResult {
    events = List.copyOf(events);
    failures = List.copyOf(failures);
    rejected = List.copyOf(rejected);
  }

  /** The events of a type, without what is known about them. */
  public <E extends Event> List<E> events(Class<E> type) {
    List<E> some = new ArrayList<>();
    for (EventEnvelope<?> e : events) {
      if (type.isInstance(e.event())) {
        some.add(type.cast(e.event()));
      }
    }
    return some;
  }

  /**
   * Whether every record kept its own time: the events do not depend on how the records are spread
   * over files, nor on the order in which those of different hosts come.
   */
  public boolean isExact() {
    return adjusted == 0 && retimed == 0 && assumed == 0;
  }
}
