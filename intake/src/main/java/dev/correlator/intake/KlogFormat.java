package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import dev.correlator.api.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code E1127 20:16:01.123456 4711 file.go:123] text}: what klog and glog write, the libraries of
 * Kubernetes' parts. Behind a text in quotation marks may stand {@code key="value"}, which are
 * fields. A file that they have made themselves begins with lines of its own, which are one record.
 * Lines that do not begin so belong to the record before them.
 */
@Named("klog")
public final class KlogFormat implements RecordFormat {

  /** What a file begins with that klog has made itself; more of it stands in the next lines. */
  private static final byte[] CREATED = "Log file created at: ".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SOURCE = "source".getBytes(StandardCharsets.US_ASCII);

  /** {@code I1127 20:16:01 1 a]}: no header is shorter. */
  private static final int HEADER_BYTES_MIN = 19;

  /** Called by the service loader. */
  public KlogFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    boolean parses =
        isBegin(bytes, from, to) && parser().parse(bytes, from, to, new RecordHeader()) == null;
    return parses ? Fit.CERTAIN : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  @Override
  public LineJoin.Begin lines() {
    return (b, record, from, to) -> isBegin(b, from, to);
  }

  /** A letter, four or eight digits of a date, and a space; or what stands first in a file. */
  private static boolean isBegin(byte[] b, int from, int to) {
    if (to - from < HEADER_BYTES_MIN) {
      return false;
    }
    if (severity(b[from]) == null) {
      return isCreated(b, from, to);
    }
    int digits = Words.digits(Words.at(b, from + 1));
    return (digits == 4 || digits == 8) && b[from + 1 + digits] == ' ';
  }

  private static boolean isCreated(byte[] b, int from, int to) {
    int end = from + CREATED.length;
    return end < to && Arrays.equals(b, from, end, CREATED, 0, CREATED.length);
  }

  private static @Nullable Severity severity(byte letter) {
    return switch (letter) {
      case 'I' -> Severity.INFO;
      case 'W' -> Severity.WARNING;
      case 'E' -> Severity.ERROR;
      case 'F' -> Severity.CRITICAL;
      default -> null;
    };
  }

  private static final class Parser implements RecordParser {

    private final LoggingTime created = new LoggingTime();

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader header) {
      if (!isBegin(b, from, to)) {
        return Rejection.HEADER;
      }
      Severity severity = severity(b[from]);
      if (severity == null) {
        return created(b, from, to, header);
      }
      int p = time(b, from + 1, to, header);
      if (p < 0) {
        return Rejection.TIME;
      }
      header.priority = RecordHeader.NO_FACILITY + severity.code();
      while (p < to && b[p] == ' ') {
        p++;
      }
      int thread = p;
      while (p < to && Words.isDigit(b[p])) {
        p++;
      }
      int source = p + 1;
      int close = Words.findBlank(b, source, to) - 1;
      if (p == thread || p >= to || b[p] != ' ' || close <= source || b[close] != ']') {
        return Rejection.HEADER;
      }
      header.procIdFrom = thread;
      header.procIdTo = p;
      header.decode(SOURCE, 0, SOURCE.length);
      header.addField(to, to + SOURCE.length, source, close);
      header.textFrom = Math.min(to, close + 2);
      header.textTo = to;
      structured(b, header.textFrom, to, header);
      return null;
    }

    /** The beginning of a file is a record of its time, without a level. */
    private @Nullable Rejection created(byte[] b, int from, int to, RecordHeader header) {
      if (created.read(b, from + CREATED.length, to) < 0) {
        return Rejection.TIME;
      }
      header.clock = created.clock;
      header.timeNanos = created.nanos;
      header.textFrom = from;
      header.textTo = to;
      return null;
    }

