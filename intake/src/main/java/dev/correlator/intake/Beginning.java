package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Trailer;
import dev.correlator.api.TrailerFinder;
import dev.correlator.core.CodePlace;
import dev.correlator.core.Following;
import dev.correlator.core.OriginClock;
import dev.correlator.core.Stamper;
import dev.correlator.core.YearRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a source say: whether it is compressed, how records are framed, their
 * format, the first time. Everything that is found out about a source by itself is found out here.
 */
final class Beginning {

  /** How much is looked at: more than fifty records as a rule. */
  private static final int BYTES = 64 * 1024;

  /** How many records are asked for their format. */
  private static final int RECORDS = 50;

  /** How much of the content tells sources of the same first time apart. */
  private static final int RANK_BYTES = 1024;

  final String name;
  final int recordBytesMax;
  final Framing framing;
  final int format;
  final boolean formatKnown;

  /** Which lines make up a record. */
  final RecordLines lines;

  final boolean compressed;

  /** How many bytes stand in front of the first record: a mark that says how text is encoded. */
  final int markBytes;

  /** How many bytes behind them were looked at. */
  final int length;

  final long sizeBytes;
  final YearRule yearRule;

  /** The time of the first record, or the largest long. */
  final long firstNanos;

  /** The first bytes of the content behind the mark; none once the sources are in order. */
  byte[] rank;

  /** Whether these are those of the source before it in their order. */
  boolean beginsAsBefore;

  /** What the user should know. */
  final List<String> notes = new ArrayList<>();

  /** The content, as it is stored, once more; null where it can be read once only. */
  private final @Nullable ByteInput again;

  private final @Nullable ByteInput rest;

  private Beginning(Look look, Formats formats, IntakeOptions options) throws IOException {
    name = look.name;
    recordBytesMax = options.recordBytesMax();
    byte[] read = new byte[BYTES + 16];
    ByteInput content = look.content();
    compressed = content instanceof GzipInput;
    First first = First.of(content, read, compressed);
    Packing packing = Packing.of(read, first.length);
    if (packing != null) {
      throw new IOException("the content " + packing.advice());
    }
    markBytes = markBytes(read, first.length);
    byte[] b = Arrays.copyOfRange(read, markBytes, read.length);
    length = first.length - markBytes;
    sizeBytes = look.sizeBytes;
    framing = framing(formats, b, options);
    Frames frames = new Frames(recordBytesMax);
    if (options.format() != null) {
      format = formats.index(options.format());
      formatKnown = true;
    } else {
      int best = bestFormat(formats, b, length);
      format = Math.max(0, best);
      formatKnown = best >= 0;
    }
    lines = formats.lines(format, options.format() != null);
    yearRule = look.yearRule(content, options);
    rank = Arrays.copyOf(b, Math.min(length, RANK_BYTES));
    firstNanos = firstNanos(formats, frames, b, length, options);
    again = look.again;
    if (again != null) {
      content.close();
      rest = null;
    } else {
      rest = new Replayed(Arrays.copyOf(read, first.length), content, first.damage);
    }
  }

  /** How many of the first bytes are a byte order mark, which editors of Windows write. */
  private static int markBytes(byte[] b, int length) {
    boolean mark = length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  static Beginning of(
      Path path, String name, OpenFiles files, Formats formats, IntakeOptions options)
      throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    boolean regular = attributes.isRegularFile();
    Instant modified = attributes.lastModifiedTime().toInstant();
    long size = regular ? attributes.size() : -1;
    OpenFiles.Input again = regular ? files.input(path, attributes) : null;
    ByteInput file = again == null ? ByteInput.opened(path) : again.look();
    try {
      return new Beginning(new Look(name, again, size, modified, file), formats, options);
    } catch (IOException e) {
      (again == null ? file : again).close();
      throw e;
    }
  }

  static Beginning of(InputStream stream, String name, Formats formats, IntakeOptions options)
      throws IOException {
    Look look = new Look(name, null, -1, options.now(), ByteInput.stream(stream));
    return new Beginning(look, formats, options);
  }

  /**
   * The first bytes: how many, and what ended them if it was damage.
   *
   * @param length how many
   * @param damage said when reading gets there: what is before it counts
   */
  private record First(int length, @Nullable IOException damage) {

    static First of(ByteInput content, byte[] b, boolean compressed) throws IOException {
      int n = 0;
      try {
        for (int more = 0; more >= 0 && n < BYTES; n += Math.max(0, more)) {
          more = content.read(b, n, BYTES - n);
        }
      } catch (IOException e) {
        if (!compressed) {
          throw e;
        }
        return new First(n, e);
      }
      return new First(n, null);
    }
  }

