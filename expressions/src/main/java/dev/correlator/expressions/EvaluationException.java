package dev.correlator.expressions;

/**
 * A condition could not be evaluated of an event, and not because a value is missing: a text is no
 * number, a number was divided by zero, the limit of steps was reached. The condition does not
 * hold. Without a stack trace: it may be so for each event.
 */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EvaluationException(String message) {
    super(message, null, false, false);
  }
}
