package dev.correlator.app;

import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.app.ConfigNode.ScalarType;
import dev.correlator.app.ConfigNode.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What values a setting takes. Reading tells what is wrong in the words of the setting and goes on,
 * so that one look at a file finds all mistakes. Immutable.
 */
sealed interface SettingType {

  /**
   * The value that a node stands for.
   *
   * @param node what was written
   * @param subject the setting's name for messages, as {@code 'limit' of module 'openssh'}
   * @param problems takes what is wrong with it
   * @return the value, null where it is wrong
   */
  @Nullable Object read(ConfigNode node, String subject, Problems problems);

  /** What it takes, in words: {@code a whole number of at least 2}. */
  String words();

  /** What it takes, as a JSON schema. */
  Map<String, Object> schema();

  /** The word that stands for a constant: {@code ERASE_ALL} is {@code erase_all}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The text of a single value, null after having told why it is none that can be taken. */
  private static @Nullable String text(
      ConfigNode node, String subject, String words, Problems problems) {
    if (!(node instanceof Scalar scalar)) {
      problems.add(
          node.place(),
          ProblemCode.CFG_WRONG_TYPE,
          subject + " is " + node.kind() + "; it takes " + words);
      return null;
    }
    if (scalar.type() == ScalarType.NOTHING) {
      problems.add(
          node.place(),
          ProblemCode.CFG_WRONG_TYPE,
          subject + " has no value; it takes " + words + "; leave the key out for the default");
      return null;
    }
    return scalar.text();
  }

  private static @Nullable Object wrong(
      ConfigNode node, String subject, String text, String words, Problems problems) {
    problems.add(
        node.place(),
        ProblemCode.CFG_WRONG_TYPE,
        subject + " is '" + Printable.text(text) + "'; it takes " + words);
    return null;
  }

  /** A quoted number or flag is text: what the schema for editors says holds here too. */
  private static boolean isQuoted(ConfigNode node) {
    return node instanceof Scalar scalar && scalar.type() == ScalarType.TEXT;
  }

