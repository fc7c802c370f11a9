package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in front of the text in a record of {@link LoggingFormat}: words, and what is
 * in brackets, with blanks, {@code -}, {@code :} or {@code |} between them. Used by one thread.
 */
final class LoggingHeader implements RecordParser {

  /** Levels are told from other words by their length and case: {@code I} may be anything. */
  private static final int LEVEL_MIN = 4;

  /** In brackets shorter ones will do: {@code [INF]}. */
  private static final int LEVEL_IN_BRACKETS_MIN = 3;

  /** What stands before the text are at most so many words. */
  private static final int WORDS_MAX = 12;

  /** Threads of POSIX are addresses, which no process id and no count is as long as. */
  private static final int THREAD_ID_MIN = 9;

  private static final byte[] THREAD = name("thread");
  private static final byte[] CONTEXT = name("context");
  private static final byte[] SERVICE = name("service");
  private static final byte[] TRACE = name("trace");
  private static final byte[] SOURCE = name("source");
  private static final byte[] METHOD = name("method");

  /** How files of sources end, which are named as places of the code. */
  private static final byte[][] SOURCES = {
    name(".java"), name(".kt"), name(".scala"), name(".groovy"), name(".py"), name(".clj")
  };

  private final LoggingTime time = new LoggingTime();
  private byte[] bytes = {};
  private int end;
  private RecordHeader header = new RecordHeader();

  /** Behind what was read last. */
  private int at;

  /** Whether more than blanks stood in front of that place. */
  private boolean separated;

  /** Whether the level stood in front of the time. */
  private boolean levelFirst;

  /** Whether the thread was found. */
  private boolean hasThread;

  /** The only brackets behind the level, which may be the beginning of the text; or -1. */
  private int loneBracket;

