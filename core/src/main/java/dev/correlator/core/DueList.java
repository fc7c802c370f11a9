package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/** Transactions in the order in which they will be due: all wait equally long. */
final class DueList {

  @Nullable Transaction first;
  private @Nullable Transaction last;

  void add(Transaction t) {
    t.dueBefore = last;
    t.dueAfter = null;
    if (last == null) {
      first = t;
    } else {
      last.dueAfter = t;
    }
    last = t;
  }

  void remove(Transaction t) {
    if (t.dueBefore == null) {
      first = t.dueAfter;
    } else {
      t.dueBefore.dueAfter = t.dueAfter;
    }
    if (t.dueAfter == null) {
      last = t.dueBefore;
    } else {
      t.dueAfter.dueBefore = t.dueBefore;
    }
    // A dead one that has grown old would keep those behind it alive until a full collection.
    t.dueBefore = null;
    t.dueAfter = null;
  }
}
