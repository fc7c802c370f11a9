package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/**
 * A node of a tree of literals, see {@link PatternMatcherTrie}. Written while the tree is made;
 * then constant.
 */
final class PatternMatcherNode {

  private static final PatternMatcherNode[] NONE = {};

  /** How many bytes lead to it: the place of the byte that leads on. */
  final int depth;

  /** The next one on the way back that accepts something, or null. */
  final @Nullable PatternMatcherNode above;

  /** What is accepted here, or null. */
  final @Nullable PatternMatcherCandidates accepted;

  /**
   * What has to stand in front of this place for it: the bytes behind the last node that accepts.
   */
  final PatternMatcherLiteral label;

  /** The least byte that leads on, and the children by the distance from it. */
  private int least;

  private @Nullable PatternMatcherNode[] children = NONE;

  PatternMatcherNode(
      int depth,
      @Nullable PatternMatcherNode above,
      @Nullable PatternMatcherCandidates accepted,
      PatternMatcherLiteral label) {
    this.depth = depth;
    this.above = above;
    this.accepted = accepted;
    this.label = label;
  }

  void setChildren(int least, @Nullable PatternMatcherNode[] children) {
    this.least = least;
    this.children = children;
  }

  /** The child that a byte leads to. */
  @Nullable PatternMatcherNode child(byte b) {
    int i = (b & 0xFF) - least;
    return i >= 0 && i < children.length ? children[i] : null;
  }
}
