package dev.correlator.api;

/**
 * One use case's logic: which records belong together, what they mean, and which events follow.
 * (The field's other word: keyed operators.)
 *
 * <p>A module is a pure description: {@link #define} is called once before the first record, on one
 * thread, and says everything by calls on {@link Flow}. Code that is handed to it runs later, on
 * one thread per key at a time, and sees nothing but its arguments: no clock, no thread, no input
 * or output. That is what makes the events of a run a function of its records alone. The class has
 * a public constructor without arguments and no fields, carries {@link Named}, and is found by
 * {@link java.util.ServiceLoader}.
 *
 * @param <C> the configuration record; its components are the only settings there are, see {@link
 *     Setting}
 */
public interface LogicModule<C extends Record> {

  /**
   * Describes the logic. All names are checked before the first record; every mistake is reported,
   * not only the first. Where there are some it is called again, to find their lines.
   *
   * @param flow takes the description; not to be kept
   * @param config the settings, checked against their declared ranges
   */
  void define(Flow flow, C config);
}
