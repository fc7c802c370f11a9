package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of literals that are compared with a text from some place on, forwards or backwards.
 * Nodes with one child are merged with it, and only the bytes that tell children apart are looked
 * at on the way down (D. R. Morrison, PATRICIA, 1968): the others are compared where something is
 * accepted, all at once.
 */
final class PatternMatcherTrie {

  private static final class Branch {
    final TreeMap<Integer, Branch> children = new TreeMap<>();
    final List<PatternMatcherEntry> accepted = new ArrayList<>();
  }

  private final boolean backwards;
  private final Function<List<PatternMatcherEntry>, PatternMatcherCandidates> acceptance;
  private final Branch root = new Branch();

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
    Branch branch = root;
    for (int i = 0; i < literal.length; i++) {
      int b = literal[backwards ? literal.length - 1 - i : i] & 0xFF;
      branch = branch.children.computeIfAbsent(b, key -> new Branch());
    }
    if (branch.accepted.stream().noneMatch(e -> e.number() == entry.number())) {
      branch.accepted.add(entry);
    }
  }

  /** The root, or null where nothing was added. */
  @Nullable PatternMatcherNode tree() {
    return root.children.isEmpty() && root.accepted.isEmpty()
        ? null
        : node(root, new byte[0], null);
  }

  /**
   * Makes the first node from a branch on that says something, and those below it.
   *
   * @param path the bytes that lead to the branch
   * @param above the node before it up to which they have been compared, or null
   */
  private PatternMatcherNode node(Branch start, byte[] path, @Nullable PatternMatcherNode above) {
    Branch branch = start;
    byte[] way = path;
    while (branch.accepted.isEmpty() && branch.children.size() == 1) {
      way = append(way, branch.children.firstKey());
      branch = branch.children.firstEntry().getValue();
    }
    PatternMatcherNode node;
    PatternMatcherNode aboveChildren = above;
    if (branch.accepted.isEmpty()) {
      node = new PatternMatcherNode(way.length, above, null, PatternMatcherLiteral.NONE);
    } else {
      int compared = above == null ? 0 : above.depth;
      byte[] label = Arrays.copyOfRange(way, compared, way.length);
      node =
          new PatternMatcherNode(
              way.length,
              above,
              acceptance.apply(branch.accepted),
              new PatternMatcherLiteral(backwards ? reversed(label) : label));
      aboveChildren = node;
    }
    if (!branch.children.isEmpty()) {
      int least = branch.children.firstKey();
      @Nullable PatternMatcherNode[] children =
          new PatternMatcherNode[branch.children.lastKey() - least + 1];
      for (var child : branch.children.entrySet()) {
        children[child.getKey() - least] =
            node(child.getValue(), append(way, child.getKey()), aboveChildren);
      }
      node.setChildren(least, children);
    }
    return node;
  }

  private static byte[] append(byte[] way, int b) {
    byte[] longer = Arrays.copyOf(way, way.length + 1);
    longer[way.length] = (byte) b;
    return longer;
  }

  private static byte[] reversed(byte[] label) {
    byte[] reversed = new byte[label.length];
    for (int i = 0; i < label.length; i++) {
      reversed[i] = label[label.length - 1 - i];
    }
    return reversed;
  }
}
