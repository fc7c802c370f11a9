package dev.correlator.core;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Turns a pattern into {@link PatternMatcherStep}s. For one pattern, used while a matcher is made.
 */
final class PatternMatcherSteps {

  private final List<Pattern.Hole> holes;

  /** The step of each part, and of what is behind the last one. */
  private final IdentityHashMap<List<Pattern.Part>, PatternMatcherStep[]> steps =
      new IdentityHashMap<>();

  private int choices;

  PatternMatcherSteps(Pattern pattern) {
    holes = pattern.holes();
    sequence(
        pattern.parts(), step(PatternMatcherStep.END, noHole(), 0), PatternMatcherBehind.NOTHING);
  }

  /** How many alternatives can be pending at once, at most. */
  int choices() {
    return choices;
  }

  /** The way into the pattern at one of its parts, for texts that lack these holes. */
  PatternMatcherStep entry(List<Pattern.Part> sequence, int index, BitSet absent) {
    return clear(
        absent, Objects.requireNonNull(steps.get(sequence), "a sequence of this pattern")[index]);
  }

  private int noHole() {
    return 2 * holes.size();
  }

  private static PatternMatcherStep step(int operation, int cell, int argument) {
    return new PatternMatcherStep(operation, cell, argument);
  }

  private static PatternMatcherStep step(
      int operation, int cell, int argument, PatternMatcherStep next) {
    PatternMatcherStep step = new PatternMatcherStep(operation, cell, argument);
    step.next = next;
    return step;
  }

  /** Builds from the end, so that each step knows what follows; returns the first one. */
  private PatternMatcherStep sequence(
      List<Pattern.Part> parts, PatternMatcherStep end, PatternMatcherBehind behind) {
    PatternMatcherStep[] all = new PatternMatcherStep[parts.size() + 1];
    List<PatternMatcherBehind> behinds = PatternMatcherBehind.each(parts, behind);
    all[parts.size()] = end;
    for (int i = parts.size() - 1; i >= 0; i--) {
      PatternMatcherStep next = all[i + 1];
      PatternMatcherBehind nextBehind = behinds.get(i + 1);
      all[i] =
          switch (parts.get(i)) {
            case Pattern.Literal literal -> literal(bytes(literal), next);
            case Pattern.Hole hole -> {
              if (i + 1 < parts.size() && parts.get(i + 1) instanceof Pattern.Literal literal) {
                int least = behinds.get(i + 2).least();
                yield hole(hole, bytes(literal), all[i + 2], nextBehind, least);
              }
              yield hole(hole, new byte[0], next, nextBehind, 0);
            }
            case Pattern.Option option -> option(option, next, nextBehind);
            case Pattern.Choice choice -> choice(choice, next, nextBehind);
            case Pattern.Rest rest -> step(PatternMatcherStep.TEXT_END, noHole(), 0);
          };
    }
    steps.put(parts, all);
    return all[0];
  }

  private static byte[] bytes(Pattern.Literal literal) {
    return literal.text().getBytes(StandardCharsets.UTF_8);
  }

  // Forks.

  private PatternMatcherStep option(
      Pattern.Option option, PatternMatcherStep next, PatternMatcherBehind behind) {
    PatternMatcherStep content = sequence(option.parts(), next, behind);
    PatternMatcherStep without = clear(holesOf(option.parts()), next);
    return fork(content, PatternMatcherBehind.from(option.parts(), behind), without, behind);
  }

  private PatternMatcherStep choice(
      Pattern.Choice choice, PatternMatcherStep next, PatternMatcherBehind behind) {
    BitSet all = new BitSet();
    choice.alternatives().forEach(alternative -> all.or(holesOf(alternative)));
    // From the last alternative to the first: each but the last is a fork, with the next ones
    // beside.
    List<List<Pattern.Part>> alternatives = choice.alternatives();
    PatternMatcherStep others = way(alternatives.getLast(), all, next, behind);
    PatternMatcherBehind othersBehind = PatternMatcherBehind.from(alternatives.getLast(), behind);
    for (int i = alternatives.size() - 2; i >= 0; i--) {
      PatternMatcherBehind wayBehind = PatternMatcherBehind.from(alternatives.get(i), behind);
      PatternMatcherStep way = way(alternatives.get(i), all, next, behind);
      others = fork(way, wayBehind, others, othersBehind);
      othersBehind = othersBehind.or(wayBehind);
    }
    return others;
  }

