package dev.correlator.intake;

import dev.correlator.api.RecordHeader;

/**
 * Puts the text of a record into its header: behind what Solaris puts in front of it ({@code [ID
 * 800047 auth.info]}), and out of what daemons that save space wrap it in ({@code message repeated
 * 3 times: [ text]}).
 */
final class TextStart {

  /** How many records one stands for at most: what a forged number can cost. */
  static final int REPEAT_MAX = 1000;

  private static final long MESSAGE = word("message ");
  private static final long REPEATED = word("repeated");
  private static final long TIMES = word(" times: ");
  private static final int ID = (int) word("[ID \0\0\0\0");

  private TextStart() {}

  static void set(byte[] b, int from, int to, RecordHeader header) {
    header.textFrom = from;
    header.textTo = to;
    long word = Words.at(b, from);
    if (word == MESSAGE) {
      unwrap(b, from, to, header);
    } else if ((int) word == ID) {
      skipId(b, from, to, header);
    }
  }

  private static void skipId(byte[] b, int from, int to, RecordHeader header) {
    int end = Words.find(b, from, to, Words.LOWS * ']');
    if (to - end >= 2 && b[end + 1] == ' ') {
      header.textFrom = end + 2;
      if (Words.at(b, end + 2) == MESSAGE) {
        unwrap(b, end + 2, to, header);
      }
    }
  }

  private static void unwrap(byte[] b, int from, int to, RecordHeader header) {
    if (to - from < 28 || Words.at(b, from + 8) != REPEATED || b[from + 16] != ' ') {
      return;
    }
    int p = from + 17;
    int count = 0;
    while (p < to && Words.isDigit(b[p])) {
      count = Math.min(REPEAT_MAX, count * 10 + b[p++] - '0');
    }
    if (count == 0 || to - p < 10 || Words.at(b, p) != TIMES || b[p + 8] != '[') {
      return;
    }
    p += 9;
    int end = b[to - 1] == ']' ? to - 1 : to;
    header.repeat = count;
    header.textFrom = p < end && b[p] == ' ' ? p + 1 : p;
    header.textTo = end > header.textFrom && b[end - 1] == ' ' ? end - 1 : end;
  }

  private static long word(String eight) {
    long word = 0;
    for (int i = 7; i >= 0; i--) {
      word = word << 8 | eight.charAt(i);
    }
    return word;
  }
}
