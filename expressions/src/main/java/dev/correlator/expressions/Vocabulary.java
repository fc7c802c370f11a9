package dev.correlator.expressions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.WarningEvent;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a condition can name: {@code event.} and a part of the envelope or a component of one of the
 * event types, the constants of severity and outcome, and the names of types. Each is a flat
 * variable: an expression costs what it names, however large the event is. Immutable.
 */
final class Vocabulary {

  /** The components of an event; to ask for the first may decode all. */
  @FunctionalInterface
  interface Fields {
    @Nullable Object get(String name);
  }

  /** Takes a value out of an event; null where it has none. */
  @FunctionalInterface
  interface Accessor {
    @Nullable Object value(EventEnvelope<?> event, Fields fields);
  }

  /**
   * A name and what stands behind it.
   *
   * @param type of the values
   * @param texts the texts that a value can be; empty: any
   * @param accessor takes the value
   */
  record Variable(CelType type, Set<String> texts, Accessor accessor) {}

  /** The prefix of all that is about the event. */
  static final String EVENT = "event";

  /** Where a component is found whose name a part of the envelope has. */
  static final String FIELDS = "fields";

  /** The prefix of the variables that the macro {@code is} makes; no name a user can write. */
  static final String IS = "is ";

  /** The same for the macro {@code has}. */
  static final String HAS = "has ";

  private static final List<Class<? extends Event>> STANDARD =
      List.of(
          ErrorEvent.class,
          WarningEvent.class,
          NoticeEvent.class,
          AuditEvent.class,
          TransactionEvent.class,
          StatisticsEvent.class);

  private final SortedMap<String, Variable> parts = new TreeMap<>();
  private final SortedMap<String, Variable> components = new TreeMap<>();
  private final Map<String, String> conflicts = new LinkedHashMap<>();
  private final SortedMap<String, List<Class<?>>> typesByName = new TreeMap<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Set<String> constants = new TreeSet<>();

  Vocabulary(Set<Class<? extends Event>> types) {
    envelope(types);
    List<Class<? extends Event>> sorted = new ArrayList<>(types);
    sorted.sort(Comparator.comparing(Class::getName));
    for (Class<? extends Event> type : sorted) {
      collectComponents(type);
      collectNames(type);
    }
    for (Class<? extends Event> type : STANDARD) {
      collectNames(type);
    }
    constants();
    components.forEach((name, v) -> variables.put(EVENT + "." + FIELDS + "." + name, v));
    components.forEach((name, v) -> variables.put(EVENT + "." + name, v));
    parts.forEach((name, v) -> variables.put(EVENT + "." + name, v)); // these win
    Map<String, Variable> present = new LinkedHashMap<>();
    variables.forEach((name, v) -> present.put(HAS + name, presence(v)));
    variables.putAll(present);
    typesByName.forEach((name, classes) -> variables.put(IS + name, kinship(classes)));
  }

  private static Variable presence(Variable v) {
    return new Variable(
        SimpleType.BOOL, Set.of(), (e, fields) -> v.accessor().value(e, fields) != null);
  }

  private static Variable kinship(List<Class<?>> classes) {
    return new Variable(
        SimpleType.BOOL,
        Set.of(),
        (e, fields) -> {
          for (Class<?> c : classes) {
            if (c.isAssignableFrom(e.type())) {
              return true;
            }
          }
          return false;
        });
  }

