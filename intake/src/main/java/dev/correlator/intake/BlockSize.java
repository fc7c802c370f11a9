package dev.correlator.intake;

/** How large blocks are, and what else each source needs to be read. */
final class BlockSize {

  /** Fits the second cache of today's processors beside what is made of it: rows, and events. */
  static final int USUAL = 128 * 1024;

  /** As many sources can have usual blocks, one in hand and one that is read ahead. */
  static final int USUAL_SOURCES_MAX = 256;

  /** What one small block of each source takes together, if that is enough for a few records. */
  private static final int ALL = 32 * 1024 * 1024;

  private static final int SMALL_MIN = 1024;

  /** How many compressed bytes are read at a time. */
  private static final int COMPRESSED_USUAL = 64 * 1024;

  private static final int COMPRESSED_MIN = 2 * 1024;

  /** The longest record that can be asked for. */
  static final int RECORD_BYTES_LIMIT = 16 * 1024 * 1024;

  /**
   * A count, a space, a carriage return and a line feed, and a byte that shows that more follows.
   */
  static final int FRAMING_BYTES_MAX = OctetCount.DIGITS_MAX + 4;

  private BlockSize() {}

  /** The block that each of so many sources can have: the more, the smaller. */
  static int of(int sources) {
    return sources <= USUAL_SOURCES_MAX ? USUAL : Math.clamp(ALL / sources, SMALL_MIN, USUAL);
  }

  /** The same of compressed bytes. */
  static int ofCompressed(int sources) {
    return Math.clamp(ALL / Math.max(1, sources), COMPRESSED_MIN, COMPRESSED_USUAL);
  }
}
