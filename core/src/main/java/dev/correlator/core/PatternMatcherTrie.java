package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree of literals that are compared with a text from some place on, forwards or backwards. Nodes
 * with one child are merged with it, and only the bytes that tell children apart are looked at on
 * the way down (D. R. Morrison, PATRICIA, 1968): the others are compared where something is
 * accepted, all at once. Used while a matcher is made; what the matcher walks through are rows of
 * numbers.
 *
 * <p>A node is a row: its depth, which is the place of the byte that leads on; the least such byte;
 * how many bytes from it on have a cell; the number of what is accepted here, or -1; the bytes that
 * are to be compared for it, those behind what was accepted last on the way; and the cells: the
 * child's row, or 0.
 */
final class PatternMatcherTrie {

  static final int DEPTH = 0;
  static final int LEAST = 1;
  static final int CELLS = 2;
  static final int ACCEPTS = 3;
  static final int WORDS = 4;
  static final int LENGTH = 5;
  static final int FIRST_CELL = 6;

  private static final class Node {
    final TreeMap<Integer, Node> children = new TreeMap<>();
    @Nullable List<Integer> accepted;
  }

  /** What is done with the values of a node: returns the number that stands in its row. */
  interface Acceptance {
    int number(List<Integer> values);
  }

  private final boolean backwards;
  private final PatternMatcherCode code;
  private final Acceptance acceptance;
  private final Node root = new Node();

  // Rows begin at 1: 0 says that there is none.
  private int[] rows = new int[64];
  private int used = 1;

  /**
   * Makes an empty tree.
   *
   * @param code where the words of the labels go
   */
  PatternMatcherTrie(boolean backwards, PatternMatcherCode code, Acceptance acceptance) {
    this.backwards = backwards;
    this.code = code;
    this.acceptance = acceptance;
  }

  /** Adds a value to what a literal accepts. */
  void add(byte[] literal, int value) {
    Node node = root;
    for (int i = 0; i < literal.length; i++) {
      int b = literal[backwards ? literal.length - 1 - i : i] & 0xFF;
      node = node.children.computeIfAbsent(b, key -> new Node());
    }
    if (node.accepted == null) {
      node.accepted = new ArrayList<>();
    }
    if (!node.accepted.contains(value)) {
      node.accepted.add(value);
    }
  }

  /** Writes the rows of the whole tree and returns the first one, or 0 where nothing was added. */
  int write() {
    return root.children.isEmpty() && root.accepted == null ? 0 : write(root, new byte[0], 0);
  }

  /** Writes the rows of the literals that begin with these bytes and returns the first one. */
  int write(byte[] beginning) {
    Node node = root;
    for (byte b : beginning) {
      node = Objects.requireNonNull(node.children.get(b & 0xFF), "a literal that was added");
    }
    return write(node, beginning, 0);
  }

  /** All rows that were written. */
  int[] rows() {
    return Arrays.copyOf(rows, used);
  }

  /**
   * Writes the first node from this one on that says something, and those below it.
   *
   * @param path the bytes that lead to the node
   * @param compared how many of them have been compared before it
   */
  private int write(Node start, byte[] path, int compared) {
    Node node = start;
    byte[] way = path;
    while (node.accepted == null && node.children.size() == 1) {
      way = append(way, node.children.firstKey());
      node = node.children.firstEntry().getValue();
    }
    int least = node.children.isEmpty() ? 0 : node.children.firstKey();
    int cells = node.children.isEmpty() ? 0 : node.children.lastKey() - least + 1;
    int at = used;
    used += FIRST_CELL + cells;
    if (used > rows.length) {
      rows = Arrays.copyOf(rows, 2 * used);
    }
    rows[at + DEPTH] = way.length;
    rows[at + LEAST] = least;
    rows[at + CELLS] = cells;
    rows[at + ACCEPTS] = -1;
    int below = compared;
    if (node.accepted != null) {
      byte[] label = Arrays.copyOfRange(way, compared, way.length);
      int number = acceptance.number(node.accepted);
      int words = label.length == 0 ? 0 : words(label);
      rows[at + ACCEPTS] = number;
      rows[at + WORDS] = words;
      rows[at + LENGTH] = label.length;
      below = way.length;
    }
    for (var child : node.children.entrySet()) {
      int row = write(child.getValue(), append(way, child.getKey()), below);
      rows[at + FIRST_CELL + child.getKey() - least] = row;
    }
    return at;
  }

  private static byte[] append(byte[] way, int b) {
    byte[] longer = Arrays.copyOf(way, way.length + 1);
    longer[way.length] = (byte) b;
    return longer;
  }

  /** The label as it stands in a text. */
  private int words(byte[] label) {
    byte[] straight = label.clone();
    if (backwards) {
      for (int i = 0; i < label.length; i++) {
        straight[i] = label[label.length - 1 - i];
      }
    }
    if (label.length > 8) {
      return code.addWords(straight);
    }
    int first = code.addWord(PatternMatcherSpans.word(Arrays.copyOf(straight, 8), 0));
    code.addWord(PatternMatcherCode.mask(label.length));
    return first;
  }

  /** The row of the child that a byte leads to, or 0. */
  static int child(int[] rows, int row, byte b) {
    int cell = (b & 0xFF) - rows[row + LEAST];
    return cell >= 0 && cell < rows[row + CELLS] ? rows[row + FIRST_CELL + cell] : 0;
  }

  /** Whether what is to be compared for a row stands at a place. */
  static boolean stands(byte[] b, int at, long[] words, int[] rows, int row) {
    return stands(b, at, words, rows[row + WORDS], rows[row + LENGTH]);
  }

  /** Whether a literal stands at a place; it must lie within what is readable. */
  static boolean stands(byte[] b, int at, long[] words, int first, int length) {
    if (length <= 8) {
      return ((PatternMatcherSpans.word(b, at) ^ words[first]) & words[first + 1]) == 0;
    }
    int w = first;
    int last = at + length - 8;
    for (int p = at; p < last; p += 8) {
      if (PatternMatcherSpans.word(b, p) != words[w++]) {
        return false;
      }
    }
    return PatternMatcherSpans.word(b, last) == words[w];
  }
}
