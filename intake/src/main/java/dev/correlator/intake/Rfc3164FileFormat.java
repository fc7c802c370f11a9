package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * {@code Mar 2 00:00:01 host tag[pid]: text}: what syslog daemons wrote into files by default for
 * thirty years; RFC 3164 without its priority.
 */
@Named("rfc3164-file")
public final class Rfc3164FileFormat implements RecordFormat {

  /** Called by the service loader. */
  public Rfc3164FileFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    return to > from && bytes[from] >= 'A' && bytes[from] <= 'S'
        ? Fit.of(parser(), bytes, from, to)
        : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

    private final BsdTime time = new BsdTime();

    @Override
    public @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      int behind = time.read(bytes, from, to);
      if (behind < 0) {
        return from < to && bytes[from] >= 'A' && bytes[from] <= 'Z'
            ? Rejection.TIME
            : Rejection.HEADER;
      }
      header.clock = time.clock;
      header.timeNanos = time.nanos;
      HostAndTag.read(bytes, behind, to, header);
      return null;
    }
  }
}
