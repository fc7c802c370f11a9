package dev.correlator.expressions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Filter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled condition. Values are taken from the event by name as they are needed; nothing is
 * copied. Immutable.
 */
final class EventFilter implements Filter {

  private final Program program;
  private final Map<String, Vocabulary.Variable> variables;
  private final List<Vocabulary.Variable> needed;
  private final String source;

  /**
   * Makes one.
   *
   * @param needed variables without which the condition cannot hold: asking for them first spares
   *     the library's exception, which costs more than the evaluation
   */
  EventFilter(
      String source,
      Program program,
      Map<String, Vocabulary.Variable> variables,
      List<Vocabulary.Variable> needed) {
    this.source = source;
    this.program = program;
    this.variables = variables;
    this.needed = List.copyOf(needed);
  }

  @Override
  public boolean passes(EventEnvelope<?> envelope) {
    Values values = new Values(envelope);
    for (Vocabulary.Variable variable : needed) {
      if (values.of(variable) == null) {
        return false;
      }
    }
    try {
      return program.eval(values) instanceof Boolean holds && holds;
    } catch (CelEvaluationException e) {
      return false; // a value that is missing, a division by zero, the limit of steps
    }
  }

  @Override
  public String toString() {
    return source;
  }

  private final class Values implements CelVariableResolver, Vocabulary.Fields {

    private final EventEnvelope<?> envelope;
    private @Nullable Map<String, @Nullable Object> fields;

    Values(EventEnvelope<?> envelope) {
      this.envelope = envelope;
    }

    @Nullable Object of(Vocabulary.Variable variable) {
      return variable.accessor().value(envelope, this);
    }

    @Override
    public @Nullable Object get(String name) {
      Map<String, @Nullable Object> known = fields;
      if (known == null) {
        known = envelope.fields();
        fields = known;
      }
      return known.get(name);
    }

    @Override
    public Optional<Object> find(String name) {
      Vocabulary.Variable variable = variables.get(name);
      return variable == null ? Optional.empty() : Optional.ofNullable(of(variable));
    }
  }
}
