package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventType;
import dev.correlator.api.Evidence;
import dev.correlator.api.RecordRef;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What events, their types and their components are called wherever a run is told of. */
final class EventWords {

  /** Digits of an id that are shown: enough to tell some ten thousand apart. */
  private static final int ID_DIGITS = 8;

  private EventWords() {}

  /** As much of an event's id as is shown. */
  static String id(EventEnvelope<?> e) {
    return e.id().substring(0, ID_DIGITS);
  }

  /** What a list of events of a type is headed with. */
  static String title(Class<? extends Event> type) {
    EventType t = type.getAnnotation(EventType.class);
    return t == null || t.title().isEmpty() ? words(type.getSimpleName()) : t.title();
  }

  /** The component by which the worst of a type come first; empty: the newest do. */
  static String worst(Class<? extends Event> type) {
    EventType t = type.getAnnotation(EventType.class);
    return t == null ? "" : t.worst();
  }

  /** The components that a table of a type shows; empty: those that have a value somewhere. */
  static List<String> columns(Class<? extends Event> type) {
    EventType t = type.getAnnotation(EventType.class);
    return t == null ? List.of() : Arrays.asList(t.columns());
  }

  /** {@code logInUser} is LOG IN USER. */
  static String heading(String component) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (Character.isUpperCase(c)) {
        s.append(' ');
      }
      s.append(Character.toUpperCase(c));
    }
    return s.toString();
  }

  /** {@code LogInUser} is {@code Log in user}. */
  static String words(String name) {
    String words = heading(name).strip().toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** {@code TIMED_OUT} is {@code timed out}. */
  static String words(Enum<?> constant) {
    return SettingType.word(constant).replace('_', ' ');
  }

  /** Where the records behind an event stand: {@code FILE:FIRST..LAST}. */
  static String lines(EventEnvelope<?> e) {
    Evidence ev = e.evidence();
    if (ev.records().isEmpty()) {
      return "-";
    }
    RecordRef first = ev.records().get(0);
    RecordRef last = ev.records().getLast();
    String from = first.source() + ":" + first.line();
    if (ev.records().size() == 1) {
      return from;
    }
    return from
        + ".."
        + (first.source().equals(last.source()) ? "" : last.source() + ":")
        + last.line();
  }
}
