package dev.correlator.intake;

/**
 * Reads the words in front of the text that stand in no brackets: level, logger, and the place in
 * the code. Used by one thread.
 */
final class LoggingWords {

  /** Levels are told from other words by their length and case: {@code I} may be anything. */
  private static final int LEVEL_MIN = 4;

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
    if (line.level(from, to, LEVEL_MIN)) {
      line.at = to;
      return true;
    }
    if (line.behindNumber(from) >= to) {
      return process.number(from, to);
    }
    if (line.hasLogger() || !isName(line.bytes, from, to)) {
      return false;
    }
    int behind = LoggingPlaces.behindLineNumber(line, to);
    if (LoggingPlaces.isSource(line.bytes, from, to)) {
      line.addField(LoggingCursor.SOURCE, from, behind);
      line.at = behind;
      return true;
    }
    return line.hasDot(from, to) ? logger(from, to, behind) : undotted(from, to, behind);
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

  /** Where a word without a dot stands, tells whether it is a logger or of the text. */
  private boolean undotted(int from, int to, int behind) {
    if (!line.hasLevel()) {
      return (isLevelNext(behind) || line.isSeparator(behind)) && logger(from, to, behind);
    }
    if (process.threadInColumn(from, to)) {
      return true;
    }
    if (line.isSeparator(behind) || LoggingPlaces.isNext(line, behind)) {
      return logger(from, to, behind);
    }
    if (line.levelFirst) {
      int threadTo = process.processAndThread(to);
      return threadTo > 0 && logger(from, to, threadTo);
    }
    return inModule(from, to);
  }

  private boolean isLevelNext(int from) {
    int p = from;
    while (p < line.end && " -|".indexOf(line.bytes[p]) >= 0) {
      p++;
    }
    return LoggingLine.behindLevel(line.bytes, p, line.end) > 0 && line.bytes[p] != '[';
  }

  /** {@code in shop: text}, behind the level, as Flask has it. */
  private boolean inModule(int from, int to) {
    if (to - from != 2 || line.bytes[from] != 'i' || line.bytes[from + 1] != 'n') {
      return false;
    }
    int module = line.skipBlanks(to);
    int p = line.behindWord(module);
    return p > module && p < line.end && line.bytes[p] == ':' && logger(module, p, p);
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
