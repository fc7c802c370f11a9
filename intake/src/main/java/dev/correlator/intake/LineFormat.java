package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Pattern;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a form that a user describes. Holes named {@code time}, {@code level}, {@code host},
 * {@code app}, {@code logger}, {@code pid} and {@code text} are the header and the text, others are
 * fields.
 *
 * <p>A line is of the form where its time has the form of one, be it in the calendar or not, and
 * its level is one that is known. Behind a time it may be any word: the time says that a record
 * begins here.
 */
public final class LineFormat implements RecordFormat {

  /** Better than any format that is found by itself: somebody said that there are such lines. */
  private static final int STATED = 99;

  /** What a hole is of the record. */
  private enum Part {
    TIME,
    LEVEL,
    HOST,
    APP,
    LOGGER,
    PID,
    TEXT,
    FIELD
  }

  private final LinePattern pattern;
  private final Part[] parts;
  private final byte[][] fieldNames;
  private final TimeForm time;
  private final int timeHole;
  private final LineJoin join;

  /**
   * Makes the format.
   *
   * @param line the form of a line, or of a record of several lines; see {@link Pattern}
   * @param time how times are written, see {@link java.time.format.DateTimeFormatter}; empty: ISO
   *     8601 or a number
   * @param rule which lines make up a record
   * @param start the form of a line that begins a record, others belong to the one before; empty:
   *     the rule says it
   * @throws IllegalArgumentException if one of them is not what it should be
   */
  public LineFormat(String line, String time, LineRule rule, String start) {
    pattern = new LinePattern(Pattern.of(line));
    List<String> names = pattern.names();
    this.time = TimeForm.of(time);
    timeHole = names.indexOf(LinePattern.TIME);
    parts = new Part[names.size()];
    fieldNames = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(names.get(i));
      fieldNames[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
    }
    join = join(rule, start);
  }

  private static Part part(String hole) {
    return switch (hole) {
      case LinePattern.TIME -> Part.TIME;
      case "level" -> Part.LEVEL;
      case "host" -> Part.HOST;
      case "app" -> Part.APP;
      case "logger" -> Part.LOGGER;
      case "pid" -> Part.PID;
      case "text" -> Part.TEXT;
      default -> Part.FIELD;
    };
  }

  private LineJoin join(LineRule rule, String start) {
    if (!start.isEmpty()) {
      LinePattern begins = new LinePattern(Pattern.of(start));
      ThreadLocal<Start> starts = ThreadLocal.withInitial(() -> new Start(begins, time));
      LineJoin.Begin begin = (b, record, from, to) -> starts.get().fits(b, from, to);
      return begin;
    }
    if (rule != LineRule.UNMATCHED) {
      return rule.join();
    }
    ThreadLocal<Parser> parsers = ThreadLocal.withInitial(Parser::new);
    LineJoin.Begin begin = (b, record, from, to) -> parsers.get().fits(b, from, to);
    return begin;
  }

  @Override
  public int fit(byte[] bytes, int from, int to) {
    return new Parser().parse(bytes, from, to, new RecordHeader()) == null ? STATED : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  @Override
  public LineJoin lines() {
    return join;
  }

  /** Reads the lines that begin a record. */
  private static final class Start {

    private final LinePattern begins;
    private final LineTime times;
    private final int[] places;

    Start(LinePattern begins, TimeForm time) {
      this.begins = begins;
      times = new LineTime(time);
      places = new int[2 * begins.names().size()];
    }

    boolean fits(byte[] b, int from, int to) {
      return begins.read(b, from, to, places, times);
    }
  }

  private final class Parser implements RecordParser {

    private final LineTime times = new LineTime(time);
    private final int[] places = new int[2 * parts.length];

    /** Whether a line is of the form, be its time in the calendar or not. */
    boolean fits(byte[] b, int from, int to) {
      return pattern.read(b, from, to, places, times) && isLevel(b);
    }

    private boolean isLevel(byte[] b) {
      boolean timed = timeHole >= 0 && places[2 * timeHole] >= 0;
      for (int i = 0; i < parts.length; i++) {
        int start = places[2 * i];
        int end = places[2 * i + 1];
        if (parts[i] == Part.LEVEL
            && start >= 0
            && (timed
                ? Words.find(b, start, end, Words.SPACES) < end
                : Levels.ofWord(b, start, end) == Levels.UNKNOWN)) {
          return false;
        }
      }
      return true;
    }

    /** Whether a line would be of the form if its time were. */
    private boolean fitsButForTime(byte[] b, int from, int to) {
      return timeHole >= 0 && pattern.read(b, from, to, places, null);
    }

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      if (!pattern.read(b, from, to, places, times)) {
        return fitsButForTime(b, from, to) ? Rejection.TIME : Rejection.HEADER;
      }
      if (!isLevel(b)) {
        return Rejection.HEADER;
      }
      h.textFrom = from;
      h.textTo = to;
      int logger = -1;
      for (int i = 0; i < parts.length; i++) {
        int start = places[2 * i];
        int end = places[2 * i + 1];
        if (start < 0) {
          continue;
        }
        switch (parts[i]) {
          case TIME -> {
            if (!times.read(b, start, end, h)) {
              return Rejection.TIME;
            }
          }
          case LEVEL -> {
            h.priority = Levels.ofWord(b, start, end);
            if (h.priority == Levels.UNKNOWN && end > start) {
              addField(h, to, i);
            }
          }
          case HOST -> {
            h.hostFrom = start;
            h.hostTo = end;
          }
          case APP -> {
            h.appFrom = start;
            h.appTo = end;
          }
          case LOGGER -> logger = i;
          case PID -> {
            h.procIdFrom = start;
            h.procIdTo = end;
          }
          case TEXT -> {
            h.textFrom = start;
            h.textTo = end;
          }
          case FIELD -> addField(h, to, i);
        }
      }
      if (logger >= 0 && h.appFrom == h.appTo) {
        h.appFrom = places[2 * logger];
        h.appTo = places[2 * logger + 1];
      } else if (logger >= 0 && places[2 * logger + 1] > places[2 * logger]) {
        addField(h, to, logger);
      }
      return null;
    }

    /** The name stands nowhere in the record: it is put where decoded bytes are. */
    private void addField(RecordHeader h, int to, int hole) {
      int at = to + h.decodedLength;
      byte[] name = fieldNames[hole];
      h.decode(name, 0, name.length);
      h.addField(at, at + name.length, places[2 * hole], places[2 * hole + 1]);
    }
  }
}
