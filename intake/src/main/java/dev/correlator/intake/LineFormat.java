package dev.correlator.intake;

import dev.correlator.api.HoleType;
import dev.correlator.api.LineJoin;
import dev.correlator.api.Pattern;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a form that a user describes. Holes named {@code time}, {@code level}, {@code host},
 * {@code app}, {@code logger}, {@code pid} and {@code text} are the header and the text, others are
 * fields.
 *
 * <p>A line is of the form where its time has the form of one, be it in the calendar or not, and
 * its level is one that is known. Behind a time it may be any word: the time says that a record
 * begins here.
 *
 * <p>A form that any line has, without fixed text, number, time or level, is used only where the
 * user names the format.
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

  private static final String LEVEL = "level";

  private final LinePattern pattern;

  /** Whether it is found by itself, and not only where the user names it. */
  private final boolean tells;

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
   * @throws IllegalArgumentException if one of them is not what it should be; the message says
   *     which, and those of the suppressed ones say what else is wrong
   */
  public LineFormat(String line, String time, LineRule rule, String start) {
    List<IllegalArgumentException> mistakes = new ArrayList<>();
    LinePattern read = orMistake(() -> line(line), mistakes);
    TimeForm form = orMistake(() -> TimeForm.of(time), mistakes);
    LinePattern begins =
        start.isEmpty() ? null : orMistake(() -> pattern("start", start), mistakes);
    if (read != null && mistakes.isEmpty() && !time.isEmpty()) {
      orMistake(() -> requireTime(read, begins), mistakes);
    }
    if (read == null || form == null || !mistakes.isEmpty()) {
      IllegalArgumentException first = mistakes.get(0);
      mistakes.subList(1, mistakes.size()).forEach(first::addSuppressed);
      throw first;
    }
    pattern = read;
    List<String> names = pattern.names();
    tells = tells(Pattern.of(line).parts());
    this.time = form;
    timeHole = names.indexOf(LinePattern.TIME);
    parts = new Part[names.size()];
    fieldNames = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(names.get(i));
      fieldNames[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
    }
    join = join(rule, begins);
  }

  /** What is made; null, and the reason among the mistakes, where it cannot be. */
  private static <T> @Nullable T orMistake(
      Supplier<T> made, List<IllegalArgumentException> mistakes) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      mistakes.add(e);
      return null;
    }
  }

  private static LinePattern line(String line) {
    if (line.isBlank()) {
      throw new IllegalArgumentException(
          "'line' is empty: it is the form of a line, as {time} {text}");
    }
    return pattern("line", line);
  }

  private static LinePattern requireTime(LinePattern line, @Nullable LinePattern begins) {
    List<String> names = line.names();
    boolean begun = begins != null && begins.names().contains(LinePattern.TIME);
    if (!names.contains(LinePattern.TIME) && !begun) {
      throw new IllegalArgumentException(
          "'line' has no {time}, whose form is 'time'; its holes are {%s}"
              .formatted(String.join("}, {", names)));
    }
    return line;
  }

  private static LinePattern pattern(String setting, String form) {
    try {
      return new LinePattern(Pattern.of(form));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + setting + "': " + e.getMessage(), e);
    }
  }

  /** Whether lines of this form can be told from others, which is not so of {@code {text}}. */
  private static boolean tells(List<Pattern.Part> parts) {
    return parts.stream()
        .anyMatch(part ->
            switch (part) {
              case Pattern.Literal l -> !l.text().isBlank();
              case Pattern.Hole h ->
                  h.type() == HoleType.INT
                      || h.name().equals(LinePattern.TIME)
                      || h.name().equals(LEVEL);
              case Pattern.Choice c -> c.alternatives().stream().allMatch(LineFormat::tells);
              case Pattern.Option o -> false;
              case Pattern.Rest r -> false;
            });
  }

  private static Part part(String hole) {
    return switch (hole) {
      case LinePattern.TIME -> Part.TIME;
      case LEVEL -> Part.LEVEL;
      case "host" -> Part.HOST;
      case "app" -> Part.APP;
      case "logger" -> Part.LOGGER;
      case "pid" -> Part.PID;
      case "text" -> Part.TEXT;
      default -> Part.FIELD;
    };
  }

  private LineJoin join(LineRule rule, @Nullable LinePattern begins) {
    if (begins != null) {
      ThreadLocal<Start> starts = ThreadLocal.withInitial(() -> new Start(begins, time));
      LineJoin.Begin begin = (b, record, from, to) -> starts.get().fits(b, from, to);
      return begin;
    }
    if (rule != LineRule.UNMATCHED && rule != LineRule.JAVA) {
      return rule.join();
    }
    ThreadLocal<Parser> parsers = ThreadLocal.withInitial(() -> new Parser(this));
    LineJoin.Begin begin = (b, record, from, to) -> parsers.get().fits(b, from, to);
    if (rule == LineRule.UNMATCHED) {
      return begin;
    }
    // A record may begin as a line that names an exception does: with the class that logged it.
    LineJoin trace = rule.join();
    return (b, record, previous, from, to) ->
        trace.joins(b, record, previous, from, to)
            || LineRule.namesJavaException(b, from, to) && !begin.begins(b, record, from, to);
  }

  @Override
  public int fit(byte[] bytes, int from, int to) {
    boolean fits = tells && new Parser(this).parse(bytes, from, to, new RecordHeader()) == null;
    return fits ? STATED : 0;
  }

  /** How many of the first bytes of a line that is not of this form are as the form has them. */
  int fitting(byte[] bytes, int from, int to) {
    LineTime times = new LineTime(time);
    int fitting = pattern.fitting(bytes, from, to, times);
    Parser parser = new Parser(this);
    if (parser.pattern.read(bytes, from, to, parser.places, times)) { // all but the level's word
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] == Part.LEVEL) {
          return parser.places[2 * i] - from;
        }
      }
    }
    return fitting;
  }

  @Override
  public RecordParser parser() {
    return new Parser(this);
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

  /** Does not hold the format: what a thread keeps of one that is gone could not be forgotten. */
  private static final class Parser implements RecordParser {

    private final LinePattern pattern;
    private final Part[] parts;
    private final byte[][] fieldNames;
    private final int timeHole;
    private final LineTime times;
    private final int[] places;

    Parser(LineFormat format) {
      pattern = format.pattern;
      parts = format.parts;
      fieldNames = format.fieldNames;
      timeHole = format.timeHole;
      times = new LineTime(format.time);
      places = new int[2 * parts.length];
    }

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
