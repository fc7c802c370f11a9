package dev.correlator.core;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Matches one pattern of any form. Immutable.
 *
 * <p>The pattern is a graph without cycles: literals, holes, forks, and joins behind forks. The
 * search goes through it depth first in the order of preference, so the first way to the end is the
 * reading that counts. Plain backtracking would be exponential. Whether the rest of the pattern
 * fits from a place on does not depend on how one got there, so each node is entered at most once
 * per place:
 *
 * <ul>
 *   <li>A text hole tries its ends from the last one down. All ends from some place on have been
 *       tried when it is entered again, so one number tells what is left.
 *   <li>A hole for a run of bytes tries its ends down from the end of the run. Ends of one run that
 *       have been tried are its last ones, so looking upwards for the first of them takes as many
 *       steps as there are new ends.
 *   <li>A number or an address has a bounded number of ends; bits tell which were tried.
 *   <li>So have joins, which several ways lead to.
 * </ul>
 *
 * Steps are thus at most the length of the text times the size of the pattern. Depth of recursion
 * is bounded by the size of the pattern.
 */
final class PatternMatcherSearch {

  private static final int END = 0;
  private static final int REST = 1;
  private static final int LITERAL = 2;
  private static final int TEXT = 3;
  private static final int RUN = 4;
  private static final int INT = 5;
  private static final int ADDRESS = 6;
  private static final int FORK = 7;
  private static final int JOIN = 8;

  private static final class Node {
    final int kind;
    final Node[] next;
    PatternMatcherLiteral literal = PatternMatcherLiteral.NONE;
    byte firstByte;
    HoleType type = HoleType.TEXT;
    int hole = -1;

    /** Rows of tried bits, or number among the text holes. */
    int memory;

    Node(int kind, Node... next) {
      this.kind = kind;
      this.next = next;
    }
  }

  private final Node start;

  /** The holes' names. */
  private final List<String> holes;

  private int memories;
  private int texts;

  PatternMatcherSearch(Pattern pattern) {
    this.holes = pattern.holes().stream().map(Pattern.Hole::name).toList();
    this.start = sequence(pattern.parts(), new Node(END));
  }

