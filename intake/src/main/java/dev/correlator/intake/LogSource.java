package dev.correlator.intake;

import dev.correlator.core.RecordBlock;
import dev.correlator.core.Stamper;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source of records: a file, compressed or not, or standard input. Read by one thread at a
 * time, from its start to its end; what it says about itself does not change.
 */
public final class LogSource implements Closeable {

  /** What is read at the least, beside what was read before. */
  private static final int LEAST = 64;

  private final Beginning beginning;
  private final Formats formats;
  private final boolean formatStated;
  private final Stamper stamper;
  private final int number;
  private final Frames frames;
  private final SpareParsers parsers;
  private final int compressedBytes;
  private final boolean hasParts;

  private @Nullable ByteInput input;
  private byte[] carried = {};
  private int carriedBytes;
  private byte[] previous = {};
  private int previousBytes;
  private long position;
  private boolean skipsToTrailer;
  private long skipBytes;

  /** The entry to skip the rest of, or null. */
  private @Nullable ExportedEntry skipEntry;

  private boolean ended;

  /** Whether the last whole record goes on behind it. */
  private boolean lastIsCut;

  private long lines;
  private final long[] records;
  private @Nullable ReadFailure failure;

  LogSource(
      Beginning beginning,
      Formats formats,
      boolean formatStated,
      Stamper stamper,
      int number,
      SpareParsers parsers,
      int compressedBytes) {
    this.beginning = beginning;
    this.formats = formats;
    this.formatStated = formatStated;
    this.stamper = stamper;
    this.number = number;
    this.parsers = parsers;
    this.compressedBytes = compressedBytes;
    records = new long[formats.size()];
    frames = new Frames(beginning.recordBytesMax);
    hasParts = formats.at(beginning.format).hasParts();
    skipBytes = beginning.markBytes;
  }

  /** Its number in the run, from 0: the order of the times at which the sources begin. */
  public int number() {
    return number;
  }

  /** What it is called: the file as the user named it. */
  public String name() {
    return beginning.name;
  }

  /** The name of the format of its first records. */
  public String formatName() {
    return formats.names().get(beginning.format);
  }

  /** Whether its first records fit a format, or the user said one. */
  public boolean formatKnown() {
    return formatStated || beginning.formatKnown;
  }

  /** Whether a number of bytes stands in front of each record, and not a trailer behind it. */
  public boolean isOctetCounted() {
    return beginning.framing == Framing.OCTET_COUNTED;
  }

  /** What stands behind each record, as it is written in a configuration; null: a line feed. */
  public @Nullable String trailer() {
    boolean usual = !beginning.framing.hasTrailer() || beginning.framing == Framing.LINES;
    return usual ? null : beginning.framing.toString();
  }

  /** Whether it is compressed. */
  public boolean isCompressed() {
    return beginning.compressed;
  }

  /** Whether it has no bytes at all. */
  public boolean isEmpty() {
    return beginning.length == 0;
  }

  /** The size of the file, or -1 where it is not known. */
  public long sizeBytes() {
    return beginning.sizeBytes;
  }

  /** Whether its bytes are all there, and nobody needs to wait for them. */
  boolean isFile() {
    return beginning.sizeBytes >= 0;
  }

  /** How much of {@link #sizeBytes} was read. */
  public long consumedBytes() {
    return input == null ? 0 : input.consumedBytes();
  }

  /** How many bytes of records were read, after decompression. */
  public long contentBytes() {
    return position;
  }

  /** Gives its records their times; used by the thread that orders records. */
  public Stamper stamper() {
    return stamper;
  }

  /** Why reading stopped before the end, or null; asked when {@link #read} has returned false. */
  public @Nullable ReadFailure failure() {
    return failure;
  }

  /**
   * Whether it begins with the bytes of the source before it, as a copy does: with the first of it,
   * or all where it is short, and at the same time unless it is as long. Asked when both have been
   * read.
   *
   * @param before the one before it in the order of sources
   */
  public boolean beginsAs(LogSource before) {
    return !isEmpty()
        && beginning.beginsAsBefore
        && (beginning.firstNanos == before.beginning.firstNanos || position == before.position);
  }

