package dev.correlator.core;

import static dev.correlator.core.PatternMatcherSpans.word;

import java.util.Arrays;

/**
 * Reads texts by the instructions of {@link PatternMatcherCode}, depth first in the order of
 * preference. Immutable.
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

  private final int[] code;
  private final long[] words;
  private final byte[][] literals;

  // The first and the last byte of each literal in all lanes of a word.
  private final long[] firstBytes;
  private final long[] lastBytes;

  PatternMatcherReader(PatternMatcherCode instructions) {
    code = Arrays.copyOf(instructions.code, instructions.size);
    words = instructions.words;
    literals = instructions.literals.toArray(new byte[0][]);
    firstBytes = new long[literals.length];
    lastBytes = new long[literals.length];
    for (int i = 0; i < literals.length; i++) {
      firstBytes[i] = PatternMatcherSpans.spread(literals[i][0]);
      lastBytes[i] = PatternMatcherSpans.spread(literals[i][literals[i].length - 1]);
    }
  }

  /**
   * Follows the instructions from an address on, the text from a place on.
   *
   * @param base the cell of the first hole
   */
  int read(byte[] b, int start, int to, int address, MatchBuffer out, int base) {
    int[] code = this.code;
    long[] words = this.words;
    int[] cells = out.cells;
    int[] pending = out.pending;
    int fuel = FUEL + 2 * (to - start);
    int waiting = 0;
    int pc = address;
    int at = start;
    // The last end to try for the hole at hand, or -1 where none has been tried.
    int bound = -1;
    for (; ; ) {
      int operation = code[pc];
      int argument = code[pc + PatternMatcherCode.ARGUMENT];
      int end = at;
      switch (operation) {
        case PatternMatcherCode.END -> {
          if (at == to) {
            return MATCH;
          }
          end = -1;
        }
        case PatternMatcherCode.LITERAL -> {}
        case PatternMatcherCode.JUMP -> {
          pc = argument;
          continue;
        }
        case PatternMatcherCode.FORK -> {
          int only = code[pc + PatternMatcherCode.ARGUMENT2];
          if (only >= 0 && (at == to || b[at] != (byte) only)) {
            pc = argument;
            continue;
          }
          if (code[pc + PatternMatcherCode.WORD] == 0) {
            waiting = push(pending, waiting, argument, at, -1);
          }
          pc += PatternMatcherCode.WIDTH;
          continue;
        }
        case PatternMatcherCode.CLEAR -> {
          clear(cells, base, argument, code[pc + PatternMatcherCode.ARGUMENT2]);
          pc += PatternMatcherCode.WIDTH;
          continue;
        }
        case PatternMatcherCode.TEXT_END -> {
          int cell = base + code[pc + PatternMatcherCode.HOLE];
          cells[cell] = at;
          cells[cell + 1] = to;
          return MATCH;
        }
        case PatternMatcherCode.TAIL -> {
          int result = tail(b, at, to, pc, cells, base);
          if (result != NO_MATCH) {
            return result;
          }
          end = -1;
        }
        case PatternMatcherCode.RUN_SURE -> {
          end = PatternMatcherSpans.runEnd(argument, b, at, to);
          if (end == at) {
            end = -1;
          }
        }
        case PatternMatcherCode.INT_SURE -> {
          end = PatternMatcherSpans.intEnd(b, at, to);
          if (end == at) {
            end = -1;
          }
        }
        case PatternMatcherCode.ADDRESS_SURE -> {
          end = PatternMatcherAddresses.end(b, at, to, argument != 0);
          if (end == at) {
            end = -1;
          }
        }
        default -> {
          end = tried(operation, b, at, to, pc, bound);
          if (end >= 0) {
            waiting = push(pending, waiting, pc, at, end);
          }
          bound = -1;
        }
      }
      if (end >= 0) {
        int cell = base + code[pc + PatternMatcherCode.HOLE];
        cells[cell] = at;
        cells[cell + 1] = end;
        int length = code[pc + PatternMatcherCode.LENGTH];
        int w = code[pc + PatternMatcherCode.WORD];
        if (to - end >= length && ((word(b, end) ^ words[w]) & words[w + 1]) == 0) {
          at = end + length;
          pc += PatternMatcherCode.WIDTH;
          continue;
        }
      }
      if (waiting == 0) {
        return NO_MATCH;
      }
      waiting -= 3;
      pc = pending[waiting];
      at = pending[waiting + 1];
      bound = pending[waiting + 2];
      fuel -= 4 + (to - at >> 3);
      if (fuel < 0) {
        return OUT_OF_FUEL;
      }
    }
  }

  /**
   * Reads all that is left from its end: the variant that fits and leaves most to the text in
   * front. Where two of them leave the same, their holes decide: that is left to the search.
   */
  private int tail(byte[] b, int from, int to, int tail, int[] cells, int base) {
    int[] code = this.code;
    int variants = code[tail + PatternMatcherCode.ARGUMENT];
    int pc = tail + PatternMatcherCode.WIDTH;
    int longest = -1;
    // Once there is a reading, others are written behind the row.
    int spare = base + code[pc + PatternMatcherCode.HOLE] + 2;
    for (int i = 0; i < variants; i++) {
      int end = variant(b, from, to, pc, cells, longest < 0 ? base : spare);
      if (end > longest) {
        if (longest >= 0) {
          variant(b, from, to, pc, cells, base);
        }
        longest = end;
      } else if (end >= 0 && end == longest) {
        return OUT_OF_FUEL;
      }
      pc = code[pc + PatternMatcherCode.WORD];
    }
    if (longest < 0) {
      return NO_MATCH;
    }
    int cell = base + code[tail + PatternMatcherCode.HOLE];
    cells[cell] = from;
    cells[cell + 1] = longest;
    return MATCH;
  }

  /**
   * Reads a variant from the end of the text; returns where it begins, or -1 if it does not fit.
   */
  private int variant(byte[] b, int from, int to, int variant, int[] cells, int base) {
    int[] code = this.code;
    clear(
        cells,
        base,
        code[variant + PatternMatcherCode.ARGUMENT],
        code[variant + PatternMatcherCode.ARGUMENT2]);
    int end = to;
    for (int pc = variant + PatternMatcherCode.WIDTH; ; pc += PatternMatcherCode.WIDTH) {
      int argument = code[pc + PatternMatcherCode.ARGUMENT];
      int start = end;
      switch (code[pc]) {
        case PatternMatcherCode.VARIANT_END -> {
          return end;
        }
        case PatternMatcherCode.BACK_LITERAL -> {}
        default -> {
          start = holeStart(code[pc], argument, b, from, end);
          if (start == end) {
            return -1;
          }
        }
      }
      int cell = base + code[pc + PatternMatcherCode.HOLE];
      cells[cell] = start;
      cells[cell + 1] = end;
      end = start - code[pc + PatternMatcherCode.LENGTH];
      int w = code[pc + PatternMatcherCode.WORD];
      if (end < from || ((word(b, end) ^ words[w]) & words[w + 1]) != 0) {
        return -1;
      }
    }
  }

  private static int holeStart(int operation, int argument, byte[] b, int from, int to) {
    return switch (operation) {
      case PatternMatcherCode.BACK_RUN -> PatternMatcherSpans.runStart(argument, b, from, to);
      case PatternMatcherCode.BACK_INT -> PatternMatcherSpans.intStart(b, from, to);
      default -> PatternMatcherAddresses.start(b, from, to, argument != 0);
    };
  }

  /**
   * The next end to try of a hole whose end has to be tried, from the last one down; -1 where none
   * is left.
   *
   * @param bound the end that was tried before, or -1
   */
  private int tried(int operation, byte[] b, int at, int to, int pc, int bound) {
    if (bound == at) {
      return -1;
    }
    int argument = code[pc + PatternMatcherCode.ARGUMENT];
    int argument2 = code[pc + PatternMatcherCode.ARGUMENT2];
    int most = bound < 0 ? to : bound - 1;
    return switch (operation) {
      case PatternMatcherCode.TEXT_LITERAL -> {
        int length = literals[argument].length;
        yield literalBefore(b, at, bound < 0 ? to - argument2 : most + length, argument);
      }
      case PatternMatcherCode.RUN_LITERAL -> {
        int length = literals[argument].length;
        int end = bound < 0 ? PatternMatcherSpans.runEnd(argument2, b, at, to) : most;
        yield literalBefore(b, at + 1, Math.min(end + length, to), argument);
      }
      case PatternMatcherCode.TEXT -> {
        if (argument < 0) {
          yield most;
        }
        int behind = PatternMatcherSpans.findLast(b, (byte) argument, at, Math.min(most + 1, to));
        yield behind > at ? behind - 1 : -1;
      }
      case PatternMatcherCode.INT -> {
        int digits = PatternMatcherSpans.isMinus(b, at, to) ? at + 1 : at;
        int limit = Math.min(most, digits + PatternMatcherSpans.MAX_DIGITS);
        int end = PatternMatcherSpans.digitsEnd(b, digits, limit);
        yield end > digits ? end : -1;
      }
      case PatternMatcherCode.RUN -> {
        int end = PatternMatcherSpans.runEnd(argument, b, at, most);
        yield end > at ? end : -1;
      }
      default -> {
        int end = PatternMatcherAddresses.endUpTo(b, at, to, most, argument != 0);
        yield end > at ? end : -1;
      }
    };
  }

  private int literalBefore(byte[] b, int from, int to, int literal) {
    return PatternMatcherSpans.findLast(
        b, from, to, literals[literal], firstBytes[literal], lastBytes[literal]);
  }

  private static int push(int[] pending, int waiting, int pc, int at, int bound) {
    pending[waiting] = pc;
    pending[waiting + 1] = at;
    pending[waiting + 2] = bound;
    return waiting + 3;
  }

  private static void clear(int[] cells, int base, int low, int high) {
    long holes = high & 0xFFFFFFFFL;
    for (holes = holes << 32 | low & 0xFFFFFFFFL; holes != 0; holes &= holes - 1) {
      int cell = base + 2 * Long.numberOfTrailingZeros(holes);
      cells[cell] = -1;
      cells[cell + 1] = -1;
    }
  }
}
