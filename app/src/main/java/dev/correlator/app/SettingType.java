package dev.correlator.app;

import dev.correlator.app.ConfigNode.Scalar;
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
sealed interface SettingType
    permits WholeNumber,
        DecimalNumber,
        SettingType.Flag,
        SettingType.Text,
        SettingType.Period,
        SettingType.FilePath,
        SettingType.Zone,
        SettingType.Choice,
        SettingType.ListOf {

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

  /** True or false. */
  record Flag() implements SettingType {
    @Override
    public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
      String text = SettingText.text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      if (SettingText.isQuoted(node) || !(text.equals("true") || text.equals("false"))) {
        return SettingText.wrong(node, subject, text, words(), problems);
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
      return SettingText.text(node, subject, words(), problems);
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
      String text = SettingText.text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      Duration value = DurationText.read(text);
      if (value == null) {
        return SettingText.wrong(node, subject, text, words(), problems);
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
      String text = SettingText.text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        return SettingText.wrong(node, subject, text, words(), problems);
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
      String text = SettingText.text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        String words = words() + Spelling.nearestHint(text, ZoneId.getAvailableZoneIds());
        return SettingText.wrong(node, subject, text, words, problems);
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
      String text = SettingText.text(node, subject, words(), problems);
      if (text == null) {
        return null;
      }
      Enum<?> value = values.get(text);
      if (value == null) {
        String words = words() + Spelling.nearestHint(text, values.keySet());
        return SettingText.wrong(node, subject, text, words, problems);
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
      String text = SettingText.text(node, subject, words(), problems);
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
}
