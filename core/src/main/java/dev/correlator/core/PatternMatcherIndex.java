package dev.correlator.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What leads from a text to the few patterns that can match it; used once, while a matcher is made.
 *
 * <p>A tree of all that patterns begin with gives the candidates. Where more than {@link #FEW}
 * share a beginning, they are told apart by what they end with, in a tree from the end; those
 * without a fixed end, or with the same one, by the longest literal inside, with a {@link
 * PatternMatcherFilter}.
 */
final class PatternMatcherIndex {

  /** So many candidates are tried without telling them apart. */
  private static final int FEW = 4;

  /** So many different literals are worth a filter: it costs as much as trying a few candidates. */
  private static final int MANY = 8;

  /** Literals from here on have a filter of their own, which can look less often. */
  private static final int LONG_LITERAL = 10;

  /** The tree of all beginnings that are shorter than a head. */
  final @Nullable PatternMatcherNode shortBeginnings;

  /** The trees of the others. */
  final PatternMatcherHeads heads = new PatternMatcherHeads();

  PatternMatcherIndex(List<PatternMatcherEntry> entries) {
    PatternMatcherTrie shortOnes = new PatternMatcherTrie(false, e -> candidates(e, true));
    Map<Integer, PatternMatcherTrie> byHead = new HashMap<>();
    for (PatternMatcherEntry entry : entries) {
      byte[] beginning = entry.beginning();
      if (beginning.length < PatternMatcherHeads.LENGTH) {
        shortOnes.add(beginning, entry);
      } else {
        byHead
            .computeIfAbsent(
                PatternMatcherHeads.of(beginning),
                head -> new PatternMatcherTrie(false, e -> candidates(e, true)))
            .add(beginning, entry);
      }
    }
    shortBeginnings = shortOnes.tree();
    byHead.forEach((head, trie) -> heads.add(head, Objects.requireNonNull(trie.tree(), "tree")));
  }

  private static PatternMatcherCandidates candidates(
      List<PatternMatcherEntry> entries, boolean byEnds) {
    List<PatternMatcherEntry> direct = new ArrayList<>(entries);
    PatternMatcherNode ends = null;
    List<PatternMatcherFilter> inside = new ArrayList<>();
    if (direct.size() > FEW && byEnds) {
      ends = takeThoseWithEnd(direct);
    }
    // What begins with a hole is a candidate for every text: a filter is worth more there.
    int many = direct.isEmpty() || direct.getFirst().beginning().length > 0 ? MANY : 0;
    takeThoseWithInner(direct, LONG_LITERAL, many, inside);
    takeThoseWithInner(direct, PatternMatcherFilter.MIN_LENGTH, MANY, inside);
    return new PatternMatcherCandidates(
        direct.toArray(new PatternMatcherEntry[0]),
        ends,
        inside.toArray(new PatternMatcherFilter[0]));
  }

  private static @Nullable PatternMatcherNode takeThoseWithEnd(List<PatternMatcherEntry> direct) {
    PatternMatcherTrie tree = new PatternMatcherTrie(true, e -> candidates(e, false));
    for (PatternMatcherEntry entry : direct) {
      List<byte[]> ends = entry.ends();
      if (ends != null) {
        ends.forEach(end -> tree.add(end, entry));
      }
    }
    direct.removeIf(entry -> entry.ends() != null);
    return tree.tree();
  }

  private static void takeThoseWithInner(
      List<PatternMatcherEntry> direct,
      int minLength,
      int many,
      List<PatternMatcherFilter> inside) {
    // A node's candidates share their literal: nothing is left that tells them apart.
    PatternMatcherTrie trie =
        new PatternMatcherTrie(
            false,
            e ->
                new PatternMatcherCandidates(
                    e.toArray(new PatternMatcherEntry[0]), null, new PatternMatcherFilter[0]));
    Map<String, byte[]> literals = new HashMap<>();
    for (PatternMatcherEntry entry : direct) {
      byte[] inner = entry.inner();
      if (inner.length >= minLength) {
        literals.put(new String(inner, StandardCharsets.UTF_8), inner);
        trie.add(inner, entry);
      }
    }
    PatternMatcherNode tree = trie.tree();
    if (literals.size() > many && tree != null) {
      direct.removeIf(entry -> entry.inner().length >= minLength);
      inside.add(new PatternMatcherFilter(literals.values(), tree));
    }
  }
}
