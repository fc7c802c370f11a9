package dev.correlator.intake;

import java.util.Arrays;

/** Places of the code in the lines of libraries of logging: {@code Cart.java:42}. Immutable. */
final class LoggingPlaces {

  /** How files of sources end, which are named as places of the code. */
  private static final byte[][] SOURCES = {
    LoggingCursor.name(".java"),
    LoggingCursor.name(".kt"),
    LoggingCursor.name(".scala"),
    LoggingCursor.name(".groovy"),
    LoggingCursor.name(".py"),
    LoggingCursor.name(".clj")
  };

  private LoggingPlaces() {}

  static boolean isSource(byte[] b, int from, int to) {
    for (byte[] ending : SOURCES) {
      int p = to - ending.length;
      if (p > from && Arrays.equals(b, p, to, ending, 0, ending.length)) {
        return true;
      }
    }
    return false;
  }

  /** A file of sources and a line of it. */
  static boolean isPlace(byte[] b, int from, int to) {
    int p = to;
    while (p > from && Words.isDigit(b[p - 1])) {
      p--;
    }
    return p < to && p > from && b[p - 1] == ':' && isSource(b, from, p - 1);
  }

  /** Whether a place in brackets comes next. */
  static boolean isNext(LoggingCursor line, int from) {
    byte[] b = line.bytes;
    int p = line.skipBlanks(from);
    if (p >= line.end || b[p] != '(' && b[p] != '[') {
      return false;
    }
    int to = p + 1;
    while (to < line.end && (LoggingCursor.isOfName(b[to]) || b[to] == ':')) {
      to++;
    }
    return to < line.end && (b[to] == ')' || b[to] == ']') && isPlace(b, p + 1, to);
  }

  /** Behind {@code :42} at a place, or that place. */
  static int behindLineNumber(LoggingCursor line, int from) {
    int p = from + 1;
    if (p >= line.end || line.bytes[from] != ':' || !Words.isDigit(line.bytes[p])) {
      return from;
    }
    p = line.behindNumber(p);
    return line.isSetApart(p) || line.isColon(p) ? p : from; // else the text may begin there
  }

  /** Behind {@code :add:42} at a place, where a method and a line are; or -1. */
  static int behindMethod(LoggingCursor line, int from) {
    byte[] b = line.bytes;
    int p = from + 1;
    if (p >= line.end || b[from] != ':' || b[p] == ' ') {
      return -1;
    }
    while (p < line.end && isOfMethod(b[p])) {
      p++;
    }
    boolean named = p > from + 1 && p < line.end && b[p] == ':';
    int behind = named ? line.behindNumber(p + 1) : p;
    return behind > p + 1 ? behind : -1;
  }

  private static boolean isOfMethod(byte c) {
    return c == '<' || c == '>' || LoggingCursor.isOfName(c) && "./-#".indexOf(c) < 0;
  }
}
