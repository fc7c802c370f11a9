package dev.correlator.api;

import java.util.function.Supplier;

/**
 * Takes the description of a logic module's stages. Stages are named; a name is lower case letters,
 * digits and {@code -}, unique in the module, and part of the identity of the stage's events.
 */
public interface Flow {

  /**
   * A stage that ties records of one key into transactions.
   *
   * @param name the stage's name
   * @param select which records to look at
   * @param event the record that is filled and sent when a transaction ends: a {@link
   *     TransactionEvent}, unless it is a leg of a chain of one kind, see {@link ChainFlow#each}
   */
  <E extends Record & Event> TransactionFlow transaction(
      String name, Select select, Class<E> event);

  /**
   * A stage that takes each record by itself, without a key: for what one record says.
   *
   * @param name the stage's name
   * @param select which records to look at
   */
  EachFlow each(String name, Select select);

  /**
   * A transaction whose identity changes on the way: its legs are transactions of their own keys
   * that are joined by the ids which their records name. The legs' own events are not sent.
   *
   * @param name the stage's name
   * @param event the record that is filled by name from all legs, later ones over earlier ones
   */
  <E extends Record & TransactionEvent> ChainFlow chain(String name, Class<E> event);

  /**
   * A stage that counts facts of one key in a sliding window.
   *
   * @param name the stage's name
   * @param event the record that is filled when the count is reached: key parts by name, components
   *     of the fact by name, {@code count}, an int, and {@code first}, the Instant of the first
   *     fact that was counted
   */
  <E extends Record & Event> ThresholdFlow threshold(String name, Class<E> event);

  /**
   * The general form: a state per key, and code.
   *
   * @param name the stage's name
   * @param state makes the state of a key that is seen for the first time
   */
  <S extends State> StageFlow<S> stage(String name, Supplier<S> state);

  /**
   * Sends the metrics that this module counted as an event at the end of each period, and, marked
   * partial, at the end of the input.
   *
   * @param event its components are metrics by name, of type int or long
   * @param calendar the periods; periods in which nothing was counted are skipped
   */
  <E extends Record & StatisticsEvent> void statistics(Class<E> event, Calendar calendar);

  /**
   * Code that runs at the times of a calendar, in event time, in history as well as live: at each
   * time that lies after the first record's and is not after the last's.
   *
   * @param name the stage's name
   * @param calendar the times
   * @param action what to do; the context has no key
   */
  void at(String name, Calendar calendar, java.util.function.Consumer<Context> action);
}
