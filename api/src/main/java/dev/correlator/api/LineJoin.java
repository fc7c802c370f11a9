package dev.correlator.api;

/**
 * Says which lines of a file make up one record: a stack trace belongs to the line before it.
 * Immutable; for any thread. A function of the lines alone, so that the same records are found
 * however a file is read.
 *
 * <p>A record ends in front of the line with which it would have more than {@value #LINES_MAX}
 * lines, or more bytes than the largest record may have; it is then {@linkplain
 * LogRecord#isTruncated truncated}.
 */
@FunctionalInterface
public interface LineJoin {

  /** The largest number of lines of a record. */
  int LINES_MAX = 1_000;

  /** Each line is a record. */
  LineJoin NONE = (bytes, recordFrom, previousFrom, from, to) -> false;

  /**
   * Whether a line belongs to the record before it. Called for every line: no object is to be made.
   * Never throws. At least 8 bytes behind {@code to} may be read; they mean nothing.
   *
   * @param bytes holds the lines one behind the other, with their line feeds
   * @param recordFrom first byte of the record so far
   * @param previousFrom first byte of its last line, which ends in front of the line feed before
   *     {@code from}
   * @param from first byte of the line in question
   * @param to byte behind its last, without line feed and carriage return
   */
  boolean joins(byte[] bytes, int recordFrom, int previousFrom, int from, int to);

  /**
   * Joins all lines that begin no record: the usual rule. Since such a line says nothing about
   * itself, a record ends also in front of a line that certainly begins one of another installed
   * format, unless the user named the format.
   */
  @FunctionalInterface
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // No lambda has the arguments of both.
  interface Begin extends LineJoin {

    /**
     * Whether a line begins a record. Asked as {@link LineJoin#joins}.
     *
     * @param recordFrom first byte of the record so far; {@code from} where there is none
     * @param from first byte of the line
     * @param to byte behind its last, without line feed and carriage return
     */
    boolean begins(byte[] bytes, int recordFrom, int from, int to);

    @Override
    default boolean joins(byte[] bytes, int recordFrom, int previousFrom, int from, int to) {
      return !begins(bytes, recordFrom, from, to);
    }
  }
}
