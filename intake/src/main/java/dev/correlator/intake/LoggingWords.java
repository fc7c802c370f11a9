package dev.correlator.intake;

import java.util.Arrays;

/**
 * Reads the words in front of the text that stand in no brackets: level, logger, and the place in
 * the code. Used by one thread.
 */
final class LoggingWords {

  /** Levels are told from other words by their length and case: {@code I} may be anything. */
  private static final int LEVEL_MIN = 4;

  private static final byte[] EXCEPTION = LoggingCursor.name("Exception");
  private static final byte[] ERROR = LoggingCursor.name("Error");

  private final LoggingCursor line;
  private final LoggingProcess process;

  LoggingWords(LoggingCursor line) {
    this.line = line;
    process = new LoggingProcess(line);
  }

  /** A level, a process id, the logger, or a place; false: the text begins there. */
  boolean read(boolean known) {
    int p = line.behindWord(line.at);
    int from = line.at;
    int to = p;
    while (to > from && (line.bytes[to - 1] == '-' || line.bytes[to - 1] == '.')) {
      to--;
    }
    if (to == from || known || p < line.end && " :|[\t-".indexOf(line.bytes[p]) < 0) {
      return false;
    }
    int level = line.ownLevels ? Math.max(to, line.behindLevel(from)) : to;
    if (line.level(from, level, LEVEL_MIN)) {
      line.at = level;
      return true;
    }
    if (line.behindNumber(from) >= to) {
      return process.number(from, to);
    }
    if (line.hasLogger() || !isName(line.bytes, from, to)) {
      return false;
    }
    return line.hasLevel() ? behindLevel(from, to) : beforeLevel(from, to);
  }

  /** Letters first: a name of a class, a module or a file. */
  static boolean isName(byte[] b, int from, int to) {
    if (to <= from + 1) {
      return false;
    }
    byte c = b[from];
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private boolean logger(int from, int to, int behind) {
    line.logger(from, to);
    line.at = behind;
    int method = LoggingPlaces.behindMethod(line, behind);
    if (method > 0) {
      int colon = method - 1;
      while (line.bytes[colon] != ':') {
        colon--;
      }
      line.addField(LoggingCursor.METHOD, behind + 1, colon);
      line.at = method;
    }
    return true;
  }

  /** What stands in front of the level is no text. */
  private boolean beforeLevel(int from, int to) {
    int behind = LoggingPlaces.behindLineNumber(line, to);
    if (LoggingPlaces.isSource(line.bytes, from, to)) {
      return source(from, behind);
    }
    boolean sure = line.hasDot(from, to) || isLevelNext(behind) || line.isSeparator(behind);
    return sure && logger(from, to, behind);
  }

  /** Behind the level a word is of the text unless what is around it shows that it is not. */
  private boolean behindLevel(int from, int to) {
    int behind = LoggingPlaces.behindLineNumber(line, to);
    if (LoggingPlaces.isSource(line.bytes, from, to)) {
      return line.isSetApart(behind) && source(from, behind);
    }
    if (process.threadInColumn(from, to)) {
      return true;
    }
    if (isLogger(line, from, to) || isInFrontOfContext(from, to)) {
      return logger(from, to, behind);
    }
    int threadTo = line.levelFirst ? process.processAndThread(to) : -1;
    return threadTo > 0 ? logger(from, to, threadTo) : inModule(from, to);
  }

  private boolean source(int from, int behind) {
    line.addField(LoggingCursor.SOURCE, from, behind);
    line.at = behind;
    return true;
  }

  /**
   * Whether a word behind the level is a logger for certain: one that is set apart from the text, a
   * dotted name in front of a colon, a class whose packages are cut to letters.
   */
  static boolean isLogger(LoggingCursor line, int from, int to) {
    if (!isName(line.bytes, from, to)) {
      return false;
    }
    int behind = LoggingPlaces.behindLineNumber(line, to);
    int method = LoggingPlaces.behindMethod(line, behind);
    if (line.isSetApart(method > 0 ? method : behind) || LoggingPlaces.isNext(line, behind)) {
      return true;
    }
    boolean betweenColons = line.bytes[from - 1] == ':' && behind < line.end;
    if (betweenColons && line.bytes[behind] == ':') {
      return true;
    }
    return line.hasDot(from, to)
        && (line.isColon(behind) && !isThrown(line.bytes, from, to)
            || isAbbreviated(line.bytes, from, to));
  }

  /** {@code java.io.IOException: text}: what was thrown, as texts begin. */
  private static boolean isThrown(byte[] b, int from, int to) {
    return endsIn(b, from, to, EXCEPTION) || endsIn(b, from, to, ERROR);
  }

  private static boolean endsIn(byte[] b, int from, int to, byte[] ending) {
    int p = to - ending.length;
    return p > from && Arrays.equals(b, p, to, ending, 0, ending.length);
  }

  /** {@code o.e.s.Cart}: letters, at least two, and the name of a class. */
  private static boolean isAbbreviated(byte[] b, int from, int to) {
    int p = from;
    while (p + 1 < to && b[p + 1] == '.') {
      p += 2;
    }
    if (p < from + 4 || p + 1 >= to || b[p] < 'A' || b[p] > 'Z') {
      return false;
    }
    while (p < to && b[p] != '.') {
      p++;
    }
    return p == to;
  }

  /** {@code 4711 INFO shop.cart [req-17] text}, as OpenStack has it. */
  private boolean isInFrontOfContext(int from, int to) {
    int p = line.skipBlanks(to);
    return line.hasProcess()
        && !line.separated
        && line.hasDot(from, to)
        && p < line.end
        && line.bytes[p] == '[';
  }

  private boolean isLevelNext(int from) {
    int p = from;
    while (p < line.end && " -|".indexOf(line.bytes[p]) >= 0) {
      p++;
    }
    return line.behindLevel(p) > 0 && line.bytes[p] != '[';
  }

  /** {@code [2026-03-02 08:00:00,123] INFO in shop: text}, as Flask has it. */
  private boolean inModule(int from, int to) {
    if (!line.timeInBrackets
        || to - from != 2
        || line.bytes[from] != 'i'
        || line.bytes[from + 1] != 'n') {
      return false;
    }
    int module = line.skipBlanks(to);
    int p = line.behindWord(module);
    return p > module && p < line.end && line.bytes[p] == ':' && logger(module, p, p);
  }

  /**
   * {@code o.a.c.c.C.[Tomcat].[localhost] : text}, behind Spring Boot's brackets: all up to the
   * colon is the logger.
   */
  void behindDashes() {
    int from = line.skipBlanks(line.at);
    int to = Words.findBlank(line.bytes, from, line.end);
    int colon = line.skipBlanks(to);
    if (to > from && colon > to && line.isColon(colon)) {
      line.logger(from, to);
      line.at = to;
    }
  }

  /** {@code org.example.Server.start text}: Tomcat's logger, with the method behind it. */
  void classAndMethod() {
    int from = line.at;
    int to = Words.findBlank(line.bytes, from, line.end);
    int dot = to - 1;
    while (dot > from && line.bytes[dot] != '.') {
      dot--;
    }
    if (dot > from) {
      line.logger(from, dot);
      line.addField(LoggingCursor.METHOD, dot + 1, to);
      line.at = Math.min(line.end, to + 1);
    }
  }
}
