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
    return to > from && (bytes[from] == '<' || Words.isDigit(bytes[from]))
        ? Fit.of(parser(), bytes, from, to)
        : 0;
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
