package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code 192.0.2.7 - ann [10/Oct/2025:13:55:36 -0700] "GET / HTTP/1.1" 200 2326 "referer" "agent"}:
 * the access logs of Apache and nginx, common or combined, with {@code host:port} in front or not.
 *
 * <p>The text is the request and all behind it, as it stands. A request that has not the form of
 * one ({@code "-"}, {@code "\x16\x03\x01"}) is a field as a whole. Records name no application.
 */
@Named("access")
public final class AccessFormat implements RecordFormat {

  /** The names of the fields, one behind the other, as they are put behind each record. */
  private static final String NAMES =
      "vhost port client ident user method path protocol request status bytes referer agent";

  private static final byte[] NAME_BYTES = NAMES.getBytes(StandardCharsets.US_ASCII);
  private static final int VHOST = place("vhost");
  private static final int PORT = place("port");
  private static final int CLIENT = place("client");
  private static final int IDENT = place("ident");
  private static final int USER = place("user");
  private static final int METHOD = place("method");
  private static final int PATH = place("path");
  private static final int PROTOCOL = place("protocol");
  private static final int REQUEST = place("request");
  private static final int STATUS = place("status");
  private static final int BYTES = place("bytes");
  private static final int REFERER = place("referer");
  private static final int AGENT = place("agent");

  private static final long BRACKETS = Words.LOWS * '[';
  private static final int HTTP = Words.halfAt("HTTP....".getBytes(StandardCharsets.US_ASCII), 0);

  /** {@code [10/Oct/2025:13:55:36 -0700]}. */
  private static final int TIME_BYTES = 28;

  private static final int SECONDS_AT = 19;

  /** Called by the service loader. */
  public AccessFormat() {}

  /** Where a name stands, times 16, and how long it is. */
  private static int place(String name) {
    return NAMES.indexOf(name) << 4 | name.length();
  }

