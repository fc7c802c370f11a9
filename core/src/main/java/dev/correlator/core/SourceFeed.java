package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/** A source's blocks, parsed, in order. Used by the thread that runs the engine. */
public interface SourceFeed {

  /** What stamps the source's records. */
  Stamper stamper();

  /** The next block, or null behind the last; may wait for it. */
  @Nullable RecordBlock next();

  /** Gives a block back that is no longer needed. */
  void release(RecordBlock block);
}
