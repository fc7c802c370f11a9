package dev.correlator.core;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Turns patterns into instructions for {@link PatternMatcherReader}: rows of numbers for all
 * patterns, without objects to follow. Used once, while a matcher is made.
 *
 * <p>Most instructions are a hole and the literal behind it, as most of a pattern is. Where the
 * byte behind a hole cannot be part of it, its end is known without trying: the instructions say so
 * ({@code _SURE}), and most holes of real patterns are of this kind.
 */
final class PatternMatcherCode {

  // The cells of an instruction.
  static final int OPERATION = 0;

  /** Where the hole's place goes, counted from the first hole; one behind all holes for none. */
  static final int HOLE = 1;

  static final int ARGUMENT = 2;

  /** A second argument; for text the least number of bytes behind its literal. */
  static final int ARGUMENT2 = 3;

  /** Length of the literal behind the hole, or 0. */
  static final int LENGTH = 4;

  /** Its first up to 8 bytes as a word; the mask is the next word. */
  static final int WORD = 5;

  static final int WIDTH = 6;

  // Operations.

  /** The end of the pattern: matches at the end of the text. */
  static final int END = 0;

  /** A literal of up to 8 bytes. */
  static final int LITERAL = 1;

  /** Goes on at another instruction: the argument. */
  static final int JUMP = 2;

  /**
   * Goes on behind it, or at another instruction (the argument) when that fails, or at once where
   * the next byte is not the second argument (-1: any). The word is not 0 where this choice is
   * sure.
   */
  static final int FORK = 3;

  /** Empties holes: one bit each, the lower 32 in the argument. */
  static final int CLEAR = 4;

  /** All that is left. */
  static final int TEXT_END = 5;

  /** Text up to the last place of a literal: the argument. */
  static final int TEXT_LITERAL = 6;

  /** Text up to the last place of a byte: the argument, or of anything where it is -1. */
  static final int TEXT = 7;

  /** A run of a class: the argument. */
  static final int RUN_SURE = 8;

  /** A run of a class, the second argument, up to the last place of a literal: the argument. */
  static final int RUN_LITERAL = 9;

  static final int RUN = 10;
  static final int INT_SURE = 11;
  static final int INT = 12;

  /** An address; the argument is 1 where names are allowed. */
  static final int ADDRESS_SURE = 13;

  static final int ADDRESS = 14;

  /**
   * Text, and all that is left of the pattern, which is read from the end: the argument is the
   * number of its variants, whose instructions follow.
   */
  static final int TAIL = 15;

  /**
   * Begins a variant: bits of the holes that it does not have; the word is where the next one is.
   */
  static final int VARIANT = 16;

  /** Ends a variant. */
  static final int VARIANT_END = 17;

  // What is read from the end: a hole and the literal in front of it.
  static final int BACK_LITERAL = 18;
  static final int BACK_RUN = 19;
  static final int BACK_INT = 20;
  static final int BACK_ADDRESS = 21;

  int[] code = new int[1024];
  int size;
  long[] words = new long[256];

  /** The first two words, 0 and its mask, are the literal without bytes: it stands everywhere. */
  private int wordsUsed = 2;

  final List<byte[]> literals = new ArrayList<>();

  /** How many alternatives can be pending at once, at most. */
  int choices;

  /** Where the parts of the pattern at hand begin, for each sequence of it by index. */
  private IdentityHashMap<List<Pattern.Part>, int[]> addresses = new IdentityHashMap<>();

  private List<Pattern.Hole> holes = List.of();

  /** Adds the instructions of a pattern. */
  void add(Pattern pattern) {
    addresses = new IdentityHashMap<>();
    holes = pattern.holes();
    int most = choices;
    choices = 0;
    sequence(pattern.parts(), PatternMatcherBehind.NOTHING);
    emit(END, noHole(), 0, 0);
    choices = Math.max(choices, most);
  }

  /** Where a part of the pattern that was added last begins. */
  int address(List<Pattern.Part> sequence, int index) {
    return Objects.requireNonNull(addresses.get(sequence), "a sequence of this pattern")[index];
  }

  /** Adds a way into the pattern that was added last, for texts that lack these holes. */
  int entry(BitSet absent, int target) {
    if (absent.isEmpty()) {
      return target;
    }
    int at = size;
    clear(absent);
    emit(JUMP, noHole(), target, 0);
    return at;
  }

  private int noHole() {
    return 2 * holes.size();
  }

