package dev.correlator.core;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Turns a pattern into {@link PatternMatcherStep}s. For one pattern, used while a matcher is made.
 */
final class PatternMatcherSteps {

  /** The first step of something, and what can come from it on. */
  private record Way(PatternMatcherStep step, PatternMatcherBehind behind) {}

  /** The holes' names. */
  private final List<String> holes;

  /** The step of each part, and of what is behind the last one. */
  private final IdentityHashMap<List<Pattern.Part>, PatternMatcherStep[]> steps =
      new IdentityHashMap<>();

  private final List<PatternMatcherStep> all;
  private int choices;

  /**
   * Makes the steps of a pattern.
   *
   * @param all gets them
   */
  PatternMatcherSteps(Pattern pattern, List<PatternMatcherStep> all) {
    holes = pattern.holes().stream().map(Pattern.Hole::name).toList();
    this.all = all;
    int first = all.size();
    sequence(
        pattern.parts(), step(PatternMatcherStep.END, noHole(), 0), PatternMatcherBehind.NOTHING);
    setAbsent(all.subList(first, all.size()), optional(pattern.parts()));
  }

  /** The holes that may be missing. */
  private BitSet optional(List<Pattern.Part> parts) {
    BitSet optional = new BitSet();
    for (Pattern.Part part : parts) {
      if (part instanceof Pattern.Option || part instanceof Pattern.Choice) {
        optional.or(holesOf(List.of(part)));
      }
    }
    return optional;
  }

  /** Tells each step which holes that may be missing come from it on. */
  private static void setAbsent(List<PatternMatcherStep> steps, BitSet optional) {
    // What comes behind a step was made before it.
    for (PatternMatcherStep step : steps) {
      if (!step.isPartOfTail()) {
        long own = step.cell < 2 * Long.SIZE ? 1L << (step.cell >>> 1) : 0;
        long behind = step.operation == PatternMatcherStep.TAIL ? 0 : step.other.absent;
        step.absent |= (own | step.next.absent | behind) & bits(optional);
      }
    }
  }

  /** How many alternatives can be pending at once, at most. */
  int choices() {
    return choices;
  }

  /** The way into the pattern at one of its parts. */
  PatternMatcherStep entry(List<Pattern.Part> sequence, int index) {
    return Objects.requireNonNull(steps.get(sequence), "a sequence of this pattern")[index];
  }

  private int noHole() {
    return 2 * holes.size();
  }

  private PatternMatcherStep step(int operation, int cell, int argument) {
    PatternMatcherStep step = new PatternMatcherStep(all.size(), operation, cell, argument);
    all.add(step);
    return step;
  }

  private PatternMatcherStep step(int operation, int cell, int argument, PatternMatcherStep next) {
    PatternMatcherStep step = step(operation, cell, argument);
    step.next = next;
    return step;
  }

  /** Builds from the end, so that each step knows what follows. */
  private Way sequence(
      List<Pattern.Part> parts, PatternMatcherStep end, PatternMatcherBehind behindEnd) {
    PatternMatcherStep[] all = new PatternMatcherStep[parts.size() + 1];
    all[parts.size()] = end;
    PatternMatcherBehind behind = behindEnd;
    for (int i = parts.size() - 1; i >= 0; i--) {
      PatternMatcherStep next = all[i + 1];
      PatternMatcherBehind nextBehind = behind;
      Pattern.Part part = parts.get(i);
      if (part instanceof Pattern.Literal literal) {
        all[i] = withLiteral(PatternMatcherStep.LITERAL, noHole(), 0, bytes(literal), next);
      } else if (part instanceof Pattern.Hole hole) {
        boolean withText = i + 1 < parts.size() && parts.get(i + 1) instanceof Pattern.Literal;
        all[i] =
            withText
                ? hole(hole, bytes((Pattern.Literal) parts.get(i + 1)), all[i + 2], nextBehind)
                : hole(hole, new byte[0], next, nextBehind);
      } else if (part instanceof Pattern.Option || part instanceof Pattern.Choice) {
        Way way =
            part instanceof Pattern.Option option
                ? option(option, next, nextBehind)
                : choice((Pattern.Choice) part, next, nextBehind);
        all[i] = way.step;
        behind = way.behind;
        continue;
      } else { // the rest
        all[i] = step(PatternMatcherStep.TEXT_END, noHole(), 0);
      }
      behind = PatternMatcherBehind.from(part, nextBehind);
    }
    steps.put(parts, all);
    return new Way(all[0], behind);
  }

  private static byte[] bytes(Pattern.Literal literal) {
    return literal.text().getBytes(StandardCharsets.UTF_8);
  }

  // Forks.

  private Way option(Pattern.Option option, PatternMatcherStep next, PatternMatcherBehind behind) {
    if (option.parts().size() == 1
        && option.parts().getFirst() instanceof Pattern.Literal literal) {
      boolean sure = !behind.canBeginWith(bytes(literal)[0]);
      choices++;
      steps.put(option.parts(), new PatternMatcherStep[] {next, next});
      PatternMatcherStep step =
          withLiteral(PatternMatcherStep.OPTION, noHole(), sure ? 1 : 0, bytes(literal), next);
      step.other = next;
      return new Way(step, PatternMatcherBehind.from(literal, behind).or(behind));
    }
    Way content = sequence(option.parts(), next, behind);
    return new Way(fork(content, new Way(next, behind)), content.behind.or(behind));
  }

