package dev.correlator.core;

import java.util.Arrays;

/**
 * One step of reading a text by a pattern. Written while a matcher is made, by {@link
 * PatternMatcherSteps}; then constant.
 *
 * <p>Most steps are a hole and the literal next to it, as most of a pattern is. Where the byte
 * behind a hole cannot be part of it, its end is known without trying: such steps are the {@code
 * _SURE} ones, and most holes of real patterns are of this kind.
 */
final class PatternMatcherStep {

  /** The end of the pattern: matches at the end of the text. */
  static final int END = 0;

  /** A literal. */
  static final int LITERAL = 1;

  /**
   * Goes on with {@link #next}, or with {@link #other} when that fails, or at once where the next
   * byte is not the argument (-1: any).
   */
  static final int FORK = 2;

  /** A fork where one byte tells: nothing needs to be tried twice. */
  static final int FORK_SURE = 3;

  /**
   * A literal that may be missing. The argument is 1 where it is certain that it is not missing if
   * it stands.
   */
  static final int OPTION = 4;

  /** All that is left. */
  static final int TEXT_END = 5;

  /** A run of a class: the argument. */
  static final int RUN_SURE = 6;

  static final int INT_SURE = 7;

  /** An address; the argument is 1 where names are allowed. */
  static final int ADDRESS_SURE = 8;

  /**
   * Text (the argument is 0) or a run of a class (the argument), and all that is left of the
   * pattern, which is read from the end: its variants begin at {@link #other}.
   */
  static final int TAIL = 9;

  /** Text up to the last place of {@link #searched}. */
  static final int TEXT_LITERAL = 10;

  /** Text up to the last place of a byte: the argument, or of anything where it is -1. */
  static final int TEXT = 11;

  /** A run of a class, up to the last place of {@link #searched}. */
  static final int RUN_LITERAL = 12;

  static final int RUN = 13;
  static final int INT = 14;
  static final int ADDRESS = 15;

  // What is read from the end: a hole and the literal in front of it.

  /** Begins a variant; the next one is {@link #other}. */
  static final int VARIANT = 16;

  static final int BACK_LITERAL = 17;
  static final int BACK_RUN = 18;
  static final int BACK_INT = 19;
  static final int BACK_ADDRESS = 20;

  /** Its place among the steps of a matcher, for those that are tried again. */
  final int number;

  final int operation;

  /** Where the hole's place goes, counted from the first hole; one behind all holes for none. */
  final int cell;

  final int argument;

  /** The literal next to the hole, may be empty. */
  PatternMatcherLiteral literal = PatternMatcherLiteral.NONE;

  // The literal's length, its first (read from the end: its last) eight bytes, and which bits
  // count.
  int length;

  long word;

  long mask;

  /** The step itself where there is none. */
  PatternMatcherStep next = this;

  /** The step itself where there is none. */
  PatternMatcherStep other = this;

  /** How many bytes come behind the hole at least. */
  int least;

  /**
   * Bits of the holes that are empty again when this is tried once more: those that may be missing
   * and come from here on. Of a variant: those that it does not have.
   */
  long absent;

  /** What stands behind the hole; the literal that belongs to the step may be a part of it. */
  PatternMatcherLiteral searched = PatternMatcherLiteral.NONE;

  PatternMatcherStep(int number, int operation, int cell, int argument) {
    this.number = number;
    this.operation = operation;
    this.cell = cell;
    this.argument = argument;
  }

  /** Whether this is read from the end. */
  boolean isPartOfTail() {
    return operation >= VARIANT;
  }

  /**
   * Gives it a literal.
   *
   * @param fromEnd whether its last bytes are to be compared first
   */
  void setLiteral(byte[] bytes, boolean fromEnd) {
    literal = new PatternMatcherLiteral(bytes);
    length = bytes.length;
    int compared = Math.min(8, length);
    byte[] first = fromEnd ? Arrays.copyOfRange(bytes, length - compared, length) : bytes;
    word = PatternMatcherSpans.word(Arrays.copyOf(first, 8), 0);
    mask = compared == 0 ? 0 : -1L >>> (64 - 8 * compared);
  }
}
