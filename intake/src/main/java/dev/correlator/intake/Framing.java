package dev.correlator.intake;

import dev.correlator.api.Trailer;
import java.util.Arrays;

/**
 * How records are told apart in a stream of bytes: RFC 6587, 3.4, and as journals do it. Immutable;
 * one for each way.
 */
final class Framing {

  /** A line feed behind each: 3.4.2. Files are written so. */
  static final Framing LINES = new Framing(Trailer.LINE_FEED);

  /** A NUL behind each, as some senders have it, and GELF over TCP. */
  static final Framing NULS = new Framing(Trailer.NUL);

  /** The number of its bytes in front of each: 3.4.1. */
  static final Framing OCTET_COUNTED = new Framing("octet-counted");

  /** An empty line behind each, which may hold any bytes: {@link ExportedEntry}. */
  static final Framing EXPORTED = new Framing("export");

  /** What stands behind each; no bytes where nothing does. */
  private final byte[] trailer;

  private final long first;
  private final String name;

  private Framing(String name) {
    this.name = name;
    trailer = new byte[0];
    first = 0;
  }

  private Framing(Trailer trailer) {
    this.trailer = trailer.bytes();
    name = trailer.toString();
    first = Words.LOWS * (this.trailer[0] & 0xFF);
  }

  /** These bytes, and no others, behind each; a line feed as in {@link #LINES}. */
  static Framing endedBy(Trailer trailer) {
    return trailer.equals(Trailer.LINE_FEED) ? LINES : new Framing(trailer);
  }

  /**
   * Octet counted if it starts with a count, a space and a priority; exported if it starts with the
   * first field of an entry. Ended by NULs if it starts with a priority or an object of JSON, and
   * more NULs than line feeds stand before another.
   */
  static Framing of(byte[] b, int length) {
    int start = 0;
    while (start < length && b[start] == '\n') {
      start++;
    }
    if (ExportedEntry.isBegin(b, start, length)) {
      return EXPORTED;
    }
    int behindCount = OctetCount.behind(b, 0, length);
    if (behindCount > 0 && behindCount < length && b[behindCount] == '<') {
      return OCTET_COUNTED;
    }
    boolean begins = start < length && (b[start] == '<' || b[start] == '{');
    return begins && nulsEnd(b, start, length) ? NULS : LINES;
  }

  /** Whether NULs end the records, of which one begins at {@code from}. */
  private static boolean nulsEnd(byte[] b, int from, int length) {
    byte first = b[from];
    int nuls = 0;
    int lineFeeds = 0;
    for (int p = NULS.end(b, from, length); p < length; p = NULS.end(b, p + 1, length)) {
      nuls += p + 1 == length ? b[p - 1] == 0 ? 0 : 1 : b[p + 1] == first ? 1 : 0;
    }
    for (int p = LINES.end(b, from, length);
        nuls > 0 && p < length;
        p = LINES.end(b, p + 1, length)) {
      lineFeeds += p + 1 == length || b[p + 1] == first ? 1 : 0;
    }
    return nuls > lineFeeds;
  }

  /**
   * The same of a stream that begins inside a record, as captures do: ended by NULs if in the first
   * line a NUL stands in front of a priority or an object, and NULs end what is behind it; octet
   * counted if in the first line a count in front of a priority leads to a second one, and that to
   * a third or to the end. What is in front is then the first record, or the rest of one; where it
   * ends in digits, the count is the end of a number.
   */
  static Framing behindPart(byte[] b, int length) {
    int lineEnd = LINES.end(b, 0, length);
    int begin = NULS.end(b, 0, lineEnd) + 1;
    boolean object = length - begin >= 2 && b[begin] == '{' && b[begin + 1] == '"';
    if (begin <= lineEnd && (object || isPriority(b, begin, length)) && nulsEnd(b, begin, length)) {
      return NULS;
    }
    for (int p = 1; p < lineEnd; p++) {
      if (Words.isDigit(b[p])) {
        int second = behindCounted(b, p, length);
        if (second > 0 && second < length && behindCounted(b, second, length) > 0) {
          return OCTET_COUNTED;
        }
      }
    }
    return LINES;
  }

  /** The place behind a counted record and line feeds; -1 where none begins, or too far on. */
  private static int behindCounted(byte[] b, int from, int length) {
    int record = OctetCount.behind(b, from, length);
    if (record <= 0 || !isPriority(b, record, length)) {
      return -1;
    }
    int p = (int) Math.min(length, (long) record + OctetCount.value(b, from, record));
    while (p < length && (b[p] == '\n' || b[p] == '\r')) {
      p++;
    }
    int next = OctetCount.behind(b, p, length);
    boolean fits = p == length || next == 0 || next > 0 && (next == length || b[next] == '<');
    return fits ? p : -1;
  }

  private static boolean isPriority(byte[] b, int from, int length) {
    return from < length && b[from] == '<' && Priority.read(b, from, length) >= 0;
  }

  /** Whether something stands behind each record, and not in front of it. */
  boolean hasTrailer() {
    return trailer.length > 0;
  }

  /** How many bytes stand behind each. */
  int trailerBytes() {
    return trailer.length;
  }

  /** What stands behind each; not to be changed. */
  byte[] trailer() {
    return trailer;
  }

  /** Whether records are told apart in the same way. */
  boolean isLike(Framing other) {
    return name.equals(other.name) && Arrays.equals(trailer, other.trailer);
  }

  /** The first place of a whole trailer, or {@code to}. */
  int end(byte[] b, int from, int to) {
    int p = Words.find(b, from, to, first);
    while (p < to && !isTrailer(b, p, to)) {
      p = Words.find(b, p + 1, to, first);
    }
    return p;
  }

  private boolean isTrailer(byte[] b, int from, int to) {
    for (int i = 1; i < trailer.length; i++) {
      if (from + i >= to || b[from + i] != trailer[i]) {
        return false;
      }
    }
    return true;
  }

  /** What the user is told: the trailer as it is written, or a name. */
  @Override
  public String toString() {
    return name;
  }
}
