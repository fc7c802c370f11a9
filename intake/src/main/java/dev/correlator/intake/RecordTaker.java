package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;

/**
 * Takes what a {@link BlockParser} finds in a block, in its order: {@link #record}, {@link
 * #repetition} and {@link #reject} for a line each. A record that was put together stands where its
 * first line does. Used by one thread.
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
   * @param ofFrom first byte of what the fields stand in
   * @param ofRaw first byte, in it, of that record as received
   * @param ofTo byte behind it
   */
  default void repetition(
      int format, int from, int to, int ofFrom, int ofRaw, int ofTo, RecordHeader header) {
    record(format, from, to, header);
  }

  /**
   * A record whose fields do not stand in its lines as they are: they were decoded, or put together
   * from several lines. Is no line by itself: {@link #lines} says them, behind it.
   *
   * @param place first byte of its first line
   * @param from first byte, in the block, of what its fields stand in
   * @param rawFrom first byte, in it, of the record as received
   * @param to byte behind it
   */
  default void moved(int format, int place, int from, int rawFrom, int to, RecordHeader header) {
    record(format, rawFrom, to, header);
  }

  /** So many lines that belong to the record in front of them, or to one that is to come. */
  default void lines(int more) {}

  /**
   * A frame that holds no record.
   *
   * @param from first byte of the frame in the block
   * @param to byte behind its last, or behind as much of it as a record may have
   */
  void reject(int from, int to, Rejection reason);
}
