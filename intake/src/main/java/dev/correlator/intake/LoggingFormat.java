package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines as logging libraries write them for people: Logback, Log4j, Python's {@code logging} and
 * their like. First the time; then, in any order, level, logger, and what stands in brackets, with
 * blanks, {@code -}, {@code :} or {@code |} between them; then the text. Lines that begin without a
 * time, as those of stack traces, belong to the record before them.
 */
@Named("logging")
public final class LoggingFormat implements RecordFormat {

  /** Levels are told from other words by their length and case: {@code I} may be anything. */
  private static final int LEVEL_MIN = 4;

  /** What stands before the text are at most so many words. */
  private static final int WORDS_MAX = 10;

  private static final byte[] THREAD = "thread".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTEXT = "context".getBytes(StandardCharsets.US_ASCII);

  /** Called by the service loader. */
  public LoggingFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    if (parser().parse(bytes, from, to, header) != null) {
      return 0;
    }
    // Surer than the format of syslog's files, which takes a level for a host.
    return header.appTo > header.appFrom || header.fieldCount > 0 ? Fit.SURE + 5 : Fit.SURE + 1;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  @Override
  public LineJoin lines() {
    return (b, record, previous, from, to) -> !beginsWithDay(b, from, to);
  }

  /** {@code 2026-03-02}, behind a bracket too. */
  private static boolean beginsWithDay(byte[] b, int from, int to) {
    int p = from < to && b[from] == '[' ? from + 1 : from;
    return to - p >= 10
        && Words.two(b, p) >= 0
        && Words.two(b, p + 2) >= 0
        && b[p + 4] == '-'
        && Words.two(b, p + 5) >= 0
        && b[p + 7] == '-'
        && Words.two(b, p + 8) >= 0;
  }

  private static final class Parser implements RecordParser {

    private final IsoTime time = new IsoTime(false);
    private byte[] bytes = {};
    private int end;
    private RecordHeader header = new RecordHeader();

    /** Behind the last separator that was seen. */
    private int at;

    private boolean separated;

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      if (!beginsWithDay(b, from, to)) {
        return Rejection.HEADER;
      }
      boolean bracketed = b[from] == '[';
      int behind = time.read(b, bracketed ? from + 1 : from, to);
      if (behind < 0 || behind >= to || bracketed && b[behind] != ']') {
        return behind < 0 ? Rejection.TIME : Rejection.HEADER;
      }
      h.clock = time.local ? Clock.LOCAL : Clock.ABSOLUTE;
      h.timeNanos = time.nanos;
      bytes = b;
      header = h;
      h.textTo = to;
      // What is in front of the text stands in the first line.
      end = Words.find(b, behind, to, Words.LINE_FEEDS);
      at = bracketed ? behind + 1 : behind;
      int text = header();
      if (h.priority < 0) {
        return Rejection.HEADER;
      }
      h.textFrom = text;
      return null;
    }

    /** Reads what stands before the text and returns where that begins. */
    private int header() {
      for (int words = 0; words < WORDS_MAX; words++) {
        skipSeparators();
        if (at >= end) {
          return at;
        }
        boolean known = header.priority >= 0 && header.appTo > header.appFrom;
        if (known && separated) {
          return at;
        }
        if (!(bytes[at] == '[' || bytes[at] == '(' ? bracketed() : word(known))) {
          return at;
        }
      }
      return at;
    }

    private void skipSeparators() {
      int start = at;
      separated = false;
      while (at < end) {
        byte c = bytes[at];
        if (c == '-' || c == '|' || c == ':' || c == ',' && at > start) {
          separated = true;
        } else if (c != ' ' && c != '\t') {
          return;
        }
        at++;
      }
    }

    /** A level, a thread, or what else somebody put in brackets. */
    private boolean bracketed() {
      byte close = (byte) (bytes[at] == '[' ? ']' : ')');
      int p = at + 1;
      while (p < end && bytes[p] != close) {
        p++;
      }
      if (p == end) {
        return false;
      }
      int from = at + 1;
      int to = p;
      while (from < to && bytes[from] == ' ') {
        from++;
      }
      while (to > from && bytes[to - 1] == ' ') {
        to--;
      }
      if (!isLevel(from, to)) {
        if (isLogger(from, to)
            && header.priority >= 0
            && header.appTo == header.appFrom
            && hasDot(from, to)) {
          header.appFrom = from;
          header.appTo = to;
        } else if (header.appTo > header.appFrom && header.priority >= 0) {
          return false; // behind level and logger: the text begins with it
        } else {
          addField(header.fieldCount == 0 ? THREAD : CONTEXT, from, to);
        }
      }
      at = p + 1;
      return true;
    }

    /** A level, a process id, or the logger; anything else begins the text. */
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
      if (to == from || known) {
        return false;
      }
      boolean ended =
          p == end
              || bytes[p] == ' '
              || bytes[p] == ':'
              || bytes[p] == '|'
              || bytes[p] == '['
              || bytes[p] == '\t'
              || bytes[p] == '-';
      if (!ended) {
        return false;
      }
      if (header.priority < 0 && isLevel(from, to)) {
        at = to;
        return true;
      }
      if (isNumber(from, to) && header.procIdTo == header.procIdFrom) {
        header.procIdFrom = from;
        header.procIdTo = to;
        at = to;
        return true;
      }
      if (header.appTo > header.appFrom || !isLogger(from, to)) {
        return false;
      }
      int line = lineNumber(to);
      if (!hasDot(from, to) && !isSeparator(line)) {
        return false; // a word of the text
      }
      header.appFrom = from;
      header.appTo = to;
      at = line;
      return true;
    }

    /** Behind {@code :42} at a place, or that place. */
    private int lineNumber(int from) {
      int p = from + 1;
      if (p >= end || bytes[from] != ':' || !Words.isDigit(bytes[p])) {
        return from;
      }
      while (p < end && Words.isDigit(bytes[p])) {
        p++;
      }
      return p < end && (bytes[p] == ' ' || bytes[p] == ':') ? p : from;
    }

    /** Whether the fixed text that stands behind a logger stands there. */
    private boolean isSeparator(int from) {
      int p = from;
      while (p < end && bytes[p] == ' ') {
        p++;
      }
      return p < end && (bytes[p] == '-' || bytes[p] == ':' || bytes[p] == '|');
    }

    private boolean isLevel(int from, int to) {
      if (header.priority >= 0 || to - from < LEVEL_MIN || bytes[from] > 'Z') {
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
      for (int p = from; p < to; p++) {
        if (!Words.isDigit(bytes[p])) {
          return false;
        }
      }
      return true;
    }

    /** Letters first: a name of a class, a module or a file. */
    private boolean isLogger(int from, int to) {
      byte c = bytes[from];
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      return letter && to > from + 1;
    }

    private boolean hasDot(int from, int to) {
      for (int p = from; p < to; p++) {
        if (bytes[p] == '.') {
          return true;
        }
      }
      return false;
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

    /** The name stands nowhere in the record: it is put where decoded bytes are. */
    private void addField(byte[] name, int from, int to) {
      int start = header.textTo + header.decodedLength; // the text is the last of a record
      header.decode(name, 0, name.length);
      header.addField(start, start + name.length, from, to);
    }
  }
}
