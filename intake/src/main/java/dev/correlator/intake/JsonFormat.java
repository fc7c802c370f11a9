package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, as libraries of logging write them. Time, level, message, host,
 * application and process id are known by the usual names; what else there is are fields, those of
 * objects in it by both names with a dot between.
 */
@Named("json")
public final class JsonFormat implements RecordFormat {

  /** Called by the service loader. */
  public JsonFormat() {}

  /** What a value is of the record. */
  private enum Part {
    TIME,
    /** What is to be added to a time in seconds. */
    NANOS,
    LEVEL,
    TEXT,
    HOST,
    APP,
    LOGGER,
    PROC_ID,
    NONE
  }

  /** Where several names of one part are there, that of the least rank is it. */
  private record Meaning(Part part, int rank) {}

  /** From this rank on a time has its nanoseconds beside it. */
  private static final int SECONDS = 100;

  private static final Meaning NO_MEANING = new Meaning(Part.NONE, 0);

  private static final KnownNames<Meaning> NAMES = new KnownNames<>();

  private static void known(Part part, String... names) {
    known(part, 0, names);
  }

  private static void known(Part part, int firstRank, String... names) {
    for (int i = 0; i < names.length; i++) {
      NAMES.add(new Meaning(part, firstRank + i), names[i]);
    }
  }

  static {
    known(
        Part.TIME,
        "@timestamp",
        "timestamp",
        "time",
        "ts",
        "datetime",
        "@t",
        "asctime",
        "date",
        "eventtime",
        "t",
        "t.$date", // MongoDB
        "t.$date.$numberlong",
        "timemillis"); // Log4j
    known(
        Part.TIME,
        SECONDS,
        "timestamp.seconds",
        "time.seconds",
        "timestampseconds",
        "instant.epochsecond"); // Log4j
    known(Part.NANOS, 0, "timestamp.nanos", "time.nanos", "timestampnanos", "instant.nanoofsecond");
    known(
        Part.LEVEL,
        "level",
        "severity",
        "log.level",
        "levelname",
        "loglevel",
        "lvl",
        "@l",
        "log_level",
        "severity_text");
    known(
        Part.TEXT,
        "message",
        "msg",
        "@m",
        "short_message",
        "fields.message",
        "text",
        "log",
        "body",
        "@mt",
        "event");
    known(Part.HOST, "hostname", "host", "host.name", "host.hostname");
    known(
        Part.APP,
        "app",
        "application",
        "service",
        "service.name",
        "program",
        "appname",
        "app_name",
        "process.name",
        "processname");
    known(Part.LOGGER, "logger", "logger_name", "loggername", "log.logger", "name", "target");
    known(Part.PROC_ID, "pid", "process.pid", "process_id", "processid");
  }

  @Override
  public int fit(byte[] bytes, int from, int to) {
    if (from == to || bytes[from] != '{') {
      return 0;
    }
    RecordHeader header = new RecordHeader();
    if (parser().parse(bytes, from, to, header) != null) {
      return 0;
    }
    return header.clock == Clock.NONE ? Fit.LIKELY : Fit.SURE;
  }

  @Override
  public RecordParser parser() {
    return new Parser();
  }

  private static final class Parser implements RecordParser, JsonReader.Taker {

    /** A time that had to be decoded; reading it takes room behind. */
    private final byte[] decodedTime = new byte[64];

    private final JsonReader json = new JsonReader();
    private final IsoTime iso = new IsoTime(false);
    private final int[] ranks = new int[Part.values().length];

    /** For each part its name and its value, as a field. */
    private final int[] places = new int[ranks.length * RecordHeader.FIELD];

    private final JsonReader.Kind[] kinds = new JsonReader.Kind[ranks.length];

    private byte[] bytes = {};
    private int end;
    private RecordHeader header = new RecordHeader();

    @Override
    public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
      bytes = b;
      end = to;
      header = h;
      java.util.Arrays.fill(ranks, Integer.MAX_VALUE);
      if (!json.read(b, from, to, h, this)) {
        return from < to && b[from] == '{' ? Rejection.JSON : Rejection.HEADER;
      }
      h.textFrom = from;
      h.textTo = to;
      put();
      return null;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // Kept as numbers, side by side.
    public void value(int nameFrom, int nameTo, int valueFrom, int valueTo, JsonReader.Kind kind) {
      boolean decoded = nameFrom >= end;
      Meaning meaning =
          NAMES.get(
              decoded ? header.decoded : bytes,
              decoded ? nameFrom - end : nameFrom,
              decoded ? nameTo - end : nameTo,
              NO_MEANING);
      int part = meaning.part.ordinal();
      if (meaning.part == Part.NONE
          || meaning.rank > ranks[part]
          || kind == JsonReader.Kind.NESTED && meaning.part != Part.TEXT) {
        header.addField(nameFrom, nameTo, valueFrom, valueTo);
        return;
      }
      if (meaning.rank < ranks[part] && ranks[part] != Integer.MAX_VALUE) {
        addField(part);
      }
      ranks[part] = meaning.rank;
      kinds[part] = kind;
      int at = part * RecordHeader.FIELD;
      places[at] = nameFrom;
      places[at + 1] = nameTo;
      places[at + 2] = valueFrom;
      places[at + 3] = valueTo;
    }

