package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;

/**
 * Lines as logging libraries write them for people: Logback, Log4j, Python's {@code logging} and
 * their like. First the time, with a level in front of it or not; then, in any order, level,
 * logger, and what stands in brackets; then the text. Lines that begin otherwise, as those of stack
 * traces, belong to the record before them.
 */
@Named("logging")
public final class LoggingFormat implements RecordFormat {

  /** A level that nobody else has, and a day in front of it. */
  private static final int OWN_LEVEL = Fit.LIKELY / 2;

  /** Called by the service loader. */
  public LoggingFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    if (parser().parse(bytes, from, to, header) != null) {
      return 0;
    }
    if (header.priority < 0) {
      // Words in capital letters may be anything: the other records say it.
      return header.clock == Clock.LOCAL || header.clock == Clock.ABSOLUTE ? OWN_LEVEL : 0;
    }
    // Surer than the format of syslog's files, which takes a level for a host.
    return header.appTo > header.appFrom || header.fieldCount > 0 ? Fit.SURE + 5 : Fit.SURE + 1;
  }

  @Override
  public RecordParser parser() {
    return new LoggingHeader();
  }

  @Override
  public LineJoin.Begin lines() {
    return LoggingLine::begins;
  }
}