  private void sequence(List<Pattern.Part> parts, PatternMatcherBehind behind) {
    int[] starts = new int[parts.size() + 1];
    addresses.put(parts, starts);
    List<PatternMatcherBehind> behinds = PatternMatcherBehind.each(parts, behind);
    for (int i = 0; i < parts.size(); i++) {
      starts[i] = size;
      PatternMatcherBehind next = behinds.get(i + 1);
      switch (parts.get(i)) {
        case Pattern.Literal literal -> literal(bytes(literal));
        case Pattern.Hole hole -> {
          if (i + 1 < parts.size() && parts.get(i + 1) instanceof Pattern.Literal literal) {
            hole(hole, bytes(literal), next, behinds.get(i + 2));
            // Nothing enters between the two: a way in is behind a literal, never in front of it.
            i++;
            starts[i] = -1;
          } else {
            hole(hole, new byte[0], next, next);
          }
        }
        case Pattern.Option option -> option(option, next);
        case Pattern.Choice choice -> choice(choice, next);
        case Pattern.Rest rest -> emit(TEXT_END, noHole(), 0, 0);
      }
    }
    starts[parts.size()] = size;
  }

  private static byte[] bytes(Pattern.Literal literal) {
    return literal.text().getBytes(StandardCharsets.UTF_8);
  }

  private void option(Pattern.Option option, PatternMatcherBehind next) {
    BitSet inside = holesOf(option.parts());
    int fork = fork(option.parts(), next, next);
    sequence(option.parts(), next);
    if (!inside.isEmpty()) {
      int jump = emit(JUMP, noHole(), 0, 0);
      code[fork + ARGUMENT] = size;
      clear(inside);
      code[jump + ARGUMENT] = size;
    } else {
      code[fork + ARGUMENT] = size;
    }
  }

  /**
   * Adds a fork before a sequence.
   *
   * @param next what comes behind it
   * @param other what comes where it is not taken
   */
  private int fork(
      List<Pattern.Part> sequence, PatternMatcherBehind next, PatternMatcherBehind other) {
    PatternMatcherBehind content = PatternMatcherBehind.from(sequence, next);
    int only = content.onlyByte();
    boolean sure = only >= 0 && content.isApartFrom(other);
    choices++;
    int at = emit(FORK, noHole(), 0, only);
    code[at + WORD] = sure ? 1 : 0;
    return at;
  }

  private void choice(Pattern.Choice choice, PatternMatcherBehind next) {
    BitSet all = new BitSet();
    for (List<Pattern.Part> alternative : choice.alternatives()) {
      all.or(holesOf(alternative));
    }
    List<Integer> jumps = new ArrayList<>();
    int count = choice.alternatives().size();
    for (int i = 0; i < count; i++) {
      List<Pattern.Part> alternative = choice.alternatives().get(i);
      BitSet others = without(all, holesOf(alternative));
      if (i == count - 1) {
        clear(others);
        sequence(alternative, next);
        break;
      }
      List<Pattern.Part> rest =
          List.of(new Pattern.Choice(choice.alternatives().subList(i + 1, count)));
      int fork = fork(alternative, next, PatternMatcherBehind.from(rest, next));
      clear(others);
      sequence(alternative, next);
      jumps.add(emit(JUMP, noHole(), 0, 0));
      code[fork + ARGUMENT] = size;
    }
    for (int jump : jumps) {
      code[jump + ARGUMENT] = size;
    }
  }

  private void clear(BitSet absent) {
    if (absent.isEmpty()) {
      return;
    }
    long bits = bits(absent);
    emit(CLEAR, noHole(), (int) bits, (int) (bits >>> 32));
  }

  /** One bit for each hole: there are at most 64. */
  private static long bits(BitSet numbers) {
    return numbers.isEmpty() ? 0 : numbers.toLongArray()[0];
  }

  /** The holes in a sequence. */
  BitSet holesOf(List<Pattern.Part> parts) {
    BitSet found = new BitSet();
    for (Pattern.Part part : parts) {
      switch (part) {
        case Pattern.Hole hole -> found.set(holes.indexOf(hole));
        case Pattern.Option option -> found.or(holesOf(option.parts()));
        case Pattern.Choice choice -> choice.alternatives().forEach(a -> found.or(holesOf(a)));
        case Pattern.Literal literal -> {}
        case Pattern.Rest rest -> {}
      }
    }
    return found;
  }

  private static BitSet without(BitSet all, BitSet some) {
    BitSet rest = new BitSet();
    rest.or(all);
    rest.andNot(some);
    return rest;
  }

  private void literal(byte[] literal) {
    for (int from = 0; from < literal.length; from += 8) {
      byte[] piece = Arrays.copyOfRange(literal, from, Math.min(from + 8, literal.length));
      setLiteral(emit(LITERAL, noHole(), 0, 0), piece);
    }
  }

  /** Lets an instruction end with a literal; of a longer one, with its first 8 bytes. */
  private void setLiteral(int at, byte[] literal) {
    int length = Math.min(8, literal.length);
    code[at + LENGTH] = length;
    if (length > 0) {
      code[at + WORD] = addWord(PatternMatcherSpans.word(Arrays.copyOf(literal, 8), 0));
      addWord(mask(length));
    }
  }

  /** The bits of the first bytes of a word, 1 to 8. */
  static long mask(int bytes) {
    return -1L >>> (64 - 8 * bytes);
  }

