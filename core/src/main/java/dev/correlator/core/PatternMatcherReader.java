package dev.correlator.core;

import static dev.correlator.core.PatternMatcherSpans.word;

/**
 * Reads texts by {@link PatternMatcherStep}s, depth first in the order of preference: the first way
 * through is the reading that counts. For one thread, reused.
 *
 * <p>What has to be tried again is counted, with as many bytes as that may have to look at. A text
 * that needs more than {@link #FUEL} and a few times its own length was made for it, and is left to
 * {@link PatternMatcherSearch}.
 */
final class PatternMatcherReader {

  static final int MATCH = 1;
  static final int NO_MATCH = 0;

  /** The text needs more: {@link PatternMatcherSearch} has to tell. */
  static final int OUT_OF_FUEL = -1;

  /** Words to look at that are worth less than setting up the search. */
  private static final int FUEL = 250;

  /** In place of an end: the other way of a fork is to be taken. */
  private static final int OTHER_WAY = -2;

  /**
   * Where to go on when a reading fails: number of the step, place, and the last end tried. No
   * references: the collector would have to be told of each.
   */
  private int[] pending = new int[0];

  /** Words looked at again since this was made. */
  private long looked;

  long steps() {
    return looked;
  }

  /** Makes room for so many alternatives at once. */
  void reserve(int choices) {
    if (pending.length < 3 * choices) {
      pending = new int[3 * choices];
    }
  }

  /**
   * Follows the steps from the first one on, the text from a place on.
   *
   * @param steps all steps by their numbers
   * @param cells gets the places of the holes; there must be room for as many again, and four more
   * @param base the cell of the first hole
   */
  int read(
      byte[] b,
      int start,
      int to,
      PatternMatcherStep first,
      PatternMatcherStep[] steps,
      int[] cells,
      int base) {
    int[] pending = this.pending;
    int fuel = FUEL + 2 * (to - start);
    int waiting = 0;
    PatternMatcherStep step = first;
    int at = start;
    // The last end tried of the hole at hand, or -1.
    int bound = -1;
    while (true) {
      int end = at;
      switch (step.operation) {
        case PatternMatcherStep.END -> {
          if (at == to) {
            return MATCH;
          }
          end = -1;
        }
        case PatternMatcherStep.LITERAL -> {}
        case PatternMatcherStep.FORK, PatternMatcherStep.FORK_SURE -> {
          if (step.argument >= 0 && (at == to || b[at] != (byte) step.argument)) {
            step = step.other;
            continue;
          }
          if (step.operation == PatternMatcherStep.FORK) {
            waiting = push(pending, waiting, step, at, OTHER_WAY);
          }
          step = step.next;
          continue;
        }
        case PatternMatcherStep.OPTION -> {
          if (stands(step, b, at, to)) {
            if (step.argument == 0) {
              waiting = push(pending, waiting, step, at, OTHER_WAY);
            }
            at += step.length;
          }
          step = step.next;
          continue;
        }
        case PatternMatcherStep.TEXT_END -> {
          cells[base + step.cell] = at;
          cells[base + step.cell + 1] = to;
          return MATCH;
        }
        case PatternMatcherStep.TAIL -> {
          int result = tail(b, at, to, step, cells, base);
          if (result != NO_MATCH) {
            return result;
          }
          end = -1;
        }
        case PatternMatcherStep.RUN_SURE,
            PatternMatcherStep.INT_SURE,
            PatternMatcherStep.ADDRESS_SURE -> {
          end = holeEnd(step, b, at, to);
          if (end == at) {
            end = -1;
          }
        }
        default -> {
          end = tried(step, b, at, to, bound);
          if (end >= 0) {
            waiting = push(pending, waiting, step, at, end);
          }
          bound = -1;
        }
      }
      if (end >= 0 && stands(step, b, end, to)) {
        cells[base + step.cell] = at;
        cells[base + step.cell + 1] = end;
        at = end + step.length;
        step = step.next;
        continue;
      }
      if (waiting == 0) {
        return NO_MATCH;
      }
      waiting -= 3;
      step = steps[pending[waiting]];
      at = pending[waiting + 1];
      bound = pending[waiting + 2];
      if (step.absent != 0) {
        clear(cells, base, step.absent);
      }
      if (bound == OTHER_WAY) {
        step = step.other;
        bound = -1;
      }
      int again = 4 + (to - at >> 3);
      looked += again;
      fuel -= again;
      if (fuel < 0) {
        return OUT_OF_FUEL;
      }
    }
  }

  /** Whether the literal of a step stands at a place. */
  private static boolean stands(PatternMatcherStep step, byte[] b, int at, int to) {
    return to - at >= step.length
        && ((word(b, at) ^ step.word) & step.mask) == 0
        && (step.length <= 8 || step.literal.stands(b, at));
  }

  private static int push(int[] pending, int waiting, PatternMatcherStep step, int at, int bound) {
    pending[waiting] = step.number;
    pending[waiting + 1] = at;
    pending[waiting + 2] = bound;
    return waiting + 3;
  }

