package dev.correlator.core;

import dev.correlator.core.spi.Tasks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs. Nothing of it changes the events of a run that is exact.
 *
 * @param shards over how many shards the keys are spread, 1 to 256
 * @param tasks runs the shards side by side
 * @param hold how long in record time a source waits for others, and records for those before them
 * @param drain whether, at the end of the input, all deadlines pass; else only those up to the last
 *     record
 * @param waitingRecordsMax how many matched records may wait for the watermark; with more it is
 *     forced on, and counted
 * @param waitingBytesMax how many bytes of blocks may be held by records that wait; likewise
 * @param observer sees the records of each transaction, or null
 */
public record EngineOptions(
    int shards,
    Tasks tasks,
    Duration hold,
    boolean drain,
    int waitingRecordsMax,
    long waitingBytesMax,
    @Nullable Observer observer) {

  /** Checks. */
  public EngineOptions {
    if (shards < 1 || shards > Keys.GROUPS) {
      throw new IllegalArgumentException("shards " + shards + " is not in 1.." + Keys.GROUPS);
    }
    if (hold.isNegative()) {
      throw new IllegalArgumentException("hold " + hold + " is less than 0");
    }
  }

  /** One shard, 10 s of hold, a million records or 48 MiB waiting. */
  public static EngineOptions standard() {
    return new EngineOptions(
        1, Tasks.INLINE, Duration.ofSeconds(10), false, 1_000_000, 48L << 20, null);
  }

  /** The same on so many shards. */
  public EngineOptions withShards(int n, Tasks newTasks) {
    return new EngineOptions(
        n, newTasks, hold, drain, waitingRecordsMax, waitingBytesMax, observer);
  }

  /** The same with another hold. */
  public EngineOptions withHold(Duration newHold) {
    return new EngineOptions(
        shards, tasks, newHold, drain, waitingRecordsMax, waitingBytesMax, observer);
  }

  /** The same with all deadlines passing at the end. */
  public EngineOptions withDrain(boolean newDrain) {
    return new EngineOptions(
        shards, tasks, hold, newDrain, waitingRecordsMax, waitingBytesMax, observer);
  }

  /** The same with an observer. */
  public EngineOptions withObserver(Observer newObserver) {
    return new EngineOptions(
        shards, tasks, hold, drain, waitingRecordsMax, waitingBytesMax, newObserver);
  }
}
