package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import dev.correlator.core.BlockWriter;
import dev.correlator.core.RecordBlock;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in blocks. One per thread; blocks of any source, in any order: what is found in
 * one depends on nothing outside of it, because it holds what its first record may repeat.
 *
 * <p>A record that the source's format does not fit is given to the one that fits it best, so that
 * a file whose daemon was changed on the way is read to its end.
 */
public final class BlockParser {

  /** What is in hand before the first. */
  private static final RecordBlock NO_BLOCK = new RecordBlock(0);

  private final IntFunction<LogSource> sources;
  private final Formats formats;
  private final RecordParser[] parsers;
  private final int[] formatNumbers;
  private final Frames frames;
  private final RecordHeader header = new RecordHeader();
  private final RecordHeader previous = new RecordHeader();
  private final Found ignored;
  private final Writing writing = new Writing();
  private final Parts parts;
  private final HeldRecords held = new HeldRecords(NOBODY);

  // The block in hand.
  private RecordBlock block = NO_BLOCK;
  private byte[] bytes = {};
  private int format;
  private int previousFormat;

  /** Whether something of the frame before the one in hand is missing. */
  private boolean previousCut;

  /** The same of the frame before that at {@link Parts#since}. */
  private boolean cutBeforeParts;

  /** First byte of the record that a repetition would repeat. */
  int previousFrom;

  /** The byte behind it; the same where there is none. */
  int previousTo;

  BlockParser(
      IntFunction<LogSource> sources, Formats formats, int[] formatNumbers, int recordBytesMax) {
    this.sources = sources;
    this.formats = formats;
    this.formatNumbers = formatNumbers;
    parsers = new RecordParser[formats.size()];
    for (int i = 0; i < parsers.length; i++) {
      parsers[i] = formats.at(i).parser();
    }
    frames = new Frames(recordBytesMax);
    parts = new Parts(recordBytesMax);
    ignored = new Found(formats.size());
  }

  /** Finds the records of a block and gives them to the writer. */
  public void parse(RecordBlock block, BlockWriter writer) {
    parse(block, writer, ignored);
  }

  /** The same; what was found is counted too. */
  void parse(RecordBlock block, BlockWriter writer, Found found) {
    int usual = formatNumbers[sources.apply(block.source).format()];
    writer.begin(block, usual);
    writing.begin(writer, usual);
    parse(block, writing, found);
    writer.end();
  }

  /** Finds the records of a block. */
  public void parse(RecordBlock block, RecordTaker taker) {
    parse(block, taker, ignored);
  }

  void parse(RecordBlock newBlock, RecordTaker taker, Found found) {
    found.clear();
    LogSource from = sources.apply(newBlock.source);
    open(newBlock, from);
    parts.clear();
    records(from, taker, found);
    finishParts(found);
  }

  private void open(RecordBlock newBlock, LogSource from) {
    block = newBlock;
    bytes = block.bytes;
    frames.open(from.framing(), from.recordLines(), block);
    previousFrom = block.previousFrom;
    previousTo = block.previousTo;
  }

  /**
   * How many of the first bytes are in front of all records that go on behind them.
   *
   * @param newBlock its length says how many bytes there are
   * @param wholeBytes how many of them hold whole lines
   */
  int withoutOpenParts(RecordBlock newBlock, int wholeBytes) {
    LogSource from = sources.apply(newBlock.source);
    open(newBlock, from);
    frames.open(from.framing(), from.recordLines(), bytes, wholeBytes);
    parts.clear();
    ignored.clear();
    records(from, NOBODY, ignored);
    newBlock.dropAdded();
    return parts.isOpen() ? parts.since() : wholeBytes;
  }

  /** Whether something is missing of the last frame in front of the parts that were left out. */
  boolean isCutBeforeParts() {
    return cutBeforeParts;
  }

