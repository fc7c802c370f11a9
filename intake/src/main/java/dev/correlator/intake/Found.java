package dev.correlator.intake;

import dev.correlator.api.Rejection;
import java.util.Arrays;

/** What a parser found in one block: counts, and where the frames stand that hold no record. */
final class Found {

  private static final int COLUMNS = 4;
  private static final Rejection[] REASONS = Rejection.values();

  /** How many lines, or what stands for them. */
  int frames;

  final long[] records;
  private int[] rejects = new int[4 * COLUMNS];
  private int used;

  /** Makes it for so many formats. */
  Found(int formats) {
    records = new long[formats];
  }

  void clear() {
    frames = 0;
    used = 0;
    Arrays.fill(records, 0);
  }

  void record(int format) {
    records[format]++;
  }

  void lines(int more) {
    frames += more;
  }

  @SuppressWarnings("EnumOrdinal") // Kept as numbers, side by side.
  void reject(int from, int to, Rejection reason) {
    if (used == rejects.length) {
      rejects = Arrays.copyOf(rejects, 2 * used);
    }
    rejects[used] = from;
    rejects[used + 1] = to;
    rejects[used + 2] = frames++;
    rejects[used + 3] = reason.ordinal();
    used += COLUMNS;
  }

  int rejects() {
    return used / COLUMNS;
  }

  int from(int reject) {
    return rejects[reject * COLUMNS];
  }

  int to(int reject) {
    return rejects[reject * COLUMNS + 1];
  }

  /** How many frames stand before it in the block. */
  int frame(int reject) {
    return rejects[reject * COLUMNS + 2];
  }

  Rejection reason(int reject) {
    return REASONS[rejects[reject * COLUMNS + 3]];
  }
}
