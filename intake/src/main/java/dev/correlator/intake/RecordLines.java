package dev.correlator.intake;

import dev.correlator.api.LineJoin;

/**
 * Which lines of a source make up a record. Whether a line begins one can be asked of the line;
 * whether it goes on the record in front of it, of that record alone, which is known by its first
 * line. Immutable; for any thread.
 */
interface RecordLines {

  /** Each line is a record. */
  RecordLines NONE = new OfJoin(LineJoin.NONE);

  /** Whether a line begins a record, be what it may in front of it: see {@link LineJoin.Begin}. */
  boolean begins(byte[] b, int record, int from, int to);

  /**
   * Which of the lines that begin no record are joined to one.
   *
   * @param from first byte of the record's first line
   * @param to byte behind that line's last, without line feed and carriage return
   */
  LineJoin behind(byte[] b, int from, int to);

  /** Those of a format, where all records are of it. */
  static RecordLines of(LineJoin join) {
    if (join.equals(LineJoin.NONE)) {
      return NONE;
    }
    return join instanceof LineJoin.Begin begin ? new OfBegin(begin) : new OfJoin(join);
  }

  /**
   * By a rule that begins no record by itself. Neither way is a record class: each start asks which
   * are equal, and the JVM would make what tells anew in each.
   */
  final class OfJoin implements RecordLines {

    private final LineJoin join;

    private OfJoin(LineJoin join) {
      this.join = join;
    }

    @Override
    public boolean begins(byte[] b, int record, int from, int to) {
      return false;
    }

    @Override
    public LineJoin behind(byte[] b, int from, int to) {
      return join;
    }
  }

  /** All lines that begin no record. */
  final class OfBegin implements RecordLines {

    private static final LineJoin ALL = (b, record, previous, from, to) -> true;

    private final LineJoin.Begin begin;

    private OfBegin(LineJoin.Begin begin) {
      this.begin = begin;
    }

    @Override
    public boolean begins(byte[] b, int record, int from, int to) {
      return begin.begins(b, record, from, to);
    }

    @Override
    public LineJoin behind(byte[] b, int from, int to) {
      return ALL;
    }
  }
}
