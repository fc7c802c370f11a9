package dev.correlator.testkit;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.Following;
import dev.correlator.core.OriginClock;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Stamper;
import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.RecordTaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a source, and the lines that are none, with their origins and times: what can be
 * put together in another way.
 */
final class ScenarioLines {

  /**
   * A line, or the lines of a record.
   *
   * @param bytes without framing
   * @param number of the first line, from 1
   * @param origin the host; empty where it has none
   * @param tau the effective time, nanoseconds since the epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Line(byte[] bytes, long number, String origin, long tau) {

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  final List<Line> lines;

  private final Map<Long, Line> byNumber = new HashMap<>();

  /** Whether all records have a host: others belong to the source that they stand in. */
  final boolean hosts;

  /** Whether there are records that say only that the one before came again. */
  final boolean repetitions;

  /** How many bytes a record may have to have, at least, for these to be found: more than 0. */
  final int recordBytes;

  private final boolean octetCounted;

  /**
   * What stands behind each where they are not counted: a line feed or, found by looking, a NUL.
   */
  private final int behind;

  private ScenarioLines(
      List<Line> lines,
      boolean hosts,
      boolean repetitions,
      int recordBytes,
      boolean octetCounted,
      int behind) {
    this.lines = lines;
    lines.forEach(line -> byNumber.putIfAbsent(line.number(), line));
    this.hosts = hosts;
    this.repetitions = repetitions;
    this.recordBytes = recordBytes;
    this.octetCounted = octetCounted;
    this.behind = behind;
  }

  /** Reads the only source of an intake. */
  static ScenarioLines read(Intake intake) {
    LogSource source = intake.sources().get(0);
    Reader reader = new Reader();
    var parser = intake.parser();
    RecordBlock block = new RecordBlock(intake.blockBytes());
    while (source.read(block)) {
      reader.block = block;
      parser.parse(block, reader);
    }
    return new ScenarioLines(
        reader.stamped(source.stamper()),
        !reader.hostless,
        reader.repetitions,
        reader.recordBytes,
        source.isOctetCounted(),
        source.trailer() == null ? '\n' : 0);
  }

  /** The text of the record that begins in this line. */
  String text(long number) {
    Line line = byNumber.get(number);
    if (line != null) {
      return line.text();
    }
    throw new IllegalArgumentException("no record begins in line " + number);
  }

  /** Some of the lines as a source. */
  ScenarioSource source(String newName, List<Line> some) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long last = Long.MIN_VALUE;
    try {
      for (Line line : some) {
        last = Math.max(last, line.tau());
        if (octetCounted) {
          out.write((line.bytes().length + " ").getBytes(StandardCharsets.US_ASCII));
          out.write(line.bytes());
        } else {
          out.write(line.bytes());
          out.write(behind);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("memory does not fail so", e);
    }
    Instant written = last == Long.MIN_VALUE ? Instant.EPOCH : instant(last).plusSeconds(1);
    return new ScenarioSource(newName, out.toByteArray(), written);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** Takes what the parser finds; stamps it when all is there. */
  private static final class Reader implements RecordTaker, Following {

    RecordBlock block = new RecordBlock(0);
    boolean hostless;
    boolean repetitions;
    int recordBytes = 1;
    private final List<byte[]> content = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<String> origins = new ArrayList<>();
    private final List<Integer> clocks = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    /** The records by their lines. */
    private final List<Integer> records = new ArrayList<>();

    /** Lines that were said; the next record begins in the one behind them. */
    private long said;

    private int at;

    @Override
    public void record(int format, int from, int to, RecordHeader header) {
      add(from, to, header);
      said++;
    }

    @Override
    public void moved(int format, int place, int from, int rawFrom, int to, RecordHeader header) {
      add(rawFrom, to, header);
      for (int i = rawFrom; i < to; i++) {
        if (block.bytes[i] == '\n') { // lines of others may stand between its own
          recordBytes = Math.max(recordBytes, block.length);
        }
      }
    }

    @Override
    public void lines(int more) {
      said += more;
    }

    @SuppressWarnings("EnumOrdinal") // as stampers take it
    private void add(int from, int to, RecordHeader header) {
      records.add(content.size());
      hostless |= header.hostFrom == header.hostTo;
      add(from, to);
      numbers.add(said + 1);
      origins.add(
          new String(
              block.bytes,
              header.hostFrom,
              header.hostTo - header.hostFrom,
              StandardCharsets.ISO_8859_1));
      clocks.add(header.clock.ordinal());
      times.add(header.timeNanos);
    }

    private void add(int from, int to) {
      content.add(Arrays.copyOfRange(block.bytes, from, to));
      recordBytes = Math.max(recordBytes, to - from);
    }

    @Override
    public void repetition(
        int format, int from, int to, int ofFrom, int ofRaw, int ofTo, RecordHeader header) {
      repetitions = true;
      record(format, from, to, header);
    }

    @Override
    public void reject(int from, int to, Rejection reason) {
      add(from, to);
      numbers.add(++said);
      origins.add("");
      clocks.add(-1);
      times.add(0L);
    }

    @Override
    public int clock(int n) {
      return at + n < records.size() ? clocks.get(records.get(at + n)) : -1;
    }

    @Override
    public long timeNanos(int n) {
      return times.get(records.get(at + n));
    }

    List<Line> stamped(Stamper stamper) {
      List<Line> lines = new ArrayList<>();
      Map<String, OriginClock> clocksOf = new HashMap<>();
      String origin = "";
      long tau = 0;
      at = 0;
      for (int i = 0; i < content.size(); i++) {
        if (clocks.get(i) >= 0) { // what is no record stays behind the one before
          origin = origins.get(i);
          OriginClock clock = clocksOf.computeIfAbsent(origin, o -> new OriginClock());
          stamper.time(clocks.get(i), times.get(i), clock, this);
          tau = stamper.stamp(clock, Long.MIN_VALUE);
          at++;
        }
        lines.add(new Line(content.get(i), numbers.get(i), origin, tau));
      }
      return lines;
    }
  }
}