  /** How many frames were handed on so far: of a file, its lines. */
  public long lines() {
    return lines;
  }

  /** How many records were found so far. */
  public long records() {
    long sum = 0;
    for (long n : records) {
      sum += n;
    }
    return sum;
  }

  /** How many records were found so far by format; those without are absent. */
  public Map<String, Long> recordsByFormat() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < records.length; i++) {
      if (records[i] > 0) {
        counts.put(formats.names().get(i), records[i]);
      }
    }
    return counts;
  }

  /** Counts what was found in the source's next block. */
  void count(RecordBlock block, Found found, Rejects rejects) {
    for (int i = 0; i < records.length; i++) {
      records[i] += found.records[i];
    }
    for (int i = 0; i < found.rejects(); i++) {
      rejects.add(
          name(),
          lines + found.frame(i) + 1,
          block.bytes,
          found.from(i),
          found.to(i),
          found.reason(i));
    }
    lines += found.frames;
  }

  boolean formatStated() {
    return formatStated;
  }

  int format() {
    return beginning.format;
  }

  Framing framing() {
    return beginning.framing;
  }

  RecordLines recordLines() {
    return beginning.lines;
  }

  boolean hasParts() {
    return hasParts;
  }

  Beginning beginning() {
    return beginning;
  }

  /**
   * Fills a block with whole records; what is left of the last one comes with the next block.
   *
   * @return false: there is nothing more, and the block is empty
   */
  public boolean read(RecordBlock block) {
    block.clear();
    block.source = number;
    while (!ended || carriedBytes > 0) {
      if (fill(block)) {
        return true;
      }
    }
    return false;
  }

  private boolean fill(RecordBlock block) {
    block.grow(LEAST + carriedBytes + previousBytes);
    skip(block.bytes);
    block.grow(LEAST + carriedBytes + previousBytes);
    System.arraycopy(carried, 0, block.bytes, 0, carriedBytes);
    int length = carriedBytes;
    carriedBytes = 0;
    block.position = position;
    // A record of several lines ends where one begins that does not belong to it.
    int longest = beginning.recordBytesMax + BlockSize.FRAMING_BYTES_MAX;
    int enough = ofSeveralLines() ? 2 * longest : longest;
    length += readMore(block.bytes, length, block.capacity() - length - previousBytes);
    int whole = whole(block, length, length >= enough);
    while (whole == 0 && !ended && length < enough) {
      block.grow(Math.min(enough, 2 * length) + previousBytes);
      length += readMore(block.bytes, length, block.capacity() - length - previousBytes);
      whole = whole(block, length, length >= enough);
    }
    boolean cut = lastIsCut;
    if (whole == 0 && length > 0) {
      whole = cut(block.bytes, length);
    }
    carry(block.bytes, whole, length);
    block.length = whole;
    block.cut = cut;
    block.broken = failure != null;
    block.last = ended && whole == length;
    position += whole;
    if (whole > 0) {
      handPrevious(block);
      return true;
    }
    return false;
  }

  /**
   * How many of the first bytes are whole records; says of the last one too whether it goes on.
   *
   * @param enough whether a record that is not whole in so many bytes is too long
   */
  private int whole(RecordBlock block, int length, boolean enough) {
    lastIsCut = false;
    if (ended) {
      return length;
    }
    int lines = frames.wholeBytes(framing(), recordLines(), block.bytes, length, hasParts);
    lastIsCut = frames.cut;
    if (!hasParts || lines == 0) {
      return lines;
    }
    block.length = length;
    BlockParser parser = parsers.take();
    int closed = parser.withoutOpenParts(block, lines);
    boolean open = closed < lines && (closed > 0 || !enough);
    lastIsCut = open ? parser.isCutBeforeParts() : lastIsCut;
    parsers.give(parser);
    return open ? closed : lines;
  }

  private boolean ofSeveralLines() {
    return hasParts || !recordLines().equals(RecordLines.NONE);
  }

  private void carry(byte[] b, int from, int to) {
    carriedBytes = to - from;
    carried = room(carried, carriedBytes);
    System.arraycopy(b, from, carried, 0, carriedBytes);
  }

  private static byte[] room(byte[] b, int length) {
    return b.length < length ? new byte[Math.max(length, 2 * b.length)] : b;
  }

  /**
   * Puts the last record before the block, which its first may repeat, behind its content, and
   * keeps that for the next block.
   */
  private void handPrevious(RecordBlock block) {
    block.previousFrom = block.length;
    block.previousTo = block.length + previousBytes;
    System.arraycopy(previous, 0, block.bytes, block.previousFrom, previousBytes);
    previousBytes = 0;
    if (!ended && frames.problem == null && !hasParts) {
      BlockParser parser = parsers.take();
      parser.goBehind(block, frames.from, frames.to);
      previousBytes = parser.previousTo - parser.previousFrom;
      previous = room(previous, previousBytes);
      System.arraycopy(block.bytes, parser.previousFrom, previous, 0, previousBytes);
      parsers.give(parser);
    }
  }

  /** A record that does not fit: its first part is kept, as much as shows that it is too long. */
  private int cut(byte[] b, int length) {
    if (framing() == Framing.EXPORTED) {
      ExportedEntry entry = new ExportedEntry();
      entry.read(b, 0, length);
      skipEntry = entry;
      return length;
    }
    long rest = Frames.bytesToSkip(framing(), b, length);
    skipsToTrailer = rest < 0;
    skipBytes = Math.max(0, rest);
    // A trailer may begin with the last bytes.
    return skipsToTrailer ? length - framing().trailerBytes() + 1 : length;
  }

  /**
   * Reads over the mark at the start, and the rest of a record that did not fit; {@code b} is free
   * for use.
   */
  private void skip(byte[] b) {
    int room = b.length - RecordBlock.SLACK;
    while (skipBytes > 0 && !ended) {
      int n = readMore(b, 0, (int) Math.min(room, skipBytes));
      skipBytes -= n;
      position += n;
    }
    while (skipEntry != null && !ended) {
      int n = readMore(b, 0, room);
      int behind = skipEntry.read(b, 0, n);
      position += behind < 0 ? n : behind;
      if (behind >= 0) {
        skipEntry = null;
        carry(b, behind, n);
      }
    }
    while (skipsToTrailer && !ended) {
      System.arraycopy(carried, 0, b, 0, carriedBytes);
      int n = carriedBytes + readMore(b, carriedBytes, room - carriedBytes);
      int end = framing().end(b, 0, n);
      skipsToTrailer = end == n;
      int kept = ended ? 0 : Math.min(n, framing().trailerBytes() - 1);
      int behind = skipsToTrailer ? n - kept : end + framing().trailerBytes();
      position += behind;
      carry(b, behind, n);
    }
  }

  private int readMore(byte[] b, int from, int length) {
    if (ended) {
      return 0;
    }
    int n = 0;
    try {
      ByteInput in = input;
      if (in == null) {
        in = beginning.open(compressedBytes);
        input = in;
      }
      while (n < length && !ended) {
        int more = in.read(b, from + n, length - n);
        n += Math.max(0, more);
        ended = more < 0;
      }
      if (ended) {
        in.close(); // others may be read for long
      }
    } catch (IOException e) {
      ended = true;
      failure = new ReadFailure(name(), position + from + n, Problem.text(e));
    }
    return n;
  }

  /** Gives up what reading needs. May be called at any time, and again. */
  @Override
  public void close() throws IOException {
    ended = true;
    carriedBytes = 0;
    carried = Arrays.copyOf(carried, 0);
    ByteInput in = input;
    if (in != null) {
      in.close();
    }
  }
}
