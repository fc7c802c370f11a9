package dev.correlator.api;

import dev.correlator.api.Pattern.Choice;
import dev.correlator.api.Pattern.Hole;
import dev.correlator.api.Pattern.Literal;
import dev.correlator.api.Pattern.Option;
import dev.correlator.api.Pattern.Part;
import dev.correlator.api.Pattern.Rest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one pattern, by recursive descent; for one use. */
final class PatternParser {

  /** How deep contents may be nested. Deeper ones are mistakes, and the descent must end. */
  private static final int MAX_DEPTH = 8;

  /** How far a word may be from a type that it is taken for. */
  private static final int MAX_EDITS = 2;

  private static final HoleType[] TYPES = HoleType.values();

  /** What a sequence of parts stands in: it decides which characters end it. */
  private enum Place {
    TOP,
    OPTION,
    CHOICE
  }

  private final String source;
  private final Map<String, Hole> holes = new LinkedHashMap<>();
  private int at;

  PatternParser(String source) {
    this.source = source;
  }

  /** The holes that were read, each name once. */
  List<Hole> holes() {
    return List.copyOf(holes.values());
  }

  List<Part> parse() {
    if (source.length() > Pattern.MAX_SOURCE_CHARS) {
      throw new IllegalArgumentException(
          "the pattern has "
              + source.length()
              + " characters, at most "
              + Pattern.MAX_SOURCE_CHARS
              + " are allowed");
    }
    return sequence(Place.TOP, 0, 0, new Path(List.of(), false)).parts;
  }

  /**
   * What lies on the way from the start to a place: names, each once, and whether a text hole is
   * just before. They are few: a list is looked through faster than a set is made.
   */
  private record Path(List<String> names, boolean afterText) {}

  private record Sequence(List<Part> parts, Path path) {}

