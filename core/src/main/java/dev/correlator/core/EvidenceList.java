package dev.correlator.core;

import dev.correlator.api.Evidence;
import dev.correlator.api.RecordRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records behind something, as variable-length numbers: of the first the source, the offset and
 * the line, of the others their distances from the first. The first {@link Evidence#FIRST} and the
 * last {@link Evidence#LAST} are kept.
 */
final class EvidenceList {

  /** The most records that are kept. */
  static final int KEPT = Evidence.FIRST + Evidence.LAST;

  /** The most bytes that one record takes. */
  static final int RECORD_BYTES_MAX = 30;

  private EvidenceList() {}

  /** No comparator of comparators: the JVM would make it anew in each start. */
  private static int byPlace(long[] one, long[] other) {
    int c = Long.compare(one[0], other[0]);
    return c != 0 ? c : Long.compare(one[1], other[1]);
  }

  /** Writes the first record; returns the position behind it. */
  static int first(byte[] b, int at, int source, long offset, long line) {
    int i = Bytes.putVarint(b, at, source);
    i = Bytes.putVarint(b, i, offset);
    return Bytes.putVarint(b, i, line);
  }

  /**
   * Writes a further record behind the others.
   *
   * @param count how many there were so far, at least 1
   * @param begin where the list begins
   * @param end where it ends; {@link #furtherBytes} more must fit
   * @return where it ends now
   */
  static int further(byte[] b, int begin, int end, int count, int source, long offset, long line) {
    Varints v = new Varints(b, begin);
    long source0 = v.next();
    long offset0 = v.next();
    long line0 = v.next();
    int at = end;
    if (count >= KEPT) {
      at = dropOldestOfLast(b, v.at, end);
    }
    long away = Bytes.zigzag(offset - offset0);
    if (source == source0) {
      at = Bytes.putVarint(b, at, away << 1);
    } else {
      at = Bytes.putVarint(b, at, away << 1 | 1);
      at = Bytes.putVarint(b, at, source);
    }
    return Bytes.putVarint(b, at, Bytes.zigzag(line - line0));
  }

  /** How many bytes {@link #first} writes. */
  static int firstBytes(int source, long offset, long line) {
    return Bytes.varintBytes(source) + Bytes.varintBytes(offset) + Bytes.varintBytes(line);
  }

  /** How many bytes {@link #further} writes behind a list that begins there. */
  static int furtherBytes(byte[] b, int begin, int source, long offset, long line) {
    Varints v = new Varints(b, begin);
    long source0 = v.next();
    long away = Bytes.zigzag(offset - v.next());
    long lines = Bytes.zigzag(line - v.next());
    return Bytes.varintBytes(away << 1)
        + (source == source0 ? 0 : Bytes.varintBytes(source))
        + Bytes.varintBytes(lines);
  }

  private static int dropOldestOfLast(byte[] b, int second, int end) {
    int from = skip(b, second, Evidence.FIRST - 1);
    int to = skip(b, from, 1);
    System.arraycopy(b, to, b, from, end - to);
    return end - (to - from);
  }

  private static int skip(byte[] b, int at, int records) {
    Varints v = new Varints(b, at);
    for (int i = 0; i < records; i++) {
      if ((v.next() & 1) != 0) {
        v.next();
      }
      v.next();
    }
    return v.at;
  }

  /** The list decoded. */
  static Evidence decode(byte[] b, int begin, int end, long count, Sources sources) {
    if (count == 0) {
      return Evidence.NONE;
    }
    List<RecordRef> refs = new ArrayList<>();
    Varints v = new Varints(b, begin);
    int source0 = (int) v.next();
    long offset0 = v.next();
    long line0 = v.next();
    refs.add(new RecordRef(sources.name(source0), offset0, line0));
    while (v.at < end) {
      long head = v.next();
      int source = (head & 1) == 0 ? source0 : (int) v.next();
      long offset = offset0 + Bytes.unzigzag(head >>> 1);
      long line = line0 + Bytes.unzigzag(v.next());
      refs.add(new RecordRef(sources.name(source), offset, line));
    }
    return new Evidence(count, refs);
  }

  /**
   * Two lists made one.
   *
   * @param list the list
   * @param common how many records were seen to be in both
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Merged(byte[] list, int common) {}

  /** Two lists as one, in the order of sources and positions; a record of both is there once. */
  static Merged merge(byte[] a, byte[] b) {
    List<long[]> left = numbers(a);
    List<long[]> right = numbers(b);
    byte[] merged = new byte[(KEPT + 1) * RECORD_BYTES_MAX];
    int end = 0;
    int n = 0;
    int l = 0;
    int r = 0;
    while (l < left.size() || r < right.size()) {
      int c = l == left.size() ? 1 : r == right.size() ? -1 : byPlace(left.get(l), right.get(r));
      long[] next = c <= 0 ? left.get(l) : right.get(r);
      l += c <= 0 ? 1 : 0;
      r += c >= 0 ? 1 : 0;
      end =
          n == 0
              ? first(merged, 0, (int) next[0], next[1], next[2])
              : further(merged, 0, end, n, (int) next[0], next[1], next[2]);
      n++;
    }
    return new Merged(Arrays.copyOf(merged, end), left.size() + right.size() - n);
  }

  private static List<long[]> numbers(byte[] b) {
    List<long[]> out = new ArrayList<>();
    if (b.length == 0) {
      return out;
    }
    Varints v = new Varints(b, 0);
    long[] first = {v.next(), v.next(), v.next()};
    out.add(first);
    while (v.at < b.length) {
      long head = v.next();
      long source = (head & 1) == 0 ? first[0] : v.next();
      out.add(
          new long[] {
            source, first[1] + Bytes.unzigzag(head >>> 1), first[2] + Bytes.unzigzag(v.next())
          });
    }
    out.sort(EvidenceList::byPlace);
    return out;
  }
}
