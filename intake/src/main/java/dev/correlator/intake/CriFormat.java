package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code 2026-03-02T00:00:01.123456789+01:00 stdout F text}: what Kubernetes' container runtimes
 * (containerd, CRI-O) write. The tags stand between stream and text, with colons between them; the
 * first is {@code P} where the record goes on in the next line of its stream, else {@code F}.
 */
@Named("cri")
public final class CriFormat implements RecordFormat {

  private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
  private static final long STDOUT = Words.at("stdout \0".getBytes(StandardCharsets.US_ASCII), 0);
  private static final long STDERR = Words.at("stderr \0".getBytes(StandardCharsets.US_ASCII), 0);
  private static final int STREAM_BYTES = 6;

  /** Called by the service loader. */
  public CriFormat() {}

  @Override
  public int fit(byte[] bytes, int from, int to) {
    boolean parses =
        from < to
            && Words.isDigit(bytes[from])
            && parser().parse(bytes, from, to, new RecordHeader()) == null;
    return parses ? Fit.CERTAIN : 0;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  private static final class Parser implements RecordParser {

    private final IsoTime time = new IsoTime(false);

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader header) {
      int behind = time.read(b, from, to);
      if (behind < 0) {
        return from < to && Words.isDigit(b[from]) ? Rejection.TIME : Rejection.HEADER;
      }
      int stream = behind + 1;
      int tag = stream + STREAM_BYTES + 1;
      if (tag >= to || b[behind] != ' ' || !isStream(b, stream)) {
        return Rejection.HEADER;
      }
      boolean goesOn = b[tag] == 'P';
      boolean tagged = tag + 1 == to || b[tag + 1] == ' ' || b[tag + 1] == ':';
      if (!goesOn && b[tag] != 'F' || !tagged) {
        return Rejection.HEADER;
      }
      header.clock = time.local ? Clock.LOCAL : Clock.ABSOLUTE;
      header.timeNanos = time.nanos;
      header.goesOn = goesOn;
      header.streamFrom = stream;
      header.streamTo = stream + STREAM_BYTES;
      header.textFrom = Math.min(to, Words.find(b, tag, to, Words.SPACES) + 1);
      header.textTo = to;
      header.decode(STREAM, 0, STREAM.length);
      header.addField(to, to + STREAM.length, header.streamFrom, header.streamTo);
      return null;
    }

    private static boolean isStream(byte[] b, int at) {
      long word = Words.at(b, at) << 8;
      return word == STDOUT << 8 || word == STDERR << 8;
    }
  }
}
