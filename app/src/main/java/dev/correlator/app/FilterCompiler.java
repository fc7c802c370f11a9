package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.Filter;
import java.util.Set;

/** Makes conditions of what users write under {@code when}. */
@FunctionalInterface
interface FilterCompiler {

  /**
   * Checks and compiles an expression.
   *
   * @param expression as written
   * @param types the events that it will be asked about
   * @throws IllegalArgumentException that says what is wrong with it
   */
  Filter compile(String expression, Set<Class<? extends Event>> types);
}
