package dev.correlator.core;

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

  /** A literal of up to 8 bytes. */
  static final int LITERAL = 1;

  /**
   * Goes on with {@link #next}, or with {@link #other} when that fails. The argument is the only
   * byte that {@link #next} can begin with, or -1.
   */
  static final int FORK = 2;

  /** A fork where one byte tells: nothing needs to be tried twice. */
  static final int FORK_SURE = 3;

  /** Empties {@link #absent} holes. */
  static final int CLEAR = 4;

  /** All that is left. */
  static final int TEXT_END = 5;

  /** A run of a class: the argument. */
  static final int RUN_SURE = 6;

  static final int INT_SURE = 7;

  /** An address; the argument is 1 where names are allowed. */
  static final int ADDRESS_SURE = 8;

  /**
   * Text, and all that is left of the pattern, read from the end: its variants begin at {@link
   * #other}.
   */
  static final int TAIL = 9;

  /**
   * Text up to the last place of {@link #searched}; the argument is how many bytes come behind it.
   */
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

  final int operation;

  /** Where the hole's place goes, counted from the first hole; one behind all holes for none. */
  final int cell;

  final int argument;

  /** Length of the literal next to the hole, or 0. */
  int length;

  /** Its first up to 8 bytes. */
  long word;

  /** Which bits of them count. */
  long mask;

  /** The step itself where there is none. */
  PatternMatcherStep next = this;

  /** The step itself where there is none. */
  PatternMatcherStep other = this;

  /** Which holes do not occur on this way: one bit each. */
  long absent;

  PatternMatcherLiteral searched = PatternMatcherLiteral.NONE;

  PatternMatcherStep(int operation, int cell, int argument) {
    this.operation = operation;
    this.cell = cell;
    this.argument = argument;
  }
}
