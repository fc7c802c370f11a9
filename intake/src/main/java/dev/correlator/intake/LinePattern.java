package dev.correlator.intake;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a line that a user describes: a {@link Pattern}, but read from the left. A hole ends
 * where the fixed text behind it stands first: a line begins with what the program wrote, and what
 * others had a say in comes at its end. Content that may be missing is taken if it is there; of
 * alternatives the first that fits. The hole {@value #TIME} takes as much as is of the form of a
 * time, blanks too. Spaces in front of a hole are skipped, but at the start of the line, so that
 * columns may be padded. Immutable.
 */
final class LinePattern {

  /** The name of the hole for the time. */
  static final String TIME = "time";

  /** So many steps a line gets: contents that may be missing are tried with and without. */
  private static final int STEPS_MAX = 10_000;

  /** A part: fixed text, a hole, or a choice of what to go on with. */
  private sealed interface Node {}

  private record Text(byte[] bytes, Node next) implements Node {}

  private record Hole(int number, HoleType type, boolean isTime, Node next) implements Node {}

  private record Either(List<Node> ways) implements Node {}

  private record Rest() implements Node {}

  private record End() implements Node {}

  private static final Node END = new End();

  private final List<Pattern.Part> parts;
  private final List<Pattern.Hole> holes;
  private final Node start;

  LinePattern(Pattern pattern) {
    parts = pattern.parts();
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
      case Pattern.Hole h -> new Hole(holes.indexOf(h), h.type(), h.name().equals(TIME), next);
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
   * @param times finds where a time ends; null: it is as any other hole
   * @return whether the line is of this form
   */
  boolean read(byte[] b, int from, int to, int[] places, @Nullable LineTime times) {
    Arrays.fill(places, -1);
    return new Reader(b, from, to, places, times).read(start, from);
  }

  /**
   * How many of the first bytes of a line are as the longest beginning of this form has them. Where
   * a hole ends is known by what stands behind it, so it counts with that, unless it is the time.
   */
  int fitting(byte[] b, int from, int to, LineTime times) {
    int rest = holes.size();
    for (int n = parts.size(); n > 0; n--) {
      if (parts.get(n - 1) instanceof Pattern.Hole last && !last.name().equals(TIME)) {
        continue;
      }
      Node some = node(parts.subList(0, n), 0, new Hole(rest, HoleType.TEXT, false, END));
      int[] places = new int[2 * rest + 2];
      if (new Reader(b, from, to, places, times).read(some, from)) {
        return places[2 * rest] - from;
      }
    }
    return 0;
  }

  /** One line in reading. */
  private static final class Reader {

    private final byte[] bytes;
    private final int begin;
    private final int end;
    private final int[] places;
    private final @Nullable LineTime times;
    private int steps = STEPS_MAX;

    Reader(byte[] bytes, int begin, int end, int[] places, @Nullable LineTime times) {
      this.bytes = bytes;
      this.begin = begin;
      this.end = end;
      this.places = places;
      this.times = times;
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
      if (hole.isTime && times != null) {
        return time(hole, from, times);
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
        if (read(hole.next, to)) {
          places[2 * hole.number] = from;
          places[2 * hole.number + 1] = hole.next instanceof Text ? trimmed(from, to) : to;
          return true;
        }
      }
      return false;
    }

    /** Takes what has the form of a time; of several ends that it may have the furthest. */
    private boolean time(Hole hole, int from, LineTime by) {
      if (by.endsItself()) {
        int to = from == end ? -1 : by.end(bytes, from, end);
        return to > from && isRead(hole, from, to, padded(hole.next, to));
      }
      int to = Math.min(end, from + LineTime.BYTES_MAX);
      for (; to > from && steps > 0; to--) {
        if (mayStand(hole.next, to)) {
          steps--;
          int behind = hole.next instanceof Text ? trimmed(from, to) : to;
          if (by.isTime(bytes, from, behind) && isRead(hole, from, behind, to)) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean isRead(Hole hole, int from, int to, int behind) {
      if (!read(hole.next, behind)) {
        return false;
      }
      places[2 * hole.number] = from;
      places[2 * hole.number + 1] = to;
      return true;
    }

    private boolean mayStand(Node next, int at) {
      return switch (next) {
        case Text t -> stands(t.bytes, at);
        case End e -> at == end;
        case Rest r -> true;
        case Hole h -> true;
        case Either e -> true;
      };
    }

    /** The place behind padding, if the fixed text stands there. */
    private int padded(Node next, int from) {
      int p = from;
      if (next instanceof Text t) {
        while (p < end && bytes[p] == ' ' && !stands(t.bytes, p)) {
          p++;
        }
      }
      return p;
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
