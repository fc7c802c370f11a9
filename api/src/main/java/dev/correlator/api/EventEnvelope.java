package dev.correlator.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event with all that is known about it. Immutable and safe for use by any thread; what is
 * costly (id, decoded values, messages) is made when asked for.
 */
public interface EventEnvelope<E extends Event> {

  /** The event itself. */
  E event();

  /** The event's class. */
  Class<E> type();

  /**
   * The identity: 32 hexadecimal digits, the first 128 bits of a SHA-256 over application, module,
   * stage, key, type, time and ordinal. The same finding has the same id in every run.
   */
  String id();

  /** The effective time of the record or timer that raised it. */
  Instant time();

  /** The application. */
  String application();

  /** The system it comes from: the module instance's name, or {@code engine}. */
  String system();

  /** The stage. */
  String stage();

  /** The parts of the key, empty where there is none. */
  List<String> key();

  /** Gives the parts of the key, as texts. */
  default void key(FieldTaker to) {
    key().forEach(to::value);
  }

  /** The severity, never UNSET. */
  Severity severity();

  /** How the transaction ended; null for events that are not of transactions. */
  @Nullable Outcome outcome();

  /** Why, in the rule's words; null where there is none. */
  @Nullable String reason();

  /** The time of the transaction's first record, or the period's start; else {@link #time}. */
  Instant began();

  /** The time of the transaction's last record, or the period's end; else {@link #time}. */
  Instant ended();

  /** What identifies the work whoever tries it, see {@link TransactionFlow#retryKey}; or empty. */
  List<String> retryKey();

  /**
   * The record that triggered it: of a transaction that a rule ended, the one that did, also where
   * others trailed it. Null where a timer, a period or the end of the input triggered it.
   */
  @Nullable LogRecord record();

  /** Where the records behind it stand. */
  Evidence evidence();

  /** Whether a record behind it came too late for its time and was given a later one. */
  boolean retimed();

  /** Whether the input ended before the event was complete. */
  boolean partial();

  /**
   * The components by name, in declared order; values are of the types that {@link Event} lists.
   */
  Map<String, @Nullable Object> fields();

  /** Gives the values of {@link #fields}, in declared order. */
  default void fields(FieldTaker to) {
    fields().values().forEach(to::value);
  }

  /** The event in words: its own template, or the table of its fields. */
  String message(MessageFormat format);
}
