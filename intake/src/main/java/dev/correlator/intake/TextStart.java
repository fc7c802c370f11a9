package dev.correlator.intake;

import dev.correlator.api.RecordHeader;

/**
 * Puts the text of a record into its header: behind what Solaris puts in front of it ({@code [ID
 * 800047 auth.info]}) and what a kernel's ring buffer does ({@code kernel: [ 970.699396]}), and out
 * of what daemons that save space wrap it in ({@code message repeated 3 times: [ text]}). Of those
 * that do not say it again ({@code last message repeated 3 times}) the number is noted.
 */
final class TextStart {

  /** How many records one stands for at most: what a forged number can cost. */
  static final int REPEAT_MAX = 1000;

  private static final long MESSAGE = word("message ");
  private static final long REPEATED = word("repeated");
  private static final long TIMES = word(" times: ");
  private static final long LAST = word("last mes");
  private static final long LAST_IN_DASHES = word("--- last");
  private static final long SYSLOGD = word("syslogd\0");
  private static final long KERNEL = word("\0kernel:");
  private static final int ID = (int) word("[ID \0\0\0\0");

  /** A bit for the low six bits of each first character of these: most texts have none of them. */
  private static final long FIRST =
      1L << MESSAGE | 1L << LAST | 1L << LAST_IN_DASHES | 1L << ID | 1L << (KERNEL >>> 8);

  private TextStart() {}

  static void set(byte[] b, int from, int to, RecordHeader header) {
    header.textFrom = from;
    header.textTo = to;
    long word = Words.at(b, from);
    if ((FIRST >>> word & 1) != 0) {
      special(b, from, to, word, header);
    }
  }

  private static void special(byte[] b, int from, int to, long word, RecordHeader header) {
    if (word == MESSAGE) {
      repeated(b, from, to, header, isLast(b, header));
    } else if ((int) word == ID) {
      skipId(b, from, to, header);
    } else if (word == LAST) {
      last(b, from + 5, to, header);
    } else if (word == LAST_IN_DASHES) {
      last(b, from + 9, to, header);
    } else if (word << 8 == KERNEL) {
      skipKernel(b, from + 7, to, header);
    }
  }

  /** {@code kernel:[ 970.699396]: }, with a blank behind the first colon or without a second. */
  private static void skipKernel(byte[] b, int from, int to, RecordHeader header) {
    int p = from < to && b[from] == ' ' ? from + 1 : from;
    if (p >= to || b[p] != '[') {
      return;
    }
    p++;
    while (p < to && (b[p] == ' ' || b[p] == '.' || Words.isDigit(b[p]))) {
      p++;
    }
    if (p >= to || b[p++] != ']') {
      return;
    }
    if (p < to && b[p] == ':') {
      p++;
    }
    if (p < to && b[p] == ' ') {
      header.textFrom = p + 1;
    }
  }

  private static void skipId(byte[] b, int from, int to, RecordHeader header) {
    int end = Words.find(b, from, to, Words.LOWS * ']');
    if (to - end >= 2 && b[end + 1] == ' ') {
      header.textFrom = end + 2;
      if (Words.at(b, end + 2) == MESSAGE) {
        repeated(b, end + 2, to, header, false);
      }
    }
  }

  /** {@code last message ...} says the daemon alone, without a tag or with its own. */
  private static void last(byte[] b, int message, int to, RecordHeader header) {
    int app = header.appTo - header.appFrom;
    boolean daemon = app == 0 || app == 7 && Words.at(b, header.appFrom) << 8 == SYSLOGD << 8;
    if (daemon && message < to && Words.at(b, message) == MESSAGE) {
      repeated(b, message, to, header, true);
    }
  }

  /** Whether a receiver took the first word of {@code last message ...} for a tag. */
  private static boolean isLast(byte[] b, RecordHeader header) {
    return header.appTo - header.appFrom == 4 && Words.halfAt(b, header.appFrom) == (int) LAST;
  }

  /**
   * {@code message repeated 3 times: [ text]}, and from the daemon {@code message repeated 1 time},
   * dashes behind it or not.
   */
  private static void repeated(byte[] b, int from, int to, RecordHeader header, boolean daemon) {
    if (to - from < 23 || Words.at(b, from + 8) != REPEATED || b[from + 16] != ' ') {
      return;
    }
    int p = from + 17;
    long said = 0;
    while (p < to && Words.isDigit(b[p])) {
      said = Math.min(Integer.MAX_VALUE, said * 10 + b[p++] - '0');
    }
    int count = (int) Math.min(REPEAT_MAX, said);
    long times = Words.at(b, p);
    if (daemon) {
      if (to - p >= 5 && (times ^ TIMES) << 24 == 0 && isEnd(b, p + 5, to)) {
        header.repeatsOfPrevious = count;
        header.repeatsLeftOut = (int) said - count;
      }
    } else if (count > 0 && to - p >= 10 && times == TIMES && b[p + 8] == '[') {
      unwrap(b, p + 9, to, header);
      header.repeat = count;
      header.repeatsLeftOut = (int) said - count;
    }
  }

  private static boolean isEnd(byte[] b, int from, int to) {
    int p = from;
    while (p < to && (b[p] == 's' || b[p] == ' ' || b[p] == '-')) {
      p++;
    }
    return p == to;
  }

  private static void unwrap(byte[] b, int from, int to, RecordHeader header) {
    int end = b[to - 1] == ']' ? to - 1 : to;
    header.textFrom = from < end && b[from] == ' ' ? from + 1 : from;
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
