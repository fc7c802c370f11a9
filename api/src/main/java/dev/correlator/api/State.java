package dev.correlator.api;

import org.jspecify.annotations.Nullable;

/**
 * The state of one key of a stage. Subclasses have a constructor without arguments and fields of
 * these types only: primitives, {@link String}, enums, {@link java.time.Instant}, {@link
 * java.time.Duration}, and the state values of this package ({@link SlidingCount}, {@link
 * DistinctInWindow}, {@link Counts}), which are final fields constructed with {@code this}.
 * Anything else is refused by name at start.
 *
 * <p>Used by one thread at a time.
 */
public abstract class State implements Cloneable {

  /** The state values, each leading to the next: a list would be two more places in memory. */
  private @Nullable StateValue values;

  /** For subclasses. */
  protected State() {}

  /** Takes a value in; returns the one that was taken in before it. */
  @Nullable StateValue register(StateValue value) {
    StateValue before = values;
    values = value;
    return before;
  }

  /**
   * For the engine: remembers the present content, so that {@link #restored} can give it back.
   *
   * @return a copy of this state's plain fields
   */
  public final State saved() {
    try {
      State copy = (State) clone();
      for (StateValue v = values; v != null; v = v.registeredBefore) {
        v.save();
      }
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("State is Cloneable", e);
    }
  }

  /** For the engine: called on what {@link #saved} returned, undoes all changes since. */
  public final State restored() {
    for (StateValue v = values; v != null; v = v.registeredBefore) {
      v.restore();
    }
    return this;
  }

  @Override
  protected final Object clone() throws CloneNotSupportedException {
    return super.clone();
  }
}
