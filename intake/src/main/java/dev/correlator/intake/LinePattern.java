package dev.correlator.intake;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The form of a line that a user describes: a {@link Pattern}, but read from the left. A hole ends
 * where the fixed text behind it stands first: a line begins with what the program wrote, and what
 * others had a say in comes at its end. Content that may be missing is taken if it is there; of
 * alternatives the first that fits. Spaces in front of a hole are skipped, but at the start of the
 * line, so that columns may be padded. Immutable.
 */
final class LinePattern {

  /** So many steps a line gets: contents that may be missing are tried with and without. */
  private static final int STEPS_MAX = 10_000;

  /** A part: fixed text, a hole, or a choice of what to go on with. */
  private sealed interface Node {}

  private record Text(byte[] bytes, Node next) implements Node {}

  private record Hole(int number, HoleType type, Node next) implements Node {}

  private record Either(List<Node> ways) implements Node {}

  private record Rest() implements Node {}

  private record End() implements Node {}

  private static final Node END = new End();

  /** Says whether bytes can be the content of a hole. */
  @FunctionalInterface
  interface Content {

    boolean fits(byte[] b, int from, int to);
  }

  private final List<Pattern.Hole> holes;
  private final Node start;

  LinePattern(Pattern pattern) {
    holes = pattern.holes();
    start = node(pattern.parts(), 0, END);
    for (Pattern.Hole hole : holes) {
      if (hole.type() == HoleType.IP
          || hole.type() == HoleType.FIELD
          || hole.type() == HoleType.ITEM) {
        throw new IllegalArgumentException(
            "{%s:%s}: a line takes no such hole; take {%s:host} or {%s:word}"
                .formatted(hole.name(), hole.type().word(), hole.name(), hole.name()));
      }
    }
  }

  private Node node(List<Pattern.Part> parts, int at, Node behind) {
    if (at == parts.size()) {
      return behind;
    }
    Node next = node(parts, at + 1, behind);
    return switch (parts.get(at)) {
      case Pattern.Literal l -> new Text(l.text().getBytes(StandardCharsets.UTF_8), next);
      case Pattern.Hole h -> new Hole(holes.indexOf(h), h.type(), next);
      case Pattern.Option o -> new Either(List.of(node(o.parts(), 0, next), next));
      case Pattern.Choice c -> {
        List<Node> ways = new ArrayList<>();
        c.alternatives().forEach(a -> ways.add(node(a, 0, next)));
        yield new Either(ways);
      }
      case Pattern.Rest r -> new Rest();
    };
  }

  /** The names of the holes, by their numbers. */
  List<String> names() {
    return holes.stream().map(Pattern.Hole::name).toList();
  }

  /**
   * Reads a line.
   *
   * @param places gets start and end of each hole; -1 where it is missing
   * @return whether the line is of this form
   */
  boolean read(byte[] b, int from, int to, int[] places) {
    return read(b, from, to, places, -1, (bytes, start, end) -> true);
  }

  /** The same; one hole, by its number, ends only where its content fits. */
  boolean read(byte[] b, int from, int to, int[] places, int checked, Content content) {
    Arrays.fill(places, -1);
    return new Reader(b, from, to, places, checked, content).read(start, from);
  }

  /** One line in reading. */
  private static final class Reader {

    private final byte[] bytes;
    private final int begin;
    private final int end;
    private final int[] places;
    private final int checked;
    private final Content content;
    private int steps = STEPS_MAX;

    Reader(byte[] bytes, int begin, int end, int[] places, int checked, Content content) {
      this.bytes = bytes;
      this.begin = begin;
      this.end = end;
      this.places = places;
      this.checked = checked;
      this.content = content;
    }

    boolean read(Node first, int from) {
      Node node = first;
      int at = from;
      while (steps-- > 0) {
        switch (node) {
          case Text t -> {
            if (!stands(t.bytes, at)) {
              return false;
            }
            at += t.bytes.length;
            node = t.next;
          }
          case Hole h -> {
            return hole(h, at);
          }
          case Either e -> {
            for (Node way : e.ways) {
              if (read(way, at)) {
                return true;
              }
            }
            return false;
          }
          case Rest r -> {
            return true;
          }
          case End e -> {
            return at == end;
          }
        }
      }
      return false;
    }

    /** Tries the ends that a hole may have, the nearest first. */
    private boolean hole(Hole hole, int at) {
      int from = at;
      while (at > begin && from < end && bytes[from] == ' ') {
        from++;
      }
      if (from == end) {
        from = at;
      }
      int most = from;
      while (most < end && fits(hole.type, bytes[most])) {
        most++;
      }
      int to = hole.type == HoleType.TEXT ? from : Math.min(most, from + 1);
      for (; to <= most && steps > 0; to++) {
        to = nextEnd(hole, to, most);
        if (to > most || to == from && hole.type != HoleType.TEXT) {
          return false;
        }
        if (hole.number == checked && !content.fits(bytes, from, to)) {
          steps--;
          continue;
        }
        if (read(hole.next, to)) {
          places[2 * hole.number] = from;
          places[2 * hole.number + 1] = hole.next instanceof Text ? trimmed(from, to) : to;
          return true;
        }
      }
      return false;
    }

    /** The first place at or behind this one where what follows the hole can stand. */
    private int nextEnd(Hole hole, int from, int most) {
      return switch (hole.next) {
        case Text t -> {
          int p = from;
          while (p <= most && !stands(t.bytes, p)) {
            p++;
          }
          yield p;
        }
        case End e -> Math.max(from, most);
        case Rest r -> most;
        case Hole h -> from;
        case Either e -> from;
      };
    }

    /** Padding in front of the fixed text is none of the value. */
    private int trimmed(int from, int to) {
      int p = to;
      while (p > from && bytes[p - 1] == ' ') {
        p--;
      }
      return p;
    }

    private boolean stands(byte[] text, int at) {
      if (end - at < text.length) {
        return false;
      }
      for (int i = 0; i < text.length; i++) {
        if (bytes[at + i] != text[i]) {
          return false;
        }
      }
      return true;
    }

    private static boolean fits(HoleType type, byte c) {
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      return switch (type) {
        case TEXT -> true;
        case WORD -> c > ' ' || c < 0;
        case INT -> digit || c == '-';
        case HEX -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
        case HOST -> letter || digit || c == '.' || c == '_' || c == '-' || c == ':';
        case CODE -> digit || letter && "aeiouIOU".indexOf(c) < 0;
        case KEY, IP, FIELD, ITEM -> letter || digit || "._:/+=@-".indexOf(c) >= 0;
      };
    }
  }
}
