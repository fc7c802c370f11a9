package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records whose text goes on in later lines of their stream, while lines of other streams stand in
 * between. Used by one thread.
 *
 * <p>Bound: {@value #STREAMS_MAX} records at a time, and as many bytes from where one begins while
 * none goes on to where none goes on again as a record may have: so a file can be cut there. A
 * record for which there is no more room is taken for ended; what follows of it is one of its own.
 */
final class Parts {

  /** Programs have two: standard output and standard error. */
  static final int STREAMS_MAX = 8;

  /** A record that goes on. */
  static final class Open {

    final RecordHeader header = new RecordHeader();
    byte[] stream = {};
    int place;
    int format;

    /** Where it is handed on; null until that is said. */
    HeldRecords.@Nullable Held held;

    /** The lines as received, with a line feed between them. */
    byte[] raw = new byte[1024];

    int rawLength;

    /** The text so far. */
    private byte[] text = new byte[1024];

    private int textLength;

    private void begin(byte[] b, int from, int to, int newFormat, RecordHeader of) {
      place = from;
      format = newFormat;
      held = null;
      stream = bytesOf(b, of, of.streamFrom, of.streamTo, to);
      header.copy(of);
      // Positions in the first line are positions in what is received, which begins with it.
      header.move(to, -from, -from);
      rawLength = 0;
      textLength = 0;
    }

    private void add(byte[] b, int from, int to, RecordHeader h) {
      if (rawLength > 0) {
        raw = room(raw, rawLength + 1);
        raw[rawLength++] = '\n';
      }
      raw = room(raw, rawLength + to - from);
      System.arraycopy(b, from, raw, rawLength, to - from);
      rawLength += to - from;
      int length = h.textTo - h.textFrom;
      text = room(text, textLength + length);
      boolean decoded = h.textFrom >= to;
      System.arraycopy(
          decoded ? h.decoded : b,
          decoded ? h.textFrom - to : h.textFrom,
          text,
          textLength,
          length);
      textLength += length;
      header.truncated |= h.truncated;
    }

    /** The header of the whole: what was decoded stands behind all that was received. */
    private void finish(int firstLength) {
      header.move(firstLength, 0, rawLength - firstLength);
      header.textFrom = rawLength + header.decodedLength;
      header.textTo = header.textFrom + textLength;
      header.decode(text, 0, textLength);
      header.goesOn = false;
    }

    private int firstLength;
  }

  private final int bytesMax;
  private final List<Open> open = new ArrayList<>(STREAMS_MAX);
  private final ArrayDeque<Open> spare = new ArrayDeque<>(STREAMS_MAX);
  private @Nullable Open ending;
  private int since;

  Parts(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  void clear() {
    spare.addAll(open);
    open.clear();
    ending = null;
  }

  /** The end of none of them will come. */
  void truncate() {
    open.forEach(o -> o.header.truncated = true);
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Where the first of those that overlap each other begins. */
  int since() {
    return since;
  }

  /** Whether all are taken for ended, before a line that ends there. */
  boolean mustEnd(int to) {
    return to - since > bytesMax || open.size() > STREAMS_MAX;
  }

  /**
   * Takes a line that goes on, or that one goes on in.
   *
   * @return the record it is of; null: it is neither, but a record of its own
   */
  @Nullable Open take(byte[] b, int from, int to, int format, RecordHeader h) {
    Open of = find(b, h, to);
    if (of == null) {
      if (!h.goesOn) {
        return null;
      }
      of = spare.isEmpty() ? new Open() : spare.removeLast();
      of.begin(b, from, to, format, h);
      of.firstLength = to - from;
      if (open.isEmpty()) {
        since = from;
      }
      open.add(of);
    }
    of.add(b, from, to, h);
    ending = h.goesOn ? null : of;
    return of;
  }

  private @Nullable Open find(byte[] b, RecordHeader h, int to) {
    for (Open o : open) {
      byte[] stream = o.stream;
      boolean decoded = h.streamFrom >= to;
      int shift = decoded ? to : 0;
      if (Arrays.equals(
          decoded ? h.decoded : b,
          h.streamFrom - shift,
          h.streamTo - shift,
          stream,
          0,
          stream.length)) {
        return o;
      }
    }
    return null;
  }

  /** Takes out the one whose last line was taken, or else the first. */
  Open finished() {
    Open o = ending == null ? open.get(0) : ending;
    ending = null;
    open.remove(o);
    o.finish(o.firstLength);
    spare.addLast(o);
    return o;
  }

  private static byte[] bytesOf(byte[] b, RecordHeader h, int from, int to, int recordTo) {
    return from >= recordTo
        ? Arrays.copyOfRange(h.decoded, from - recordTo, to - recordTo)
        : Arrays.copyOfRange(b, from, to);
  }

  private static byte[] room(byte[] b, int length) {
    return length > b.length ? Arrays.copyOf(b, Math.max(length, 2 * b.length)) : b;
  }
}
