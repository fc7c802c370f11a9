package dev.correlator.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A list of records as {@code capture ls} printed it, with a {@code #} in front of the lines of
 * those that are meant. Read along with the records, so that neither has to fit into memory; a
 * marked line must be that of the record of its number, or the list is one of other files. Used by
 * one thread.
 */
final class MarkedList implements AutoCloseable {

  /** The longest line, in characters: more than any that was printed. */
  private static final int LINE_CHARS_MAX = 8_192;

  private final String name;
  private final BufferedReader in;
  private final ZoneId zone;
  private long line;

  /** The next marked line without its mark, null behind the last. */
  private @Nullable String row;

  private long number;

  /**
   * Begins to read one.
   *
   * @param name as messages call it
   * @param zone in which the list has its times
   * @throws RefusedException it has no marked line, or the first is not that of a record
   */
  MarkedList(String name, InputStream in, ZoneId zone) {
    this.name = name;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.zone = zone;
    next();
    if (row == null) {
      throw refused(
          Place.of(name),
          "no line of a record begins with #: put one in front of the records to take");
    }
  }

  /** Whether a record is marked. */
  boolean isMarked(CaptureRecord r) {
    String marked = row;
    if (marked == null || number > r.number()) {
      return false;
    }
    String is = CaptureTable.row(r, zone).strip();
    if (!comparable(marked).equals(comparable(is))) {
      throw refused(
          "record "
              + number
              + " is another one: "
              + Printable.line(is)
              + "; a list goes with the files, all of them, and the options of 'capture ls' that"
              + " made it");
    }
    next();
    return true;
  }

  /** There are no more records than these. */
  void end(long records) {
    if (row != null) {
      throw refused(
          "there is no record "
              + number
              + ": the files have "
              + CountText.of(records)
              + "; a list goes with the files, all of them, that 'capture ls' was given");
    }
  }

  /** A terminal's encoding may have had no more than this: what is not ASCII became a mark. */
  private static String comparable(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.append(c < 0x80 ? (char) c : '?'));
    return plain.toString();
  }

  private void next() {
    long before = number;
    row = null;
    for (String text = readLine(); text != null; text = readLine()) {
      String mark = text.strip();
      if (mark.startsWith("#")) {
        String marked = unmarked(mark);
        if (CaptureTable.isNoRecord(marked)) {
          continue; // hit along with records, by whoever marks all lines with some text
        }
        number = number(marked);
        if (number <= before) {
          throw refused(
              "record "
                  + number
                  + " stands behind record "
                  + before
                  + "; leave the lines in the order of 'capture ls'");
        }
        row = marked;
        return;
      }
      if (line == 1 && mark.startsWith("{")) {
        throw refused("the list is JSON; mark the table that 'capture ls' prints without --format");
      }
    }
  }

  /**
   * Marks may be several: who marks all lines with one text, then with another, hits some twice.
   */
  private static String unmarked(String mark) {
    int marks = 0;
    while (mark.startsWith("#", marks)) {
      marks++;
    }
    return mark.substring(marks).strip();
  }

  private long number(String marked) {
    int digits = 0;
    while (digits < marked.length() && Character.digit(marked.charAt(digits), 10) >= 0) {
      digits++;
    }
    if (digits == 0 || digits > 18 || !marked.startsWith(" ", digits)) {
      throw refused("marked, but not the line of a record: " + Printable.text(marked));
    }
    return Long.parseLong(marked.substring(0, digits));
  }

  private @Nullable String readLine() {
    StringBuilder text = new StringBuilder();
    try {
      int c = in.read();
      if (c < 0) {
        return null;
      }
      line++;
      for (; c >= 0 && c != '\n'; c = in.read()) {
        if (text.length() == LINE_CHARS_MAX) {
          throw refused("the line is longer than any that 'capture ls' prints");
        }
        text.append((char) c);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RefusedException refused(String why) {
    return refused(new Place(name, (int) line, 1), why);
  }

  private static RefusedException refused(Place place, String why) {
    return new RefusedException(new Problem(place, ProblemCode.CLI_USAGE, why), ExitCode.USAGE);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
