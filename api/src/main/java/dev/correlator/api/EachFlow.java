package dev.correlator.api;

/**
 * Describes a stage that takes each selected record by itself, without a key and without a state.
 * Mandatory: at least one rule. For each record the first rule (in the order of the calls) whose
 * pattern matches applies.
 */
public interface EachFlow {

  /** Code that takes a record. */
  @FunctionalInterface
  interface Action {
    /**
     * Called for each record, in no order that code could notice: what it sends and counts is given
     * out in the order of records. There is no key, and no timer can be set. An exception undoes
     * the whole call, events, facts and counts, and is reported.
     */
    void on(LogRecord record, Context context);
  }

  /** Code that takes a record and what its text says. */
  @FunctionalInterface
  interface ValueAction<V> {
    /** As {@link Action#on}. */
    void on(V values, LogRecord record, Context context);
  }

  /** Takes every record that no rule before took. */
  default EachFlow on(Action action) {
    return on(Pattern.of("{*}"), action);
  }

  /** Takes records whose text has this form. */
  EachFlow on(Pattern pattern, Action action);

  /**
   * The same, with what the text says.
   *
   * @param values a record class, filled by name: the holes of the pattern, then header fields
   *     ({@link Field#component})
   */
  <V extends Record> EachFlow on(Pattern pattern, Class<V> values, ValueAction<V> action);
}
