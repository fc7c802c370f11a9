package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import dev.correlator.core.BlockWriter;
import dev.correlator.core.RecordBlock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in blocks. One per thread; blocks of any source, in any order: what is found in
 * one depends on nothing outside of it.
 *
 * <p>A record that the source's format does not fit is given to the one that fits it best, so that
 * a file whose daemon was changed on the way is read to its end.
 */
public final class BlockParser {

  private final Intake intake;
  private final Formats formats;
  private final RecordParser[] parsers;
  private final int[] formatNumbers;
  private final Frames frames;
  private final RecordHeader header = new RecordHeader();
  private final Found ignored;
  private final Writing writing = new Writing();

  // The block in hand.
  private byte[] bytes = {};
  private int format;

  BlockParser(Intake intake, Formats formats, int[] formatNumbers, int recordBytesMax) {
    this.intake = intake;
    this.formats = formats;
    this.formatNumbers = formatNumbers;
    parsers = new RecordParser[formats.size()];
    for (int i = 0; i < parsers.length; i++) {
      parsers[i] = formats.at(i).parser();
    }
    frames = new Frames(recordBytesMax);
    ignored = new Found(formats.size());
  }

  /** Finds the records of a block and gives them to the writer. */
  public void parse(RecordBlock block, BlockWriter writer) {
    parse(block, writer, ignored);
  }

  /** The same; what was found is counted too. */
  void parse(RecordBlock block, BlockWriter writer, Found found) {
    int usual = formatNumbers[intake.source(block.source).format()];
    writer.begin(block, usual);
    writing.begin(writer, usual);
    parse(block, writing, found);
    writer.end();
  }

  /** Finds the records of a block. */
  public void parse(RecordBlock block, RecordTaker taker) {
    parse(block, taker, ignored);
  }

  void parse(RecordBlock block, RecordTaker taker, Found found) {
    found.clear();
    LogSource from = intake.source(block.source);
    bytes = block.bytes;
    frames.open(from.framing(), bytes, block.length);
    int own = from.format();
    RecordParser parser = parsers[own];
    while (frames.next()) {
      if (frames.problem != null) {
        found.reject(frames.from, frames.to, frames.problem);
        taker.reject(frames.from, frames.to, frames.problem);
        continue;
      }
      header.clear();
      Rejection reason = parser.parse(bytes, frames.from, frames.to, header);
      format = own;
      if (reason != null) {
        reason = second(from, reason);
      }
      if (reason == null) {
        found.record(format);
        taker.record(formatNumbers[format], frames.from, frames.to, header);
      } else {
        found.reject(frames.from, frames.to, reason);
        taker.reject(frames.from, frames.to, reason);
      }
    }
  }

  /** Another format's turn. */
  private @Nullable Rejection second(LogSource source, Rejection first) {
    if (isBlank()) {
      return Rejection.EMPTY;
    }
    if (!source.formatStated()) {
      int other = formats.best(bytes, frames.from, frames.to, source.format(), Fit.LIKELY);
      if (other >= 0) {
        header.clear();
        format = other;
        if (parsers[other].parse(bytes, frames.from, frames.to, header) == null) {
          return null;
        }
      }
    }
    return frames.whole ? first : Rejection.CUT_OFF;
  }

  private boolean isBlank() {
    for (int p = frames.from; p < frames.to; p++) {
      if (bytes[p] != ' ' && bytes[p] != '\t' && bytes[p] != '\r') {
        return false;
      }
    }
    return true;
  }

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
      BlockWriter w = writer();
      if (recordFormat != format) {
        format = recordFormat;
        w.format(recordFormat);
      }
      w.record(from, to, header);
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      writer().reject();
    }

    private BlockWriter writer() {
      if (writer == null) {
        throw new IllegalStateException("no block begun");
      }
      return writer;
    }
  }
}