  /** Reads up to what ends the place, which is left to be read. */
  private Sequence sequence(Place place, int depth, int openedAt, Path start) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Path path = start;
    while (!ended(place, depth, openedAt)) {
      char c = source.charAt(at);
      if (isPlain(c)) {
        int from = at++;
        while (at < source.length() && isPlain(source.charAt(at))) {
          at++;
        }
        literal.append(source, from, at);
        continue;
      }
      if (c != '{' || next('{')) {
        boolean doubled =
            c == '{' || place != Place.TOP && c == '}' || place == Place.CHOICE && c == '|';
        literal.append(c);
        at += doubled ? 2 : 1;
        continue;
      }
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
        path = new Path(path.names, false);
      }
      path = part(parts, depth, path);
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      path = new Path(path.names, false);
    }
    return new Sequence(List.copyOf(parts), path);
  }

  /** Whether it stands for itself anywhere. */
  private static boolean isPlain(char c) {
    return c != '{' && c != '}' && c != '|';
  }

  private boolean ended(Place place, int depth, int openedAt) {
    if (at == source.length()) {
      if (place != Place.TOP) {
        throw mistake(
            openedAt,
            "the part that opens at " + (openedAt + 1) + " is not closed",
            literalBraceHint());
      }
      return true;
    }
    // Behind nested content two closing braces close two parts: much more often meant than a
    // literal.
    return switch (place) {
      case TOP -> false;
      case OPTION -> closes(depth);
      case CHOICE -> closes(depth) || source.charAt(at) == '|' && !next('|');
    };
  }

  private boolean closes(int depth) {
    return source.charAt(at) == '}' && (depth > 1 || !next('}'));
  }

  private @Nullable String literalBraceHint() {
    return source.contains("}}") ? "in it }} is a literal brace" : null;
  }

  private boolean next(char c) {
    return at + 1 < source.length() && source.charAt(at + 1) == c;
  }

  /** Reads what stands in braces, adds it, and returns the path behind it. */
  private Path part(List<Part> parts, int depth, Path path) {
    int openedAt = at++;
    char kind = at < source.length() ? source.charAt(at) : '}';
    if (depth == MAX_DEPTH && (kind == '?' || kind == ':')) {
      throw mistake(openedAt, "more than " + MAX_DEPTH + " parts inside each other", null);
    }
    return switch (kind) {
      case '?' -> option(parts, depth, openedAt, path);
      case ':' -> choice(parts, depth, openedAt, path);
      case '*' -> rest(parts, openedAt, path);
      default -> hole(parts, openedAt, path);
    };
  }

  private Path option(List<Part> parts, int depth, int openedAt, Path path) {
    if (path.afterText) {
      throw afterText(openedAt, "an optional part");
    }
    at++;
    Sequence content = sequence(Place.OPTION, depth + 1, openedAt, path);
    if (content.parts.isEmpty()) {
      throw mistake(openedAt, "the optional part is empty", null);
    }
    at++;
    parts.add(new Option(content.parts));
    return new Path(content.path.names, false);
  }

  private Path choice(List<Part> parts, int depth, int openedAt, Path path) {
    List<List<Part>> alternatives = new ArrayList<>();
    List<String> names = new ArrayList<>(path.names);
    boolean afterText = true;
    boolean last = false;
    at++;
    while (!last) {
      int beganAt = at;
      Sequence content = sequence(Place.CHOICE, depth + 1, openedAt, path);
      if (content.parts.isEmpty()) {
        throw mistake(beganAt, "the alternative is empty", "write {?...} for what may be missing");
      }
      alternatives.add(content.parts);
      for (String name : content.path.names) {
        if (!names.contains(name)) {
          names.add(name);
        }
      }
      afterText &= content.path.afterText;
      last = source.charAt(at++) == '}';
    }
    if (alternatives.size() == 1) {
      throw mistake(openedAt, "the choice has one alternative only", "write {:a|b}");
    }
    parts.add(new Choice(alternatives));
    return new Path(names, afterText);
  }

  private Path rest(List<Part> parts, int openedAt, Path path) {
    if (path.afterText) {
      throw afterText(openedAt, "{*}");
    }
    at++;
    if (at == source.length() || source.charAt(at) != '}') {
      throw mistake(openedAt, "{* is not closed", "the rest is {*}, a literal brace {{");
    }
    at++;
    if (at != source.length()) {
      throw mistake(openedAt, "{*} is not at the end of the pattern", "write a hole, as {any}");
    }
    parts.add(new Rest());
    return path;
  }

  private Path hole(List<Part> parts, int openedAt, Path path) {
    int end = source.indexOf('}', at);
    if (end < 0) {
      throw mistake(openedAt, "the hole is not closed", "a literal brace is {{");
    }
    int colon = source.indexOf(':', at);
    boolean typed = colon >= 0 && colon < end;
    String name = source.substring(at, typed ? colon : end);
    if (!isIdentifier(name)) {
      throw mistake(
          at,
          "'" + name + "' is no name for a hole",
          "letters, digits and _; a literal brace is {{");
    }
    HoleType type = typed ? type(colon + 1, source.substring(colon + 1, end)) : HoleType.TEXT;
    if (path.afterText && type == HoleType.TEXT) {
      throw afterText(openedAt, "another one");
    }
    if (path.names.contains(name)) {
      throw mistake(at, "hole '" + name + "' comes twice", null);
    }
    Hole hole = new Hole(name, type);
    Hole before = holes.putIfAbsent(name, hole);
    if (before != null && before.type() != type) {
      throw mistake(
          at,
          "hole '"
              + name
              + "' is of type "
              + type.word()
              + " here, of type "
              + before.type().word()
              + " before",
          null);
    }
    if (holes.size() > Pattern.MAX_HOLES) {
      throw mistake(openedAt, "more than " + Pattern.MAX_HOLES + " holes", null);
    }
    parts.add(hole);
    at = end + 1;
    List<String> names = new ArrayList<>(path.names.size() + 1);
    names.addAll(path.names);
    names.add(name);
    return new Path(names, type == HoleType.TEXT);
  }

  private static boolean isIdentifier(String name) {
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      if (!Character.isJavaIdentifierPart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private HoleType type(int position, String word) {
    for (HoleType type : TYPES) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    HoleType meant = meant(word);
    String hint =
        meant == null
            ? Arrays.stream(TYPES)
                .map(HoleType::word)
                .collect(Collectors.joining(", ", "the types are ", ""))
            : "did you mean '" + meant.word() + "'?";
    throw mistake(position, "unknown hole type '" + word + "'", hint);
  }

  /** The type that a word begins with, or that begins with it; else one spelt nearly so. */
  private static @Nullable HoleType meant(String word) {
    for (HoleType type : TYPES) {
      String known = type.word();
      if (word.startsWith(known) || !word.isEmpty() && known.startsWith(word)) {
        return type;
      }
    }
    HoleType nearest = null;
    int distance = MAX_EDITS + 1;
    for (HoleType type : TYPES) {
      int d = distance(word, type.word());
      if (d < distance) {
        distance = d;
        nearest = type;
      }
    }
    return nearest;
  }

  /** Edits from one word to the other, a swap of neighbours being one. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + swap, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private IllegalArgumentException afterText(int position, String what) {
    return mistake(
        position,
        what + " right behind a text hole never gets anything",
        "give the hole before it a type, as {name:word}");
  }

  private IllegalArgumentException mistake(int position, String what, @Nullable String hint) {
    StringBuilder message = new StringBuilder(what).append(" at ").append(position + 1);
    if (hint != null) {
      message.append("; ").append(hint);
    }
    message.append("\n  ");
    // One column per character, so that the caret stands where it should.
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      message.append(c < ' ' ? ' ' : c);
    }
    return new IllegalArgumentException(
        message.append("\n  ").append(" ".repeat(position)).append('^').toString());
  }
}
