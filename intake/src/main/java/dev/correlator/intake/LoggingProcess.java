package dev.correlator.intake;

/** Reads process ids, and the threads that stand in no brackets. Used by one thread. */
final class LoggingProcess {

  /** Threads of POSIX are addresses, which no process id and no count is as long as. */
  private static final int THREAD_ID_MIN = 9;

  /** Between the level and the logger are at most so many columns. */
  private static final int COLUMNS_MAX = 3;

  private final LoggingCursor line;

  LoggingProcess(LoggingCursor line) {
    this.line = line;
  }

  /** A number in front of the level, or behind it and in front of dashes or of a sure logger. */
  boolean number(int from, int to) {
    if (line.hasProcess() || line.hasLevel() && !isInFrontOfHeader(to)) {
      return false;
    }
    line.process(from, to);
    line.at = to;
    return true;
  }

  private boolean isInFrontOfHeader(int numberTo) {
    byte[] b = line.bytes;
    int next = line.skipBlanks(numberTo);
    int p = line.behindWord(next);
    boolean dashes = p - next == 3 && b[next] == '-' && b[next + 1] == '-';
    return dashes || LoggingWords.isLogger(line, next, p);
  }

  /** {@code shop 4711 139652149066624 text}, behind level and time, as Django has it; or -1. */
  int processAndThread(int moduleTo) {
    int process = line.skipBlanks(moduleTo);
    int processTo = line.behindNumber(process);
    int thread = line.skipBlanks(processTo);
    int threadTo = line.behindNumber(thread);
    if (processTo == process || threadTo - thread < THREAD_ID_MIN) {
      return -1;
    }
    line.process(process, processTo);
    line.thread(thread, threadTo);
    return threadTo;
  }

  /** {@code | main | com.example.Cart |}: a column's word, where the logger's is behind it. */
  boolean threadInColumn(int from, int to) {
    int column = line.separated ? threadColumn(to) : -1;
    if (column < 0) {
      return false;
    }
    line.thread(from, column);
    line.at = column;
    return true;
  }

  /** The end of the column, or -1. */
  private int threadColumn(int from) {
    int p = line.skipBlanks(from);
    int word = -1;
    for (int n = 0; n < COLUMNS_MAX && p < line.end && line.bytes[p] == '|'; n++) {
      int next = line.skipBlanks(p + 1);
      int to = line.behindWord(next);
      int bar = line.skipBlanks(to);
      if (to == next || bar >= line.end || line.bytes[bar] != '|') {
        break;
      }
      if (line.hasDot(next, to)) {
        return p;
      }
      word = word < 0 ? p : word;
      p = bar;
    }
    return word;
  }
}
