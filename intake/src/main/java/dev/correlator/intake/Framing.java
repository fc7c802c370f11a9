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
    return length > 0 && (b[0] == '<' || b[0] == '{') && nulsEnd(b, length) ? NULS : LINES;
  }

  private static boolean nulsEnd(byte[] b, int length) {
    int nuls = 0;
    int lineFeeds = 0;
    for (int p = NULS.end(b, 0, length); p < length; p = NULS.end(b, p + 1, length)) {
      nuls += p + 1 == length ? b[p - 1] == 0 ? 0 : 1 : b[p + 1] == b[0] ? 1 : 0;
    }
    for (int p = LINES.end(b, 0, length); nuls > 0 && p < length; p = LINES.end(b, p + 1, length)) {
      lineFeeds += p + 1 == length || b[p + 1] == b[0] ? 1 : 0;
    }
    return nuls > lineFeeds;
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
