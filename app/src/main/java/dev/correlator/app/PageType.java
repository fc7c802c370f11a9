package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one type that one stage sends, as a page shows them. All that is known of them is
 * what the type declares.
 *
 * @param type the type
 * @param system the module's name
 * @param stage the stage's name
 * @param title what a list of them is headed with
 * @param worst the component by which the worst come first, or empty
 * @param shown the components that a table shows; empty: those that have a value
 * @param fields the components, in declared order
 */
record PageType(
    Class<? extends Event> type,
    String system,
    String stage,
    String title,
    String worst,
    List<String> shown,
    List<Field> fields) {

  /** What values are, which decides how they are shown and sorted. */
  enum Kind {
    /** Text, also of enums and flags. */
    TEXT,
    /** A whole number. */
    NUMBER,
    /** Milliseconds since 1970. */
    TIME,
    /** Milliseconds. */
    DURATION;

    private static Kind of(Class<?> type) {
      if (type == int.class || type == long.class) {
        return NUMBER;
      } else if (type == Instant.class) {
        return TIME;
      }
      return type == Duration.class ? DURATION : TEXT;
    }
  }

  /**
   * A component.
   *
   * @param name its name
   * @param kind what its values are
   */
  record Field(String name, Kind kind) {}

  /** The type of an event. */
  static PageType of(EventEnvelope<?> e) {
    Class<? extends Event> type = e.type();
    List<Field> fields = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      fields.add(new Field(c.getName(), Kind.of(c.getType())));
    }
    return new PageType(
        type,
        e.system(),
        e.stage(),
        EventWords.title(type),
        EventWords.worst(type),
        EventWords.columns(type),
        fields);
  }

  /** The stage, with its module. */
  String stageName() {
    return system + "/" + stage;
  }

  /** Whether an event is one of these. */
  boolean isOf(EventEnvelope<?> e) {
    return type == e.type() && system.equals(e.system()) && stage.equals(e.stage());
  }

  /**
   * A value as it is kept: a text for those of {@link Kind#TEXT}, else a {@link Long}; null where
   * there is none.
   */
  static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer i -> Long.valueOf(i);
      case Long l -> l;
      case Instant t -> t.toEpochMilli();
      case Duration d -> d.toMillis();
      case Enum<?> n -> EventWords.words(n);
      default -> PageRow.text(value.toString());
    };
  }
}
