package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fields of an entry of systemd's journal where records have them
 * (systemd.journal-fields(7)); what else there is are fields under their own names. Used by one
 * thread.
 */
final class JournalEntry {

  private enum Part {
    TIME,
    HOST,
    APP,
    PROC_ID,
    PRIORITY,
    FACILITY,
    TEXT,
    NONE
  }

  /** Where several names of one part are there, that of the least rank is it. */
  private record Meaning(Part part, int rank) {}

  private static final Meaning NO_MEANING = new Meaning(Part.NONE, 0);

  private static final KnownNames<Meaning> NAMES =
      new KnownNames<Meaning>()
          .add(new Meaning(Part.TIME, 0), "__REALTIME_TIMESTAMP")
          .add(new Meaning(Part.HOST, 0), "_HOSTNAME")
          .add(new Meaning(Part.APP, 0), "SYSLOG_IDENTIFIER")
          .add(new Meaning(Part.APP, 1), "_COMM")
          .add(new Meaning(Part.PROC_ID, 0), "_PID")
          .add(new Meaning(Part.PROC_ID, 1), "SYSLOG_PID")
          .add(new Meaning(Part.PRIORITY, 0), "PRIORITY")
          .add(new Meaning(Part.FACILITY, 0), "SYSLOG_FACILITY")
          .add(new Meaning(Part.TEXT, 0), "MESSAGE");

  private static final int ABSENT = Integer.MAX_VALUE;
  private static final int FACILITIES = 24;
  private static final int SEVERITIES = 8;

  /** Microseconds with more digits reach beyond {@link Dates#YEAR_MAX}. */
  private static final int TIME_DIGITS_MAX = 16;

  private final int[] ranks = new int[Part.values().length];

  /** For each part its name and its value, as a field. */
  private final int[] places = new int[ranks.length * RecordHeader.FIELD];

  private byte[] bytes = {};
  private int end;
  private RecordHeader header = new RecordHeader();

  /** Begins the entry of a record that ends at {@code to}. */
  void begin(byte[] b, int to, RecordHeader h) {
    bytes = b;
    end = to;
    header = h;
    Arrays.fill(ranks, ABSENT);
  }

  /** A field; positions at or behind the record's end are those of the decoded bytes. */
  @SuppressWarnings("EnumOrdinal") // Kept as numbers, side by side.
  void field(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    int shift = nameFrom >= end ? end : 0;
    byte[] b = nameFrom >= end ? header.decoded : bytes;
    Meaning meaning = NAMES.get(b, nameFrom - shift, nameTo - shift, NO_MEANING);
    int part = meaning.part.ordinal();
    if (meaning.part == Part.NONE || meaning.rank >= ranks[part]) {
      header.addField(nameFrom, nameTo, valueFrom, valueTo);
      return;
    }
    if (ranks[part] != ABSENT) {
      addField(meaning.part);
    }
    ranks[part] = meaning.rank;
    int at = part * RecordHeader.FIELD;
    places[at] = nameFrom;
    places[at + 1] = nameTo;
    places[at + 2] = valueFrom;
    places[at + 3] = valueTo;
  }

  /** Fills the header; or why it is no entry. */
  @Nullable Rejection finish() {
    if (!has(Part.TIME)) {
      return Rejection.HEADER;
    }
    long micros = number(Part.TIME, TIME_DIGITS_MAX);
    if (micros < 0 || micros > Long.MAX_VALUE / 1000) {
      return Rejection.TIME;
    }
    header.clock = Clock.ABSOLUTE;
    header.timeNanos = micros * 1000;
    header.hostFrom = from(Part.HOST);
    header.hostTo = to(Part.HOST);
    header.appFrom = from(Part.APP);
    header.appTo = to(Part.APP);
    header.procIdFrom = from(Part.PROC_ID);
    header.procIdTo = to(Part.PROC_ID);
    header.textFrom = from(Part.TEXT);
    header.textTo = to(Part.TEXT);
    priority();
    return null;
  }

  private void priority() {
    long severity = number(Part.PRIORITY, 1);
    long facility = number(Part.FACILITY, 2);
    boolean hasFacility = facility >= 0 && facility < FACILITIES;
    if (severity >= 0 && severity < SEVERITIES) {
      header.priority =
          (int) severity + (hasFacility ? (int) facility * SEVERITIES : RecordHeader.NO_FACILITY);
    } else {
      addField(Part.PRIORITY);
      hasFacility = false;
    }
    if (!hasFacility) {
      addField(Part.FACILITY);
    }
  }

  @SuppressWarnings("EnumOrdinal")
  private boolean has(Part part) {
    return ranks[part.ordinal()] != ABSENT;
  }

  @SuppressWarnings("EnumOrdinal")
  private int from(Part part) {
    return has(part) ? places[part.ordinal() * RecordHeader.FIELD + 2] : 0;
  }

  @SuppressWarnings("EnumOrdinal")
  private int to(Part part) {
    return has(part) ? places[part.ordinal() * RecordHeader.FIELD + 3] : 0;
  }

  @SuppressWarnings("EnumOrdinal")
  private void addField(Part part) {
    if (has(part)) {
      int at = part.ordinal() * RecordHeader.FIELD;
      header.addField(places[at], places[at + 1], places[at + 2], places[at + 3]);
    }
  }

  /** The number that a value is, or -1. */
  private long number(Part part, int digitsMax) {
    int from = from(part);
    int to = to(part);
    int shift = from >= end ? end : 0;
    byte[] b = from >= end ? header.decoded : bytes;
    if (to == from || to - from > digitsMax) {
      return -1;
    }
    long number = 0;
    for (int p = from - shift; p < to - shift; p++) {
      if (!Words.isDigit(b[p])) {
        return -1;
      }
      number = number * 10 + b[p] - '0';
    }
    return number;
  }
}
