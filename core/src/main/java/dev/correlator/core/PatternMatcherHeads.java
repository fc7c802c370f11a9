package dev.correlator.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Leads from the first four bytes of a text to a tree of all that begins with them: one look in
 * place of several steps. A table with open addressing, at most a quarter full.
 */
final class PatternMatcherHeads {

  /** How many bytes are looked at. */
  static final int LENGTH = 4;

  private int[] keys = new int[16];
  private @Nullable PatternMatcherNode[] trees = new PatternMatcherNode[16];
  private int shift = 32 - 4;
  private int size;

  /** Adds bytes that are not in the table. */
  void add(int head, PatternMatcherNode tree) {
    if (4 * ++size > keys.length) {
      int[] oldKeys = keys;
      @Nullable PatternMatcherNode[] oldTrees = trees;
      keys = new int[2 * oldKeys.length];
      trees = new PatternMatcherNode[2 * oldKeys.length];
      shift--;
      for (int i = 0; i < oldKeys.length; i++) {
        PatternMatcherNode old = oldTrees[i];
        if (old != null) {
          put(oldKeys[i], old);
        }
      }
    }
    put(head, tree);
  }

  private void put(int head, PatternMatcherNode tree) {
    int at = head * 0x9E3779B1 >>> shift;
    while (trees[at] != null) {
      at = at + 1 & keys.length - 1;
    }
    keys[at] = head;
    trees[at] = tree;
  }

  /** The tree of what begins with these bytes. */
  @Nullable PatternMatcherNode tree(int head) {
    int[] k = keys;
    int at = head * 0x9E3779B1 >>> shift;
    while (k[at] != head) {
      if (trees[at] == null) {
        return null;
      }
      at = at + 1 & k.length - 1;
    }
    return trees[at];
  }

  /** The first four bytes of a literal. */
  static int of(byte[] literal) {
    return (int) PatternMatcherSpans.word(Arrays.copyOf(literal, 8), 0);
  }
}
