package dev.correlator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record's text, with holes for what changes. A pattern covers the whole text.
 * Immutable.
 *
 * <p>An opening brace is the only special character; two of them are a literal one.
 *
 * <table>
 * <caption>What stands in braces</caption>
 * <tr><td>{@code {name}}</td><td>a hole for any text, also for none</td></tr>
 * <tr><td>{@code {name:type}}</td><td>a hole of one of the {@link HoleType}s</td></tr>
 * <tr><td>{@code {?content}}</td><td>content that may be missing</td></tr>
 * <tr><td>{@code {:a|b|c}}</td><td>one of these contents</td></tr>
 * <tr><td>{@code {*}}</td><td>at the end: the rest, any text, not kept</td></tr>
 * </table>
 *
 * <p>Content is text and holes, and may hold such parts again. In it {@code }}} is a literal
 * closing brace, and between alternatives {@code ||} a literal bar. (Where parts are nested, {@code
 * }}} closes two.) Names are Java identifiers; one name may stand in several alternatives, but not
 * twice on one way through the pattern.
 *
 * <p><b>Where several readings fit,</b> the leftmost hole takes as much as it can, then the next
 * one; content that may be missing is taken if it can be; of alternatives the first that fits. So
 * what is behind a text hole is looked for from the end: in {@code user {user} from {addr:ip}} a
 * user who calls himself {@code x from 9.9.9.9} does not pass for an address.
 */
public final class Pattern {

  /** The longest source, in characters. */
  public static final int MAX_SOURCE_CHARS = 4096;

  /** The largest number of holes. */
  public static final int MAX_HOLES = 64;

  /** The largest number of fields. */
  public static final int MAX_FIELDS = 16;

  /** So many patterns are kept for {@link #KNOWN}; further ones are read each time. */
  private static final int KNOWN_MAX = 1_000;

  /**
   * Patterns by what they were read from: a module that is used twice, or told about before it is
   * run, has its patterns read once.
   */
  private static final Map<String, Pattern> KNOWN = new ConcurrentHashMap<>();

  private final String source;
  private final List<Part> parts;
  private final List<Hole> holes;
  private final List<FieldPattern> fields;

  /** The pattern without its fields; null where it has none. */
  private final @Nullable Pattern text;

  private Pattern(
      String source,
      List<Part> parts,
      List<Hole> holes,
      List<FieldPattern> fields,
      @Nullable Pattern text) {
    this.source = source;
    this.parts = parts;
    this.holes = holes;
    this.fields = fields;
    this.text = text;
  }

  /**
   * What a field of the record must be like.
   *
   * @param name the field's name, as the record writes it
   * @param pattern covers the field's whole value; has no fields itself
   */
  public record FieldPattern(String name, Pattern pattern) {}

  /** One element of a pattern. */
  public sealed interface Part {}

  /**
   * Text that stands as it is.
   *
   * @param text not empty
   */
  public record Literal(String text) implements Part {}

  /**
   * A place whose text is kept.
   *
   * @param name a Java identifier
   * @param type what fits
   */
  public record Hole(String name, HoleType type) implements Part {}

  /**
   * Content that may be missing.
   *
   * @param parts the content, not empty
   */
  public record Option(List<Part> parts) implements Part {
    /** Copies. */
    public Option {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One of several contents.
   *
   * @param alternatives at least two, none empty
   */
  public record Choice(List<List<Part>> alternatives) implements Part {
    /** Copies. */
    public Choice {
      alternatives = alternatives.stream().map(List::copyOf).toList();
    }
  }

  /** Any text up to the end; the last part of a pattern. */
  public record Rest() implements Part {}

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none; the message has three lines: what is wrong and
   *     at which character (counted from 1), the pattern, and a caret below the place
   */
  public static Pattern of(String source) {
    Objects.requireNonNull(source, "source");
    Pattern known = KNOWN.get(source);
    if (known != null) {
      return known;
    }
    PatternParser parser = new PatternParser(source);
    List<Part> parts = parser.parse();
    Pattern read = new Pattern(source, parts, parser.holes(), List.of(), null);
    if (KNOWN.size() < KNOWN_MAX) {
      KNOWN.put(source, read);
    }
    return read;
  }

  /**
   * The same, for records that also have a field of this name whose value is of this form: {@code
   * Pattern.of("{*}").with("order_id", "{orderId:key}").with("level", "ERROR")}. Holes in it are
   * those of the pattern as any other.
   *
   * @param field a name as the record writes it; see {@link LogRecord#fields}
   * @param value a pattern
   * @throws IllegalArgumentException if the value is no pattern, has a hole that is there already,
   *     or there are more than {@value #MAX_FIELDS}
   */
  public Pattern with(String field, String value) {
    Objects.requireNonNull(field, "field");
    Pattern part = of(value);
    if (fields.size() == MAX_FIELDS) {
      throw new IllegalArgumentException(
          "a pattern asks for at most " + MAX_FIELDS + " fields: " + field);
    }
    List<Hole> all = new ArrayList<>(holes);
    for (Hole hole : part.holes) {
      if (all.stream().anyMatch(h -> h.name().equals(hole.name()))) {
        throw new IllegalArgumentException(
            "the hole '" + hole.name() + "' of field '" + field + "' is there already: " + this);
      }
      all.add(hole);
    }
    List<FieldPattern> more = new ArrayList<>(fields);
    more.add(new FieldPattern(field, part));
    return new Pattern(source, parts, List.copyOf(all), List.copyOf(more), ofText());
  }

  /** The pattern of the text as written. */
  public String source() {
    return source;
  }

  /** What is asked of fields, in the order in which it was. */
  public List<FieldPattern> fields() {
    return fields;
  }

  /** The pattern of the text alone. */
  public Pattern ofText() {
    return text == null ? this : text;
  }

  /** What it is made of. */
  public List<Part> parts() {
    return parts;
  }

  /** The holes, each name once, in the order in which they appear; those of fields behind. */
  public List<Hole> holes() {
    return holes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pattern that
        && source.equals(that.source)
        && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + fields.hashCode();
  }

  /** The pattern as written. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(source);
    for (FieldPattern field : fields) {
      text.append(" with ").append(field.name).append(' ').append(field.pattern);
    }
    return text.toString();
  }
}