  private void envelope(Set<Class<? extends Event>> types) {
    SortedSet<String> typeNames = new TreeSet<>();
    for (Class<? extends Event> type : types) {
      typeNames.add(type.getSimpleName());
    }
    CelType texts = ListType.create(SimpleType.STRING);
    part("id", SimpleType.STRING, (e, f) -> e.id());
    part("time", SimpleType.TIMESTAMP, (e, f) -> e.time());
    part("application", SimpleType.STRING, (e, f) -> e.application());
    part("system", SimpleType.STRING, (e, f) -> e.system());
    part("stage", SimpleType.STRING, (e, f) -> e.stage());
    parts.put(
        "type", new Variable(SimpleType.STRING, typeNames, (e, f) -> e.type().getSimpleName()));
    part("severity", SimpleType.INT, (e, f) -> (long) e.severity().ordinal());
    part("key", texts, (e, f) -> e.key());
    Set<String> outcomes = names(Outcome.values());
    parts.put("outcome", new Variable(SimpleType.STRING, outcomes, (e, f) -> name(e.outcome())));
    part("reason", SimpleType.STRING, (e, f) -> e.reason());
    part("began", SimpleType.TIMESTAMP, (e, f) -> e.began());
    part("ended", SimpleType.TIMESTAMP, (e, f) -> e.ended());
    part("retryKey", texts, (e, f) -> e.retryKey());
    part("retimed", SimpleType.BOOL, (e, f) -> e.retimed());
    part("partial", SimpleType.BOOL, (e, f) -> e.partial());
  }

  private void part(String name, CelType type, Accessor accessor) {
    parts.put(name, new Variable(type, Set.of(), accessor));
  }

  private void collectComponents(Class<? extends Event> type) {
    if (!type.isRecord()) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      Class<?> kind = component.getType();
      Set<String> texts = kind.isEnum() ? names((Enum<?>[]) kind.getEnumConstants()) : Set.of();
      Variable v = new Variable(type(kind), texts, (e, fields) -> value(fields.get(name)));
      Variable other = components.putIfAbsent(name, v);
      if (other == null) {
        continue;
      }
      if (!other.type().equals(v.type())) {
        conflicts.put(name, inWords(other.type()) + " and " + inWords(v.type()));
      } else if (!other.texts().equals(v.texts())) {
        components.put(
            name, new Variable(v.type(), joined(other.texts(), v.texts()), v.accessor()));
      }
    }
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

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static Set<String> names(Enum<?>[] constants) {
    Set<String> names = new TreeSet<>();
    for (Enum<?> constant : constants) {
      names.add(constant.name());
    }
    return names;
  }

  private void collectNames(Class<?> type) {
    List<Class<?>> same =
        typesByName.computeIfAbsent(type.getSimpleName(), n -> new ArrayList<>(1));
    if (!same.contains(type)) {
      same.add(type);
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (Event.class.isAssignableFrom(parent)
          && parent != Event.class
          && Modifier.isPublic(parent.getModifiers())) {
        collectNames(parent);
      }
    }
  }

  private void constants() {
    for (Severity severity : Severity.values()) {
      if (severity != Severity.UNSET) {
        long rank = severity.ordinal();
        constant(severity.name(), SimpleType.INT, rank);
      }
    }
    for (Outcome outcome : Outcome.values()) {
      constant(outcome.name(), SimpleType.STRING, outcome.name());
    }
  }

  private void constant(String name, CelType type, Object value) {
    constants.add(name);
    variables.put(name, new Variable(type, Set.of(), (e, f) -> value));
  }

  /** All variables by their full names. */
  Map<String, Variable> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** What may stand behind {@code event.}, the fields that the events declare first. */
  Set<String> members() {
    Set<String> members = new LinkedHashSet<>(components.keySet());
    members.addAll(parts.keySet());
    return members;
  }

  /** What may stand behind {@code event.fields.}. */
  Set<String> componentNames() {
    return components.keySet();
  }

  /** Names that may stand alone. */
  Set<String> constantNames() {
    return constants;
  }

  /** Names that {@code is} takes. */
  Set<String> typeNames() {
    return typesByName.keySet();
  }

  /** The two types of a component that types of events do not agree on; null where they do. */
  @Nullable String conflict(String variable) {
    String name = variable.substring(variable.lastIndexOf('.') + 1);
    boolean isComponent =
        !parts.containsKey(name) || variable.startsWith(EVENT + "." + FIELDS + ".");
    return isComponent ? conflicts.get(name) : null;
  }

  /** A type as users know it. */
  static String inWords(CelType type) {
    return inWords(type.name());
  }

  /** The same by the name that the library gives it. */
  static String inWords(String typeName) {
    return switch (typeName) {
      case "google.protobuf.Timestamp" -> "timestamp";
      case "google.protobuf.Duration" -> "duration";
      default -> typeName;
    };
  }
}