  private static void clear(int[] cells, int base, long absent) {
    for (long holes = absent; holes != 0; holes &= holes - 1) {
      int cell = base + 2 * Long.numberOfTrailingZeros(holes);
      cells[cell] = -1;
      cells[cell + 1] = -1;
    }
  }

  private static int holeEnd(PatternMatcherStep step, byte[] b, int at, int to) {
    return switch (step.operation) {
      case PatternMatcherStep.RUN_SURE -> PatternMatcherSpans.runEnd(step.argument, b, at, to);
      case PatternMatcherStep.INT_SURE -> PatternMatcherSpans.intEnd(b, at, to);
      default -> PatternMatcherAddresses.end(b, at, to, step.argument != 0);
    };
  }

  /**
   * Reads all that is left from its end: the variant that fits and leaves most to the text in
   * front. Where two of them leave the same, their holes decide: that is left to the search.
   */
  private static int tail(
      byte[] b, int from, int to, PatternMatcherStep tail, int[] cells, int base) {
    int longest = -1;
    int target = base;
    int least = from;
    int most = to;
    if (tail.argument != 0) {
      least++;
      most = PatternMatcherSpans.runEnd(tail.argument, b, from, to);
    }
    PatternMatcherStep variant = tail;
    while (variant != variant.other) {
      variant = variant.other;
      int start = backwards(b, least, to, variant, cells, target);
      if (start >= least && start <= most) {
        if (start == longest) {
          return OUT_OF_FUEL;
        }
        if (start > longest) {
          if (longest >= 0) {
            backwards(b, least, to, variant, cells, base);
          }
          longest = start;
        }
        // Once there is a reading, others are written behind the row.
        target = base + variant.cell + 2;
      }
    }
    if (longest < 0) {
      return NO_MATCH;
    }
    cells[base + tail.cell] = from;
    cells[base + tail.cell + 1] = longest;
    return MATCH;
  }

  /**
   * Reads a variant from the end of the text; returns where it begins, or -1 if it does not fit.
   */
  private static int backwards(
      byte[] b, int from, int to, PatternMatcherStep variant, int[] cells, int base) {
    int end = to;
    for (PatternMatcherStep step = variant.next; step != variant; step = step.next) {
      int start = end;
      if (step.operation != PatternMatcherStep.BACK_LITERAL) {
        start = holeStart(step, b, from, end);
        if (start == end) {
          return -1;
        }
        cells[base + step.cell] = start;
        cells[base + step.cell + 1] = end;
      }
      end = start - step.length;
      if (end < from) {
        return -1;
      }
      if (step.length <= 8
          ? ((word(b, end) ^ step.word) & step.mask) != 0
          : word(b, start - 8) != step.word || !step.literal.stands(b, end)) {
        return -1;
      }
    }
    if (variant.absent != 0) {
      clear(cells, base, variant.absent);
    }
    return end;
  }

  private static int holeStart(PatternMatcherStep step, byte[] b, int from, int to) {
    return switch (step.operation) {
      case PatternMatcherStep.BACK_RUN -> PatternMatcherSpans.runStart(step.argument, b, from, to);
      case PatternMatcherStep.BACK_INT -> PatternMatcherSpans.intStart(b, from, to);
      default -> PatternMatcherAddresses.start(b, from, to, step.argument != 0);
    };
  }

  /**
   * The next end to try of a hole whose end has to be tried, from the last one down; -1 where none
   * is left.
   *
   * @param bound the end that was tried before, or -1
   */
  private static int tried(PatternMatcherStep step, byte[] b, int at, int to, int bound) {
    if (bound == at) {
      return -1;
    }
    int argument = step.argument;
    int most = bound < 0 ? to : bound - 1;
    return switch (step.operation) {
      case PatternMatcherStep.TEXT_LITERAL ->
          step.searched.last(b, at, Math.min(most, to - step.least) + step.searched.length);
      case PatternMatcherStep.RUN_LITERAL -> {
        int end = bound < 0 ? PatternMatcherSpans.runEnd(argument, b, at, to) : most;
        yield step.searched.last(b, at + 1, Math.min(end, to - step.least) + step.searched.length);
      }
      case PatternMatcherStep.TEXT -> {
        if (argument < 0) {
          yield most;
        }
        int behind = PatternMatcherSpans.findLast(b, (byte) argument, at, Math.min(most + 1, to));
        yield behind > at ? behind - 1 : -1;
      }
      case PatternMatcherStep.INT -> {
        int digits = PatternMatcherSpans.isMinus(b, at, to) ? at + 1 : at;
        int limit = Math.min(most, digits + PatternMatcherSpans.MAX_DIGITS);
        int end = PatternMatcherSpans.digitsEnd(b, digits, limit);
        yield end > digits ? end : -1;
      }
      case PatternMatcherStep.RUN -> {
        int end = PatternMatcherSpans.runEnd(argument, b, at, most);
        yield end > at ? end : -1;
      }
      default -> {
        int end = PatternMatcherAddresses.endUpTo(b, at, to, most, argument != 0);
        yield end > at ? end : -1;
      }
    };
  }
}
