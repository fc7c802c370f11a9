package dev.correlator.app;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Rejection;
import dev.correlator.api.Severity;
import dev.correlator.core.Following;
import dev.correlator.core.OriginClock;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Stamper;
import dev.correlator.intake.BlockParser;
import dev.correlator.intake.DecodedHeader;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Received;
import dev.correlator.intake.RecordTaker;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Lines of a source without a record that are tried with all formats. */
  private static final int TRIED_MAX = 20;

  private static final long SECOND = 1_000_000_000;

  private final Intake intake;
  private final Formats formats;
  private final CaptureChoice choice;
  private final CaptureList list;
  private final CaptureStatistics statistics;
  private final boolean received;
  private final boolean parsed;
  private long number;

  /**
   * Makes one.
   *
   * @param choice the records that are handed on and counted; all are numbered
   */
  CaptureReader(
      Intake intake,
      Formats formats,
      CaptureChoice choice,
      CaptureList list,
      CaptureStatistics statistics) {
    this.intake = intake;
    this.formats = formats;
    this.choice = choice;
    this.list = list;
    this.statistics = statistics;
    received = list.takesReceived();
    parsed = choice.where() != null || list.takesParsed();
  }

  /** How many records there are, meant or not. */
  long records() {
    return number;
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
      statistics.read(source);
      UnreadSource unread = waiting.unread();
      if (unread != null && source.failure() == null && !list.isLost()) {
        statistics.unread(unread);
      }
      if (source.failure() != null) {
        whole = false;
        err.println(Printable.line(source.failure().text()));
      }
    }
    if (whole && !list.isLost()) {
      choice.end(number);
    }
    return whole;
  }

  /** A record whose time is not known yet. */
  private record Row(Clock clock, long timeNanos, boolean repetition, CaptureRecord record) {}

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
    private long line;
    private boolean isRead;

    /** How many lines were tried with all formats, and what was nearest. */
    private int tried;

    private @Nullable UnreadSource unread;

    /** The last record that says more than that the one before it came again. */
    private @Nullable CaptureRecord front;

    Waiting(LogSource source, RecordBlock block) {
      this.source = source.name();
      stamper = source.stamper();
      this.block = block;
    }

    @Override
    public void record(int format, int from, int to, RecordHeader h) {
      Received all = received ? Received.record(block, from, to, h) : null;
      add(format, to - from, all, parsed(format, from, from, to, line + 1, from, h), false, h);
      line++;
    }

    @Override
    public void repetition(
        int format, int from, int to, int ofFrom, int ofRaw, int ofTo, RecordHeader h) {
      Received all = received ? Received.repetition(block, from, to) : null;
      add(format, to - from, all, parsed(format, ofFrom, ofRaw, ofTo, line + 1, from, h), true, h);
      line++;
    }

    @Override
    public void moved(int format, int place, int from, int rawFrom, int to, RecordHeader h) {
      Received all = received ? Received.moved(block, place, rawFrom, to, h) : null;
      CapturedRecord known = parsed(format, from, rawFrom, to, line + 1, place, h);
      add(format, to - rawFrom, all, known, false, h);
    }

    @Override
    public void lines(int more) {
      line += more;
    }

    private void add(
        int format,
        int bytes,
        @Nullable Received all,
        @Nullable CapturedRecord known,
        boolean repetition,
        RecordHeader h) {
      isRead = true;
      Severity severity = h.priority < 0 ? null : Severity.ofCode(h.priority & 7);
      CaptureRecord record =
          new CaptureRecord(
              0,
              source,
              formats.names().get(format),
              null,
              null,
              text(h.hostFrom, h.hostTo),
              text(h.appFrom, h.appTo),
              severity,
              bytes,
              h.truncated,
              start(h.textFrom, h.textTo),
              all,
              known,
              null);
      rows.add(new Row(h.clock, h.timeNanos, repetition, record));
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      Received all = received ? Received.rejected(block, from, to, reason) : null;
      String text = start(from, to);
      CaptureRecord record =
          new CaptureRecord(
              0, source, null, reason, null, null, null, null, to - from, false, text, all, null,
              null);
      rows.add(new Row(Clock.NONE, 0, false, record));
      line++;
      if (!isRead && reason != Rejection.EMPTY && tried < TRIED_MAX) {
        tried++;
        byte[] whole = Arrays.copyOfRange(block.bytes, from, to);
        UnreadSource next = new UnreadSource(source, line, text, formats.trials(whole));
        unread = unread == null ? next : unread.nearer(next);
      }
    }

    /** Why nothing in the source is a record; null where something is, or nothing is there. */
    @Nullable UnreadSource unread() {
      return isRead ? null : unread;
    }

    /** Copies what conditions may ask for. */
    private @Nullable CapturedRecord parsed(
        int format, int from, int rawFrom, int to, long atLine, int place, RecordHeader h) {
      if (!parsed) {
        return null;
      }
      RecordHeader copy = new RecordHeader();
      copy.copy(h);
      copy.move(Integer.MAX_VALUE, -from, 0);
      byte[] bytes = Arrays.copyOfRange(block.bytes, from, to);
      return new CapturedRecord(
          new DecodedHeader(formats.names().get(format), bytes, copy),
          bytes,
          rawFrom - from,
          new RecordRef(source, block.position + place, atLine),
          Instant.EPOCH);
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
        CaptureRecord known = numbered(rows.get(at));
        statistics.read(known);
        list.read(known);
        if (choice.takes(known)) {
          statistics.add(known);
          list.record(known);
        }
      }
      rows.subList(0, at).clear();
    }

    private CaptureRecord numbered(Row row) {
      CaptureRecord r = row.record();
      // Records that state no time are stamped too, as in runs; those that are none are not.
      Instant stamped = r.rejection() == null ? time(row) : null;
      CapturedRecord known = r.parsed();
      CaptureRecord numbered =
          new CaptureRecord(
              ++number,
              r.source(),
              r.format(),
              r.rejection(),
              row.clock() == Clock.NONE ? null : stamped,
              r.host(),
              r.app(),
              r.severity(),
              r.bytes(),
              r.truncated(),
              r.text(),
              r.received(),
              known == null || stamped == null ? null : known.at(stamped),
              row.repetition() ? front : null);
      if (!row.repetition()) {
        front = numbered;
      }
      return numbered;
    }

    @SuppressWarnings("EnumOrdinal") // as stampers take it
    private Instant time(Row row) {
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
