package dev.correlator.core;

import dev.correlator.api.LogRecord;
import java.time.Instant;
import java.util.List;

/**
 * Sees each record that becomes part of a transaction. Called by shards: one thread at a time each.
 */
@FunctionalInterface
public interface Observer {

  /**
   * A record joined a transaction.
   *
   * @param application whose module it is
   * @param module the module's name
   * @param stage the stage's name
   * @param key the transaction's key
   * @param began the time of its first record
   * @param time the effective time of this one
   * @param timing how that came about
   * @param record the record
   */
  void joined(
      String application,
      String module,
      String stage,
      List<String> key,
      Instant began,
      Instant time,
      Timing timing,
      LogRecord record);
}
