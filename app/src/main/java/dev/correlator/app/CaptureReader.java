package dev.correlator.app;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import dev.correlator.api.Severity;
import dev.correlator.core.Following;
import dev.correlator.core.OriginClock;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Stamper;
import dev.correlator.intake.BlockParser;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.RecordTaker;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads captures record by record. A record is handed on when {@link #AHEAD} more are known, or the
 * source has ended: leaps in time are believed only when the next records confirm them.
 */
final class CaptureReader {

  /** How many records the stamper may look ahead, and more: it asks for 64. */
  private static final int AHEAD = 128;

  /** Bytes of a text that are listed. */
  private static final int TEXT_BYTES = 512;

  private static final long SECOND = 1_000_000_000;

  private final Intake intake;
  private final Formats formats;
  private final CaptureList list;
  private final CaptureStatistics statistics;
  private long number;

  CaptureReader(Intake intake, Formats formats, CaptureList list, CaptureStatistics statistics) {
    this.intake = intake;
    this.formats = formats;
    this.list = list;
    this.statistics = statistics;
  }

  /** Reads all; false where a source could not be read to its end, which is told. */
  boolean read(PrintWriter err) {
    boolean whole = true;
    BlockParser parser = intake.parser();
    RecordBlock block = new RecordBlock(intake.blockBytes());
    for (LogSource source : intake.sources()) {
      list.source(source);
      Waiting waiting = new Waiting(source, block);
      while (!list.isLost() && source.read(block)) {
        parser.parse(block, waiting);
        waiting.handOn(AHEAD);
      }
      waiting.handOn(0);
      if (source.failure() != null) {
        whole = false;
        err.println(Printable.line(source.failure().text()));
      }
    }
    return whole;
  }

  /** A record whose time is not known yet. */
  private record Row(Clock clock, long timeNanos, CaptureRecord record) {}

  /**
   * The records of one source that wait for those behind them: at most {@link #AHEAD}, and those of
   * a block.
   */
  private final class Waiting implements RecordTaker, Following {

    private final String source;
    private final Stamper stamper;
    private final RecordBlock block;
    private final OriginClock clock = new OriginClock();
    private final List<Row> rows = new ArrayList<>();
    private int at;

    Waiting(LogSource source, RecordBlock block) {
      this.source = source.name();
      stamper = source.stamper();
      this.block = block;
    }

    @Override
    public void record(int format, int from, int to, RecordHeader h) {
      Severity severity = h.priority < 0 ? null : Severity.ofCode(h.priority & 7);
      String text = start(h.textFrom, h.textTo);
      rows.add(
          new Row(
              h.clock,
              h.timeNanos,
              new CaptureRecord(
                  0,
                  source,
                  formats.names().get(format),
                  null,
                  null,
                  text(h.hostFrom, h.hostTo),
                  text(h.appFrom, h.appTo),
                  severity,
                  to - from,
                  h.truncated,
                  text)));
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      rows.add(
          new Row(
              Clock.NONE,
              0,
              new CaptureRecord(
                  0,
                  source,
                  null,
                  reason,
                  null,
                  null,
                  null,
                  null,
                  to - from,
                  false,
                  start(from, to))));
    }

    private String start(int from, int to) {
      return new String(block.bytes, from, Math.min(TEXT_BYTES, to - from), StandardCharsets.UTF_8);
    }

    private @Nullable String text(int from, int to) {
      return from == to ? null : new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Hands on all but the last. */
    void handOn(int kept) {
      for (at = 0; at < rows.size() - kept; at++) {
        CaptureRecord r = rows.get(at).record();
        CaptureRecord known =
            new CaptureRecord(
                ++number,
                r.source(),
                r.format(),
                r.rejection(),
                time(rows.get(at)),
                r.host(),
                r.app(),
                r.severity(),
                r.bytes(),
                r.truncated(),
                r.text());
        statistics.add(known);
        list.record(known);
      }
      rows.subList(0, at).clear();
    }

    @SuppressWarnings("EnumOrdinal") // as stampers take it
    private @Nullable Instant time(Row row) {
      if (row.clock() == Clock.NONE) {
        return null;
      }
      long nanos = stamper.time(row.clock().ordinal(), row.timeNanos(), clock, this);
      stamper.stamp(clock, Long.MIN_VALUE);
      return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // as stampers take it
    public int clock(int n) {
      return at + n < rows.size() ? rows.get(at + n).clock().ordinal() : -1;
    }

    @Override
    public long timeNanos(int n) {
      return rows.get(at + n).timeNanos();
    }
  }
}
