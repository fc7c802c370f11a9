package dev.correlator.app;

import dev.correlator.intake.LogSource;

/** Takes the records of captures one by one; used by one thread. */
interface CaptureList extends AutoCloseable {

  /** The records of this source follow. */
  void source(LogSource source);

  /** Whether it takes records with all that was received. */
  boolean takesReceived();

  /** Whether it takes records with all that they say. */
  default boolean takesParsed() {
    return false;
  }

  /** A record was read, whether or not it is meant; {@link #record} follows if it is. */
  default void read(CaptureRecord r) {}

  /** The next record. */
  void record(CaptureRecord r);

  /** There are no more. */
  void end(CaptureStatistics statistics);

  /** Whether nobody takes what is listed any more, as where {@code head} has enough. */
  boolean isLost();

  @Override
  void close();
}
