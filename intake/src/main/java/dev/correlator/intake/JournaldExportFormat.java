package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What {@code journalctl -o export} writes, and journals send each other: entries with an empty
 * line behind each ({@link ExportedEntry}), of fields {@code NAME=value}, a line each, or, where a
 * value has control characters, a line {@code NAME}, the value's length as a little-endian number
 * of eight bytes, the value, and a line feed.
 */
@Named("journald-export")
public final class JournaldExportFormat implements RecordFormat {

  /** Called by the service loader. */
  public JournaldExportFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    boolean parses =
        ExportedEntry.isBegin(bytes, from, to)
            && parser().parse(bytes, from, to, new RecordHeader()) == null;
    return parses ? Fit.CERTAIN : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser {

    private static final long EQUALS = Words.LOWS * '=';

    private final JournalEntry entry = new JournalEntry();

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader header) {
      entry.begin(b, to, header);
      int p = from;
      while (p < to) {
        int end = Words.find(b, p, to, Words.LINE_FEEDS);
        int equals = Words.find(b, p, end, EQUALS);
        if (equals < end) {
          entry.field(p, equals, equals + 1, end);
        } else {
          int value = end + 1 + ExportedEntry.LENGTH_BYTES;
          long length = value <= to ? Words.at(b, end + 1) : -1;
          if (length < 0 || length > to - value) {
            return Rejection.HEADER;
          }
          entry.field(p, end, value, value + (int) length);
          end = value + (int) length;
          if (end < to && b[end] != '\n') {
            return Rejection.HEADER;
          }
        }
        p = end + 1;
      }
      return entry.finish();
    }
  }
}