  /**
   * Whole numbers.
   *
   * @param min the smallest
   * @param max the largest
   * @param wide whether it is a {@code long}, which may be written with a unit of size
   */
  record WholeNumber(long min, long max, boolean wide) implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      String digits = wide ? SizeText.digits(text) : text;
      long factor = wide ? SizeText.factor(text) : 1;
      long value;
      try {
        value = Math.multiplyExact(Long.parseLong(digits), factor);
      } catch (NumberFormatException e) {
        return wrong(node, subject, text, words(), problems);
      } catch (ArithmeticException e) {
        return outside(node, subject, text, problems);
      }
      if (isQuoted(node) && factor == 1) {
        return wrong(node, subject, text, words() + ", without quotes", problems);
      }
      if (value < min || value > max) {
        return outside(node, subject, text, problems);
      }
      if (wide) {
        return value;
      }
      return (int) value;
    }

    private @Nullable Object outside(
        ConfigNode node, String subject, String text, Problems problems) {
      problems.add(
          node.place(),
          ProblemCode.CFG_OUT_OF_RANGE,
          subject + " is " + text + "; it takes " + words());
      return null;
    }

    @Override
    public String words() {
      String unit = wide ? ", also with KiB, MiB, GiB or TiB" : "";
      return "a whole number" + Limits.words(lower(), upper()) + unit;
    }

    private @Nullable String lower() {
      return min == (wide ? Long.MIN_VALUE : Integer.MIN_VALUE) ? null : Long.toString(min);
    }

    private @Nullable String upper() {
      return max == (wide ? Long.MAX_VALUE : Integer.MAX_VALUE) ? null : Long.toString(max);
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> number = new LinkedHashMap<>();
      number.put("type", "integer");
      number.put("minimum", min);
      number.put("maximum", max);
      if (!wide) {
        return number;
      }
      Map<String, Object> size = new LinkedHashMap<>();
      size.put("type", "string");
      size.put("pattern", SizeText.FORM);
      Map<String, Object> either = new LinkedHashMap<>();
      either.put("anyOf", List.of(number, size));
      return either;
    }
  }

  /**
   * Numbers.
   *
   * @param min the smallest, may be negative infinity
   * @param max the largest, may be infinity
   */
  record DecimalNumber(double min, double max) implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return wrong(node, subject, text, words(), problems);
      }
      if (!Double.isFinite(value)) {
        return wrong(node, subject, text, words(), problems);
      }
      if (isQuoted(node)) {
        return wrong(node, subject, text, words() + ", without quotes", problems);
      }
      if (value < min || value > max) {
        problems.add(
            node.place(),
            ProblemCode.CFG_OUT_OF_RANGE,
            subject + " is " + text + "; it takes " + words());
        return null;
      }
      return value;
    }

    @Override
    public String words() {
      return "a number"
          + Limits.words(
              Double.isInfinite(min) ? null : Limits.number(min),
              Double.isInfinite(max) ? null : Limits.number(max));
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "number");
      if (!Double.isInfinite(min)) {
        schema.put("minimum", min);
      }
      if (!Double.isInfinite(max)) {
        schema.put("maximum", max);
      }
      return schema;
    }
  }

  /** True or false. */
  record Flag() implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      if (isQuoted(node) || !(text.equals("true") || text.equals("false"))) {
        return wrong(node, subject, text, words(), problems);
      }
      return text.equals("true");
    }

    @Override
    public String words() {
      return "true or false";
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "boolean");
    }
  }

  /** Any text: a number or a flag is taken as it is written. */
  record Text() implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      return text(node, subject, words(), problems);
    }

    @Override
    public String words() {
      return "text";
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", List.of("string", "number", "boolean"));
    }
  }

  /**
   * Durations.
   *
   * @param min the shortest
   * @param max the longest
   */
  record Period(Duration min, Duration max) implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      Duration value = DurationText.read(text);
      if (value == null) {
        return wrong(node, subject, text, words(), problems);
      }
      if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
        problems.add(
            node.place(),
            ProblemCode.CFG_OUT_OF_RANGE,
            subject + " is " + text + "; it takes " + words());
        return null;
      }
      return value;
    }

    @Override
    public String words() {
      return "a duration, as 500ms, 30s, 5m, 1h30m or 2d"
          + Limits.clause(
              min.isZero() ? null : DurationText.write(min),
              max.equals(DurationText.LONGEST) ? null : DurationText.write(max));
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "string");
      schema.put("pattern", DurationText.FORM);
      return schema;
    }
  }

  /** Paths of files and folders. */
  record FilePath() implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        return wrong(node, subject, text, words(), problems);
      }
    }

    @Override
    public String words() {
      return "a path";
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "string");
    }
  }

  /** Time zones. */
  record Zone() implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        String words = words() + Spelling.nearestHint(text, ZoneId.getAvailableZoneIds());
        return wrong(node, subject, text, words, problems);
      }
    }

    @Override
    public String words() {
      return "a time zone, as UTC, Europe/Berlin or +02:00";
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "string");
    }
  }

  /**
   * One of some words.
   *
   * @param values the constants by the word that stands for them, in declared order
   */
  record Choice(Map<String, Enum<?>> values) implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      Enum<?> value = values.get(text);
      if (value == null) {
        String words = words() + Spelling.nearestHint(text, values.keySet());
        return wrong(node, subject, text, words, problems);
      }
      return value;
    }

    @Override
    public String words() {
      return "one of " + String.join(", ", values.keySet());
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("enum", List.copyOf(values.keySet()));
    }
  }

  /**
   * Several values of one type: a list, or text with commas.
   *
   * @param element the type of each
   */
  record ListOf(SettingType element) implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      if (node instanceof Sequence sequence) {
        return all(sequence.items(), subject, problems);
      }
      String text = text(node, subject, words(), problems);
      return text == null ? null : all(parts(node.place(), text), subject, problems);
    }

    private @Nullable Object all(List<ConfigNode> items, String subject, Problems problems) {
      List<Object> values = new ArrayList<>();
      for (ConfigNode item : items) {
        Object value = element.read(item, subject, problems);
        if (value != null) {
          values.add(value);
        }
      }
      return values.size() == items.size() ? List.copyOf(values) : null;
    }

    private static List<ConfigNode> parts(Place place, String text) {
      List<ConfigNode> parts = new ArrayList<>();
      int from = 0;
      while (from <= text.length() && !text.isBlank()) {
        int comma = text.indexOf(',', from);
        int to = comma < 0 ? text.length() : comma;
        parts.add(Scalar.untyped(place, text.substring(from, to).strip()));
        from = to + 1;
      }
      return parts;
    }

    @Override
    public String words() {
      return "a list, as [a, b] or a,b, of values that are each " + element.words();
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> list = new LinkedHashMap<>();
      list.put("type", "array");
      list.put("items", element.schema());
      return Map.of("anyOf", List.of(list, Map.of("type", "string")));
    }
  }

  /** Limits in words. */
  final class Limits {

    private Limits() {}

    /** Behind a noun: {@code " of at least 2"}. */
    static String words(@Nullable String min, @Nullable String max) {
      if (min != null && max != null) {
        return " from " + min + " to " + max;
      }
      if (min != null) {
        return " of at least " + min;
      }
      return max == null ? "" : " of at most " + max;
    }

    /** Behind a clause: {@code ", at least 1s"}. */
    static String clause(@Nullable String min, @Nullable String max) {
      if (min != null && max != null) {
        return ", from " + min + " to " + max;
      }
      if (min != null) {
        return ", at least " + min;
      }
      return max == null ? "" : ", at most " + max;
    }

    /** Without a point where there is nothing behind it. */
    static String number(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }
}