  /**
   * What is known before anything is read.
   *
   * @param again the bytes of a regular file, to be read from the start once more; else null
   */
  private record Look(
      String name, @Nullable ByteInput again, long sizeBytes, Instant modified, ByteInput raw) {

    /** The content: decompressed if need be. */
    ByteInput content() throws IOException {
      byte[] magic = new byte[Packing.BYTES];
      int n = 0;
      for (int more = 0; more >= 0 && n < magic.length; n += Math.max(0, more)) {
        more = raw.read(magic, n, magic.length - n);
      }
      Packing packing = Packing.of(magic, n);
      if (packing != null) {
        throw new IOException(packing.advice());
      }
      ByteInput whole = new Replayed(Arrays.copyOf(magic, n), raw, null);
      return GzipInput.isGzip(magic, n) ? new GzipInput(whole, BYTES) : whole;
    }

    YearRule yearRule(ByteInput content, IntakeOptions options) {
      if (options.year() != 0) {
        return YearRule.stated(options.year(), again == null ? options.now() : modified);
      }
      if (again == null) {
        return YearRule.before(options.now(), YearRule.Source.RECEIVED);
      }
      if (content instanceof GzipInput gzip && gzip.modifiedSeconds() != 0) {
        Instant written = Instant.ofEpochSecond(gzip.modifiedSeconds());
        if (written.isBefore(modified)) {
          return YearRule.before(written, YearRule.Source.GZIP_DATE);
        }
      }
      return YearRule.before(modified, YearRule.Source.FILE_DATE);
    }
  }

  private Framing framing(Formats formats, byte[] b, IntakeOptions options) {
    Framing looks = Framing.of(b, length);
    if (looks == Framing.LINES) {
      Framing behind = Framing.behindPart(b, length);
      looks = behind == Framing.LINES || beginsRecord(formats, b) ? looks : behind;
    }
    Trailer trailer = looks.hasTrailer() ? found(formats, b, options) : null;
    if (trailer == null) {
      trailer = options.trailer();
    }
    return trailer == null ? looks : Framing.endedBy(trailer);
  }

  /** Whether a format reads the first line, up to a NUL: then no record is cut there. */
  private boolean beginsRecord(Formats formats, byte[] b) {
    int to = Framing.NULS.end(b, 0, Framing.LINES.end(b, 0, length));
    return formats.best(b, 0, to, -1, Fit.LIKELY) >= 0;
  }

  /** What the author's function says; it fails where it throws. */
  private @Nullable Trailer found(Formats formats, byte[] b, IntakeOptions options) {
    TrailerFinder finder = options.trailerFinder();
    String format = options.format();
    DecodedHeader header =
        finder == null
            ? null
            : DecodedHeader.ofFirst(
                formats, format == null ? -1 : formats.index(format), b, length);
    if (finder == null || header == null) {
      return null;
    }
    try {
      return finder.trailer(header);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      notes.add(
          name
              + ": the trailer is not found out, what is configured is taken: "
              + CodePlace.inWords(e));
      return null;
    }
  }

  /**
   * The content from its start, with the mark. Called once.
   *
   * @param compressedBytes how much is read at a time of what is compressed
   */
  ByteInput open(int compressedBytes) {
    if (again == null) {
      return Objects.requireNonNull(rest, name);
    }
    return compressed ? new GzipInput(again, compressedBytes) : again;
  }

  private int bestFormat(Formats formats, byte[] b, int length) {
    int[] fit = new int[formats.size()];
    Frames frames = new Frames(recordBytesMax);
    frames.open(framing, RecordLines.NONE, b, length);
    int looked = 0;
    while (looked < RECORDS && frames.next()) {
      if (frames.problem == null && frames.to > frames.from) {
        looked++;
        for (int i = 0; i < fit.length; i++) {
          fit[i] += formats.at(i).fit(b, frames.from, frames.to);
        }
      }
    }
    int best = -1;
    for (int i = 0; i < fit.length; i++) {
      if (fit[i] > 0 && (best < 0 || fit[i] > fit[best])) {
        best = i;
      }
    }
    return best;
  }

  private long firstNanos(
      Formats formats, Frames frames, byte[] b, int length, IntakeOptions options) {
    FirstTimes times = new FirstTimes();
    RecordHeader header = new RecordHeader();
    var parser = formats.at(format).parser();
    frames.open(framing, lines, b, length);
    while (frames.next() && times.size < times.clock.length) {
      header.clear();
      if (frames.problem == null && parser.parse(b, frames.from, frames.to, header) == null) {
        times.add(header);
      }
    }
    return times.size == 0
        ? Long.MAX_VALUE
        : new Stamper(options.policy(), yearRule, options.zone())
            .time(times.clock[0], times.nanos[0], new OriginClock(), times);
  }

  /** The times of the first records. */
  private static final class FirstTimes implements Following {

    final int[] clock = new int[72];
    final long[] nanos = new long[72];
    int size;

    @SuppressWarnings("EnumOrdinal") // As rows of blocks hold clocks.
    void add(RecordHeader header) {
      clock[size] = header.clock.ordinal();
      nanos[size++] = header.timeNanos;
    }

    @Override
    public int clock(int n) {
      return n < size ? clock[n] : -1;
    }

    @Override
    public long timeNanos(int n) {
      return nanos[n];
    }
  }

  /** Bytes that were read already, and then the rest, or the damage that was met. */
  private static final class Replayed implements ByteInput {

    private byte[] first;
    private final ByteInput rest;
    private final @Nullable IOException damage;
    private int position;

    Replayed(byte[] first, ByteInput rest, @Nullable IOException damage) {
      this.first = first;
      this.rest = rest;
      this.damage = damage;
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      if (position == first.length) {
        first = new byte[0];
        position = 0;
        if (damage != null) {
          throw damage;
        }
        return rest.read(b, from, length);
      }
      int n = Math.min(length, first.length - position);
      System.arraycopy(first, position, b, from, n);
      position += n;
      return n;
    }

    @Override
    public long consumedBytes() {
      return rest.consumedBytes() - (first.length - position);
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }
}
