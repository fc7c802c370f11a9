package dev.correlator.core;

import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What leads from a text to the few patterns that can match it; used once, while a matcher is made.
 *
 * <p>Each pattern has one way in for each text that it can begin with. A tree of these beginnings
 * gives the candidates. Where more than {@link #FEW} share a beginning, they are told apart by what
 * they end with, in a tree from the end; those without a fixed end, or with the same one, by the
 * longest literal inside, with a {@link PatternMatcherFilter}.
 */
final class PatternMatcherIndex {

  /** So many candidates are tried without telling them apart. */
  private static final int FEW = 4;

  /** Patterns that can begin or end in more ways are looked at as if they began with a hole. */
  private static final int MAX_WAYS = 32;

  /** Literals from here on have a filter of their own, which can look less often. */
  private static final int LONG_LITERAL = 10;

  /** One way into a pattern. */
  private record Entry(
      int pattern,
      int rank,
      byte[] beginning,
      int address,
      @Nullable List<byte[]> ends,
      byte[] inner) {}

  /** A place in a pattern: a part of a sequence, inside a part of another one. */
  private record Place(List<Pattern.Part> parts, int index, @Nullable Place outer) {
    Place next() {
      return new Place(parts, index + 1, outer);
    }

    /** Of two ways to the end of a sequence there is none: what is behind the outer part comes. */
    @Nullable Place behind() {
      return outer == null ? null : outer.next();
    }
  }

  private final PatternMatcherCode code;
  private final List<Entry> entries = new ArrayList<>();
  final List<PatternMatcherFilter> filters = new ArrayList<>();
  final List<int[]> endRows = new ArrayList<>();

  /** Candidates by number: how many, the entries, the tree of ends or -1, two filters or -1. */
  int[] candidates = new int[256];

  private int candidatesUsed;

  /** All rows of the trees of beginnings. */
  final int[] rows;

  /** The row of the tree of all beginnings that are shorter than a head, or 0. */
  final int shortRow;

  /** The trees of the others. */
  final PatternMatcherHeads heads = new PatternMatcherHeads();

  PatternMatcherIndex(List<Pattern> patterns, PatternMatcherCode code) {
    this.code = code;
    for (int i = 0; i < patterns.size(); i++) {
      code.add(patterns.get(i));
      addEntries(i, patterns.get(i));
    }
    PatternMatcherTrie all = new PatternMatcherTrie(false, code, v -> candidates(v, true));
    Set<Integer> known = new HashSet<>();
    List<byte[]> longOnes = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      byte[] beginning = entries.get(i).beginning;
      if (beginning.length < PatternMatcherHeads.LENGTH) {
        all.add(beginning, i);
      } else if (known.add(PatternMatcherHeads.of(beginning))) {
        longOnes.add(beginning);
      }
    }
    shortRow = all.write();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).beginning.length >= PatternMatcherHeads.LENGTH) {
        all.add(entries.get(i).beginning, i);
      }
    }
    for (byte[] beginning : longOnes) {
      int row = all.write(Arrays.copyOf(beginning, PatternMatcherHeads.LENGTH));
      heads.add(PatternMatcherHeads.of(beginning), row);
    }
    rows = all.rows();
  }

  int entryCount() {
    return entries.size();
  }

  int pattern(int entry) {
    return entries.get(entry).pattern;
  }

  /** Of two entries of one pattern that match, the lower rank is the reading that counts. */
  int rank(int entry) {
    return entries.get(entry).rank;
  }

  int address(int entry) {
    return entries.get(entry).address;
  }

  /** The last bytes that a text must have, as far as they fit in a word, or an empty array. */
  byte[] end(int entry) {
    List<byte[]> ends = entries.get(entry).ends;
    if (ends == null || ends.size() != 1) {
      return new byte[0];
    }
    byte[] end = ends.getFirst();
    return Arrays.copyOfRange(end, Math.max(0, end.length - 8), end.length);
  }

  // What patterns begin with.

  private void addEntries(int index, Pattern pattern) {
    List<byte[]> ends = ends(pattern);
    List<Entry> found = new ArrayList<>();
    int forks = 5;
    do {
      found.clear();
      addEntries(found, index, pattern, ends, new Place(pattern.parts(), 0, null), "", forks--);
    } while (found.size() > MAX_WAYS);
    entries.addAll(found);
  }

  private void addEntries(
      List<Entry> found,
      int index,
      Pattern pattern,
      @Nullable List<byte[]> ends,
      Place start,
      String before,
      int forks) {
    if (found.size() > MAX_WAYS) {
      return;
    }
    Place place = start;
    String beginning = before;
    for (; ; ) {
      if (place.index == place.parts.size()) {
        Place behind = place.behind();
        if (behind == null) {
          break;
        }
        place = behind;
        continue;
      }
      Pattern.Part part = place.parts.get(place.index);
      if (part instanceof Pattern.Literal literal) {
        beginning += literal.text();
        place = place.next();
      } else if (part instanceof Pattern.Option option && forks > 0) {
        Place inside = new Place(option.parts(), 0, place);
        addEntries(found, index, pattern, ends, inside, beginning, forks - 1);
        addEntries(found, index, pattern, ends, place.next(), beginning, forks - 1);
        return;
      } else if (part instanceof Pattern.Choice choice && forks > 0) {
        for (List<Pattern.Part> alternative : choice.alternatives()) {
          Place inside = new Place(alternative, 0, place);
          addEntries(found, index, pattern, ends, inside, beginning, forks - 1);
        }
        return;
      } else {
        break;
      }
    }
    BitSet absent = code.holesOf(pattern.parts());
    byte[] inner = new byte[0];
    for (Place p = place; p != null; p = p.behind()) {
      List<Pattern.Part> left = p.parts.subList(p.index, p.parts.size());
      absent.andNot(code.holesOf(left));
      for (Pattern.Part part : left) {
        if (part instanceof Pattern.Literal literal
            && bytes(literal.text()).length > inner.length) {
          inner = bytes(literal.text());
        }
      }
    }
    int address = code.entry(absent, code.address(place.parts, place.index));
    found.add(new Entry(index, found.size(), bytes(beginning), address, ends, inner));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // What patterns end with.

  /** All texts that a pattern can end with, or null where there are too many or none is fixed. */
  private static @Nullable List<byte[]> ends(Pattern pattern) {
    List<byte[]> ends = new ArrayList<>();
    boolean fixed = addEnds(ends, new Place(pattern.parts(), pattern.parts().size() - 1, null), "");
    return fixed && ends.size() <= MAX_WAYS ? ends : null;
  }

  private static boolean addEnds(List<byte[]> ends, Place start, String behind) {
    Place place = start;
    String end = behind;
    for (; ; ) {
      if (ends.size() > MAX_WAYS) {
        return false;
      }
      if (place.index < 0) {
        Place outer = place.outer;
        if (outer == null) {
          break;
        }
        place = new Place(outer.parts, outer.index - 1, outer.outer);
        continue;
      }
      switch (place.parts.get(place.index)) {
        case Pattern.Literal literal -> {
          end = literal.text() + end;
          place = new Place(place.parts, place.index - 1, place.outer);
        }
        case Pattern.Option option -> {
          List<Pattern.Part> inside = option.parts();
          return addEnds(ends, new Place(inside, inside.size() - 1, place), end)
              && addEnds(ends, new Place(place.parts, place.index - 1, place.outer), end);
        }
        case Pattern.Choice choice -> {
          boolean fixed = true;
          for (List<Pattern.Part> inside : choice.alternatives()) {
            fixed = fixed && addEnds(ends, new Place(inside, inside.size() - 1, place), end);
          }
          return fixed;
        }
        case Pattern.Hole hole -> {
          ends.add(bytes(end));
          return !end.isEmpty();
        }
        case Pattern.Rest rest -> {
          return false;
        }
      }
    }
    ends.add(bytes(end));
    return !end.isEmpty();
  }

  // Candidates.

  /** Stores the candidates of a node and returns their number. */
  private int candidates(List<Integer> values, boolean byEnds) {
    List<Integer> direct = new ArrayList<>(values);
    int ends = -1;
    int longFilter = -1;
    int shortFilter = -1;
    if (values.size() > FEW) {
      if (byEnds) {
        ends = byEnds(direct);
      }
      if (direct.size() > FEW) {
        longFilter = filter(direct, LONG_LITERAL);
        shortFilter = filter(direct, PatternMatcherFilter.MIN_LENGTH);
      }
    }
    int at = candidatesUsed;
    candidatesUsed += 4 + direct.size();
    if (candidatesUsed > candidates.length) {
      candidates = Arrays.copyOf(candidates, 2 * candidatesUsed);
    }
    candidates[at] = direct.size();
    for (int i = 0; i < direct.size(); i++) {
      candidates[at + 1 + i] = direct.get(i);
    }
    int rest = at + 1 + direct.size();
    candidates[rest] = ends;
    candidates[rest + 1] = longFilter;
    candidates[rest + 2] = shortFilter;
    return at;
  }

  /** Takes those with a fixed end out and returns the number of their tree. */
  private int byEnds(List<Integer> direct) {
    PatternMatcherTrie tree = new PatternMatcherTrie(true, code, v -> candidates(v, false));
    Set<Integer> taken = new HashSet<>();
    for (int i : direct) {
      List<byte[]> ends = entries.get(i).ends;
      if (ends != null) {
        ends.forEach(end -> tree.add(end, i));
        taken.add(i);
      }
    }
    direct.removeAll(taken);
    if (tree.write() == 0) {
      return -1;
    }
    endRows.add(tree.rows());
    return endRows.size() - 1;
  }

  /** Takes those with an inner literal out and returns the number of their filter. */
  private int filter(List<Integer> direct, int minLength) {
    PatternMatcherTrie tree = new PatternMatcherTrie(false, code, this::plain);
    List<byte[]> literals = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (int i : direct) {
      if (entries.get(i).inner.length >= minLength) {
        literals.add(entries.get(i).inner);
        tree.add(entries.get(i).inner, i);
        taken.add(i);
      }
    }
    if (taken.size() <= FEW) {
      return -1;
    }
    direct.removeAll(taken);
    // A node's candidates share their literal: nothing is left that tells them apart.
    tree.write();
    filters.add(new PatternMatcherFilter(literals, tree.rows()));
    return filters.size() - 1;
  }

  private int plain(List<Integer> values) {
    int at = candidatesUsed;
    candidatesUsed += 4 + values.size();
    if (candidatesUsed > candidates.length) {
      candidates = Arrays.copyOf(candidates, 2 * candidatesUsed);
    }
    candidates[at] = values.size();
    for (int i = 0; i < values.size(); i++) {
      candidates[at + 1 + i] = values.get(i);
    }
    Arrays.fill(candidates, at + 1 + values.size(), candidatesUsed, -1);
    return at;
  }
}