  /** Adds the words of more than 8 bytes; the last one may overlap the one before it. */
  int addWords(byte[] literal) {
    int first = wordsUsed;
    for (int at = 0; at + 8 < literal.length; at += 8) {
      addWord(PatternMatcherSpans.word(literal, at));
    }
    addWord(PatternMatcherSpans.word(literal, literal.length - 8));
    return first;
  }

  int addWord(long word) {
    if (wordsUsed == words.length) {
      words = Arrays.copyOf(words, 2 * wordsUsed);
    }
    words[wordsUsed] = word;
    return wordsUsed++;
  }

  /**
   * Adds a hole.
   *
   * @param literal what stands behind it, may be empty
   * @param next what can come behind it, the literal included
   * @param afterLiteral what can come behind the literal
   */
  private void hole(
      Pattern.Hole hole,
      byte[] literal,
      PatternMatcherBehind next,
      PatternMatcherBehind afterLiteral) {
    int cell = 2 * holes.indexOf(hole);
    choices++;
    int at = -1;
    switch (hole.type()) {
      case TEXT -> {
        List<List<Pattern.Part>> variants = next.backwards();
        if (!variants.isEmpty()) {
          tail(cell, variants);
        } else if (literal.length > 0) {
          searched(emit(TEXT_LITERAL, cell, literals.size(), afterLiteral.least()), literal);
        } else if (next.isEnd()) {
          emit(TEXT_END, cell, 0, 0);
        } else {
          emit(TEXT, cell, next.onlyByte(), 0);
        }
      }
      case WORD, HEX, KEY -> {
        int byteClass = PatternMatcherSpans.classOf(hole.type());
        if (next.isFreeOf(byteClass)) {
          at = emit(RUN_SURE, cell, byteClass, 0);
        } else if (literal.length > 0) {
          searched(emit(RUN_LITERAL, cell, literals.size(), byteClass), literal);
        } else {
          emit(RUN, cell, byteClass, 0);
        }
      }
      case INT -> at = emit(next.isFreeOf(PatternMatcherSpans.DIGIT) ? INT_SURE : INT, cell, 0, 0);
      case IP, HOST -> {
        int names = hole.type() == HoleType.HOST ? 1 : 0;
        boolean sure = next.isFreeOf(PatternMatcherSpans.ADDRESS);
        at = emit(sure ? ADDRESS_SURE : ADDRESS, cell, names, 0);
      }
    }
    if (at >= 0 && literal.length > 0) {
      setLiteral(at, literal);
      literal(Arrays.copyOfRange(literal, Math.min(8, literal.length), literal.length));
    }
  }

  /** Lets an instruction that searches for its literal end with the whole of it. */
  private void searched(int at, byte[] literal) {
    setLiteral(at, literal);
    code[at + LENGTH] = literal.length;
    literals.add(literal);
  }

  private void tail(int cell, List<List<Pattern.Part>> variants) {
    emit(TAIL, cell, variants.size(), 0);
    BitSet all = new BitSet();
    variants.forEach(variant -> all.or(holesOf(variant)));
    for (List<Pattern.Part> variant : variants) {
      long bits = bits(without(all, holesOf(variant)));
      int at = emit(VARIANT, noHole(), (int) bits, (int) (bits >>> 32));
      int i = variant.size();
      while (i > 0) {
        if (variant.get(i - 1) instanceof Pattern.Hole hole) {
          back(hole);
          i--;
        } else {
          emit(BACK_LITERAL, noHole(), 0, 0);
        }
        // What is read from the end has a literal in front of every hole.
        i--;
        backLiteral(bytes((Pattern.Literal) variant.get(i)));
      }
      emit(VARIANT_END, noHole(), 0, 0);
      code[at + WORD] = size;
    }
  }

  private void back(Pattern.Hole hole) {
    int cell = 2 * holes.indexOf(hole);
    switch (hole.type()) {
      case WORD, HEX, KEY -> emit(BACK_RUN, cell, PatternMatcherSpans.classOf(hole.type()), 0);
      case INT -> emit(BACK_INT, cell, 0, 0);
      case IP -> emit(BACK_ADDRESS, cell, 0, 0);
      case HOST -> emit(BACK_ADDRESS, cell, 1, 0);
      case TEXT -> throw new IllegalArgumentException("text is not read from the end");
    }
  }

  /** Lets the last instruction, and more if need be, begin with a literal. */
  private void backLiteral(byte[] literal) {
    int end = literal.length;
    int at = size - WIDTH;
    while (end > 0) {
      int start = Math.max(0, end - 8);
      setLiteral(at, Arrays.copyOfRange(literal, start, end));
      end = start;
      if (end > 0) {
        at = emit(BACK_LITERAL, noHole(), 0, 0);
      }
    }
  }

  private int emit(int operation, int hole, int argument, int argument2) {
    if (size + WIDTH > code.length) {
      code = Arrays.copyOf(code, 2 * code.length);
    }
    int at = size;
    code[at + OPERATION] = operation;
    code[at + HOLE] = hole;
    code[at + ARGUMENT] = argument;
    code[at + ARGUMENT2] = argument2;
    size += WIDTH;
    return at;
  }
}
