package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/** {@code <34>Mar 2 00:00:01 host tag[pid]: text}: RFC 3164, as it goes over the wire. */
@Named("rfc3164")
public final class Rfc3164Format implements RecordFormat {

  /** Called by the service loader. */
  public Rfc3164Format() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    return to > from && bytes[from] == '<' ? Fit.of(parser(), bytes, from, to) : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

    private final BsdTime time = new BsdTime();

    @Override
    public @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      if (from >= to || bytes[from] != '<') {
        return Rejection.HEADER;
      }
      int priority = Priority.read(bytes, from, to);
      if (priority < 0) {
        return Rejection.PRIORITY;
      }
      int start = from + (priority & 7);
      int behind = time.read(bytes, start, to);
      if (behind < 0) {
        behind = time.read(bytes, behindSequence(bytes, start, to), to);
      }
      if (behind < 0) {
        return Rejection.TIME;
      }
      header.priority = priority >>> 3;
      header.clock = time.clock;
      header.timeNanos = time.nanos;
      HostAndTag.read(bytes, behind, to, header);
      return null;
    }

    /** Behind what Cisco's devices write in front of a time: {@code 29: *}, {@code :}. */
    private static int behindSequence(byte[] b, int from, int to) {
      int p = from;
      while (p < to && Words.isDigit(b[p])) {
        p++;
      }
      if (p < to && b[p] == ':') {
        p++;
      } else if (p > from) {
        return from;
      }
      if (p < to && b[p] == ' ') {
        p++;
      }
      return p < to && (b[p] == '*' || b[p] == '.') ? p + 1 : p;
    }
  }
}
