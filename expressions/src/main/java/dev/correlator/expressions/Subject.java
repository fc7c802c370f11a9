package dev.correlator.expressions;

import dev.cel.runtime.CelVariableResolver;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogRecord;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a condition is asked about: an event, with the record that triggered it, or a record alone.
 * Values are taken by name as they are needed, and what is costly to make is made once. Used by one
 * thread.
 */
final class Subject implements CelVariableResolver {

  private final Map<String, Vocabulary.Variable> variables;
  private final @Nullable EventEnvelope<?> event;
  private @Nullable LogRecord record;
  private boolean recordTaken;
  private @Nullable Map<String, @Nullable Object> components;
  private @Nullable Map<String, String> recordFields;

  /** An event. */
  Subject(Map<String, Vocabulary.Variable> variables, EventEnvelope<?> event) {
    this.variables = variables;
    this.event = event;
  }

  /** A record. */
  Subject(Map<String, Vocabulary.Variable> variables, LogRecord record) {
    this.variables = variables;
    event = null;
    this.record = record;
    recordTaken = true;
  }

  /** The event; vocabularies of records alone never ask for it. */
  EventEnvelope<?> event() {
    return Objects.requireNonNull(event, "event");
  }

  /** A component that the event declares. */
  @Nullable Object component(String name) {
    Map<String, @Nullable Object> known = components;
    if (known == null) {
      known = event().fields();
      components = known;
    }
    return known.get(name);
  }

  /** The record, null where a timer raised the event. */
  @Nullable LogRecord record() {
    if (!recordTaken) {
      record = event().record();
      recordTaken = true;
    }
    return record;
  }

  /** What the record names itself; null where there is no record. */
  @Nullable Map<String, String> recordFields() {
    LogRecord of = record();
    if (recordFields == null && of != null) {
      recordFields = of.fields();
    }
    return recordFields;
  }

  @Override
  public Optional<Object> find(String name) {
    Vocabulary.Variable variable = variables.get(name);
    return variable == null
        ? Optional.empty()
        : Optional.ofNullable(variable.accessor().value(this));
  }
}
