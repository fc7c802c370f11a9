package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in front of the text in a record of {@link LoggingFormat}: the time, and then
 * {@linkplain LoggingWords words} and what is in {@linkplain LoggingBrackets brackets}, with
 * blanks, {@code -}, {@code :} or {@code |} between them. Used by one thread.
 */
final class LoggingHeader implements RecordParser {

  /** What stands before the text are at most so many words. */
  private static final int WORDS_MAX = 12;

  private final LoggingTime time = new LoggingTime();
  private final LoggingCursor line = new LoggingCursor();
  private final LoggingBrackets brackets = new LoggingBrackets(line);
  private final LoggingWords words = new LoggingWords(line);

  @Override
  public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
    // What is in front of the text stands in the first line.
    int end = Words.find(b, from, to, Words.LINE_FEEDS);
    LoggingLine begin = LoggingLine.of(b, from, end);
    if (begin == LoggingLine.NONE) {
      return Rejection.HEADER;
    }
    line.open(b, from, end, h, false);
    Rejection reason = read(begin, from, to);
    if (reason == Rejection.HEADER) {
      h.clear();
      line.open(b, from, end, h, true);
      reason = read(begin, from, to);
    }
    return reason;
  }

  private @Nullable Rejection read(LoggingLine begin, int from, int to) {
    brackets.clear();
    line.header.textTo = to;
    Rejection reason =
        switch (begin) {
          case NONE -> Rejection.HEADER;
          case UNTIMED -> untimed();
          case DAYLESS -> timed(from);
          case DATED -> isTimeFirst(line.bytes, from) ? timed(from) : levelFirst(from);
        };
    return reason == null && !line.hasLevel() ? Rejection.HEADER : reason;
  }

  private static boolean isTimeFirst(byte[] b, int from) {
    return Words.isDigit(b[from]) || b[from] == '[' && Words.isDigit(b[from + 1]);
  }

  /** {@code WARNING:shop.cart:text}. */
  private @Nullable Rejection untimed() {
    int level = line.behindLevel(line.at);
    if (level < 0) {
      return Rejection.HEADER;
    }
    line.level(line.at, level, 0);
    int logger = LoggingLine.behindLogger(line.bytes, level, line.end);
    line.logger(level + 1, logger - 1);
    line.header.textFrom = logger;
    line.header.clock = Clock.NONE;
    return null;
  }

  /** {@code WARN [main] 2026-03-02 ...}. */
  private @Nullable Rejection levelFirst(int from) {
    byte[] b = line.bytes;
    line.levelFirst = true;
    int behind = line.behindLevel(from);
    int day = behind < 0 ? -1 : LoggingLine.dayBehindLevel(b, behind, line.end);
    if (day < 0) {
      return Rejection.HEADER;
    }
    while (line.at < day) {
      if (!(b[line.at] == '[' ? brackets.read() : words.read(false))) {
        break;
      }
      line.at = line.skipBlanks(line.at);
    }
    brackets.settle();
    return timed(day > from && b[day - 1] == '[' ? day - 1 : day);
  }

  private @Nullable Rejection timed(int from) {
    byte[] b = line.bytes;
    boolean bracketed = b[from] == '[';
    line.timeInBrackets = bracketed;
    int behind = time.read(b, bracketed ? from + 1 : from, line.end);
    if (behind < 0) {
      return Rejection.TIME;
    }
    if (behind >= line.end) {
      return Rejection.HEADER;
    }
    line.header.clock = time.clock;
    line.header.timeNanos = time.nanos;
    line.at = behind;
    if (bracketed) {
      if (b[behind] == ':') {
        return levelAndProcess();
      }
      if (b[behind] != ']') {
        return Rejection.HEADER;
      }
      line.at++;
    }
    boolean named = !bracketed && LoggingTime.isDayOfNamedMonth(b, from, line.end);
    behindTime(named && b[from + 2] == '-');
    line.header.textFrom = line.at;
    return null;
  }

  /** {@code : WARNING/MainProcess] text}, behind a time, as Celery has it. */
  private @Nullable Rejection levelAndProcess() {
    byte[] b = line.bytes;
    int level = line.skipBlanks(line.at + 1);
    int behind = line.behindLevel(level);
    if (behind < 0 || behind >= line.end || b[behind] != '/') {
      return Rejection.HEADER;
    }
    int close = line.find((byte) ']', behind);
    if (close == line.end) {
      return Rejection.HEADER;
    }
    line.level(level, behind, 0);
    line.thread(behind + 1, close);
    line.header.textFrom = line.skipBlanks(close + 1);
    return null;
  }

  /** Reads up to the text. */
  private void behindTime(boolean classAndMethod) {
    for (int n = 0; n < WORDS_MAX; n++) {
      boolean known = line.isKnown();
      boolean dashes = line.skipSeparators(known);
      if (line.at >= line.end) {
        break;
      }
      if (known && line.separated) {
        return;
      }
      byte c = line.bytes[line.at];
      if (classAndMethod && line.hasLevel() && c != '[') {
        words.classAndMethod();
        return;
      }
      if (dashes && c == '[') {
        brackets.behindDashes();
        words.behindDashes();
      } else if (!(LoggingBrackets.isOpen(c) ? brackets.read() : words.read(known))) {
        break;
      }
    }
    brackets.giveBack();
  }
}