  private void records(LogSource from, RecordTaker taker, Found found) {
    held.begin(taker);
    int own = from.format();
    RecordParser parser = parsers[own];
    boolean cut = false;
    while (frames.next()) {
      previousCut = cut;
      cut = frames.truncated;
      if (parts.isOpen() && parts.mustEnd(frames.to)) {
        finishParts(found);
      }
      if (frames.problem != null) {
        finishParts(found);
        found.reject(frames.from, frames.to, frames.problem);
        taker.reject(frames.from, frames.to, frames.problem);
        previousTo = previousFrom;
        continue;
      }
      header.clear();
      Rejection reason = parser.parse(bytes, frames.from, frames.to, header);
      format = own;
      if (reason != null) {
        reason = second(from, reason);
      }
      if (reason == null) {
        // Parts of several records stand between each other: which is the one before?
        if (header.repeatsOfPrevious > 0 && !from.hasParts() && isOfPrevious(from)) {
          repeat(taker, found);
          continue;
        }
        header.truncated |= frames.truncated;
        take(from, found);
      } else {
        finishParts(found);
        found.reject(frames.from, frames.to, reason);
        taker.reject(frames.from, frames.to, reason);
        if (frames.lines > 1) {
          taker.lines(frames.lines - 1);
          found.lines(frames.lines - 1);
        }
      }
      previousFrom = frames.from;
      previousTo = frames.to;
    }
  }

  /** Hands on the record before once more, at the place and the time of the one in hand. */
  private void repeat(RecordTaker taker, Found found) {
    int from = previousFrom;
    int raw = previousFrom;
    int length = previousTo - previousFrom;
    if (previous.decodedLength > 0) {
      raw = putBehind(bytes, previousFrom, previousTo, previous);
      from = raw - previous.decodedLength;
    }
    previous.truncated |= raw + length - from > RecordBlock.RECORD_BYTES_MAX;
    taker.repetition(
        formatNumbers[previousFormat], frames.from, frames.to, from, raw, raw + length, previous);
    found.record(previousFormat);
    found.lines(1);
  }

  /** Hands on the record in hand, or keeps it until the rest of it comes. */
  private void take(LogSource from, Found found) {
    boolean begins = !parts.isOpen();
    Parts.Open part =
        from.hasParts() ? parts.take(bytes, frames.from, frames.to, format, header) : null;
    if (part != null) {
      if (begins) {
        cutBeforeParts = previousCut;
      }
      if (part.held == null) {
        part.held = held.open();
      }
      if (!header.goesOn) {
        finishPart(found);
      }
    } else if (header.decodedLength == 0) {
      header.truncated |= frames.to - frames.from > RecordBlock.RECORD_BYTES_MAX;
      held.record(formatNumbers[format], frames.from, frames.to, header);
      found.record(format);
      found.lines(1);
      if (frames.lines > 1) {
        held.lines(frames.lines - 1);
        found.lines(frames.lines - 1);
      }
      return;
    } else {
      int length = frames.to - frames.from;
      header.truncated |= header.decodedLength + length > RecordBlock.RECORD_BYTES_MAX;
      int rawAt = putBehind(bytes, frames.from, frames.to, header);
      held.moved(
          formatNumbers[format],
          frames.from,
          rawAt - header.decodedLength,
          rawAt,
          rawAt + length,
          header);
      found.record(format);
    }
    held.lines(frames.lines);
    found.lines(frames.lines);
  }

  /** Whatever is open ends without its end. */
  private void finishParts(Found found) {
    parts.truncate();
    while (parts.isOpen()) {
      finishPart(found);
    }
  }

  /** Hands on the record whose parts are there as far as they will be. */
  private void finishPart(Found found) {
    Parts.Open part = parts.finished();
    HeldRecords.Held place = part.held;
    if (place == null) {
      throw new IllegalStateException("a record without a place");
    }
    RecordHeader h = part.header;
    h.truncated |= h.decodedLength + part.rawLength > RecordBlock.RECORD_BYTES_MAX;
    int rawAt = putBehind(part.raw, 0, part.rawLength, h);
    held.fill(
        place,
        formatNumbers[part.format],
        part.place,
        rawAt - h.decodedLength,
        rawAt,
        rawAt + part.rawLength,
        h);
    found.record(part.format);
  }

  /**
   * Puts what was decoded of a record, and behind it the record, behind the block's content.
   *
   * @return where the record begins there
   */
  private int putBehind(byte[] raw, int from, int to, RecordHeader h) {
    int decodedAt = block.add(h.decoded, 0, h.decodedLength);
    int rawAt = block.add(raw, from, to);
    bytes = block.bytes;
    frames.moved(bytes);
    h.move(to, rawAt - from, decodedAt - to);
    return rawAt;
  }

