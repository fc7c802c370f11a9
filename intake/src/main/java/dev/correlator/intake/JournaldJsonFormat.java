package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What {@code journalctl -o json} writes: an object a line, all values strings. One that is not
 * UTF-8, or has control characters, is an array of the numbers of its bytes; one that is too large
 * is {@code null}, and missing here.
 */
@Named("journald-json")
public final class JournaldJsonFormat implements RecordFormat {

  /** Called by the service loader. */
  public JournaldJsonFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    boolean parses =
        from < to
            && bytes[from] == '{'
            && parser().parse(bytes, from, to, new RecordHeader()) == null;
    return parses ? Fit.CERTAIN : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser, JsonReader.Taker {

    private static final int BYTE_MAX = 255;

    private final JsonReader json = new JsonReader();
    private final JournalEntry entry = new JournalEntry();
    private byte[] bytes = {};
    private int end;
    private RecordHeader header = new RecordHeader();

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      bytes = b;
      end = to;
      header = h;
      entry.begin(b, to, h);
      if (!json.read(b, from, to, h, this)) {
        return from < to && b[from] == '{' ? Rejection.JSON : Rejection.HEADER;
      }
      return entry.finish();
    }

    @Override
    public void value(int nameFrom, int nameTo, int valueFrom, int valueTo, JsonReader.Kind kind) {
      if (kind == JsonReader.Kind.NESTED && bytes[valueFrom] == '[') {
        int at = header.decodedLength;
        if (decode(valueFrom + 1, valueTo - 1)) {
          entry.field(nameFrom, nameTo, end + at, end + header.decodedLength);
          return;
        }
        header.decodedLength = at;
      }
      entry.field(nameFrom, nameTo, valueFrom, valueTo);
    }

    /** What is too large for it, journalctl leaves out so. */
    @Override
    public void nothing() {
      header.truncated = true;
    }

    /** Decodes numbers of bytes with commas between them; false if it is anything else. */
    private boolean decode(int from, int to) {
      int number = -1;
      for (int p = from; p < to; p++) {
        byte c = bytes[p];
        if (Words.isDigit(c)) {
          number = Math.max(0, number) * 10 + c - '0';
          if (number > BYTE_MAX) {
            return false;
          }
        } else if (c == ',' && number >= 0) {
          header.decode((byte) number);
          number = -1;
        } else if (c != ' ') {
          return false;
        }
      }
      header.decode((byte) number);
      return number >= 0;
    }
  }
}
