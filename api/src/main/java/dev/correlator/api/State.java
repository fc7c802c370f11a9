package dev.correlator.api;

import java.util.ArrayList;
import java.util.List;

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

  private List<StateValue> values = List.of();

  /** For subclasses. */
  protected State() {}

  void register(StateValue value) {
    if (values.isEmpty()) {
      values = new ArrayList<>(2);
    }
    values.add(value);
  }

  /**
   * For the engine: remembers the present content, so that {@link #restored} can give it back.
   *
   * @return a copy of this state's plain fields
   */
  public final State saved() {
    try {
      State copy = (State) clone();
      for (StateValue v : values) {
        v.save();
      }
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("State is Cloneable", e);
    }
  }

  /** For the engine: called on what {@link #saved} returned, undoes all changes since. */
  public final State restored() {
    for (StateValue v : values) {
      v.restore();
    }
    return this;
  }

  @Override
  protected final Object clone() throws CloneNotSupportedException {
    return super.clone();
  }
}