  @Override
  public int fit(byte[] bytes, int from, int to) {
    Parser parser = new Parser();
    if (parser.parse(bytes, from, to, new RecordHeader()) != null) {
      return 0;
    }
    // A syslog daemon's record may hold such a line: then there are more words in front.
    return parser.userHasSpaces ? Fit.POOR : Fit.CERTAIN;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

    private byte[] b = {};
    private int to;
    private RecordHeader header = new RecordHeader();
    private boolean userHasSpaces;

    // The last day that was read, its characters in two words that overlap.
    private long dateCharacters = -1;
    private long yearCharacters;
    private long dayNanos;

    @Override
    public @Nullable Rejection parse(byte[] bytes, int from, int end, RecordHeader h) {
      b = bytes;
      to = end;
      header = h;
      int time = bracket(from);
      if (time < 0) {
        return Rejection.HEADER;
      }
      int request = time(time);
      if (request < 0) {
        return Rejection.TIME;
      }
      int close = request < to && b[request] == '"' ? closing(request + 1) : -1;
      if (close < 0) {
        return Rejection.HEADER;
      }
      h.textFrom = request;
      h.textTo = to;
      h.decode(NAME_BYTES, 0, NAME_BYTES.length);
      if (!client(from, time - 1)) {
        return Rejection.HEADER;
      }
      request(request + 1, close);
      behind(close + 2);
      return null;
    }

    /** The bracket in front of the time; a user's name may have some too. */
    private int bracket(int from) {
      int p = Words.find(b, from, to, BRACKETS);
      while (p < to) {
        if (p > from && b[p - 1] == ' ' && to - p >= TIME_BYTES && b[p + 3] == '/') {
          return p;
        }
        p = Words.find(b, p + 1, to, BRACKETS);
      }
      return -1;
    }

    /** Reads the time at its bracket; the place behind it and its space, or -1. */
    private int time(int at) {
      int p = at + 1;
      if (!day(p) || b[p + 11] != ':') {
        return -1;
      }
      long ofDay = Dates.hourAndMinute(b, p + 12);
      int second = Words.two(b, at + SECONDS_AT);
      if (ofDay < 0 || b[p + 17] != ':' || second < 0 || second > 60) {
        return -1;
      }
      // The leap second is the last nanosecond of its minute.
      long nanos = dayNanos + ofDay + (second == 60 ? Dates.MINUTE - 1 : second * Dates.SECOND);
      p += 20;
      if (b[p] == '.') {
        long word = Words.at(b, p + 1);
        int digits = Math.min(Words.digits(word), to - p - 1);
        nanos += second == 60 ? 0 : Words.number(word, digits) * 10;
        p += 1 + digits;
      }
      int hours = to - p < 8 ? -1 : Words.two(b, p + 2);
      int minutes = to - p < 8 ? -1 : Words.two(b, p + 4);
      if (b[p] != ' ' || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
        return -1;
      }
      if (b[p + 1] != '+' && b[p + 1] != '-' || b[p + 6] != ']' || b[p + 7] != ' ') {
        return -1;
      }
      long ahead = (hours * 60 + minutes) * Dates.MINUTE;
      header.clock = Clock.ABSOLUTE;
      header.timeNanos = b[p + 1] == '-' ? nanos + ahead : nanos - ahead;
      return p + 8;
    }

    private boolean day(int p) {
      long date = Words.at(b, p);
      long year = Words.at(b, p + 3);
      if (date == dateCharacters && year == yearCharacters) {
        return true;
      }
      int month = BsdTime.month(Words.halfAt(b, p + 3));
      int century = Words.two(b, p + 7);
      int ofCentury = Words.two(b, p + 9);
      if (century < 0 || ofCentury < 0 || b[p + 2] != '/' || b[p + 6] != '/') {
        return false;
      }
      long nanos = Dates.nanos(century * 100 + ofCentury, month, Words.two(b, p));
      if (nanos == Long.MIN_VALUE) {
        return false;
      }
      dateCharacters = date;
      yearCharacters = year;
      dayNanos = nanos;
      return true;
    }

    /** Reads what stands in front of the time: {@code [host:port ]client ident user}. */
    private boolean client(int from, int end) {
      int p = from;
      int space = Words.find(b, p, end, Words.SPACES);
      int colon = colonOfPort(p, space);
      if (colon > 0 && words(space + 1, end) >= 3) {
        field(VHOST, p, colon);
        field(PORT, colon + 1, space);
        p = space + 1;
        space = Words.find(b, p, end, Words.SPACES);
      }
      int ident = space + 1;
      int user = Words.find(b, ident, end, Words.SPACES) + 1;
      if (space == p || user <= ident + 1 || user >= end) {
        return false;
      }
      field(CLIENT, p, space);
      field(IDENT, ident, user - 1);
      field(USER, user, end);
      userHasSpaces = Words.find(b, user, end, Words.SPACES) < end;
      return true;
    }

    private int words(int from, int end) {
      int words = from < end ? 1 : 0;
      for (int p = from; p < end; p++) {
        words += b[p] == ' ' ? 1 : 0;
      }
      return words;
    }

    /** The colon in front of a port, or -1; an IPv6 address has others before it. */
    private int colonOfPort(int from, int end) {
      int colon = end;
      while (colon > from && Words.isDigit(b[colon - 1])) {
        colon--;
      }
      colon--;
      if (colon <= from || colon == end - 1 || b[colon] != ':') {
        return -1;
      }
      boolean bare = Words.find(b, from, colon, Words.LOWS * ':') == colon;
      return bare || b[colon - 1] == ']' ? colon : -1;
    }

    /**
     * The quotation mark behind a request: the first, not behind a backslash, that a status or a
     * dash follows. There are servers that do not escape those inside.
     */
    private int closing(int from) {
      int p = Escapes.closing(b, from, to);
      while (p >= 0 && !isStatus(p + 1)) {
        p = Escapes.closing(b, p + 1, to);
      }
      return p;
    }

    private boolean isStatus(int space) {
      if (to - space < 2 || b[space] != ' ') {
        return false;
      }
      int end = Words.find(b, space + 1, to, Words.SPACES);
      return b[space + 1] == '-'
          ? end == space + 2
          : end == space + 4 && Words.digits(Words.at(b, space + 1)) >= 3;
    }

    private void request(int from, int end) {
      int path = from;
      while (path < end && (b[path] >= 'A' && b[path] <= 'Z' || b[path] == '_' || b[path] == '-')) {
        path++;
      }
      if (path == from || path + 1 >= end || b[path] != ' ') {
        field(REQUEST, from, end);
        return;
      }
      field(METHOD, from, path);
      path++;
      int protocol = end;
      while (protocol > path && b[protocol - 1] != ' ') {
        protocol--;
      }
      if (protocol > path && end - protocol > 4 && Words.halfAt(b, protocol) == HTTP) {
        field(PATH, path, protocol - 1);
        field(PROTOCOL, protocol, end);
      } else {
        field(PATH, path, end);
      }
    }

    /** Reads status, bytes, referer and agent as far as they are there. */
    private void behind(int status) {
      int end = Words.find(b, status, to, Words.SPACES);
      field(STATUS, status, end);
      int bytes = Math.min(to, end + 1);
      end = Words.find(b, bytes, to, Words.SPACES);
      if (end > bytes && b[bytes] != '"') {
        field(BYTES, bytes, end);
        quoted(AGENT, quoted(REFERER, end + 1));
      }
    }

    private int quoted(int name, int from) {
      int close = from < to && b[from] == '"' ? Escapes.closing(b, from + 1, to) : -1;
      if (close < 0) {
        return to;
      }
      field(name, from + 1, close);
      return close + 2;
    }

    /** Adds a field; a dash, or nothing, is none. */
    private void field(int name, int from, int end) {
      if (from >= end || end == from + 1 && b[from] == '-') {
        return;
      }
      int nameFrom = to + (name >> 4);
      int nameTo = nameFrom + (name & 15);
      if (Escapes.in(b, from, end)) {
        int at = to + header.decodedLength;
        Escapes.resolve(b, from, end, header);
        header.addField(nameFrom, nameTo, at, to + header.decodedLength);
      } else {
        header.addField(nameFrom, nameTo, from, end);
      }
    }
  }
}
