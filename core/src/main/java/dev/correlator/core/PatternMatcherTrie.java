package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of literals that are compared with a text from some place on, forwards or backwards.
 * Nodes with one child are merged with it, and only the bytes that tell children apart are looked
 * at on the way down (D. R. Morrison, PATRICIA, 1968): the others are compared where something is
 * accepted, all at once.
 */
final class PatternMatcherTrie {

  /**
   * What was added: an entry, and the bytes that lead to it.
   *
   * @param path the literal, as it is read
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, and compared by content alone
  private record Leaf(byte[] path, PatternMatcherEntry entry) {}

  private final boolean backwards;
  private final Function<List<PatternMatcherEntry>, PatternMatcherCandidates> acceptance;
  private final List<Leaf> leaves = new ArrayList<>();

  /**
   * Makes an empty tree.
   *
   * @param acceptance makes what a node accepts of what was added for its literal
   */
  PatternMatcherTrie(
      boolean backwards, Function<List<PatternMatcherEntry>, PatternMatcherCandidates> acceptance) {
    this.backwards = backwards;
    this.acceptance = acceptance;
  }

  /** Adds to what a literal accepts. */
  void add(byte[] literal, PatternMatcherEntry entry) {
    leaves.add(new Leaf(backwards ? reversed(literal) : literal, entry));
  }

  /** The root, or null where nothing was added. */
  @Nullable PatternMatcherNode tree() {
    leaves.sort((one, other) -> Arrays.compareUnsigned(one.path, other.path)); // stable
    return leaves.isEmpty() ? null : node(0, leaves.size(), null);
  }

  /**
   * Makes the node that leads to some leaves, and those below it: that of the bytes which all of
   * them begin with.
   *
   * @param from the first of the leaves
   * @param to behind the last one
   * @param above the node before it up to which they have been compared, or null
   */
  private PatternMatcherNode node(int from, int to, @Nullable PatternMatcherNode above) {
    byte[] path = leaves.get(from).path;
    byte[] last = leaves.get(to - 1).path;
    int mismatch = Arrays.mismatch(path, last);
    int depth = mismatch < 0 ? path.length : mismatch;
    int i = from;
    List<PatternMatcherEntry> accepted = new ArrayList<>();
    while (i < to && leaves.get(i).path.length == depth) {
      addIfNew(accepted, leaves.get(i).entry);
      i++;
    }
    PatternMatcherNode node;
    PatternMatcherNode aboveChildren = above;
    if (accepted.isEmpty()) {
      node = new PatternMatcherNode(depth, above, null, PatternMatcherLiteral.NONE);
    } else {
      int compared = above == null ? 0 : above.depth;
      byte[] label = Arrays.copyOfRange(path, compared, depth);
      node =
          new PatternMatcherNode(
              depth,
              above,
              acceptance.apply(accepted),
              new PatternMatcherLiteral(backwards ? reversed(label) : label));
      aboveChildren = node;
    }
    if (i < to) {
      int least = leaves.get(i).path[depth] & 0xFF;
      @Nullable PatternMatcherNode[] children =
          new PatternMatcherNode[(last[depth] & 0xFF) - least + 1];
      while (i < to) {
        int first = i;
        int b = leaves.get(first).path[depth] & 0xFF;
        while (i < to && (leaves.get(i).path[depth] & 0xFF) == b) {
          i++;
        }
        children[b - least] = node(first, i, aboveChildren);
      }
      node.setChildren(least, children);
    }
    return node;
  }

  private static void addIfNew(List<PatternMatcherEntry> accepted, PatternMatcherEntry entry) {
    for (PatternMatcherEntry known : accepted) {
      if (known.number() == entry.number()) {
        return;
      }
    }
    accepted.add(entry);
  }

  private static byte[] reversed(byte[] label) {
    byte[] reversed = new byte[label.length];
    for (int i = 0; i < label.length; i++) {
      reversed[i] = label[label.length - 1 - i];
    }
    return reversed;
  }
}
