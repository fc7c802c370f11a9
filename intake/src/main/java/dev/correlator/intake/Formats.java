package dev.correlator.intake;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The record formats that are installed, by name. Immutable. */
public final class Formats {

  /** Parsers may look at some bytes behind a record. */
  private static final int BEHIND = 64;

  /** Bytes at the beginning of a record among which a time has its first digit. */
  private static final int TIME_BEGINS = 16;

  private final List<String> names;
  private final List<RecordFormat> formats;

  /** By the index of the format: made once, since each thread keeps the parsers that it asks. */
  private final Map<Integer, RecordLines> lines = new ConcurrentHashMap<>();

  /** Makes the list of formats by their names. */
  public Formats(Map<String, RecordFormat> byName) {
    TreeMap<String, RecordFormat> sorted = new TreeMap<>(byName);
    names = List.copyOf(sorted.keySet());
    List<RecordFormat> guarded = new ArrayList<>();
    sorted.forEach((name, format) -> guarded.add(GuardedFormat.of(name, format)));
    formats = List.copyOf(guarded);
  }

  /**
   * Makes the list.
   *
   * @throws IllegalArgumentException a format has no name, or two have the same
   */
  public Formats(Iterable<RecordFormat> installed) {
    this(named(installed));
  }

  private static Map<String, RecordFormat> named(Iterable<RecordFormat> installed) {
    Map<String, RecordFormat> sorted = new TreeMap<>();
    for (RecordFormat format : installed) {
      Named named = format.getClass().getAnnotation(Named.class);
      if (named == null) {
        throw new IllegalArgumentException("format without @Named: " + origin(format));
      }
      RecordFormat other = sorted.put(named.value(), format);
      if (other != null) {
        throw new IllegalArgumentException(
            "two formats are named '%s': %s and %s"
                .formatted(named.value(), origin(other), origin(format)));
      }
    }
    return sorted;
  }

  /** Those that the service loader finds. */
  public static Formats installed() {
    return of(ServiceLoader.load(RecordFormat.class, Formats.class.getClassLoader()));
  }

  /** Those of these loaders, each format once. */
  @SafeVarargs
  public static Formats of(ServiceLoader<RecordFormat>... loaders) {
    List<RecordFormat> all = new ArrayList<>();
    for (ServiceLoader<RecordFormat> loader : loaders) {
      for (RecordFormat format : loader) {
        if (all.stream().noneMatch(f -> f.getClass() == format.getClass())) {
          all.add(format);
        }
      }
    }
    return new Formats(all);
  }

  private static String origin(RecordFormat format) {
    return format.getClass().getName();
  }

  /**
   * These and another one.
   *
   * @param name its name
   * @throws IllegalArgumentException if one of these has the name
   */
  public Formats with(String name, RecordFormat format) {
    Map<String, RecordFormat> byName = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), formats.get(i));
    }
    RecordFormat other = byName.put(name, format);
    if (other != null) {
      throw new IllegalArgumentException(
          "two formats are named '%s': %s and %s".formatted(name, origin(other), origin(format)));
    }
    return new Formats(byName);
  }

  /** The names, sorted. */
  public List<String> names() {
    return names;
  }

  /**
   * What each format says of a record that was not read: the nearest first, then by name. All but
   * {@code untimed}: it takes nearly any line, so it tells nothing of one.
   *
   * @param record without framing
   */
  public List<Trial> trials(byte[] record) {
    byte[] bytes = Arrays.copyOf(record, record.length + BEHIND);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < formats.size(); i++) {
      RecordFormat format = formats.get(i);
      if (format instanceof UntimedFormat) {
        continue;
      }
      RecordHeader header = new RecordHeader();
      Rejection reason = format.parser().parse(bytes, 0, record.length, header);
      if (reason == Rejection.TIME && !mayHaveTime(bytes, record.length)) {
        reason = Rejection.HEADER; // of any line that begins as the name of a month does
      }
      int fits =
          reason != null && format instanceof LineFormat described
              ? characters(bytes, described.fitting(bytes, 0, record.length))
              : -1;
      trials.add(new Trial(names.get(i), reason, fits));
    }
    trials.sort(Trial.NEAREST_FIRST);
    return trials;
  }

  private static boolean mayHaveTime(byte[] bytes, int length) {
    for (int i = 0; i < Math.min(length, TIME_BEGINS); i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        return true;
      }
    }
    return false;
  }

  private static int characters(byte[] utf8, int length) {
    int characters = 0;
    for (int i = 0; i < length; i++) {
      characters += (utf8[i] & 0xC0) == 0x80 ? 0 : 1; // others go on with the one before
    }
    return characters;
  }

  /** How many there are. */
  int size() {
    return formats.size();
  }

  /** All, in the order of their names. */
  List<RecordFormat> all() {
    return formats;
  }

  /**
   * Which lines of a source make up a record.
   *
   * @param index its format
   * @param stated whether the user named it: then all lines are its own
   */
  RecordLines lines(int index, boolean stated) {
    return stated
        ? RecordLines.of(at(index).lines())
        : lines.computeIfAbsent(index, own -> OtherRecords.lines(this, own));
  }

  RecordFormat at(int index) {
    return formats.get(index);
  }

  /** The index of a name, or -1. */
  int index(String name) {
    return names.indexOf(name);
  }

  /** The format that fits a record best, of all but one, or -1: see {@link RecordFormat#fit}. */
  int best(byte[] bytes, int from, int to, int except, int least) {
    int best = -1;
    int bestFit = least - 1;
    for (int i = 0; i < formats.size(); i++) {
      int fit = i == except ? 0 : formats.get(i).fit(bytes, from, to);
      if (fit > bestFit && fit > 0) {
        best = i;
        bestFit = fit;
      }
    }
    return best;
  }
}
