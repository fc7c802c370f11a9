package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import java.util.List;

/**
 * Joins lines as a source's format does, but for those that certainly begin a record of another
 * format: so a file whose daemon was changed on the way is read to its end. What follows such a
 * line is joined as its format joins lines. For any thread.
 *
 * <p>Certain is a line that does not begin with a blank, and that another format reads with a time
 * and a text, as surely as {@link Fit#CERTAIN}, or as {@link Fit#SURE} with an application or a
 * level. Lines of stack traces and of pretty-printed objects are none; nor is the answer of a
 * service that was logged as one line of JSON, which names no level and no logger.
 *
 * <p>A function of the lines of the record alone. Cost: what is joined, and does not begin with a
 * blank, is given to the parsers of all formats.
 */
final class OtherRecords implements RecordLines {

  private final Formats formats;
  private final int own;
  private final LineJoin.Begin begin;

  /** How lines go on records whose first lines are of each format. */
  private final LineJoin[] joins;

  private final ThreadLocal<Asked> asked;

  private OtherRecords(Formats formats, int own, LineJoin.Begin begin) {
    this.formats = formats;
    this.own = own;
    this.begin = begin;
    List<RecordFormat> all = formats.all(); // not this, nor what has it: nothing would forget it
    asked = ThreadLocal.withInitial(() -> new Asked(all, own));
    joins = new LineJoin[formats.size()];
    for (int i = 0; i < joins.length; i++) {
      joins[i] = i == own ? this::joinsOwn : unlessCertain(formats.at(i).lines());
    }
  }

  /** Which lines of a source of this format make up a record, where the user did not name it. */
  static RecordLines lines(Formats formats, int own) {
    LineJoin join = formats.at(own).lines();
    return join instanceof LineJoin.Begin begin
        ? new OtherRecords(formats, own, begin)
        : RecordLines.of(join);
  }

  @Override
  public boolean begins(byte[] b, int record, int from, int to) {
    return begin.begins(b, record, from, to);
  }

  @Override
  public LineJoin behind(byte[] b, int from, int to) {
    return joins[formatOf(b, from, to)];
  }

  /** The format of a record's first line: what the parser will take. */
  private int formatOf(byte[] b, int from, int to) {
    int other = begin.begins(b, from, from, to) ? -1 : formats.best(b, from, to, own, Fit.LIKELY);
    return other < 0 ? own : other;
  }

  private boolean joinsOwn(byte[] b, int record, int previous, int from, int to) {
    Asked a = asked.get();
    return !a.isCertain(b, from, to) || a.isCompleted(b, record, from, to);
  }

  /** As another format joins lines; one that takes all does not take those. */
  private LineJoin unlessCertain(LineJoin join) {
    return join instanceof LineJoin.Begin
        ? (b, record, previous, from, to) ->
            join.joins(b, record, previous, from, to) && !asked.get().isCertain(b, from, to)
        : join;
  }

  /** Behind the lines in front of another one, without their last ending. */
  private static int endBefore(byte[] b, int record, int next) {
    int end = next - 1;
    return end > record && b[end - 1] == '\r' ? end - 1 : end;
  }

  /** What one thread asks. */
  private static final class Asked {

    private final List<RecordFormat> formats;
    private final int own;
    private final RecordParser[] parsers;
    private final RecordHeader header = new RecordHeader();

    Asked(List<RecordFormat> formats, int own) {
      this.formats = formats;
      this.own = own;
      parsers = formats.stream().map(RecordFormat::parser).toArray(RecordParser[]::new);
    }

    /** Whether a line certainly begins a record of another format than the source's. */
    boolean isCertain(byte[] b, int from, int to) {
      if (from == to || b[from] >= 0 && b[from] <= ' ') {
        return false;
      }
      for (int i = 0; i < parsers.length; i++) {
        if (i != own && reads(i, b, from, to) && isWhole(from, to)) {
          boolean named = header.appTo > header.appFrom || header.priority >= 0;
          int fit = formats.get(i).fit(b, from, to);
          if (fit >= Fit.CERTAIN || named && fit >= Fit.SURE) {
            return true;
          }
        }
      }
      return false;
    }

    /** Whether the header that was read has a time, and a text that is not all of the line. */
    private boolean isWhole(int from, int to) {
      return header.clock != Clock.NONE && (header.textFrom != from || header.textTo != to);
    }

    /** Whether the source's format reads the record with the line only: it is described so. */
    boolean isCompleted(byte[] b, int record, int from, int to) {
      return !reads(own, b, record, endBefore(b, record, from)) && reads(own, b, record, to);
    }

    private boolean reads(int i, byte[] b, int from, int to) {
      header.clear();
      return parsers[i].parse(b, from, to, header) == null;
    }
  }
}