  private Way choice(Pattern.Choice choice, PatternMatcherStep next, PatternMatcherBehind behind) {
    // From the last alternative to the first: each but the last is a fork, with the next ones
    // beside.
    List<List<Pattern.Part>> alternatives = choice.alternatives();
    Way others = sequence(alternatives.getLast(), next, behind);
    for (int i = alternatives.size() - 2; i >= 0; i--) {
      Way way = sequence(alternatives.get(i), next, behind);
      others = new Way(fork(way, others), way.behind.or(others.behind));
    }
    return others;
  }

  private PatternMatcherStep fork(Way one, Way other) {
    int only = one.behind.onlyByte();
    boolean sure = only >= 0 && one.behind.isApartFrom(other.behind);
    choices++;
    int operation = sure ? PatternMatcherStep.FORK_SURE : PatternMatcherStep.FORK;
    PatternMatcherStep fork = step(operation, noHole(), only, one.step);
    fork.other = other.step;
    return fork;
  }

  /** The holes in a sequence. */
  BitSet holesOf(List<Pattern.Part> parts) {
    BitSet found = new BitSet();
    for (Pattern.Part part : parts) {
      if (part instanceof Pattern.Hole hole) {
        found.set(holes.indexOf(hole.name()));
      } else if (part instanceof Pattern.Option option) {
        found.or(holesOf(option.parts()));
      } else if (part instanceof Pattern.Choice choice) {
        choice.alternatives().forEach(a -> found.or(holesOf(a)));
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

  private PatternMatcherStep withLiteral(
      int operation, int cell, int argument, byte[] bytes, PatternMatcherStep next) {
    PatternMatcherStep step = step(operation, cell, argument, next);
    step.setLiteral(bytes, false);
    return step;
  }

  // Holes.

  /**
   * A hole.
   *
   * @param literal what stands behind it in its sequence, may be empty
   * @param next the step behind the literal
   * @param behind what can come behind the hole, the literal included
   */
  private PatternMatcherStep hole(
      Pattern.Hole hole, byte[] literal, PatternMatcherStep next, PatternMatcherBehind behind) {
    int cell = 2 * holes.indexOf(hole.name());
    choices++;
    return switch (hole.type()) {
      case TEXT ->
          behind.isEnd()
              ? step(PatternMatcherStep.TEXT_END, cell, 0)
              : unsure(cell, 0, literal, next, behind);
      case WORD, HEX, KEY, FIELD, CODE, ITEM -> {
        int byteClass = PatternMatcherSpans.classOf(hole.type());
        yield behind.isFreeOf(byteClass)
            ? withLiteral(PatternMatcherStep.RUN_SURE, cell, byteClass, literal, next)
            : unsure(cell, byteClass, literal, next, behind);
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

  /** Text (the class is 0) or a run of a class whose end has to be found. */
  private PatternMatcherStep unsure(
      int cell,
      int byteClass,
      byte[] literal,
      PatternMatcherStep next,
      PatternMatcherBehind behind) {
    List<List<Pattern.Part>> variants = behind.backwards();
    if (!variants.isEmpty()) {
      return tail(cell, byteClass, variants);
    }
    boolean text = byteClass == 0;
    if (!behind.prefix().isEmpty()) {
      int operation = text ? PatternMatcherStep.TEXT_LITERAL : PatternMatcherStep.RUN_LITERAL;
      PatternMatcherStep hole = withLiteral(operation, cell, byteClass, literal, next);
      hole.searched = new PatternMatcherLiteral(behind.prefix().getBytes(StandardCharsets.UTF_8));
      hole.least = behind.least();
      return hole;
    }
    return text
        ? step(PatternMatcherStep.TEXT, cell, behind.onlyByte(), next)
        : step(PatternMatcherStep.RUN, cell, byteClass, next);
  }

  // What is read from the end.

  private PatternMatcherStep tail(int cell, int byteClass, List<List<Pattern.Part>> variants) {
    BitSet all = new BitSet();
    variants.forEach(variant -> all.or(holesOf(variant)));
    PatternMatcherStep tail = step(PatternMatcherStep.TAIL, cell, byteClass);
    tail.absent = bits(all);
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
      last.setLiteral(literal, true);
      last.next = before;
      before = last;
    }
    return before;
  }

  private PatternMatcherStep back(Pattern.Hole hole) {
    int cell = 2 * holes.indexOf(hole.name());
    return switch (hole.type()) {
      case WORD, HEX, KEY, FIELD, CODE, ITEM ->
          step(PatternMatcherStep.BACK_RUN, cell, PatternMatcherSpans.classOf(hole.type()));
      case INT -> step(PatternMatcherStep.BACK_INT, cell, 0);
      case IP -> step(PatternMatcherStep.BACK_ADDRESS, cell, 0);
      case HOST -> step(PatternMatcherStep.BACK_ADDRESS, cell, 1);
      case TEXT -> throw new IllegalArgumentException("text is not read from the end");
    };
  }
}