  private int fieldsBeforeBracket;
  private boolean loggerInBrackets;
  private boolean levelInBrackets;

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
    bytes = b;
    header = h;
    h.textTo = to;
    // What is in front of the text stands in the first line.
    end = Words.find(b, from, to, Words.LINE_FEEDS);
    at = from;
    levelFirst = false;
    hasThread = false;
    loneBracket = -1;
    loggerInBrackets = false;
    levelInBrackets = false;
    Rejection reason =
        switch (LoggingLine.of(b, from, end)) {
          case NONE -> Rejection.HEADER;
          case UNTIMED -> untimed();
          case DAYLESS -> timed(from);
          case DATED -> Words.isDigit(b[from]) || b[from] == '[' ? dated(from) : levelFirst(from);
        };
    if (reason == null && h.priority < 0) {
      reason = Rejection.HEADER;
    }
    return reason;
  }

  private @Nullable Rejection untimed() {
    int level = at;
    at = LoggingLine.behindLevel(bytes, at, end);
    header.priority = Levels.ofWord(bytes, level, at);
    header.appFrom = at + 1;
    at = LoggingLine.behindLogger(bytes, at, end);
    header.appTo = at - 1;
    header.textFrom = at;
    header.clock = Clock.NONE;
    return null;
  }

  private @Nullable Rejection dated(int from) {
    boolean level = bytes[from] == '[' && !Words.isDigit(bytes[from + 1]);
    return level ? levelFirst(from) : timed(from);
  }

  /** {@code WARN [main] 2026-03-02 ...}. */
  private @Nullable Rejection levelFirst(int from) {
    levelFirst = true;
    int behind = LoggingLine.behindLevel(bytes, from, end);
    int day = LoggingLine.dayBehindLevel(bytes, behind, end);
    if (day < 0) {
      return Rejection.HEADER;
    }
    while (at < day) {
      if (!(bytes[at] == '[' ? bracketed() : word(false))) {
        break;
      }
      at = LoggingLine.skipBlanks(bytes, at, end);
    }
    loneBracket = -1; // the text is behind the time
    return timed(day > from && bytes[day - 1] == '[' ? day - 1 : day);
  }

  private @Nullable Rejection timed(int from) {
    boolean bracketed = bytes[from] == '[';
    int behind = time.read(bytes, bracketed ? from + 1 : from, end);
    if (behind < 0) {
      return Rejection.TIME;
    }
    if (behind >= end) {
      return Rejection.HEADER;
    }
    header.clock = time.clock;
    header.timeNanos = time.nanos;
    at = behind;
    if (bracketed) {
      if (bytes[behind] == ':') {
        return levelAndProcess();
      }
      if (bytes[behind] != ']') {
        return Rejection.HEADER;
      }
      at++;
    }
    boolean named = !bracketed && LoggingTime.isDayOfNamedMonth(bytes, from, end);
    header.textFrom = header(named && bytes[from + 2] == '-');
    return null;
  }

  /** {@code : WARNING/MainProcess] text}, behind a time, as Celery has it. */
  private @Nullable Rejection levelAndProcess() {
    int level = LoggingLine.skipBlanks(bytes, at + 1, end);
    int behind = LoggingLine.behindLevel(bytes, level, end);
    if (behind < 0 || behind >= end || bytes[behind] != '/') {
      return Rejection.HEADER;
    }
    int close = behind;
    while (close < end && bytes[close] != ']') {
      close++;
    }
    if (close == end) {
      return Rejection.HEADER;
    }
    header.priority = Levels.ofWord(bytes, level, behind);
    addField(THREAD, behind + 1, close);
    header.textFrom = LoggingLine.skipBlanks(bytes, close + 1, end);
    return null;
  }

  /** Reads what stands before the text and returns where that begins. */
  private int header(boolean classAndMethod) {
    for (int words = 0; words < WORDS_MAX; words++) {
      boolean known = isKnown();
      boolean dashes = skipSeparators(known);
      if (at >= end) {
        break;
      }
      if (known && separated) {
        return at;
      }
      if (classAndMethod && header.priority >= 0 && bytes[at] != '[') {
        return classAndMethod();
      }
      if (dashes && bytes[at] == '[') {
        bracketsBehindDashes();
        continue;
      }
      byte c = bytes[at];
      if (!(c == '[' || c == '(' || c == '{' ? bracketed() : word(known))) {
        break;
      }
    }
    if (loneBracket >= 0 && header.appTo == header.appFrom && !separated) {
      header.fieldCount = fieldsBeforeBracket;
      return loneBracket;
    }
    return at;
  }

  private boolean isKnown() {
    return header.priority >= 0 && header.appTo > header.appFrom;
  }

  /**
   * Skips what stands between words; behind all that is looked for one separator alone, since the
   * text may begin with another.
   *
   * @return whether it were three dashes: Spring Boot's, and brackets behind them
   */
  private boolean skipSeparators(boolean one) {
    int start = at;
    int dashes = 0;
    separated = false;
    while (at < end) {
      byte c = bytes[at];
      boolean blank = c == ' ' || c == '\t';
      if (c == '-' || c == '|' || c == ':' || c == ',' && at > start) {
        if (one && separated && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
          break;
        }
        separated = true;
        dashes += c == '-' ? 1 : 0;
      } else if (!blank) {
        break;
      }
      at++;
    }
    return dashes == 3;
  }

  /** {@code [shop] [main] [trace]}: the last alone is always there, or the one before it. */
  private void bracketsBehindDashes() {
    int[] places = new int[6];
    int n = 0;
    int p = at;
    while (n < 3 && p < end && bytes[p] == '[') {
      int close = p;
      while (close < end && bytes[close] != ']') {
        close++;
      }
      if (close == end) {
        break;
      }
      places[2 * n] = p + 1;
      places[2 * n++ + 1] = close;
      at = close + 1;
      p = LoggingLine.skipBlanks(bytes, at, end);
    }
    if (n == 0) {
      at++; // never closed: the rest is text
      return;
    }
    int thread = n - 1;
    if (thread > 0 && isTrace(places[2 * thread], places[2 * thread + 1])) {
      addField(TRACE, places[2 * thread], places[2 * thread + 1]);
      thread--;
    }
    if (thread > 0) {
      addField(SERVICE, places[0], places[1]);
    }
    addField(THREAD, places[2 * thread], places[2 * thread + 1]);
    hasThread = true;
  }

  /** Hexadecimal numbers of a trace and its span, or the room for them. */
  private boolean isTrace(int from, int to) {
    if (to - from < 2 * Long.BYTES) {
      return false;
    }
    for (int p = from; p < to; p++) {
      byte c = bytes[p];
      if (!(Words.isDigit(c) || c >= 'a' && c <= 'f' || c == '-' || c == ',' || c == ' ')) {
        return false;
      }
    }
    return true;
  }

  /** {@code org.example.Server.start}: Tomcat's logger, with the method behind it. */
  private int classAndMethod() {
    int to = Words.findBlank(bytes, at, end);
    int dot = to - 1;
    while (dot > at && bytes[dot] != '.') {
      dot--;
    }
    if (dot > at) {
      header.appFrom = at;
      header.appTo = dot;
      addField(METHOD, dot + 1, to);
      at = Math.min(end, to + 1);
    }
    return at;
  }

  /** A level, a thread, or what else somebody put in brackets; false: the text begins there. */
  private boolean bracketed() {
    byte open = bytes[at];
    byte close = (byte) (open == '(' ? ')' : open + 2);
    int p = at + 1;
    while (p < end && bytes[p] != close) {
      p++;
    }
    if (p == end) {
      return false;
    }
    int from = LoggingLine.skipBlanks(bytes, at + 1, p);
    int to = p;
    while (to > from && bytes[to - 1] == ' ') {
      to--;
    }
    if (!inBrackets(open, from, to, p + 1)) {
      return false;
    }
    at = p + 1;
    return true;
  }

  private boolean inBrackets(byte open, int from, int to, int behind) {
    if (isKnown()) {
      return behindLogger(open, from, to);
    }
    if (from == to || addPairs(from, to)) {
      return true;
    }
    if (open == '{') {
      return false;
    }
    if (isLevel(from, to, LEVEL_IN_BRACKETS_MIN)) {
      levelInBrackets = true;
      return true;
    }
    if (header.priority < 0 && isNumber(from, to) && header.procIdTo == header.procIdFrom) {
      header.procIdFrom = from;
      header.procIdTo = to;
      return true;
    }
    if (open == '[' && isLoggerInBrackets(from, to, behind)) {
      header.appFrom = from;
      header.appTo = to;
      loggerInBrackets = true;
      return true;
    }
    if (header.priority >= 0) {
      if (loneBracket >= 0 && separated) {
        return false; // behind a separator the text begins with it
      }
      boolean first = loneBracket == -1;
      loneBracket = first ? at : -2;
      fieldsBeforeBracket = header.fieldCount;
    }
    addField(hasThread ? CONTEXT : THREAD, from, to);
    hasThread = true;
    return true;
  }

  /** A thread behind a logger in brackets, or the place of the code; else the text. */
  private boolean behindLogger(byte open, int from, int to) {
    if (isPlace(from, to)) {
      addField(SOURCE, from, to);
      return true;
    }
    if (!loggerInBrackets || hasThread || open != '(') {
      return false;
    }
    if (from < to) {
      addField(THREAD, from, to);
    }
    hasThread = true;
    return true;
  }

  private boolean isLoggerInBrackets(int from, int to, int behind) {
    if (header.priority < 0 || header.appTo > header.appFrom || !isLogger(from, to)) {
      return false;
    }
    int next = LoggingLine.skipBlanks(bytes, behind, end);
    return hasDot(from, to)
        || levelInBrackets && bytes[at - 1] == ']'
        || next < end && bytes[next] == '(';
  }

  /** A level, a process id, the logger, or a place; anything else begins the text. */
  private boolean word(boolean known) {
    int p = at;
    while (p < end && isPart(bytes[p])) {
      p++;
    }
    int from = at;
    int to = p;
    while (to > from && (bytes[to - 1] == '-' || bytes[to - 1] == '.')) {
      to--;
    }
    if (to == from || known || p < end && " :|[\t-".indexOf(bytes[p]) < 0) {
      return false;
    }
    if (isLevel(from, to, LEVEL_MIN)) {
      at = to;
      return true;
    }
    if (isNumber(from, to)) {
      return processId(from, to);
    }
    if (header.appTo > header.appFrom || !isLogger(from, to)) {
      return false;
    }
    int line = lineNumber(to);
    if (isSource(from, to)) {
      addField(SOURCE, from, line);
      at = line;
      return true;
    }
    return hasDot(from, to) ? logger(from, to, line) : undotted(from, to, line);
  }

  private boolean logger(int from, int to, int behind) {
    header.appFrom = from;
    header.appTo = to;
    at = behind;
    int method = behindMethod(behind);
    if (method > 0) {
      int colon = method - 1;
      while (bytes[colon] != ':') {
        colon--;
      }
      addField(METHOD, behind + 1, colon);
      at = method;
    }
    return true;
  }

  /** Where a word without a dot stands, tells whether it is a logger or of the text. */
  private boolean undotted(int from, int to, int behind) {
    boolean hasLevel = header.priority >= 0;
    if (!hasLevel) {
      int next = behind;
      while (next < end && (bytes[next] == ' ' || bytes[next] == '-' || bytes[next] == '|')) {
        next++;
      }
      boolean level = LoggingLine.behindLevel(bytes, next, end) > 0 && bytes[next] != '[';
      return (level || isSeparator(behind)) && logger(from, to, behind);
    }
    int column = threadColumn(to);
    if (column > 0) {
      addField(THREAD, from, column);
      hasThread = true;
      at = column;
      return true;
    }
    if (isSeparator(behind)) {
      return logger(from, to, behind);
    }
    if (isPlaceInBrackets(behind)) {
      return logger(from, to, behind);
    }
    return levelFirst ? moduleProcessAndThread(from, to) : inModule(from, to);
  }

  private boolean isPlaceInBrackets(int from) {
    int p = LoggingLine.skipBlanks(bytes, from, end);
    if (p >= end || bytes[p] != '(' && bytes[p] != '[') {
      return false;
    }
    int to = p + 1;
    while (to < end && (isPart(bytes[to]) || bytes[to] == ':')) {
      to++;
    }
    return to < end && (bytes[to] == ')' || bytes[to] == ']') && isPlace(p + 1, to);
  }

  /** {@code in shop: text}, behind the level, as Flask has it. */
  private boolean inModule(int from, int to) {
    if (to - from != 2 || bytes[from] != 'i' || bytes[from + 1] != 'n') {
      return false;
    }
    int module = LoggingLine.skipBlanks(bytes, to, end);
    int p = module;
    while (p < end && isPart(bytes[p])) {
      p++;
    }
    return p > module && p < end && bytes[p] == ':' && logger(module, p, p);
  }

  /** {@code shop 4711 139652149066624 text}, behind level and time, as Django has it. */
  private boolean moduleProcessAndThread(int from, int to) {
    int process = LoggingLine.skipBlanks(bytes, to, end);
    int behindProcess = behindNumber(process);
    int thread = LoggingLine.skipBlanks(bytes, behindProcess, end);
    int behind = behindNumber(thread);
    if (behindProcess == process || behind - thread < THREAD_ID_MIN) {
      return false;
    }
    header.procIdFrom = process;
    header.procIdTo = behindProcess;
    addField(THREAD, thread, behind);
    hasThread = true;
    return logger(from, to, behind);
  }

  /** A number in front of the level, or behind it and in front of dashes or of the logger. */
  private boolean processId(int from, int to) {
    if (header.procIdTo > header.procIdFrom) {
      return false;
    }
    if (header.priority >= 0) {
      int next = LoggingLine.skipBlanks(bytes, to, end);
      int p = next;
      while (p < end && isPart(bytes[p])) {
        p++;
      }
      boolean dashes = p - next == 3 && bytes[next] == '-' && bytes[next + 1] == '-';
      if (!dashes && !(isLogger(next, p) && hasDot(next, p - 1))) {
        return false;
      }
    }
    header.procIdFrom = from;
    header.procIdTo = to;
    at = to;
    return true;
  }

  /** The end of a column that is a thread's name, since the logger's is behind it; or -1. */
  private int threadColumn(int from) {
    int p = LoggingLine.skipBlanks(bytes, from, end);
    int columns = 0;
    int word = -1;
    while (columns < 3 && p < end && bytes[p] == '|') {
      int next = LoggingLine.skipBlanks(bytes, p + 1, end);
      int to = next;
      while (to < end && isPart(bytes[to])) {
        to++;
      }
      int bar = LoggingLine.skipBlanks(bytes, to, end);
      if (to == next || bar >= end || bytes[bar] != '|') {
        break;
      }
      if (hasDot(next, to)) {
        return p;
      }
      word = word < 0 ? p : word;
      p = bar;
      columns++;
    }
    return word;
  }

  /** Behind {@code :add:42} at a place, where a method and a line are; or -1. */
  private int behindMethod(int from) {
    int p = from + 1;
    if (p >= end || bytes[from] != ':' || bytes[p] == ' ') {
      return -1;
    }
    while (p < end
        && (bytes[p] == '<'
            || bytes[p] == '>'
            || isPart(bytes[p]) && "./-#".indexOf(bytes[p]) < 0)) {
      p++;
    }
    int line = p > from + 1 && p < end && bytes[p] == ':' ? behindNumber(p + 1) : p;
    return line > p + 1 ? line : -1;
  }

  private int behindNumber(int from) {
    int p = from;
    while (p < end && Words.isDigit(bytes[p])) {
      p++;
    }
    return p;
  }

  /** Behind {@code :42} at a place, or that place. */
  private int lineNumber(int from) {
    int p = from + 1;
    if (p >= end || bytes[from] != ':' || !Words.isDigit(bytes[p])) {
      return from;
    }
    p = behindNumber(p);
    return isSeparator(p) ? p : from; // else the text begins with a number
  }

  /** Whether the fixed text that stands behind a logger stands there. */
  private boolean isSeparator(int from) {
    int p = LoggingLine.skipBlanks(bytes, from, end);
    return p < end && (bytes[p] == '-' || bytes[p] == ':' || bytes[p] == '|');
  }

  private boolean isLevel(int from, int to, int lengthMin) {
    if (header.priority >= 0 || to - from < lengthMin || bytes[from] > 'Z') {
      return false;
    }
    int priority = Levels.ofWord(bytes, from, to);
    if (priority == Levels.UNKNOWN) {
      return false;
    }
    header.priority = priority;
    return true;
  }

  private boolean isNumber(int from, int to) {
    return behindNumber(from) >= to;
  }

  /** Letters first: a name of a class, a module or a file. */
  private boolean isLogger(int from, int to) {
    if (to <= from + 1) {
      return false;
    }
    byte c = bytes[from];
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private boolean hasDot(int from, int to) {
    for (int p = from; p < to; p++) {
      if (bytes[p] == '.') {
        return true;
      }
    }
    return false;
  }

  /** {@code Cart.java:42}. */
  private boolean isPlace(int from, int to) {
    int p = to;
    while (p > from && Words.isDigit(bytes[p - 1])) {
      p--;
    }
    return p < to && p > from && bytes[p - 1] == ':' && isSource(from, p - 1);
  }

  private boolean isSource(int from, int to) {
    for (byte[] ending : SOURCES) {
      int p = to - ending.length;
      if (p > from && java.util.Arrays.equals(bytes, p, to, ending, 0, ending.length)) {
        return true;
      }
    }
    return false;
  }

  /** Adds {@code a=b, c=d} as fields; false, and none, where that is not all there is. */
  private boolean addPairs(int from, int to) {
    int fields = header.fieldCount;
    int p = from;
    while (p < to) {
      int equals = p;
      while (equals < to && isPart(bytes[equals])) {
        equals++;
      }
      if (equals == p || equals == to || bytes[equals] != '=') {
        header.fieldCount = fields;
        return false;
      }
      int comma = equals + 1;
      while (comma < to && bytes[comma] != ',') {
        comma++;
      }
      header.addField(p, equals, equals + 1, comma);
      p = LoggingLine.skipBlanks(bytes, comma + 1, to);
    }
    return true;
  }

  private static boolean isPart(byte c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '$'
        || c == '-'
        || c == '/'
        || c == '#';
  }

  /** Adds a field without its padding; the name is put where decoded bytes are. */
  private void addField(byte[] name, int from, int to) {
    int valueFrom = LoggingLine.skipBlanks(bytes, from, to);
    int valueTo = to;
    while (valueTo > valueFrom && bytes[valueTo - 1] == ' ') {
      valueTo--;
    }
    if (valueTo == valueFrom) {
      return;
    }
    int start = header.textTo + header.decodedLength; // the text is the last of a record
    header.decode(name, 0, name.length);
    header.addField(start, start + name.length, valueFrom, valueTo);
  }
}
