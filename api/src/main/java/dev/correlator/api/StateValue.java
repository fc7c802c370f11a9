package dev.correlator.api;

/** A value with content of its own that a {@link State} holds in a final field. */
public abstract sealed class StateValue permits SlidingCount, DistinctInWindow, Counts {

  StateValue(State owner) {
    owner.register(this);
  }

  /** Remembers the present content; cheap: the content is copied at the first change after it. */
  abstract void save();

  /** Takes the content that was remembered last. */
  abstract void restore();
}
