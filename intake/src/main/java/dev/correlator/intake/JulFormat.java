package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code java.util.logging.SimpleFormatter} writes by default, in English: {@code Mar 02, 2026
 * 8:00:00 AM com.example.Cart add}, and {@code SEVERE: text} in the next line. Lines behind it that
 * begin otherwise belong to the record.
 */
@Named("jul")
public final class JulFormat implements RecordFormat {

  private static final byte[] METHOD = "method".getBytes(StandardCharsets.US_ASCII);
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** Called by the service loader. */
  public JulFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    // The level stands in the next line, which a single one does not show.
    return timeEnd(bytes, from, to) > 0 ? Fit.SURE + 5 : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  @Override
  public LineJoin.Begin lines() {
    return (b, record, from, to) -> timeEnd(b, from, to) > 0;
  }

  /** The place behind {@code Mar 02, 2026 8:00:00 AM}, or -1 where that does not stand. */
  private static int timeEnd(byte[] b, int from, int to) {
    if (to - from < 22 || b[from + 3] != ' ' || b[from + 6] != ',' || !isMonth(b, from)) {
      return -1;
    }
    int p = from + 12;
    while (p < to && (Words.isDigit(b[p]) || b[p] == ':' || b[p] == ' ')) {
      p++;
    }
    if (p + 3 < to && b[p] == (byte) 0xE2) {
      p += 3;
    }
    boolean half = p + 2 < to && (b[p] == 'A' || b[p] == 'P') && b[p + 1] == 'M' && b[p + 2] == ' ';
    return half ? p + 2 : -1;
  }

  private static boolean isMonth(byte[] b, int from) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (b[from] == MONTHS.charAt(i)
          && b[from + 1] == MONTHS.charAt(i + 1)
          && b[from + 2] == MONTHS.charAt(i + 2)) {
        return true;
      }
    }
    return false;
  }

  /** Of all parsers; made when the first of them asks. */
  private static final class Time {

    /** Between seconds and the half of the day some versions write a narrow blank. */
    static final TimeForm FORM = TimeForm.of("MMM dd, yyyy h:mm:ss[' ']['\u202f']a");
  }

  private static final class Parser implements RecordParser {

    /** Made for the first record: a parser is there in each run, and the form is slow to make. */
    private @Nullable LineTime times;

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      int behind = timeEnd(b, from, to);
      if (behind < 0) {
        return Rejection.HEADER;
      }
      LineTime reader = times;
      if (reader == null) {
        reader = new LineTime(Time.FORM);
        times = reader;
      }
      if (!reader.read(b, from, behind, h)) {
        return Rejection.TIME;
      }
      int lineEnd = Words.find(b, behind, to, Words.LINE_FEEDS);
      int nameTo = lineEnd > behind && b[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
      int blank = Words.find(b, behind + 1, nameTo, Words.SPACES);
      h.appFrom = Math.min(behind + 1, nameTo);
      h.appTo = blank;
      if (blank + 1 < nameTo) {
        h.decode(METHOD, 0, METHOD.length);
        h.addField(to, to + METHOD.length, blank + 1, nameTo);
      }
      int text = Math.min(lineEnd + 1, to);
      int colon = text;
      while (colon < to && b[colon] >= 'A' && b[colon] <= 'Z') {
        colon++;
      }
      if (colon + 1 < to && b[colon] == ':') {
        int priority = Levels.ofWord(b, text, colon);
        if (priority != Levels.UNKNOWN) {
          h.priority = priority;
          text = colon + 2;
        }
      }
      h.textFrom = Math.min(text, to);
      h.textTo = to;
      return null;
    }
  }
}
