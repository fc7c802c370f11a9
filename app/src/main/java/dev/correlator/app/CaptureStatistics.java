package dev.correlator.app;

import dev.correlator.api.Severity;
import dev.correlator.intake.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the records of captures. Used by one thread. */
final class CaptureStatistics {

  /** Names that are counted one by one; more are counted as {@link #OTHERS}. */
  static final int NAMES_MAX = 10_000;

  /** Sources of which it is told why nothing in them is a record. */
  static final int UNREAD_KEPT = 10;

  static final String OTHERS = "(others)";
  static final String NONE = "(none)";

  private long records;
  private long notParsed;
  private long truncated;
  private long bytes;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final List<LogSource> sources = new ArrayList<>();
  private final List<UnreadSource> unread = new ArrayList<>();
  private @Nullable Instant readFirst;
  private @Nullable Instant readLast;
  private long parsed;
  private long rejected;

  CaptureStatistics() {
    for (String what : List.of("formats", "hosts", "programs", "severities")) {
      counts.put(what, new TreeMap<>());
    }
  }

  /** A source has been read, as far as it was. */
  void read(LogSource source) {
    sources.add(source);
  }

  /** A record was read, whether or not it is meant. */
  void read(CaptureRecord r) {
    Instant time = r.time();
    if (time != null) {
      readFirst = readFirst == null || time.isBefore(readFirst) ? time : readFirst;
      readLast = readLast == null || time.isAfter(readLast) ? time : readLast;
    }
    if (r.rejection() == null) {
      parsed++;
    } else {
      rejected++;
    }
  }

  /** Nothing in a source was a record. */
  void unread(UnreadSource source) {
    if (unread.size() < UNREAD_KEPT) {
      unread.add(source);
    }
  }

  /** The first sources in which nothing was a record, at most {@link #UNREAD_KEPT}. */
  List<UnreadSource> unread() {
    return List.copyOf(unread);
  }

  /** The earliest time of those that were read, meant or not. */
  @Nullable Instant readFirst() {
    return readFirst;
  }

  /** The latest time of those that were read, meant or not. */
  @Nullable Instant readLast() {
    return readLast;
  }

  /** Whether there was something, and none of it was a record, meant or not. */
  boolean isUnreadable() {
    return parsed == 0 && rejected > 0;
  }

  /** What was read: more is known of it than when its list began. */
  List<LogSource> sources() {
    return List.copyOf(sources);
  }

  void add(CaptureRecord r) {
    bytes += r.bytes();
    Instant time = r.time();
    if (time != null) {
      first = first == null || time.isBefore(first) ? time : first;
      last = last == null || time.isAfter(last) ? time : last;
    }
    if (r.rejection() != null) {
      notParsed++;
      return;
    }
    records++;
    truncated += r.truncated() ? 1 : 0;
    count("formats", r.format());
    count("hosts", r.host());
    count("programs", r.app());
    count("severities", word(r.severity()));
  }

  /** As it is listed. */
  static @Nullable String word(@Nullable Severity severity) {
    return severity == null ? null : severity.name().toLowerCase(Locale.ROOT);
  }

  private Map<String, Long> names(String what) {
    return counts.computeIfAbsent(what, w -> new TreeMap<>());
  }

  private void count(String what, @Nullable String name) {
    Map<String, Long> known = names(what);
    String counted = name == null ? NONE : name;
    boolean full = known.size() >= NAMES_MAX && !known.containsKey(counted);
    known.merge(full ? OTHERS : counted, 1L, Long::sum);
  }

  /** How many were parsed. */
  long records() {
    return records;
  }

  /** How many were not. */
  long notParsed() {
    return notParsed;
  }

  /** Of how many something is known to be missing. */
  long truncated() {
    return truncated;
  }

  /** The bytes of all, without framing. */
  long bytes() {
    return bytes;
  }

  /** The earliest time. */
  @Nullable Instant first() {
    return first;
  }

  /** The latest time. */
  @Nullable Instant last() {
    return last;
  }

  /** What is counted by name: formats, hosts, programs, severities. */
  Iterable<String> counted() {
    return counts.keySet();
  }

  /** The counts of one of these, the largest first. */
  List<Map.Entry<String, Long>> of(String what) {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(names(what).entrySet());
    sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder())); // stable: then by name
    return sorted;
  }
}
