package dev.correlator.core;

import dev.correlator.api.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a log as the blocks of a source: so many lines a block. */
final class LogFeed implements SourceFeed {

  private final int source;
  private final List<LogLine> lines;
  private final int linesPerBlock;
  private final BlockWriter writer;
  private final Stamper stamper;
  private final RecordHeader header = new RecordHeader();
  private final List<RecordBlock> given = new ArrayList<>();
  private int next;
  private long position;

  LogFeed(
      int source,
      List<LogLine> lines,
      int linesPerBlock,
      StampPolicy.Order order,
      BlockWriter writer) {
    this.source = source;
    this.lines = lines;
    this.linesPerBlock = linesPerBlock;
    this.writer = writer;
    stamper =
        new Stamper(
            StampPolicy.of(order),
            YearRule.before(LogLine.DAY, YearRule.Source.STATED),
            ZoneOffset.UTC);
  }

  @Override
  public Stamper stamper() {
    return stamper;
  }

  @Override
  public @Nullable RecordBlock next() {
    if (next == lines.size()) {
      return null;
    }
    int to = Math.min(lines.size(), next + linesPerBlock);
    RecordBlock block = new RecordBlock(64);
    block.source = source;
    block.position = position;
    writer.begin(block, 0);
    for (; next < to; next++) {
      write(block, lines.get(next));
    }
    writer.end();
    position += block.length;
    given.add(block);
    return block;
  }

  private void write(RecordBlock block, LogLine line) {
    header.clear();
    int from = block.length;
    header.clock = RecordHeader.Clock.ABSOLUTE;
    header.timeNanos = line.timeNanos();
    header.priority = line.priority();
    header.repeat = line.repeat();
    header.hostFrom = block.length;
    header.hostTo = append(block, line.host());
    append(block, " ");
    header.appFrom = block.length;
    header.appTo = append(block, line.app());
    append(block, "[");
    header.procIdFrom = block.length;
    header.procIdTo = append(block, line.procId());
    append(block, "] ");
    header.textFrom = block.length;
    header.textTo = append(block, line.text());
    writer.record(from, block.length, header);
    append(block, "\n");
  }

  private static int append(RecordBlock block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (block.length + bytes.length > block.capacity()) {
      block.grow(Math.max(block.capacity() * 2, block.length + bytes.length));
    }
    System.arraycopy(bytes, 0, block.bytes, block.length, bytes.length);
    block.length += bytes.length;
    return block.length;
  }

  @Override
  public void release(RecordBlock block) {
    if (!given.remove(block)) {
      throw new AssertionError("a block was given back twice");
    }
    // What is read after this must not be what was written: blocks are used again.
    java.util.Arrays.fill(block.bytes, (byte) '?');
    java.util.Arrays.fill(block.cells, -7);
  }

  /** Blocks that were not given back. */
  int held() {
    return given.size();
  }
}
