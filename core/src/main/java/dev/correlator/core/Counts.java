package dev.correlator.core;

import java.util.HashMap;
import java.util.Map;

/** What a shard counts about records and keys, for an application. */
final class Counts {

  /** Matches that became part of a transaction, or were taken by themselves. */
  long used;

  /** Matches of records that belong to a transaction but came when none was open. */
  long orphans;

  /** Matches that lack a part of the key. */
  long withoutKey;

  /**
   * Keys that were given up because their group was full, and what was too much for one: ids that a
   * leg named, legs under one id.
   */
  long evicted;

  /** Calls of a module's code that ended in an exception. */
  long failures;

  /** Records that settings leave out, by {@link ModuleSpec#leftOut} of each module. */
  final Map<ModuleSpec, long[]> leftOut = new HashMap<>();

  /** Those of a module. */
  long[] leftOut(ModuleSpec module) {
    return leftOut.computeIfAbsent(module, m -> new long[m.leftOut.size()]);
  }
}