  /**
   * Sets {@link #previousFrom} to what a repetition behind the block would repeat.
   *
   * @param lastFrom first byte of the last frame
   * @param lastTo byte behind it
   */
  void goBehind(RecordBlock newBlock, int lastFrom, int lastTo) {
    bytes = newBlock.bytes;
    previousFrom = lastFrom;
    previousTo = lastTo;
    readPrevious(sources.apply(newBlock.source));
    if (previous.repeatsOfPrevious > 0) {
      parse(newBlock, NOBODY, ignored);
      newBlock.dropAdded();
    }
  }

  /**
   * Whether the record in hand says of the one before that it came again: it does not where that is
   * none, or of another host, or such a record itself. Then {@link #previous} is what is repeated,
   * at the time of the record in hand.
   */
  private boolean isOfPrevious(LogSource source) {
    if (!readPrevious(source) || previous.repeatsOfPrevious > 0 || !isOfOneHost()) {
      return false;
    }
    previous.clock = header.clock;
    previous.timeNanos = header.timeNanos;
    previous.repeat = header.repeatsOfPrevious;
    previous.repeatsLeftOut = header.repeatsLeftOut;
    return true;
  }

  private boolean isOfOneHost() {
    if (header.hostFrom == header.hostTo) {
      return true;
    }
    boolean decoded = previous.hostFrom >= previousTo;
    int shift = decoded ? previousTo : 0;
    return Arrays.equals(
        bytes,
        header.hostFrom,
        header.hostTo,
        decoded ? previous.decoded : bytes,
        previous.hostFrom - shift,
        previous.hostTo - shift);
  }

  /** Reads the record before once more: there are few that repeat it. */
  private boolean readPrevious(LogSource source) {
    previous.clear();
    if (previousFrom == previousTo) {
      return false;
    }
    previousFormat = source.format();
    if (parsers[previousFormat].parse(bytes, previousFrom, previousTo, previous) == null) {
      return true;
    }
    previousFormat = other(source, previousFrom, previousTo, previous);
    return previousFormat >= 0;
  }

  /** Another format's turn. */
  private @Nullable Rejection second(LogSource source, Rejection first) {
    if (isBlank()) {
      return Rejection.EMPTY;
    }
    int other = other(source, frames.from, frames.to, header);
    if (other >= 0) {
      format = other;
      return null;
    }
    return frames.mayBeCut() ? Rejection.CUT_OFF : first;
  }

  /** Reads a record by the format, not the source's, that fits it best; -1 where none does. */
  private int other(LogSource source, int from, int to, RecordHeader into) {
    into.clear();
    int other =
        source.formatStated() ? -1 : formats.best(bytes, from, to, source.format(), Fit.LIKELY);
    return other >= 0 && parsers[other].parse(bytes, from, to, into) == null ? other : -1;
  }

  private boolean isBlank() {
    for (int p = frames.from; p < frames.to; p++) {
      if (bytes[p] != ' ' && bytes[p] != '\t' && bytes[p] != '\r' && bytes[p] != '\n') {
        return false;
      }
    }
    return true;
  }

  /** Takes what nobody asks for. */
  private static final RecordTaker NOBODY =
      new RecordTaker() {
        @Override
        public void record(int format, int from, int to, RecordHeader header) {}

        @Override
        public void reject(int from, int to, Rejection reason) {}
      };

  /** Into the engine. */
  private static final class Writing implements RecordTaker {

    private @Nullable BlockWriter writer;
    private int format;

    void begin(BlockWriter newWriter, int usualFormat) {
      writer = newWriter;
      format = usualFormat;
    }

    @Override
    public void record(int recordFormat, int from, int to, RecordHeader header) {
      writer(recordFormat).record(from, to, header);
    }

    @Override
    public void repetition(
        int recordFormat, int from, int to, int ofFrom, int ofRaw, int ofTo, RecordHeader header) {
      writer(recordFormat).record(from, ofFrom, ofRaw, ofTo, header);
      writer().lines(1);
    }

    @Override
    public void moved(
        int recordFormat, int place, int from, int rawFrom, int to, RecordHeader header) {
      writer(recordFormat).record(place, from, rawFrom, to, header);
    }

    @Override
    public void lines(int more) {
      writer().lines(more);
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      writer().reject();
    }

    private BlockWriter writer(int recordFormat) {
      BlockWriter w = writer();
      if (recordFormat != format) {
        format = recordFormat;
        w.format(recordFormat);
      }
      return w;
    }

    private BlockWriter writer() {
      if (writer == null) {
        throw new IllegalStateException("no block begun");
      }
      return writer;
    }
  }
}
