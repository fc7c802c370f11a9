package dev.correlator.core;

import dev.correlator.api.EventEnvelope;
import java.util.List;

/** Takes what the logic found. All calls come from the thread that runs the engine. */
public interface Output {

  /** Events in canonical order; each list continues the one before. Not empty. */
  void events(List<EventEnvelope<?>> events);

  /** The run goes on: called now and then, also where nothing is found. */
  default void progress() {}

  /** Code of a module ended in an exception. */
  void failed(ModuleFailure failure);
}
