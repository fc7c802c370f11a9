package dev.correlator.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way into a pattern: one for each text that it can begin with.
 *
 * @param number among all of a matcher
 * @param pattern the pattern's index
 * @param rank of two ways into one pattern that lead to a reading, the one of lower rank counts
 * @param beginning what the text must begin with
 * @param step the first step behind it
 * @param ends what the text can end with, or null where that is not fixed
 * @param inner the longest literal that must be behind the beginning, may be empty
 * @param end the last up to 8 bytes that the text must end with, or else with {@code otherEnd}
 * @param endMask which bits of them count
 * @param otherEnd the same as {@code end} where there are not just two ends
 * @param otherEndMask which bits of them count
 */
record PatternMatcherEntry(
    int number,
    int pattern,
    int rank,
    byte[] beginning,
    PatternMatcherStep step,
    @Nullable List<byte[]> ends,
    byte[] inner,
    long end,
    long endMask,
    long otherEnd,
    long otherEndMask) {

  /** Whether the pattern can end with the last eight bytes of a text. */
  boolean canEnd(long last) {
    return ((last ^ end) & endMask) == 0 || ((last ^ otherEnd) & otherEndMask) == 0;
  }
}