  /** Builds from the end, so that each node knows what follows. */
  private Node sequence(List<Pattern.Part> parts, Node behind) {
    Node next = behind;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Pattern.Part part = parts.get(i);
      if (part instanceof Pattern.Literal literal) {
        next = literal(literal, next);
      } else if (part instanceof Pattern.Hole hole) {
        next = hole(hole, next);
      } else if (part instanceof Pattern.Option option) {
        Node join = join(next);
        next = new Node(FORK, sequence(option.parts(), join), join);
      } else if (part instanceof Pattern.Choice choice) {
        Node join = join(next);
        List<Node> ways = new ArrayList<>();
        for (List<Pattern.Part> alternative : choice.alternatives()) {
          ways.add(sequence(alternative, join));
        }
        next = new Node(FORK, ways.toArray(new Node[0]));
      } else { // the rest
        next = new Node(REST);
      }
    }
    return next;
  }

  private static Node literal(Pattern.Literal literal, Node next) {
    Node node = new Node(LITERAL, next);
    byte[] bytes = literal.text().getBytes(StandardCharsets.UTF_8);
    node.literal = new PatternMatcherLiteral(bytes);
    node.firstByte = bytes[0];
    return node;
  }

  private Node join(Node next) {
    Node node = new Node(JOIN, next);
    node.memory = memories++;
    return node;
  }

  private Node hole(Pattern.Hole hole, Node next) {
    int kind =
        switch (hole.type()) {
          case TEXT -> TEXT;
          case WORD, HEX, KEY, FIELD, CODE, ITEM -> RUN;
          case INT -> INT;
          case IP, HOST -> ADDRESS;
        };
    Node node = new Node(kind, next);
    node.type = hole.type();
    node.hole = holes.indexOf(hole.name());
    if (kind == TEXT) {
      node.memory = texts++;
    } else {
      node.memory = memories;
      memories += hole.type() == HoleType.HOST ? 2 : 1;
    }
    return node;
  }

  /**
   * Looks at a whole text.
   *
   * @param at where the first of the pattern's holes goes in {@code cells}, which must have room
   */
  boolean match(byte[] b, int from, int to, Run run, int[] cells, int at) {
    Arrays.fill(cells, at, at + 2 * holes.size(), -1);
    run.begin(b, from, to, cells, at);
    run.makeRoom(memories, texts);
    return run.fits(start, from);
  }

  /** The state of a search; reused, for one thread. */
  static final class Run {

    private byte[] b = {};
    private int from;
    private int to;
    private int[] cells = {};
    private int cellsAt;

    /** Bits by row and place: what was tried in vain. */
    private long[] tried = new long[64];

    /** Words of a row. */
    private int width;

    /** By text hole: the least end that was tried in vain. */
    private int[] triedFrom = new int[16];

    /** Bytes looked at and ways tried since this was made. */
    private long steps;

    long steps() {
      return steps;
    }

    private void begin(byte[] bytes, int start, int end, int[] target, int at) {
      b = bytes;
      from = start;
      to = end;
      cells = target;
      cellsAt = at;
      width = (end - start >>> 6) + 1;
    }

    private void makeRoom(int rows, int texts) {
      int words = rows * width;
      if (tried.length < words) {
        tried = new long[words];
      } else {
        Arrays.fill(tried, 0, words, 0);
      }
      if (triedFrom.length < texts) {
        triedFrom = new int[texts];
      }
      Arrays.fill(triedFrom, 0, texts, to + 1);
      steps += words;
    }

    /**
     * Whether the text from a place on can be read from a node on; if so, the holes are filled in.
     */
    private boolean fits(Node first, int place) {
      Node node = first;
      int at = place;
      for (; ; ) {
        steps++;
        switch (node.kind) {
          case END -> {
            return at == to;
          }
          case REST -> {
            return true;
          }
          case LITERAL -> {
            if (to - at < node.literal.length || !node.literal.stands(b, at)) {
              return false;
            }
            at += node.literal.length;
            node = node.next[0];
          }
          case JOIN -> {
            if (isTried(node.memory, at)) {
              return false;
            }
            markTried(node.memory, at);
            node = node.next[0];
          }
          case FORK -> {
            for (Node way : node.next) {
              if (fits(way, at)) {
                return true;
              }
            }
            return false;
          }
          case TEXT -> {
            return text(node, at);
          }
          case RUN -> {
            return run(node, at, PatternMatcherSpans.classOf(node.type));
          }
          case INT -> {
            return number(node, at);
          }
          default -> {
            return address(node, at);
          }
        }
      }
    }

    private boolean text(Node node, int at) {
      Node next = node.next[0];
      if (next.kind == END) {
        return fill(node, at, to);
      }
      byte first = next.firstByte;
      for (int end = triedFrom[node.memory] - 1; end >= at; end--) {
        triedFrom[node.memory] = end;
        steps++;
        if (next.kind == LITERAL && (end == to || b[end] != first)) {
          continue;
        }
        if (fits(next, end)) {
          return fill(node, at, end);
        }
      }
      return false;
    }

    private boolean run(Node node, int at, int byteClass) {
      int end = at;
      while (end < to
          && PatternMatcherSpans.is(byteClass, b[end])
          && !isTried(node.memory, end + 1)) {
        end++;
      }
      steps += end - at;
      for (; end > at; end--) {
        markTried(node.memory, end);
        if (fits(node.next[0], end)) {
          return fill(node, at, end);
        }
      }
      return false;
    }

    private boolean number(Node node, int at) {
      int digits = at < to && b[at] == '-' ? at + 1 : at;
      int end = PatternMatcherSpans.digitsEnd(b, digits, to);
      for (end = Math.min(end, digits + PatternMatcherSpans.MAX_DIGITS); end > digits; end--) {
        if (tryEnd(node, node.memory, end)) {
          return fill(node, at, end);
        }
      }
      return false;
    }

    /**
     * An address, or also a run of what names are made of: the ends of addresses that go further
     * first.
     */
    private boolean address(Node node, int at) {
      int run = at;
      if (node.type == HoleType.HOST) {
        int far = Math.min(to, at + PatternMatcherAddresses.MAX_ADDRESS + 1);
        run = PatternMatcherSpans.runEnd(PatternMatcherSpans.NAME, b, at, far);
      }
      long ends = PatternMatcherAddresses.ipEnds(b, at, to);
      int longest = 63 - Long.numberOfLeadingZeros(ends);
      steps += PatternMatcherAddresses.MAX_ADDRESS;
      if (longest > 0 && PatternMatcherAddresses.isIp6(b, at, at + longest)) {
        int zone = PatternMatcherAddresses.zoneLength(b, at + longest, to);
        for (int end = at + longest + 1 + zone; zone > 0; zone--, end--) {
          if (tryEnd(node, node.memory, end)) {
            return fill(node, at, end);
          }
        }
      }
      for (int length = longest; length > 0 && at + length > run; length--) {
        if ((ends >>> length & 1) != 0 && tryEnd(node, node.memory, at + length)) {
          return fill(node, at, at + length);
        }
      }
      return node.type == HoleType.HOST && name(node, at);
    }

    /** As {@link #run}, with bits of its own: ends of addresses are no ends of runs. */
    private boolean name(Node node, int at) {
      int memory = node.memory + 1;
      int end = at;
      while (end < to
          && PatternMatcherSpans.is(PatternMatcherSpans.NAME, b[end])
          && !isTried(memory, end + 1)) {
        end++;
      }
      steps += end - at;
      for (; end > at; end--) {
        markTried(memory, end);
        if (tryEnd(node, node.memory, end)) {
          return fill(node, at, end);
        }
      }
      return false;
    }

    private boolean tryEnd(Node node, int memory, int end) {
      steps++;
      if (isTried(memory, end)) {
        return false;
      }
      markTried(memory, end);
      return fits(node.next[0], end);
    }

    private boolean fill(Node node, int start, int end) {
      if (node.hole >= 0) {
        cells[cellsAt + 2 * node.hole] = start;
        cells[cellsAt + 2 * node.hole + 1] = end;
      }
      return true;
    }

    private boolean isTried(int row, int place) {
      int bit = place - from;
      return (tried[row * width + (bit >>> 6)] >>> bit & 1) != 0;
    }

    private void markTried(int row, int place) {
      int bit = place - from;
      tried[row * width + (bit >>> 6)] |= 1L << bit;
    }
  }
}
