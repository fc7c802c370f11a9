package dev.correlator.api;

/**
 * Describes a stage that takes each selected record by itself, without a key and without a state.
 * Mandatory: at least one rule. For each record the first rule (in the order of the calls) whose
 * pattern matches applies. Mistakes are collected and told with those of the whole module.
 */
public interface EachFlow {

  /** Code that takes a record. */
  @FunctionalInterface
  interface Action {
    /**
     * Called for each record, in no order that code could notice: what it sends and counts is given
     * out in the order of records. There is no key, and no timer can be set. An exception undoes
     * the whole call, events, facts and counts, and is reported.
     *
     * @param record the record; may be kept
     * @param context sends and counts; valid during the call, without {@link Context#in}, {@link
     *     Context#at} and {@link Context#forget}, which let the call fail
     */
    void on(LogRecord record, Context context);
  }

  /**
   * Code that takes a record and what its text says.
   *
   * @param <V> what its text says
   */
  @FunctionalInterface
  interface ValueAction<V> {
    /**
     * As {@link Action#on}.
     *
     * @param values what the text says; a component whose hole the text does not have is null, or 0
     * @param record the record; may be kept
     * @param context as there
     */
    void on(V values, LogRecord record, Context context);
  }

  /**
   * Takes every record that no rule before took.
   *
   * @param action called for each
   * @return this
   */
  default EachFlow on(Action action) {
    return on(Pattern.of("{*}"), action);
  }

  /**
   * Takes records whose text has this form.
   *
   * @param pattern of the whole text, and of fields where it names some
   * @param action called for each
   * @return this
   */
  EachFlow on(Pattern pattern, Action action);

  /**
   * The same, with what the text says.
   *
   * @param <V> what the text says
   * @param pattern of the whole text, and of fields where it names some
   * @param values a record class, filled by name: the holes of the pattern, then header fields
   *     ({@link Field#component}); that nothing fills one of its components is a mistake
   * @param action called for each
   * @return this
   */
  <V extends Record> EachFlow on(Pattern pattern, Class<V> values, ValueAction<V> action);
}
