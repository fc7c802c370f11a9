package dev.correlator.intake;

/**
 * Reads what stands in brackets in front of the text: level, process id, thread, logger, contexts.
 * Used by one thread.
 */
final class LoggingBrackets {

  /** In brackets a level may be short: {@code [INF]}. */
  private static final int LEVEL_MIN = 3;

  /** So many brackets stand behind three dashes. */
  private static final int BEHIND_DASHES_MAX = 3;

  private static final byte[] SERVICE = LoggingCursor.name("service");
  private static final byte[] TRACE = LoggingCursor.name("trace");

  private final LoggingCursor line;

  /** First byte in the brackets, and byte behind the last. */
  private final int[] behindDashes = new int[2 * BEHIND_DASHES_MAX];

  /** The first brackets behind the level, which may be the beginning of the text; or -1. */
  private int unsure = -1;

  private int fieldsBeforeUnsure;
  private boolean loggerInBrackets;
  private boolean levelInBrackets;

  LoggingBrackets(LoggingCursor line) {
    this.line = line;
  }

  void clear() {
    unsure = -1;
    loggerInBrackets = false;
    levelInBrackets = false;
  }

  /** What was read is of the header for certain, since the time stands behind it. */
  void settle() {
    unsure = -1;
  }

  /** Gives brackets back to the text, if nothing behind them shows what they are. */
  void giveBack() {
    if (unsure >= 0 && !line.hasLogger() && !line.separated) {
      line.header.fieldCount = fieldsBeforeUnsure;
      line.at = unsure;
    }
  }

  static boolean isOpen(byte c) {
    return c == '[' || c == '(' || c == '{';
  }

  /** A level, a thread, or what else somebody put in brackets; false: the text begins there. */
  boolean read() {
    byte open = line.bytes[line.at];
    int close = line.find((byte) (open == '(' ? ')' : open + 2), line.at + 1);
    if (close == line.end) {
      return false;
    }
    int from = LoggingLine.skipBlanks(line.bytes, line.at + 1, close);
    int to = line.trimmed(from, close);
    boolean taken =
        line.isKnown() ? behindLogger(open, from, to) : beforeLogger(open, from, to, close + 1);
    if (taken) {
      line.at = close + 1;
    }
    return taken;
  }

  private boolean beforeLogger(byte open, int from, int to, int behind) {
    if (from == to || addPairs(from, to)) {
      return true;
    }
    if (open == '{') {
      return false;
    }
    if (line.level(from, to, LEVEL_MIN)) {
      levelInBrackets = true;
      return true;
    }
    if (!line.hasLevel() && line.behindNumber(from) >= to && !line.hasProcess()) {
      line.process(from, to);
      return true;
    }
    if (open == '[' && isLogger(from, to, behind)) {
      line.logger(from, to);
      loggerInBrackets = true;
      return true;
    }
    return threadOrContext(from, to);
  }

  private boolean threadOrContext(int from, int to) {
    if (line.hasLevel()) {
      if (unsure >= 0 && line.separated) {
        return false; // behind a separator the text begins with it
      }
      if (unsure < 0) {
        unsure = line.at;
        fieldsBeforeUnsure = line.header.fieldCount;
      }
    }
    if (threadClassAndLine(from, to)) {
      return true;
    }
    if (line.hasThread || isKeyAndValue(from, to)) {
      line.addField(LoggingCursor.CONTEXT, from, to);
    } else {
      line.thread(from, to);
    }
    return true;
  }

  /** {@code main:Cart@67}, as Zookeeper has it. */
  private boolean threadClassAndLine(int from, int to) {
    byte[] b = line.bytes;
    int at = to - 1;
    while (at > from && Words.isDigit(b[at])) {
      at--;
    }
    int colon = at;
    while (colon > from && b[colon] != ':') {
      colon--;
    }
    if (line.hasLogger() || at == to - 1 || b[at] != '@' || b[colon] != ':' || colon + 1 == at) {
      return false;
    }
    line.thread(from, colon);
    line.logger(colon + 1, at);
    line.addField(LoggingCursor.SOURCE, colon + 1, to);
    return true;
  }

  /** {@code myid:1}: letters, a colon, and no blank: no thread is named so. */
  private boolean isKeyAndValue(int from, int to) {
    int p = from;
    while (p < to && (line.bytes[p] | 0x20) >= 'a' && (line.bytes[p] | 0x20) <= 'z') {
      p++;
    }
    return p > from && p < to && line.bytes[p] == ':' && Words.findBlank(line.bytes, p, to) == to;
  }

  /** A thread behind a logger in brackets, or the place of the code; else the text. */
  private boolean behindLogger(byte open, int from, int to) {
    if (LoggingPlaces.isPlace(line.bytes, from, to)) {
      line.addField(LoggingCursor.SOURCE, from, to);
      return true;
    }
    if (!loggerInBrackets || line.hasThread || open != '(') {
      return false;
    }
    line.thread(from, to);
    return true;
  }

  private boolean isLogger(int from, int to, int behind) {
    byte[] b = line.bytes;
    boolean name = LoggingWords.isName(b, from, to) && line.behindWord(from) >= to;
    if (!line.hasLevel() || line.hasLogger() || !name) {
      return false;
    }
    int next = line.skipBlanks(behind);
    return line.hasDot(from, to) && line.isSeparator(behind)
        || levelInBrackets && b[line.at - 1] == ']'
        || next < line.end && b[next] == '(';
  }

  /** Adds {@code a=b, c=d} as fields; false, and none, where that is not all there is. */
  private boolean addPairs(int from, int to) {
    int fields = line.header.fieldCount;
    int p = from;
    while (p < to) {
      int equals = Math.min(to, line.behindWord(p));
      if (equals == p || equals == to || line.bytes[equals] != '=') {
        line.header.fieldCount = fields;
        return false;
      }
      int comma = Math.min(to, line.find((byte) ',', equals + 1));
      line.header.addField(p, equals, equals + 1, comma);
      p = LoggingLine.skipBlanks(line.bytes, comma + 1, to);
    }
    return true;
  }

  /** {@code [shop] [main] [trace]}: the last alone is always there, or the one before it. */
  void behindDashes() {
    int n = findBehindDashes();
    if (n == 0) {
      line.at++; // never closed: the rest is text
      return;
    }
    int thread = 2 * n - 2;
    if (thread > 0 && isTrace(behindDashes[thread], behindDashes[thread + 1])) {
      line.addField(TRACE, behindDashes[thread], behindDashes[thread + 1]);
      thread -= 2;
    }
    if (thread > 0) {
      line.addField(SERVICE, behindDashes[0], behindDashes[1]);
    }
    line.thread(behindDashes[thread], behindDashes[thread + 1]);
  }

  private int findBehindDashes() {
    int n = 0;
    int p = line.at;
    while (n < BEHIND_DASHES_MAX && p < line.end && line.bytes[p] == '[') {
      int close = line.find((byte) ']', p);
      if (close == line.end) {
        break;
      }
      behindDashes[2 * n] = p + 1;
      behindDashes[2 * n + 1] = close;
      n++;
      line.at = close + 1;
      p = line.skipBlanks(line.at);
    }
    return n;
  }

  /** Hexadecimal numbers of a trace and its span, or the room for them. */
  private boolean isTrace(int from, int to) {
    if (to - from < 2 * Long.BYTES) {
      return false;
    }
    for (int p = from; p < to; p++) {
      byte c = line.bytes[p];
      if (!(Words.isDigit(c) || c >= 'a' && c <= 'f' || c == '-' || c == ',' || c == ' ')) {
        return false;
      }
    }
    return true;
  }
}
