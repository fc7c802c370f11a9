package dev.correlator.api;

/**
 * Parses the records of one format. Found by {@link java.util.ServiceLoader}: public constructor
 * without arguments, {@link Named}. Immutable.
 */
public interface RecordFormat {

  /**
   * How well a record fits the format, asked for a few records at the start of a source when the
   * user does not name the format; the best sum wins, ties go to the first name in the alphabet.
   *
   * @return 0 (cannot be it) to 100 (can be nothing else)
   */
  int fit(byte[] bytes, int from, int to);

  /** Makes a parser; each is used by one thread. */
  RecordParser parser();

  /** Which lines of a file make up a record. Default: each line is one. */
  default LineJoin lines() {
    return LineJoin.NONE;
  }

  /** Whether records may {@linkplain RecordHeader#goesOn go on} in later ones. Default: no. */
  default boolean hasParts() {
    return false;
  }
}
