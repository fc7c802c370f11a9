package dev.correlator.expressions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Event;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.WarningEvent;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a condition can name: members of its {@linkplain Root roots}, the constants of severity and
 * outcome, and the names of types of events. Each is a flat variable: an expression costs what it
 * names, however large the event is. Immutable.
 */
final class Vocabulary {

  /** Takes a value out of what a condition is asked about; null where it has none. */
  @FunctionalInterface
  interface Accessor {
    @Nullable Object value(Subject subject);
  }

  /**
   * A name and what stands behind it.
   *
   * @param type of the values
   * @param texts the texts that a value can be; empty: any
   * @param accessor takes the value
   */
  record Variable(CelType type, Set<String> texts, Accessor accessor) {}

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

  private final Map<String, Root> roots = new LinkedHashMap<>();
  private final Map<String, Variable> constants = new TreeMap<>();
  private final SortedMap<String, List<Class<?>>> typesByName = new TreeMap<>();
  private final boolean takesAnyType;

  private Vocabulary(boolean takesAnyType, Root... roots) {
    this.takesAnyType = takesAnyType;
    for (Root root : roots) {
      this.roots.put(root.name(), root);
    }
    for (Severity severity : Severity.values()) {
      if (severity != Severity.UNSET) {
        constant(severity.name(), SimpleType.INT, (long) severity.ordinal());
      }
    }
  }

  /** That of conditions on events of these types, and on the records that trigger them. */
  static Vocabulary ofEvents(Set<Class<? extends Event>> types) {
    List<Class<? extends Event>> sorted = new ArrayList<>(types);
    sorted.sort(Comparator.comparing(Class::getName));
    Vocabulary vocabulary = new Vocabulary(false, EventRoot.make(sorted), RecordRoot.make());
    vocabulary.outcomes();
    sorted.forEach(vocabulary::collectNames);
    STANDARD.forEach(vocabulary::collectNames);
    return vocabulary;
  }

  /** The same where the types are not known: names that may be theirs are taken as such. */
  static Vocabulary ofAnyEvents() {
    Vocabulary vocabulary = new Vocabulary(true, EventRoot.any(), RecordRoot.make());
    vocabulary.outcomes();
    STANDARD.forEach(vocabulary::collectNames);
    return vocabulary;
  }

  private void outcomes() {
    for (Outcome outcome : Outcome.values()) {
      constant(outcome.name(), SimpleType.STRING, outcome.name());
    }
  }

  /** That of conditions on records alone. */
  static Vocabulary ofRecords() {
    return new Vocabulary(false, RecordRoot.make());
  }

  private void constant(String name, CelType type, Object value) {
    constants.put(name, new Variable(type, Set.of(), s -> value));
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

  /** The variable of a full name, as {@code event.user} or {@code ERROR}; null: there is none. */
  @Nullable Variable variable(String name) {
    if (name.startsWith(HAS)) {
      Variable of = member(name.substring(HAS.length()));
      return of == null ? null : presence(of);
    }
    if (name.startsWith(IS)) {
      String type = name.substring(IS.length());
      return hasType(type) ? kinship(typesByName.getOrDefault(type, List.of())) : null;
    }
    Variable constant = constants.get(name);
    return constant == null ? member(name) : constant;
  }

  private @Nullable Variable member(String path) {
    Root root = root(path);
    int dot = path.indexOf('.');
    return root == null || dot < 0 ? null : root.variable(path.substring(dot + 1));
  }

  private static Variable presence(Variable of) {
    return new Variable(SimpleType.BOOL, Set.of(), s -> of.accessor().value(s) != null);
  }

  private static Variable kinship(List<Class<?>> classes) {
    return new Variable(
        SimpleType.BOOL,
        Set.of(),
        s -> {
          Class<?> type = s.event().type();
          for (Class<?> c : classes) {
            if (c.isAssignableFrom(type)) {
              return true;
            }
          }
          return false;
        });
  }

  /** The root with which a path begins; null where it begins with none. */
  @Nullable Root root(String path) {
    int dot = path.indexOf('.');
    return roots.get(dot < 0 ? path : path.substring(0, dot));
  }

  /** All roots, the one that is most likely meant first. */
  Collection<Root> roots() {
    return Collections.unmodifiableCollection(roots.values());
  }

  /** Names of constants, which stand alone. */
  Set<String> constantNames() {
    return constants.keySet();
  }

  /** Names that {@code is} takes; none where conditions are not about events. */
  Set<String> typeNames() {
    return typesByName.keySet();
  }

  /** Whether {@code is} takes a name. */
  boolean hasType(String name) {
    return takesAnyType || typesByName.containsKey(name);
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
      case "map(string, string)" -> "map";
      default -> typeName;
    };
  }
}
