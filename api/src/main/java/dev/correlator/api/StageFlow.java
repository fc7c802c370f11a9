package dev.correlator.api;

import java.time.Duration;

/**
 * Describes a stage with a state per key. Mandatory: a key, at least one input, and {@link #idle}.
 * Mistakes are collected and told with those of the whole module.
 *
 * @param <S> the state
 */
public interface StageFlow<S extends State> {

  /**
   * Code that takes an input.
   *
   * @param <S> the state
   * @param <I> the input
   */
  @FunctionalInterface
  interface Action<S, I> {
    /**
     * Called for each input, in the order of event time, by one thread per key at a time. An
     * exception undoes the whole call, state, timers, events and counts, and is reported.
     *
     * @param input a fact or an event
     * @param state of the key; what the call changes of it is kept
     * @param context valid during the call
     */
    void on(I input, S state, Context context);
  }

  /**
   * Code that takes a timer or the end of a key.
   *
   * @param <S> the state
   */
  @FunctionalInterface
  interface KeyAction<S> {
    /**
     * As {@link Action#on}.
     *
     * @param state of the key
     * @param context valid during the call
     */
    void on(S state, Context context);
  }

  /**
   * The components that are the key, by name, in each of the inputs. Given once.
   *
   * @param components 1 to 4 names
   * @return this
   */
  StageFlow<S> key(String... components);

  /**
   * Takes a fact, or an event of an earlier stage; a key that is new gets a fresh state.
   *
   * @param <I> the input
   * @param input its class
   * @param action called for each
   * @return this
   */
  <I> StageFlow<S> on(Class<I> input, Action<S, I> action);

  /**
   * Takes a fact or an event of an earlier stage for keys that have a state, and no other.
   *
   * @param <I> the input
   * @param input its class
   * @param action called for each
   * @return this
   */
  <I> StageFlow<S> onKnown(Class<I> input, Action<S, I> action);

  /**
   * Takes the timer of this name, see {@link Context#in}.
   *
   * @param name one of at most 8 of the stage
   * @param action called when it goes off
   * @return this
   */
  StageFlow<S> onTimer(String name, KeyAction<S> action);

  /**
   * Forgets a key this long after its last input.
   *
   * @param idle in event time, more than 0; 292 years and more is forever
   * @return this
   */
  StageFlow<S> idle(Duration idle);

  /**
   * Forgets a key this long after its last input, after this code ran.
   *
   * @param idle as above
   * @param expired called before it is forgotten
   * @return this
   */
  StageFlow<S> idle(Duration idle, KeyAction<S> expired);

  /**
   * Code that runs for each key that is left when the input ends; its events are marked partial.
   *
   * @param action called for each, in no order that code could notice
   * @return this
   */
  StageFlow<S> atEnd(KeyAction<S> action);

  /**
   * The largest number of keys kept; with more, the one that was longest without an input is given
   * up.
   *
   * @param maxKeys at least 50,000; 200,000 where nothing is said
   * @return this
   */
  StageFlow<S> maxKeys(int maxKeys);
}
