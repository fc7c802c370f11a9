package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import java.nio.charset.StandardCharsets;

/**
 * How far the first line of a record of {@link LoggingFormat} was read, and what was found up to
 * there. Used by one thread.
 */
final class LoggingCursor {

  static final byte[] THREAD = name("thread");
  static final byte[] CONTEXT = name("context");
  static final byte[] LEVEL = name("level");
  static final byte[] SOURCE = name("source");
  static final byte[] METHOD = name("method");

  byte[] bytes = {};

  /** Behind the line. */
  int end;

  /** Behind what was read last. */
  int at;

  RecordHeader header = new RecordHeader();

  /** Whether more than blanks stood in front of that place. */
  boolean separated;

  /** Whether the level stood in front of the time. */
  boolean levelFirst;

  /** Whether the time stood in brackets. */
  boolean timeInBrackets;

  /** Whether the thread was found. */
  boolean hasThread;

  /** Whether levels may be the program's own, of which the severity is not known. */
  boolean ownLevels;

  private boolean hasOwnLevel;

  static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void open(byte[] b, int from, int lineEnd, RecordHeader h, boolean withOwnLevels) {
    ownLevels = withOwnLevels;
    hasOwnLevel = false;
    bytes = b;
    end = lineEnd;
    at = from;
    header = h;
    separated = false;
    levelFirst = false;
    timeInBrackets = false;
    hasThread = false;
  }

  boolean hasLevel() {
    return header.priority >= 0 || hasOwnLevel;
  }

  boolean hasLogger() {
    return header.appTo > header.appFrom;
  }

  boolean hasProcess() {
    return header.procIdTo > header.procIdFrom;
  }

  /** Whether nothing but the text is missing. */
  boolean isKnown() {
    return hasLevel() && hasLogger();
  }

  /** Takes a level, unless there is one or this is none: levels begin with a capital letter. */
  boolean level(int from, int to, int lengthMin) {
    if (hasLevel() || to - from < lengthMin || bytes[from] > 'Z') {
      return false;
    }
    header.priority = Levels.ofWord(bytes, from, to);
    if (header.priority == Levels.UNKNOWN && ownLevels) {
      hasOwnLevel = LoggingLine.behindOwnLevel(bytes, from, end) == to;
      if (hasOwnLevel) {
        addField(LEVEL, from, to);
      }
    }
    return hasLevel();
  }

  /** Behind the level at a place, or -1. */
  int behindLevel(int from) {
    int behind = LoggingLine.behindLevel(bytes, from, end);
    return behind < 0 && ownLevels ? LoggingLine.behindOwnLevel(bytes, from, end) : behind;
  }

  void logger(int from, int to) {
    header.appFrom = from;
    header.appTo = to;
  }

  void process(int from, int to) {
    header.procIdFrom = from;
    header.procIdTo = to;
  }

  void thread(int from, int to) {
    addField(THREAD, from, to);
    hasThread = true;
  }

  /** Adds a field without its padding; the name is put where decoded bytes are. */
  void addField(byte[] name, int from, int to) {
    int valueFrom = LoggingLine.skipBlanks(bytes, from, to);
    int valueTo = trimmed(valueFrom, to);
    if (valueTo == valueFrom) {
      return;
    }
    int start = header.textTo + header.decodedLength; // the text is the last of a record
    header.decode(name, 0, name.length);
    header.addField(start, start + name.length, valueFrom, valueTo);
  }

  /** The end of what ends at a place, without blanks. */
  int trimmed(int from, int to) {
    int p = to;
    while (p > from && bytes[p - 1] == ' ') {
      p--;
    }
    return p;
  }

  int skipBlanks(int from) {
    return LoggingLine.skipBlanks(bytes, from, end);
  }

  /** The place of a byte from a place on, or the line's end. */
  int find(byte c, int from) {
    int p = from;
    while (p < end && bytes[p] != c) {
      p++;
    }
    return p;
  }

  /** Behind the word that begins at a place: what names are made of. */
  int behindWord(int from) {
    int p = from;
    while (p < end && isOfName(bytes[p])) {
      p++;
    }
    return p;
  }

  static boolean isOfName(byte c) {
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

  int behindNumber(int from) {
    int p = from;
    while (p < end && Words.isDigit(bytes[p])) {
      p++;
    }
    return p;
  }

  boolean hasDot(int from, int to) {
    for (int p = from; p < to; p++) {
      if (bytes[p] == '.') {
        return true;
      }
    }
    return false;
  }

  /** Whether a dash, a colon or a bar stands there, behind blanks or not. */
  boolean isSeparator(int from) {
    int p = skipBlanks(from);
    return p < end && (bytes[p] == '-' || bytes[p] == ':' || bytes[p] == '|');
  }

  /** Whether dashes, a colon or a bar stand there with blanks on both sides. */
  boolean isSetApart(int from) {
    int p = skipBlanks(from);
    if (p == from || p == end) {
      return false;
    }
    byte c = bytes[p];
    if (c != '-' && c != ':' && c != '|') {
      return false;
    }
    while (p < end && bytes[p] == c) {
      p++;
    }
    return p == end || bytes[p] == ' ';
  }

  /** Whether a colon and a blank stand there. */
  boolean isColon(int from) {
    return from < end && bytes[from] == ':' && (from + 1 == end || bytes[from + 1] == ' ');
  }

  /**
   * Skips what stands between words.
   *
   * @param one only the first separator, since the text may begin with another
   * @return whether it were three dashes: Spring Boot's, and brackets behind them
   */
  boolean skipSeparators(boolean one) {
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
}
