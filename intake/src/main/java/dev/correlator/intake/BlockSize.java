package dev.correlator.intake;

/** How large blocks are. */
final class BlockSize {

  /** Fits the second cache of today's processors beside what else is in use. */
  static final int USUAL = 256 * 1024;

  /** What the first blocks of all sources take together, if that is enough for their records. */
  private static final int ALL = 32 * 1024 * 1024;

  /** The longest record that can be asked for. */
  static final int RECORD_BYTES_LIMIT = 16 * 1024 * 1024;

  /**
   * A count, a space, a carriage return and a line feed, and a byte that shows that more follows.
   */
  static final int FRAMING_BYTES_MAX = OctetCount.DIGITS_MAX + 4;

  private BlockSize() {}

  /** Every block takes the longest record with its framing; the more sources, the smaller. */
  static int of(int recordBytesMax, int sources) {
    int share = Math.min(USUAL, ALL / Math.max(1, sources));
    return Math.max(share, recordBytesMax + FRAMING_BYTES_MAX);
  }
}