  /** An alternative of a choice, which lacks the holes of the other ones. */
  private PatternMatcherStep way(
      List<Pattern.Part> alternative,
      BitSet all,
      PatternMatcherStep next,
      PatternMatcherBehind behind) {
    PatternMatcherStep content = sequence(alternative, next, behind);
    return clear(without(all, holesOf(alternative)), content);
  }

  private PatternMatcherStep fork(
      PatternMatcherStep one,
      PatternMatcherBehind oneBehind,
      PatternMatcherStep other,
      PatternMatcherBehind otherBehind) {
    int only = oneBehind.onlyByte();
    boolean sure = only >= 0 && oneBehind.isApartFrom(otherBehind);
    choices++;
    PatternMatcherStep fork =
        step(sure ? PatternMatcherStep.FORK_SURE : PatternMatcherStep.FORK, noHole(), only, one);
    fork.other = other;
    return fork;
  }

  private PatternMatcherStep clear(BitSet absent, PatternMatcherStep next) {
    if (absent.isEmpty()) {
      return next;
    }
    PatternMatcherStep clear = step(PatternMatcherStep.CLEAR, noHole(), 0, next);
    clear.absent = bits(absent);
    return clear;
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

  /** One bit for each hole: there are at most 64. */
  private static long bits(BitSet numbers) {
    return numbers.isEmpty() ? 0 : numbers.toLongArray()[0];
  }

  // Literals.

  private PatternMatcherStep literal(byte[] literal, PatternMatcherStep behind) {
    PatternMatcherStep next = behind;
    int end = literal.length;
    while (end > 0) {
      int start = Math.max(0, end - 8);
      next = step(PatternMatcherStep.LITERAL, noHole(), 0, next);
      setLiteral(next, Arrays.copyOfRange(literal, start, end));
      end = start;
    }
    return next;
  }

  /** Gives a step a literal; of a longer one, its first 8 bytes. */
  private static void setLiteral(PatternMatcherStep step, byte[] literal) {
    int length = Math.min(8, literal.length);
    step.length = length;
    if (length > 0) {
      step.word = PatternMatcherSpans.word(Arrays.copyOf(literal, 8), 0);
      step.mask = -1L >>> (64 - 8 * length);
    }
  }

  // Holes.

  /**
   * A hole.
   *
   * @param literal what stands behind it, may be empty
   * @param next the step behind the literal
   * @param behind what can come behind the hole, the literal included
   * @param least how many bytes come behind the literal at least
   */
  private PatternMatcherStep hole(
      Pattern.Hole hole,
      byte[] literal,
      PatternMatcherStep next,
      PatternMatcherBehind behind,
      int least) {
    int cell = 2 * holes.indexOf(hole);
    choices++;
    return switch (hole.type()) {
      case TEXT -> text(cell, literal, next, behind, least);
      case WORD, HEX, KEY, FIELD -> {
        int byteClass = PatternMatcherSpans.classOf(hole.type());
        if (behind.isFreeOf(byteClass)) {
          yield withLiteral(PatternMatcherStep.RUN_SURE, cell, byteClass, literal, next);
        }
        if (literal.length > 0) {
          yield searching(PatternMatcherStep.RUN_LITERAL, cell, byteClass, literal, next);
        }
        yield step(PatternMatcherStep.RUN, cell, byteClass, next);
      }
      case INT -> {
        boolean sure = behind.isFreeOf(PatternMatcherSpans.DIGIT);
        int operation = sure ? PatternMatcherStep.INT_SURE : PatternMatcherStep.INT;
        yield withLiteral(operation, cell, 0, literal, next);
      }
      case IP, HOST -> {
        boolean sure = behind.isFreeOf(PatternMatcherSpans.ADDRESS);
        int operation = sure ? PatternMatcherStep.ADDRESS_SURE : PatternMatcherStep.ADDRESS;
        int names = hole.type() == HoleType.HOST ? 1 : 0;
        yield withLiteral(operation, cell, names, literal, next);
      }
    };
  }

  private PatternMatcherStep text(
      int cell, byte[] literal, PatternMatcherStep next, PatternMatcherBehind behind, int least) {
    if (behind.isEnd()) {
      return step(PatternMatcherStep.TEXT_END, cell, 0);
    }
    List<List<Pattern.Part>> variants = behind.backwards();
    if (!variants.isEmpty()) {
      return tail(cell, variants);
    }
    if (literal.length > 0) {
      return searching(PatternMatcherStep.TEXT_LITERAL, cell, least, literal, next);
    }
    return step(PatternMatcherStep.TEXT, cell, behind.onlyByte(), next);
  }

  /** A hole with the first bytes of the literal behind it; what is left of it follows. */
  private PatternMatcherStep withLiteral(
      int operation, int cell, int argument, byte[] literal, PatternMatcherStep next) {
    int cut = Math.min(8, literal.length);
    PatternMatcherStep rest = literal(Arrays.copyOfRange(literal, cut, literal.length), next);
    PatternMatcherStep hole = step(operation, cell, argument, rest);
    setLiteral(hole, literal);
    return hole;
  }

  /** A hole that looks for its literal: the whole of it belongs to the step. */
  private static PatternMatcherStep searching(
      int operation, int cell, int argument, byte[] literal, PatternMatcherStep next) {
    PatternMatcherStep hole = step(operation, cell, argument, next);
    setLiteral(hole, literal);
    hole.length = literal.length;
    hole.searched = new PatternMatcherLiteral(literal);
    return hole;
  }

  // What is read from the end.

  private PatternMatcherStep tail(int cell, List<List<Pattern.Part>> variants) {
    BitSet all = new BitSet();
    variants.forEach(variant -> all.or(holesOf(variant)));
    PatternMatcherStep tail = step(PatternMatcherStep.TAIL, cell, 0);
    PatternMatcherStep last = tail;
    for (List<Pattern.Part> parts : variants) {
      PatternMatcherStep variant = step(PatternMatcherStep.VARIANT, noHole(), 0);
      variant.absent = bits(without(all, holesOf(parts)));
      variant.next = backwards(parts, variant);
      last.other = variant;
      last = variant;
    }
    return tail;
  }

  /** The steps of a variant, the one for its last part first. */
  private PatternMatcherStep backwards(List<Pattern.Part> parts, PatternMatcherStep end) {
    PatternMatcherStep before = end;
    int i = 0;
    while (i < parts.size()) {
      // What is read from the end has a literal in front of every hole.
      byte[] literal = bytes((Pattern.Literal) parts.get(i));
      i++;
      PatternMatcherStep last;
      if (i < parts.size() && parts.get(i) instanceof Pattern.Hole hole) {
        last = back(hole);
        i++;
      } else {
        last = step(PatternMatcherStep.BACK_LITERAL, noHole(), 0);
      }
      // The last eight bytes belong to the step, what is in front of them to further ones.
      for (int start = (literal.length - 1) % 8 - 7; start < literal.length - 8; start += 8) {
        PatternMatcherStep piece = step(PatternMatcherStep.BACK_LITERAL, noHole(), 0, before);
        setLiteral(piece, Arrays.copyOfRange(literal, Math.max(0, start), start + 8));
        before = piece;
      }
      setLiteral(
          last, Arrays.copyOfRange(literal, Math.max(0, literal.length - 8), literal.length));
      last.next = before;
      before = last;
    }
    return before;
  }

  private PatternMatcherStep back(Pattern.Hole hole) {
    int cell = 2 * holes.indexOf(hole);
    return switch (hole.type()) {
      case WORD, HEX, KEY, FIELD ->
          step(PatternMatcherStep.BACK_RUN, cell, PatternMatcherSpans.classOf(hole.type()));
      case INT -> step(PatternMatcherStep.BACK_INT, cell, 0);
      case IP -> step(PatternMatcherStep.BACK_ADDRESS, cell, 0);
      case HOST -> step(PatternMatcherStep.BACK_ADDRESS, cell, 1);
      case TEXT -> throw new IllegalArgumentException("text is not read from the end");
    };
  }
}
