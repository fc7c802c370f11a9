package dev.correlator.api;

import java.time.Duration;

/**
 * Describes a stage with a state per key. Mandatory: a key, at least one input, and {@link #idle}.
 *
 * @param <S> the state
 */
public interface StageFlow<S extends State> {

  /** Code that takes an input. */
  @FunctionalInterface
  interface Action<S, I> {
    /**
     * Called for each input, in the order of event time, by one thread per key at a time. An
     * exception undoes the whole call, state, timers, events and counts, and is reported.
     */
    void on(I input, S state, Context context);
  }

  /** Code that takes a timer or the end of a key. */
  @FunctionalInterface
  interface KeyAction<S> {
    /** As {@link Action#on}. */
    void on(S state, Context context);
  }

  /** The components that are the key, by name, in each of the inputs. Given once. */
  StageFlow<S> key(String... components);

  /** Takes a fact, or an event of an earlier stage; a key that is new gets a fresh state. */
  <I> StageFlow<S> on(Class<I> input, Action<S, I> action);

  /** Takes a fact or an event of an earlier stage for keys that have a state, and no other. */
  <I> StageFlow<S> onKnown(Class<I> input, Action<S, I> action);

  /** Takes the timer of this name, see {@link Context#in}. */
  StageFlow<S> onTimer(String name, KeyAction<S> action);

  /**
   * Forgets a key this long after its last input.
   *
   * @param idle more than 0; 292 years and more is forever
   */
  StageFlow<S> idle(Duration idle);

  /** Forgets a key this long after its last input, after this code ran. */
  StageFlow<S> idle(Duration idle, KeyAction<S> expired);

  /**
   * Code that runs for each key that is left when the input ends; its events are marked partial.
   */
  StageFlow<S> atEnd(KeyAction<S> action);

  /** The largest number of keys kept. Default 200,000; at least 50,000. */
  StageFlow<S> maxKeys(int maxKeys);
}
