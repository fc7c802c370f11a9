package dev.correlator.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a configuration, with its place. */
sealed interface ConfigNode {

  /** Where it begins. */
  Place place();

  /** What it is, for messages. */
  String kind();

  /**
   * A single value.
   *
   * @param place where it begins
   * @param text as written, quotes taken off
   * @param type what the notation says it is
   * @param textPlace where the text's first character stands, null where the text does not stand
   *     there letter by letter
   */
  record Scalar(Place place, String text, ScalarType type, @Nullable Place textPlace)
      implements ConfigNode {

    /** Without a place for the text. */
    Scalar(Place place, String text, ScalarType type) {
      this(place, text, type, null);
    }

    @Override
    public String kind() {
      return type == ScalarType.NOTHING ? "empty" : "a single value";
    }

    /** A value from a place where all values are plain text: a default, an option, a variable. */
    static Scalar untyped(Place place, String text) {
      return new Scalar(place, text, ScalarType.UNTYPED);
    }
  }

  /** What a notation says about a single value. */
  enum ScalarType {
    /** Quoted, or nothing else. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** A number with a point or an exponent. */
    DECIMAL,
    /** True or false. */
    FLAG,
    /** Nothing behind the key. */
    NOTHING,
    /** The notation has only text: the setting's type decides. */
    UNTYPED
  }

  /** Several values in order. */
  record Sequence(Place place, List<ConfigNode> items) implements ConfigNode {
    /** Copies. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in the order written. */
  record Mapping(Place place, List<Entry> entries) implements ConfigNode {
    /** Copies. */
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a group of keys";
    }

    /** The entry of a key, null where there is none. */
    @Nullable Entry entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().equals(key)) {
          return entry;
        }
      }
      return null;
    }
  }

  /**
   * A key with its value.
   *
   * @param key the key
   * @param keyPlace where the key stands
   * @param value the value
   */
  record Entry(String key, Place keyPlace, ConfigNode value) {}
}
