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
    line.open(b, from, end, h);
    brackets.clear();
    h.textTo = to;
    Rejection reason =
        switch (LoggingLine.of(b, from, end)) {
          case NONE -> Rejection.HEADER;
          case UNTIMED -> untimed();
          case DAYLESS -> timed(from);
          case DATED -> isTimeFirst(b, from) ? timed(from) : levelFirst(from);
        };
    return reason == null && !line.hasLevel() ? Rejection.HEADER : reason;
  }

  private static boolean isTimeFirst(byte[] b, int from) {
    return Words.isDigit(b[from]) || b[from] == '[' && Words.isDigit(b[from + 1]);
  }

  /** {@code WARNING:shop.cart:text}. */
  private @Nullable Rejection untimed() {
    int level = LoggingLine.behindLevel(line.bytes, line.at, line.end);
    int logger = LoggingLine.behindLogger(line.bytes, level, line.end);
    RecordHeader header = line.header;
    header.priority = Levels.ofWord(line.bytes, line.at, level);
    header.appFrom = level + 1;
    header.appTo = logger - 1;
    header.textFrom = logger;
    header.clock = Clock.NONE;
    return null;
  }

  /** {@code WARN [main] 2026-03-02 ...}. */
  private @Nullable Rejection levelFirst(int from) {
    byte[] b = line.bytes;
    line.levelFirst = true;
    int behind = LoggingLine.behindLevel(b, from, line.end);
    int day = LoggingLine.dayBehindLevel(b, behind, line.end);
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
    int behind = LoggingLine.behindLevel(b, level, line.end);
    if (behind < 0 || behind >= line.end || b[behind] != '/') {
      return Rejection.HEADER;
    }
    int close = line.find((byte) ']', behind);
    if (close == line.end) {
      return Rejection.HEADER;
    }
    line.header.priority = Levels.ofWord(b, level, behind);
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
