package dev.correlator.api;

import java.time.Duration;
import java.util.function.Consumer;

/** What a record does to its transaction beside filling the holes. */
public interface Step {

  /** Adds 1 to a component of type int or long. */
  Step count(String component);

  /** Adds 1 to a metric of the module's statistics. */
  Step tally(String metric);

  /** Sets a component of type Instant to the record's time, where it is still empty. */
  Step time(String component);

  /** Lets this record fill these components only where they are still empty. */
  Step keep(String... components);

  /**
   * Where this component is filled already, the record belongs to its transaction as {@link
   * TransactionFlow#step(Pattern)} would have it, and what the rule says is not done: it neither
   * ends anything nor changes a value.
   */
  Step unless(String component);

  /**
   * What else the record does where this component was filled before it, or counted above 0.
   *
   * @param further takes {@link #count}, {@link #tally}, {@link #time}, {@link #set}, {@link
   *     #reason} and {@link #noReason}, which are done behind what the rule does otherwise, and
   *     {@link #keep}
   */
  Step where(String component, Consumer<Step> further);

  /**
   * The same where this component had no value before it; an empty text is one, a count of 0 is
   * none.
   */
  Step whereEmpty(String component, Consumer<Step> further);

  /**
   * Of these applications alone: for records of others the rules behind this one apply.
   *
   * @param apps {@link Select#app}, {@link Select#appLike}, and what these make with {@code and}
   *     and {@code or}
   */
  Step only(Select apps);

  /**
   * The record tells something about the transaction, but is none of its records: it is neither
   * evidence nor does it keep the transaction from being silent.
   */
  Step aside();

  /** Sets a component to a fixed text. */
  Step set(String component, String value);

  /**
   * The reason that a FAILED end or a time-out gives if it comes later: it is said in place of that
   * rule's own. The last call wins, unless reasons are ranked: {@link TransactionFlow#reasons}.
   */
  Step reason(String reason);

  /** The same, where no record gave a reason before. */
  Step reasonIfNone(String reason);

  /** Forgets such a reason: the end's own is used again. */
  Step noReason();

  /**
   * From this record on the transaction has this long, in place of {@link TransactionFlow#total},
   * and what it is when that is over.
   *
   * @param total counted from this record, more than 0
   */
  Step total(Duration total, Outcome outcome, String reason);

  /**
   * What identifies the transaction of this record, in place of {@link TransactionFlow#key}: for
   * what one process writes about another.
   */
  Step key(KeyPart... parts);

  /**
   * Tells later stages a fact. Its components are filled by name: the holes of this record first,
   * then the values of the transaction, then header fields ({@link Field#component}).
   */
  Step tell(Class<? extends Fact> fact);

  /**
   * Says that the record would do more if a setting, a list of choices, had this one too. It is
   * counted, no more: where the module finds nothing, a report tells how many records were left out
   * by what.
   *
   * @param setting a component of the module's configuration
   * @param choice the one that the setting lacks
   */
  Step leftOut(String setting, Enum<?> choice);
}
