package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"log":"text\n","stream":"stdout","time":"2026-03-02T00:00:01.123456789Z"}}: what Docker's
 * driver {@code json-file} writes. A record goes on in the next line of its stream until its log
 * ends in a line feed, which is no part of the text.
 */
@Named("docker")
public final class DockerFormat implements RecordFormat {

  /** Called by the service loader. */
  public DockerFormat() {}

  /** What a value is of the record. */
  private enum Part {
    LOG,
    STREAM,
    TIME,
    NONE
  }

  private static final KnownNames<Part> NAMES =
      new KnownNames<Part>().add(Part.LOG, "log").add(Part.STREAM, "stream").add(Part.TIME, "time");

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

  /** A line feed that was not escaped cuts an object in two: the rest of it does not begin one. */
  @Override
  public LineJoin lines() {
    return DockerFormat::isRest;
  }

  private static boolean isRest(byte[] b, int recordFrom, int previousFrom, int from, int to) {
    int end = from - 1;
    if (end > previousFrom && b[end - 1] == '\r') {
      end--;
    }
    return b[recordFrom] == '{'
        && (end == previousFrom || b[end - 1] != '}')
        && from < to
        && b[from] != '{';
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  private static final class Parser implements RecordParser, JsonReader.Taker {

    private final JsonReader json = new JsonReader();
    private final IsoTime iso = new IsoTime(false);
    private byte[] bytes = {};
    private int end;
    private RecordHeader header = new RecordHeader();
    private boolean hasLog;
    private boolean hasTime;

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      bytes = b;
      end = to;
      header = h;
      hasLog = false;
      hasTime = false;
      if (!json.read(b, from, to, h, this)) {
        return from < to && b[from] == '{' ? Rejection.JSON : Rejection.HEADER;
      }
      if (!hasLog || h.streamFrom == h.streamTo) {
        return Rejection.HEADER;
      }
      return hasTime ? null : Rejection.TIME;
    }

    @Override
    public void value(int nameFrom, int nameTo, int valueFrom, int valueTo, JsonReader.Kind kind) {
      boolean plain = nameFrom < end && kind == JsonReader.Kind.STRING;
      switch (plain ? NAMES.get(bytes, nameFrom, nameTo, Part.NONE) : Part.NONE) {
        case LOG -> log(valueFrom, valueTo);
        case STREAM -> {
          header.streamFrom = valueFrom;
          header.streamTo = valueTo;
          header.addField(nameFrom, nameTo, valueFrom, valueTo);
        }
        case TIME -> time(valueFrom, valueTo);
        case NONE -> header.addField(nameFrom, nameTo, valueFrom, valueTo);
      }
    }

    private void log(int from, int to) {
      hasLog = true;
      header.textFrom = from;
      header.textTo = to;
      header.goesOn = !ends(from, to, '\n');
      if (!header.goesOn) {
        header.textTo--;
        if (ends(from, to - 1, '\r')) { // from a terminal
          header.textTo--;
        }
      }
    }

    private boolean ends(int from, int to, char with) {
      return to > from && (from >= end ? header.decoded[to - end - 1] : bytes[to - 1]) == with;
    }

    private void time(int from, int to) {
      if (from < end && iso.read(bytes, from, to) == to) {
        hasTime = true;
        header.clock = iso.local ? Clock.LOCAL : Clock.ABSOLUTE;
        header.timeNanos = iso.nanos;
      }
    }
  }
}