    private void addField(int part) {
      int at = part * RecordHeader.FIELD;
      header.addField(places[at], places[at + 1], places[at + 2], places[at + 3]);
    }

    @SuppressWarnings("EnumOrdinal")
    private boolean has(Part part) {
      return ranks[part.ordinal()] != Integer.MAX_VALUE;
    }

    @SuppressWarnings("EnumOrdinal")
    private int from(Part part) {
      return places[part.ordinal() * RecordHeader.FIELD + 2];
    }

    @SuppressWarnings("EnumOrdinal")
    private int to(Part part) {
      return places[part.ordinal() * RecordHeader.FIELD + 3];
    }

    @SuppressWarnings("EnumOrdinal")
    private void put() {
      if (has(Part.TEXT)) {
        header.textFrom = from(Part.TEXT);
        header.textTo = to(Part.TEXT);
      }
      if (has(Part.HOST)) {
        header.hostFrom = from(Part.HOST);
        header.hostTo = to(Part.HOST);
      }
      if (has(Part.PROC_ID)) {
        header.procIdFrom = from(Part.PROC_ID);
        header.procIdTo = to(Part.PROC_ID);
      }
      Part app = has(Part.APP) ? Part.APP : Part.LOGGER;
      if (has(app)) {
        header.appFrom = from(app);
        header.appTo = to(app);
      }
      if (app == Part.APP && has(Part.LOGGER)) {
        addField(Part.LOGGER.ordinal());
      }
      if (has(Part.LEVEL)) {
        header.priority = level();
        if (header.priority == Levels.UNKNOWN) {
          addField(Part.LEVEL.ordinal());
        }
      }
      boolean timed = has(Part.TIME) && time();
      if (has(Part.TIME) && !timed) {
        addField(Part.TIME.ordinal());
      }
      if (has(Part.NANOS) && !(timed && addNanos())) {
        addField(Part.NANOS.ordinal());
      }
    }

    /** Adds the nanoseconds that stand beside the seconds; false if it is none of them. */
    @SuppressWarnings("EnumOrdinal")
    private boolean addNanos() {
      int from = from(Part.NANOS);
      int to = to(Part.NANOS);
      boolean decoded = from >= end;
      if (ranks[Part.TIME.ordinal()] < SECONDS || decoded || to - from > 9) {
        return false;
      }
      long nanos = 0;
      for (int p = from; p < to; p++) {
        if (!Words.isDigit(bytes[p])) {
          return false;
        }
        nanos = nanos * 10 + bytes[p] - '0';
      }
      header.timeNanos += nanos;
      return true;
    }

    private int level() {
      int from = from(Part.LEVEL);
      int to = to(Part.LEVEL);
      byte[] b = bytes;
      if (from >= end) {
        b = header.decoded;
        from -= end;
        to -= end;
      }
      if (to > from && to - from <= 2 && Words.isDigit(b[from])) {
        int ones = b[to - 1] - '0';
        return ones < 0 || ones > 9
            ? Levels.UNKNOWN
            : Levels.ofNumber(to - from == 1 ? ones : (b[from] - '0') * 10L + ones);
      }
      return Levels.ofWord(b, from, to);
    }

    @SuppressWarnings("EnumOrdinal")
    private boolean time() {
      int from = from(Part.TIME);
      int to = to(Part.TIME);
      byte[] b = bytes;
      if (from >= end) {
        int length = to - from;
        if (length > decodedTime.length - 16) {
          return false;
        }
        System.arraycopy(header.decoded, from - end, decodedTime, 0, length);
        b = decodedTime;
        from = 0;
        to = length;
      }
      boolean text = kinds[Part.TIME.ordinal()] == JsonReader.Kind.STRING;
      if (text && iso.read(b, from, to) == to) {
        header.clock = iso.local ? Clock.LOCAL : Clock.ABSOLUTE;
        header.timeNanos = iso.nanos;
        return true;
      }
      long nanos = EpochTime.read(b, from, to);
      if (nanos == EpochTime.NONE) {
        nanos = text ? MonthNameTime.read(b, from, to) : MonthNameTime.NONE;
        if (nanos == MonthNameTime.NONE) {
          return false;
        }
      }
      header.clock = Clock.ABSOLUTE;
      header.timeNanos = nanos;
      return true;
    }
  }
}