    /** Reads {@code mmdd hh:mm:ss.uuuuuu}, or {@code yyyymmdd ...}; the place behind it, or -1. */
    private static int time(byte[] b, int from, int to, RecordHeader header) {
      boolean hasYear = b[from + 4] != ' ';
      int p = hasYear ? from + 4 : from;
      int month = Words.two(b, p);
      int day = Words.two(b, p + 2);
      p += 5;
      int second = Words.two(b, p + 6);
      long ofDay = Dates.hourAndMinute(b, p);
      int ofYear = Dates.dayOfLeapYear(month, day);
      if (to - p < 8 || b[p + 5] != ':' || ofDay < 0 || second < 0 || second > 59 || ofYear < 0) {
        return -1;
      }
      long days = ofYear * Dates.DAY;
      if (hasYear) {
        days = Dates.nanos(Words.two(b, from) * 100 + Words.two(b, from + 2), month, day);
        if (days == Long.MIN_VALUE) {
          return -1;
        }
      }
      header.clock = hasYear ? Clock.LOCAL : Clock.YEARLESS;
      header.timeNanos = days + ofDay + second * Dates.SECOND;
      p += 8;
      if (p < to && b[p] == '.') {
        long word = Words.at(b, p + 1);
        int digits = Math.min(Words.digits(word), to - p - 1);
        header.timeNanos += Words.number(word, digits) * 10;
        p += 1 + digits;
      }
      return p < to && b[p] == ' ' ? p : -1;
    }

    /** A text in quotation marks with fields behind it; what is not so as a whole stays text. */
    private static void structured(byte[] b, int from, int to, RecordHeader header) {
      if (from >= to || b[from] != '"') {
        return;
      }
      int fields = header.fieldCount;
      int decoded = header.decodedLength;
      int close = Escapes.closing(b, from + 1, to);
      int p = close + 1;
      while (p > 0 && p < to) {
        p = b[p] == ' ' ? field(b, p + 1, to, header) : -1;
      }
      if (p <= 0) {
        header.fieldCount = fields;
        header.decodedLength = decoded;
        return;
      }
      header.textFrom = from + 1;
      header.textTo = close;
      if (Escapes.in(b, from + 1, close)) {
        header.textFrom = to + header.decodedLength;
        Escapes.resolve(b, from + 1, close, header);
        header.textTo = to + header.decodedLength;
      }
    }

    /** Reads {@code key="value"}, {@code key=value} and {@code key=<} with lines behind it. */
    private static int field(byte[] b, int from, int to, RecordHeader header) {
      int equals = from;
      while (equals < to && b[equals] > ' ' && b[equals] != '=' && b[equals] != '"') {
        equals++;
      }
      int value = equals + 1;
      if (equals == from || value > to || b[equals] != '=') {
        return -1;
      }
      if (value < to && b[value] == '"') {
        int close = Escapes.closing(b, value + 1, to);
        if (close < 0) {
          return -1;
        }
        if (Escapes.in(b, value + 1, close)) {
          int at = to + header.decodedLength;
          Escapes.resolve(b, value + 1, close, header);
          header.addField(from, equals, at, to + header.decodedLength);
        } else {
          header.addField(from, equals, value + 1, close);
        }
        return close + 1;
      }
      if (to - value >= 2 && b[value] == '<' && b[value + 1] == '\n') {
        return lines(b, from, equals, value + 2, to, header);
      }
      int end = behindBare(b, value, to);
      if (end > 0) {
        header.addField(from, equals, value, end);
      }
      return end;
    }

    /** A value without quotation marks ends at a space that stands in no brackets and no string. */
    private static int behindBare(byte[] b, int from, int to) {
      int depth = 0;
      for (int p = from; p < to; p++) {
        byte c = b[p];
        if (c == '"') {
          p = Escapes.closing(b, p + 1, to);
          if (p < 0) {
            return -1;
          }
        } else if (c == '{' || c == '[') {
          depth++;
        } else if (c == '}' || c == ']') {
          depth--;
        } else if (c == ' ' && depth <= 0) {
          return p;
        }
      }
      return to;
    }

    /** Lines with a tab in front of each, ended by one that is {@code >} behind a space. */
    private static int lines(
        byte[] b, int nameFrom, int nameTo, int from, int to, RecordHeader header) {
      int at = to + header.decodedLength;
      int p = from;
      while (p < to && b[p] == '\t') {
        int end = Words.find(b, p, to, Words.LINE_FEEDS);
        if (p > from) {
          header.decode((byte) '\n');
        }
        header.decode(b, p + 1, end);
        p = end + 1;
      }
      if (to - p < 2 || b[p] != ' ' || b[p + 1] != '>') {
        return -1;
      }
      header.addField(nameFrom, nameTo, at, to + header.decodedLength);
      return p + 2;
    }
  }
}
