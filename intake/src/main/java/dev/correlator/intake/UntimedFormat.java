package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * {@code host tag[pid]: text}, with or without priority: records that somebody took the time from,
 * as journals without their stamps. Each gets the time of the record before.
 */
@Named("untimed")
public final class UntimedFormat implements RecordFormat {

  /** Called by the service loader. */
  public UntimedFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    boolean parses = parser().parse(bytes, from, to, header) == null;
    return parses && header.procIdTo > header.procIdFrom ? Fit.POOR : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

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
      HostAndTag.read(bytes, p, to, header);
      return header.appTo > header.appFrom ? null : Rejection.HEADER;
    }
  }
}
