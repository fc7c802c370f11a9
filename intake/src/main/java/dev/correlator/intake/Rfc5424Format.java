package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * {@code <34>1 2026-03-02T00:00:01.123456+01:00 host app pid msgid [data] text}: RFC 5424.
 *
 * <p>Read as written there, but for what loses nothing: any version of up to three digits, names
 * longer than 6.2 allows, up to nine digits of a fraction, the second 60.
 */
@Named("rfc5424")
public final class Rfc5424Format implements RecordFormat {

  /** Called by the service loader. */
  public Rfc5424Format() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    boolean parses =
        to > from
            && bytes[from] == '<'
            && parser().parse(bytes, from, to, new RecordHeader()) == null;
    return parses ? Fit.CERTAIN : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

    /** Byte order mark, RFC 5424, 6.4. */
    private static final int MARK = 0xBFBBEF;

    private static final int VERSION_1 = '1' | ' ' << 8;

    private final IsoTime time = new IsoTime(true);

    @Override
    public @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      if (from >= to || bytes[from] != '<') {
        return Rejection.HEADER;
      }
      int priority = Priority.read(bytes, from, to);
      if (priority < 0) {
        return Rejection.PRIORITY;
      }
      header.priority = priority >>> 3;
      int p = from + (priority & 7);
      boolean first = (Words.halfAt(bytes, p) & 0xFFFF) == VERSION_1 && to - p >= 2;
      p = first ? p + 2 : behindVersion(bytes, p, to);
      if (p < 0) {
        return Rejection.VERSION;
      }
      p = time(bytes, p, to, header);
      if (p < 0) {
        return Rejection.TIME;
      }
      return names(bytes, p, to, header);
    }

    /** The place of the time, or -1: RFC 5424, 6.2.2. */
    private static int behindVersion(byte[] b, int from, int to) {
      int p = from;
      while (p < to && Words.isDigit(b[p])) {
        p++;
      }
      boolean fits = p > from && p - from <= 3 && b[from] != '0';
      return fits && p < to && b[p] == ' ' ? p + 1 : -1;
    }

    /** The place behind the time and its space, or -1: RFC 5424, 6.2.3. */
    private int time(byte[] b, int from, int to, RecordHeader header) {
      int p;
      if (from < to && b[from] == '-') {
        p = from + 1;
      } else {
        p = time.read(b, from, to);
        header.clock = Clock.ABSOLUTE;
        header.timeNanos = time.nanos;
      }
      return p > 0 && p < to && b[p] == ' ' ? p + 1 : -1;
    }

    private static @Nullable Rejection names(byte[] b, int host, int to, RecordHeader header) {
      int hostTo = Words.findBlank(b, host, to);
      int app = hostTo + 1;
      int appTo = Words.findBlank(b, app, to);
      int proc = appTo + 1;
      int procTo = Words.findBlank(b, proc, to);
      int msg = procTo + 1;
      int msgTo = Words.findBlank(b, msg, to);
      int data = msgTo + 1;
      if (data >= to || hostTo == host || appTo == app || procTo == proc || msgTo == msg) {
        return Rejection.HEADER;
      }
      if ((b[hostTo] | b[appTo] | b[procTo] | b[msgTo]) != ' ') {
        // A control character: PRINTUSASCII, 6.
        return Rejection.HEADER;
      }
      if (hostTo - host > 1 || b[host] != '-') {
        header.hostFrom = host;
        header.hostTo = hostTo;
      }
      if (appTo - app > 1 || b[app] != '-') {
        header.appFrom = app;
        header.appTo = appTo;
      }
      if (procTo - proc > 1 || b[proc] != '-') {
        header.procIdFrom = proc;
        header.procIdTo = procTo;
      }
      if (msgTo - msg > 1 || b[msg] != '-') {
        header.msgIdFrom = msg;
        header.msgIdTo = msgTo;
      }
      return data(b, data, to, header);
    }

    private static @Nullable Rejection data(byte[] b, int from, int to, RecordHeader header) {
      int p = from + 1;
      if (b[from] != '-') {
        p = StructuredData.read(b, from, to, header);
        if (p < 0) {
          return Rejection.STRUCTURED_DATA;
        }
        header.dataFrom = from;
        header.dataTo = p;
      }
      if (p < to && b[p] != ' ') {
        return Rejection.STRUCTURED_DATA;
      }
      p = Math.min(to, p + 1);
      if ((Words.halfAt(b, p) & 0xFFFFFF) == MARK && to - p >= 3) {
        p += 3;
      } else if (p < to && b[p] == ' ') {
        // rsyslog keeps the blank behind the tag of what local programs log, and writes its own.
        p++;
      }
      TextStart.set(b, p, to, header);
      return null;
    }
  }
}
