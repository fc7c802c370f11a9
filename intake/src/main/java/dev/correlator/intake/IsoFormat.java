package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * {@code 2026-03-02T00:00:01.123456+01:00 host tag[pid]: text}: what syslog daemons write into
 * files by default today, with or without priority, offset and fraction.
 */
@Named("iso")
public final class IsoFormat implements RecordFormat {

  /** Called by the service loader. */
  public IsoFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    boolean begins = to > from && (bytes[from] == '<' || Words.isDigit(bytes[from]));
    if (!begins || parser().parse(bytes, from, to, header) != null) {
      return 0;
    }
    boolean hasHost = header.hostTo > header.hostFrom;
    boolean ofLogging =
        hasHost
            ? isOfLogging(bytes, header.hostFrom, header.hostTo)
            : isOfLogging(bytes, header.appFrom, header.appTo);
    if (ofLogging) {
      return Fit.POOR;
    }
    return header.appTo > header.appFrom ? Fit.SURE : Fit.LIKELY;
  }

  /**
   * A level, or a dash: what libraries of logging write where a host or an application would be.
   */
  private static boolean isOfLogging(byte[] b, int from, int to) {
    int behind = LoggingLine.behindLevel(b, from, to);
    return behind == to || behind > 0 && b[behind] == ':' || to == from + 1 && b[from] == '-';
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

    private final IsoTime time = new IsoTime(false);

    @Override
    public @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      int p = from;
      if (from < to && bytes[from] == '<') {
        int priority = Priority.read(bytes, from, to);
        if (priority < 0) {
          return Rejection.PRIORITY;
        }
        header.priority = priority >>> 3;
        p += priority & 7;
      }
      int behind = time.read(bytes, p, to);
      if (behind < 0 || (behind < to && bytes[behind] != ' ' && bytes[behind] != ':')) {
        return p < to && Words.isDigit(bytes[p]) ? Rejection.TIME : Rejection.HEADER;
      }
      header.clock = time.local ? Clock.LOCAL : Clock.ABSOLUTE;
      header.timeNanos = time.nanos;
      HostAndTag.read(bytes, behind, to, header);
      return null;
    }
  }
}
