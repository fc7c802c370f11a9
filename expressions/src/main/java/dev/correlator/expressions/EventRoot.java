package dev.correlator.expressions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.expressions.Vocabulary.Variable;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What conditions can name of events: parts of the envelope, and components that they declare. */
final class EventRoot {

  static final String NAME = "event";

  /** A component of which nothing is known. */
  private static final Variable ANY = new Variable(SimpleType.DYN, Set.of(), s -> null);

  private final Map<String, Variable> parts = new TreeMap<>();
  private final Map<String, Variable> components = new TreeMap<>();
  private final Map<String, String> conflicts = new LinkedHashMap<>();

  private EventRoot(List<Class<? extends Event>> types) {
    envelope(types);
    types.forEach(this::components);
  }

  /** That of these types, in the order of their names. */
  static Root make(List<Class<? extends Event>> types) {
    EventRoot root = new EventRoot(types);
    Map<String, Variable> members = new LinkedHashMap<>(root.components);
    members.putAll(root.parts); // these win
    return new Root(
        NAME,
        "these events",
        "reason",
        members,
        root.components.keySet(),
        root.components::get,
        root.conflictsByPath(),
        null);
  }

  /** That of events that are not known: each name is one of their components. */
  static Root any() {
    EventRoot root = new EventRoot(List.of());
    return new Root(
        NAME, "these events", "reason", root.parts, Set.of(), name -> ANY, Map.of(), ANY);
  }

  private void envelope(List<Class<? extends Event>> types) {
    Set<String> typeNames = new TreeSet<>();
    for (Class<? extends Event> type : types) {
      typeNames.add(type.getSimpleName());
    }
    CelType texts = ListType.create(SimpleType.STRING);
    part("id", SimpleType.STRING, EventEnvelope::id);
    part("time", SimpleType.TIMESTAMP, EventEnvelope::time);
    part("application", SimpleType.STRING, EventEnvelope::application);
    part("system", SimpleType.STRING, EventEnvelope::system);
    part("stage", SimpleType.STRING, EventEnvelope::stage);
    part("type", SimpleType.STRING, typeNames, e -> e.type().getSimpleName());
    part("severity", SimpleType.INT, e -> (long) e.severity().ordinal());
    part("key", texts, EventEnvelope::key);
    Set<String> outcomes = names(Outcome.values());
    part("outcome", SimpleType.STRING, outcomes, e -> constant(e.outcome()));
    part("reason", SimpleType.STRING, EventEnvelope::reason);
    part("began", SimpleType.TIMESTAMP, EventEnvelope::began);
    part("ended", SimpleType.TIMESTAMP, EventEnvelope::ended);
    part("retryKey", texts, EventEnvelope::retryKey);
    part("retimed", SimpleType.BOOL, EventEnvelope::retimed);
    part("partial", SimpleType.BOOL, EventEnvelope::partial);
  }

  private void part(String name, CelType type, Function<EventEnvelope<?>, @Nullable Object> value) {
    part(name, type, Set.of(), value);
  }

  private void part(
      String name,
      CelType type,
      Set<String> texts,
      Function<EventEnvelope<?>, @Nullable Object> value) {
    parts.put(name, new Variable(type, texts, s -> value.apply(s.event())));
  }

  private void components(Class<? extends Event> type) {
    if (!type.isRecord()) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      Class<?> kind = component.getType();
      Set<String> texts = kind.isEnum() ? names((Enum<?>[]) kind.getEnumConstants()) : Set.of();
      Variable v = new Variable(type(kind), texts, s -> value(s.component(name)));
      Variable other = components.putIfAbsent(name, v);
      if (other == null) {
        continue;
      }
      if (!other.type().equals(v.type())) {
        conflicts.put(
            name, Vocabulary.inWords(other.type()) + " and " + Vocabulary.inWords(v.type()));
      } else if (!other.texts().equals(v.texts())) {
        components.put(
            name, new Variable(v.type(), joined(other.texts(), v.texts()), v.accessor()));
      }
    }
  }

  /** A component that a part of the envelope hides is named as a field alone. */
  private Map<String, String> conflictsByPath() {
    Map<String, String> byPath = new LinkedHashMap<>();
    conflicts.forEach((name, types) -> {
      byPath.put(NAME + "." + Root.FIELDS + "." + name, types);
      if (!parts.containsKey(name)) {
        byPath.put(NAME + "." + name, types);
      }
    });
    return byPath;
  }

  /** Any text will do where it does for one of the two. */
  private static Set<String> joined(Set<String> a, Set<String> b) {
    Set<String> all = new HashSet<>();
    if (!a.isEmpty() && !b.isEmpty()) {
      all.addAll(a);
      all.addAll(b);
    }
    return all;
  }

  private static CelType type(Class<?> kind) {
    if (kind == int.class || kind == long.class) {
      return SimpleType.INT;
    }
    if (kind == boolean.class) {
      return SimpleType.BOOL;
    }
    if (kind == Instant.class) {
      return SimpleType.TIMESTAMP;
    }
    return kind == Duration.class ? SimpleType.DURATION : SimpleType.STRING;
  }

  private static @Nullable Object value(@Nullable Object component) {
    return component instanceof Enum<?> constant ? constant.name() : component;
  }

  private static @Nullable String constant(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static Set<String> names(Enum<?>[] constants) {
    Set<String> names = new TreeSet<>();
    for (Enum<?> constant : constants) {
      names.add(constant.name());
    }
    return names;
  }
}
