package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Pattern;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a form that a user describes. Holes named {@code time}, {@code level}, {@code host},
 * {@code app}, {@code logger}, {@code pid} and {@code text} are the header and the text, others are
 * fields.
 */
public final class LineFormat implements RecordFormat {

  /** Better than any format that is found by itself: somebody said that there are such lines. */
  private static final int STATED = 99;

  private final LinePattern pattern;
  private final List<String> names;
  private final byte[][] fieldNames;
  private final @Nullable DateTimeFormatter time;
  private final LineJoin join;

  /**
   * Makes the format.
   *
   * @param line the form of a line, or of a record of several lines; see {@link Pattern}
   * @param time how times are written, see {@link DateTimeFormatter}; empty: ISO 8601 or a number
   * @param rule which lines make up a record
   * @param start the form of a line that begins a record, others belong to the one before; empty:
   *     the rule says it
   * @throws IllegalArgumentException if one of them is not what it should be
   */
  public LineFormat(String line, String time, LineRule rule, String start) {
    pattern = new LinePattern(Pattern.of(line));
    names = pattern.names();
    if (time.isEmpty()) {
      this.time = null;
    } else {
      try {
        this.time = LineTime.formatter(time);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("the time '" + time + "': " + e.getMessage(), e);
      }
    }
    fieldNames = new byte[names.size()][];
    for (int i = 0; i < fieldNames.length; i++) {
      fieldNames[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
    }
    join = join(rule, start);
  }

  private LineJoin join(LineRule rule, String start) {
    if (!start.isEmpty()) {
      LinePattern begins = new LinePattern(Pattern.of(start));
      ThreadLocal<int[]> places = ThreadLocal.withInitial(() -> new int[2 * begins.names().size()]);
      return (b, record, previous, from, to) -> !begins.read(b, from, to, places.get());
    }
    if (rule != LineRule.UNMATCHED) {
      return rule.join();
    }
    ThreadLocal<Parser> parsers = ThreadLocal.withInitial(Parser::new);
    return (b, record, previous, from, to) -> !parsers.get().reads(b, from, to);
  }

  @Override
  public int fit(byte[] bytes, int from, int to) {
    return new Parser().reads(bytes, from, to) ? STATED : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  @Override
  public LineJoin lines() {
    return join;
  }

  private final class Parser implements RecordParser {

    private final LineTime times = new LineTime(time);
    private final int[] places = new int[2 * fieldNames.length];
    private final RecordHeader unused = new RecordHeader();

    boolean reads(byte[] b, int from, int to) {
      unused.clear();
      return parse(b, from, to, unused) == null;
    }

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      if (!pattern.read(b, from, to, places)) {
        return Rejection.HEADER;
      }
      h.textFrom = from;
      h.textTo = to;
      int loggerFrom = 0;
      int loggerTo = 0;
      for (int i = 0; i < fieldNames.length; i++) {
        int start = places[2 * i];
        int end = places[2 * i + 1];
        if (start < 0) {
          continue;
        }
        switch (names.get(i)) {
          case "time" -> {
            if (!times.read(b, start, end, h)) {
              return Rejection.TIME;
            }
          }
          case "level" -> {
            h.priority = Levels.ofWord(b, start, end);
            if (h.priority == Levels.UNKNOWN) {
              return Rejection.HEADER;
            }
          }
          case "host" -> {
            h.hostFrom = start;
            h.hostTo = end;
          }
          case "app" -> {
            h.appFrom = start;
            h.appTo = end;
          }
          case "logger" -> {
            loggerFrom = start;
            loggerTo = end;
          }
          case "pid" -> {
            h.procIdFrom = start;
            h.procIdTo = end;
          }
          case "text" -> {
            h.textFrom = start;
            h.textTo = end;
          }
          default -> addField(h, to, i, start, end);
        }
      }
      if (h.appFrom == h.appTo) {
        h.appFrom = loggerFrom;
        h.appTo = loggerTo;
      } else if (loggerTo > loggerFrom) {
        addField(h, to, names.indexOf("logger"), loggerFrom, loggerTo);
      }
      return null;
    }

    /** The name stands nowhere in the record: it is put where decoded bytes are. */
    private void addField(RecordHeader h, int to, int number, int start, int end) {
      int at = to + h.decodedLength;
      byte[] name = fieldNames[number];
      h.decode(name, 0, name.length);
      h.addField(at, at + name.length, start, end);
    }
  }
}
