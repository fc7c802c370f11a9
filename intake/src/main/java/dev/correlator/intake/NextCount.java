package dev.correlator.intake;

/**
 * Finds the count to go on at where one does not fit.
 *
 * <p>A text that ends in digits and the count behind it are one number to look at, {@code ssh2} and
 * {@code 92} are 292. Of such a number the shortest end is taken that leads to another count. Too
 * few digits lead to a place in the text of the record, which seldom looks like a count; too many
 * lead anywhere, also to a count farther on. Used by one thread.
 */
final class NextCount {

  /** Line ends behind a record that are passed over to see what follows: as senders write them. */
  private static final int LINE_END_BYTES = 2;

  /** Behind where a count leads to, as many bytes show whether another stands there. */
  private static final int SHOWN_BYTES = LINE_END_BYTES + OctetCount.DIGITS_MAX + " <".length();

  /**
   * What was found follows from the bytes in front of this place: more of them, or an end of them
   * there, change nothing.
   */
  int looked;

  /**
   * The place behind the next line feed, or of the next count that is followed by a priority;
   * {@code to} if there is neither.
   *
   * @param ends whether nothing will come behind {@code to}: a record may end there
   */
  int find(byte[] b, int from, int to, boolean ends) {
    looked = 0;
    for (int p = from; p < to; p++) {
      if (b[p] == '\n') {
        return p + 1;
      }
      if (b[p] == '<' && p > from + 2 && b[p - 1] == ' ') {
        int start = countBefore(b, from, p, to, ends);
        if (start > from) {
          return start;
        }
      }
    }
    return to;
  }

  /** Where the count in front of a priority starts, behind {@code from}; -1 if there is none. */
  private int countBefore(byte[] b, int from, int priority, int to, boolean ends) {
    int behind = priority - 1;
    int first = behind;
    while (first - 1 > from && Words.isDigit(b[first - 1])) {
      first--;
    }
    int longest = Math.max(first, behind - OctetCount.DIGITS_MAX);
    boolean isTooLong = longest > first;
    while (b[longest] == '0') {
      longest++;
    }
    for (int start = behind - 1; start > longest; start--) {
      if (b[start] != '0' && leadsOn(b, start, priority, to, ends)) {
        return start;
      }
    }
    boolean isCount = longest < behind && (!isTooLong || leadsOn(b, longest, priority, to, ends));
    return isCount ? longest : -1;
  }

  /** Whether behind the record of a count another count is followed by a priority. */
  private boolean leadsOn(byte[] b, int start, int record, int to, boolean ends) {
    int next = record + OctetCount.value(b, start, record);
    looked = Math.max(looked, next + SHOWN_BYTES);
    for (int i = 0; i < LINE_END_BYTES && next < to && isLineEnd(b[next]); i++) {
      next++;
    }
    int behind = OctetCount.behind(b, next, to);
    return next == to ? ends : behind > 0 && behind < to && b[behind] == '<';
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}
