package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;

/**
 * Takes what a {@link BlockParser} finds in a block: for each frame, in their order, one call of
 * {@link #record}, {@link #repetition} or {@link #reject}. Used by one thread.
 */
public interface RecordTaker {

  /**
   * A record.
   *
   * @param format the number of its format, see {@link dev.correlator.core.Sources#format}
   * @param from first byte of the frame in the block
   * @param to byte behind its last
   * @param header its fields; used again for the next record
   */
  void record(int format, int from, int to, RecordHeader header);

  /**
   * A record that says only that one before it came again. Its fields are those of that one, but
   * for the time and {@link RecordHeader#repeat}.
   *
   * @param format the number of that one's format
   * @param from first byte of its own frame
   * @param to byte behind its last
   * @param ofFrom first byte of the frame that the fields stand in
   * @param ofTo byte behind its last
   */
  default void repetition(int format, int from, int to, int ofFrom, int ofTo, RecordHeader header) {
    record(format, from, to, header);
  }

  /**
   * A frame that holds no record.
   *
   * @param from first byte of the frame in the block
   * @param to byte behind its last, or behind as much of it as a record may have
   */
  void reject(int from, int to, Rejection reason);
}
