package dev.correlator.expressions;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Filter;
import dev.correlator.api.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A compiled condition, on events or on records as its vocabulary was. Immutable. */
final class Condition implements Filter, Predicate<LogRecord> {

  /** What the library puts before the reason: a place in a text that it does not show. */
  private static final Pattern POSITION = Pattern.compile("^evaluation error at <input>:\\d+: ");

  private final Program program;
  private final Map<String, Vocabulary.Variable> variables;
  private final List<Vocabulary.Variable> needed;
  private final String source;

  /**
   * Makes one.
   *
   * @param variables those that the condition names
   * @param needed variables without which the condition cannot hold: asking for them first spares
   *     the library's exception, which costs more than the evaluation
   */
  Condition(
      String source,
      Program program,
      Map<String, Vocabulary.Variable> variables,
      List<Vocabulary.Variable> needed) {
    this.source = source;
    this.program = program;
    this.variables = Map.copyOf(variables);
    this.needed = List.copyOf(needed);
  }

  @Override
  public boolean passes(EventEnvelope<?> envelope) {
    try {
      return holds(new Subject(variables, envelope));
    } catch (CelEvaluationException e) {
      if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
        return false; // a value that is missing
      }
      throw new EvaluationException(
          POSITION.matcher(String.valueOf(e.getMessage())).replaceFirst(""));
    }
  }

  @Override
  public boolean test(LogRecord record) {
    try {
      return holds(new Subject(variables, record));
    } catch (CelEvaluationException e) {
      return false; // a value that is missing, a division by zero, the limit of steps
    }
  }

  private boolean holds(Subject subject) throws CelEvaluationException {
    for (Vocabulary.Variable variable : needed) {
      if (variable.accessor().value(subject) == null) {
        return false;
      }
    }
    return program.eval(subject) instanceof Boolean holds && holds;
  }

  @Override
  public String toString() {
    return source;
  }
}
