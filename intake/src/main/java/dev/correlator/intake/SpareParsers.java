package dev.correlator.intake;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Parsers for the sources that look where records end while they are read, which few do at a time:
 * one for each source would be most of what many sources take. Safe for use by any thread.
 *
 * <p>Bound: as many as have been in use at a time.
 */
final class SpareParsers {

  private final Supplier<BlockParser> parsers;
  private final ArrayDeque<BlockParser> spare = new ArrayDeque<>();

  SpareParsers(Supplier<BlockParser> parsers) {
    this.parsers = parsers;
  }

  /** One that nobody else uses. */
  BlockParser take() {
    synchronized (spare) {
      BlockParser parser = spare.pollLast();
      if (parser != null) {
        return parser;
      }
    }
    return parsers.get();
  }

  /** Gives it back. */
  void give(BlockParser parser) {
    synchronized (spare) {
      spare.addLast(parser);
    }
  }
}
