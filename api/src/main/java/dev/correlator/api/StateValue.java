package dev.correlator.api;

import org.jspecify.annotations.Nullable;

/** A value with content of its own that a {@link State} holds in a final field. */
public abstract sealed class StateValue permits SlidingCount, DistinctInWindow, Counts {

  /** The value that the same state took in before this one. */
  final @Nullable StateValue registeredBefore;

  StateValue(State owner) {
    registeredBefore = owner.register(this);
  }

  /** Remembers the present content; cheap: the content is copied at the first change after it. */
  abstract void save();

  /** Takes the content that was remembered last. */
  abstract void restore();
}
