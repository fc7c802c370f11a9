package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes records one behind the other, with the framing of their sources, so that who reads what is
 * written finds the same records. Used by one thread; the stream is the caller's.
 *
 * <p>Records that were not neighbours may be now. Where one would go on in the next, or would seem
 * to be repeated by it, an empty record is put between them; where even that would change one of
 * them, it is refused.
 */
public final class CaptureWriter {

  private final OutputStream to;
  private final Framing framing;
  private final RecordLines lines;
  private final Frames frames;
  private final boolean hasParts;
  private final RecordParser parser;
  private final int recordBytesMax;
  private final RecordHeader header = new RecordHeader();

  /** The record written last, null before the first. */
  private @Nullable Received last;

  private @Nullable LogSource lastSource;
  private long lastNumber;
  private long separators;

  /**
   * Makes one.
   *
   * @param like a source whose records are written
   * @param formats the formats that there are
   */
  public CaptureWriter(LogSource like, Formats formats, OutputStream to) {
    this.to = to;
    framing = like.framing();
    lines = like.recordLines();
    hasParts = like.hasParts();
    parser = formats.at(like.format()).parser();
    recordBytesMax = like.beginning().recordBytesMax;
    frames = new Frames(recordBytesMax);
  }

  /** Why records of these sources cannot stand in one capture; null: they can. */
  public static @Nullable String apart(List<LogSource> sources) {
    LogSource first = null;
    for (LogSource source : sources) {
      if (source.isEmpty()) {
        continue;
      }
      if (first == null) {
        first = source;
        continue;
      }
      if (!source.framing().isLike(first.framing())) {
        return told(first, framed(first)) + ", " + told(source, framed(source));
      }
      boolean several = ofSeveralLines(first) || ofSeveralLines(source);
      if (several && source.format() != first.format()) {
        return told(first, first.formatName() + " format")
            + ", "
            + told(source, source.formatName() + " format")
            + ", and records of several lines";
      }
    }
    return null;
  }

  private static String told(LogSource source, String what) {
    return source.name() + " has " + what;
  }

  private static String framed(LogSource source) {
    Framing framing = source.framing();
    if (framing == Framing.OCTET_COUNTED) {
      return "counts in front of its records";
    }
    if (framing == Framing.EXPORTED) {
      return "entries of a journal's export";
    }
    return framing == Framing.LINES
        ? "records that end with line feeds"
        : "records that end with " + framing;
  }

  private static boolean ofSeveralLines(LogSource source) {
    return source.hasParts() || !source.recordLines().equals(RecordLines.NONE);
  }

  /** How many empty records were written between others. */
  public long separators() {
    return separators;
  }

  /**
   * Writes a record.
   *
   * @param source where it was read
   * @param number its place among all records of all sources: whether it was the neighbour of the
   *     one before
   * @return why it was not written, in words behind its name; null: it was
   * @throws IOException nothing more can be written
   */
  public @Nullable String write(LogSource source, long number, Received record) throws IOException {
    String why = refused(record);
    if (why != null) {
      return why;
    }
    Received before = last;
    boolean neighbours =
        lastSource != null && lastSource.equals(source) && number == lastNumber + 1;
    if (before != null) {
      if (!neighbours && goesOnWith(before, record)) {
        return "would be read as more lines of the record in front of it; take what was in front of"
            + " it, too";
      }
      boolean seemsRepeated = record.repeatsNothing && !neighbours;
      if (seemsRepeated || isOpen(before) && record.rejection == null) {
        if (goesOnWith(before, Received.EMPTY) || goesOnWith(Received.EMPTY, record)) {
          return "would be read together with the record in front of it, which nothing can end";
        }
        separate();
      }
    }
    frame(record);
    last = record;
    lastSource = source;
    lastNumber = number;
    return null;
  }

  /** Why a record cannot be written again whatever is in front of it. */
  private @Nullable String refused(Received record) {
    if (record.rejection == Rejection.TOO_LONG) {
      return "is longer than " + recordBytesMax + " bytes; the rest of it is not kept";
    }
    if (framing == Framing.EXPORTED && record.rejection == Rejection.CUT_OFF) {
      return "is an entry that the end of its file cuts off; no other can stand behind it";
    }
    boolean noPriority = record.bytes.length == 0 || record.bytes[0] != '<';
    if (framing == Framing.OCTET_COUNTED && last == null && noPriority) {
      return "has no priority and would be the first: counts are found by a priority behind the"
          + " first";
    }
    return null;
  }

  /** Whether the first line of a record would be read as one more of the record in front of it. */
  private boolean goesOnWith(Received before, Received record) {
    if (framing != Framing.LINES || lines.equals(RecordLines.NONE)) {
      return false;
    }
    int from = before.bytes.length + 1;
    int firstLine = 0;
    while (firstLine < record.bytes.length && record.bytes[firstLine] != '\n') {
      firstLine++;
    }
    int length = from + firstLine + 1;
    byte[] both = Arrays.copyOf(before.bytes, length + RecordBlock.SLACK);
    both[from - 1] = '\n';
    System.arraycopy(record.bytes, 0, both, from, firstLine);
    both[length - 1] = '\n';
    frames.open(framing, lines, both, length);
    boolean more = frames.next();
    while (more && frames.to < from) {
      more = frames.next();
    }
    return more && frames.from < from;
  }

  /** Whether the last line of a record says that it goes on, and it never did. */
  private boolean isOpen(Received record) {
    if (!hasParts || record.rejection != null) {
      return false;
    }
    int from = record.bytes.length;
    while (from > 0 && record.bytes[from - 1] != '\n') {
      from--;
    }
    header.clear();
    byte[] line = Arrays.copyOf(record.bytes, record.bytes.length + RecordBlock.SLACK);
    return parser.parse(line, from, record.bytes.length, header) == null && header.goesOn;
  }

  /** An empty record, which is none to whoever reads it, and ends all that went on. */
  private void separate() throws IOException {
    if (framing == Framing.OCTET_COUNTED) {
      to.write("1  ".getBytes(StandardCharsets.US_ASCII));
    } else {
      to.write(framing.trailer());
    }
    separators++;
  }

  private void frame(Received record) throws IOException {
    if (framing == Framing.OCTET_COUNTED) {
      to.write((record.bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
      to.write(record.bytes);
      return;
    }
    to.write(record.bytes);
    if (framing == Framing.EXPORTED) {
      to.write('\n');
      to.write('\n');
      return;
    }
    if (framing == Framing.LINES && record.returns) {
      to.write('\r');
    }
    to.write(framing.trailer());
  }
}
