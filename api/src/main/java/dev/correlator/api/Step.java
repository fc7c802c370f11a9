package dev.correlator.api;

/** What a record does to its transaction beside filling the holes. */
public interface Step {

  /** Adds 1 to a component of type int or long. */
  Step count(String component);

  /** Sets a component of type Instant to the record's time, where it is still empty. */
  Step time(String component);

  /** Sets a component to a fixed text. */
  Step set(String component, String value);

  /**
   * The reason that a FAILED end or a time-out gives if it comes later: it is said in place of that
   * rule's own. The last call wins.
   */
  Step reason(String reason);

  /** The same, where no record gave a reason before. */
  Step reasonIfNone(String reason);

  /** Forgets such a reason: the end's own is used again. */
  Step noReason();

  /**
   * Tells later stages a fact. Its components are filled by name: the holes of this record first,
   * then the values of the transaction, then header fields ({@link Field#component}).
   */
  Step tell(Class<? extends Fact> fact);
}
