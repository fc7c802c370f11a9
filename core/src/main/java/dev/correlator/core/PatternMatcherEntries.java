package dev.correlator.core;

import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the ways into a pattern: by all that it can begin with. Used while a matcher is made. */
final class PatternMatcherEntries {

  /** Patterns that can begin or end in more ways are looked at as if they had a hole there. */
  private static final int MAX_WAYS = 32;

  /** So many options and choices at the beginning are followed at first. */
  private static final int MAX_FORKS = 5;

  /** A place in a pattern: a part of a sequence, inside a part of another one. */
  private record Place(List<Pattern.Part> parts, int index, @Nullable Place outer) {

    static Place endOf(List<Pattern.Part> parts, @Nullable Place outer) {
      return new Place(parts, parts.size() - 1, outer);
    }

    Place next() {
      return new Place(parts, index + 1, outer);
    }

    Place before() {
      return new Place(parts, index - 1, outer);
    }

    Pattern.Part part() {
      return parts.get(index);
    }
  }

  private final int pattern;
  private final int firstNumber;
  private final PatternMatcherSteps steps;
  private final @Nullable List<byte[]> ends;
  private final List<PatternMatcherEntry> found = new ArrayList<>();

  private PatternMatcherEntries(
      int index, Pattern pattern, PatternMatcherSteps steps, int firstNumber) {
    this.pattern = index;
    this.firstNumber = firstNumber;
    this.steps = steps;
    List<byte[]> all = new ArrayList<>();
    boolean fixed = addEnds(all, Place.endOf(pattern.parts(), null), "");
    ends = fixed && all.size() <= MAX_WAYS ? all : null;
  }

  /**
   * All ways into a pattern.
   *
   * @param firstNumber the number of the first one
   */
  static List<PatternMatcherEntry> of(
      int index, Pattern pattern, PatternMatcherSteps steps, int firstNumber) {
    PatternMatcherEntries entries = new PatternMatcherEntries(index, pattern, steps, firstNumber);
    int forks = MAX_FORKS;
    do {
      entries.found.clear();
      entries.add(new Place(pattern.parts(), 0, null), "", forks--);
    } while (entries.found.size() > MAX_WAYS);
    return entries.found;
  }

  /** Adds the ways that begin with what was found before a place. */
  private void add(Place start, String before, int forks) {
    Place place = start;
    String beginning = before;
    while (found.size() <= MAX_WAYS) {
      if (place.index == place.parts.size()) {
        if (place.outer == null) {
          addEntry(place, beginning);
          return;
        }
        place = place.outer.next();
      } else if (place.part() instanceof Pattern.Literal literal) {
        beginning += literal.text();
        place = place.next();
      } else if (place.part() instanceof Pattern.Option option && forks > 0) {
        add(new Place(option.parts(), 0, place), beginning, forks - 1);
        add(place.next(), beginning, forks - 1);
        return;
      } else if (place.part() instanceof Pattern.Choice choice && forks > 0) {
        for (List<Pattern.Part> alternative : choice.alternatives()) {
          add(new Place(alternative, 0, place), beginning, forks - 1);
        }
        return;
      } else {
        addEntry(place, beginning);
        return;
      }
    }
  }

  private void addEntry(Place place, String beginning) {
    byte[] inner = new byte[0];
    for (Place p = place; p != null; p = p.outer == null ? null : p.outer.next()) {
      for (Pattern.Part part : p.parts.subList(p.index, p.parts.size())) {
        if (part instanceof Pattern.Literal literal
            && bytes(literal.text()).length > inner.length) {
          inner = bytes(literal.text());
        }
      }
    }
    List<byte[]> all = ends == null ? List.of() : ends;
    boolean two = all.size() == 2;
    byte[] end = commonEnd(two ? all.subList(0, 1) : all);
    byte[] otherEnd = two ? commonEnd(all.subList(1, 2)) : end;
    int rank = found.size();
    PatternMatcherStep step = steps.entry(place.parts, place.index);
    found.add(
        new PatternMatcherEntry(
            firstNumber + rank,
            pattern,
            rank,
            bytes(beginning),
            step,
            ends,
            inner,
            lastWord(end),
            lastMask(end),
            lastWord(otherEnd),
            lastMask(otherEnd)));
  }

  /** What all of some ends end with, at most eight bytes; nothing where there are none. */
  private static byte[] commonEnd(List<byte[]> ends) {
    if (ends.isEmpty()) {
      return new byte[0];
    }
    byte[] first = ends.getFirst();
    int length = Math.min(8, first.length);
    for (byte[] end : ends) {
      while (length > end.length
          || !Arrays.equals(
              first, first.length - length, first.length, end, end.length - length, end.length)) {
        length--;
      }
    }
    return Arrays.copyOfRange(first, first.length - length, first.length);
  }

  /** Up to eight bytes as the last ones of a word. */
  private static long lastWord(byte[] end) {
    byte[] eight = new byte[8];
    System.arraycopy(end, 0, eight, 8 - end.length, end.length);
    return PatternMatcherSpans.word(eight, 0);
  }

  private static long lastMask(byte[] end) {
    return end.length == 0 ? 0 : -1L << (64 - 8 * end.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Adds all that a text can end with; false where there are too many or one of them is not fixed.
   */
  private static boolean addEnds(List<byte[]> ends, Place start, String behind) {
    Place place = start;
    String end = behind;
    while (ends.size() <= MAX_WAYS) {
      if (place.index < 0) {
        if (place.outer == null) {
          ends.add(bytes(end));
          return !end.isEmpty();
        }
        place = place.outer.before();
        continue;
      }
      Pattern.Part part = place.part();
      if (part instanceof Pattern.Literal literal) {
        end = literal.text() + end;
        place = place.before();
      } else if (part instanceof Pattern.Option option) {
        return addEnds(ends, Place.endOf(option.parts(), place), end)
            && addEnds(ends, place.before(), end);
      } else if (part instanceof Pattern.Choice choice) {
        boolean fixed = true;
        for (List<Pattern.Part> alternative : choice.alternatives()) {
          fixed = fixed && addEnds(ends, Place.endOf(alternative, place), end);
        }
        return fixed;
      } else if (part instanceof Pattern.Hole) {
        ends.add(bytes(end));
        return !end.isEmpty();
      } else { // the rest
        return false;
      }
    }
    return false;
  }
}
