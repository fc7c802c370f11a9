package dev.correlator.api;

/**
 * Describes a chain of transactions. Its legs run side by side, each by its own rules and on any
 * host; an id that a record of one leg names is the key of the next. The order in which records of
 * different legs come does not matter: a leg may have begun, or ended, before the record that names
 * its id.
 *
 * <p><b>The event</b> of a chain is sent when its last leg has ended, or when it is known that one
 * will not come. Its values are those of all legs, later legs over earlier ones; its records are
 * those of all legs, one that two legs took counted once; its key is that of the first leg. The
 * outcome is that of the first leg which did not complete, with its reason; COMPLETED where all
 * did.
 *
 * <ul>
 *   <li>A leg that was named but not seen fails the chain as {@code "no NAME"}, NAME being the
 *       leg's: when the leg before has ended, and no earlier than the time after which the missing
 *       leg, named as it was, would have been given up: its {@link TransactionFlow#idle}, {@link
 *       TransactionFlow#quiet} or {@link TransactionFlow#total}, the shortest of them.
 *   <li>A leg that is given up fails the chain as TIMED_OUT, {@code "NAME: no end within 5m"}
 *       unless a record gave a reason.
 *   <li>A leg that completes without having named the next one fails the chain as {@code "no NAME"}
 *       at once, unless the next one was declared by {@link #thenIfNamed}.
 *   <li>A leg that nothing led to becomes an event of its own, with the legs behind it, and ends as
 *       END_WITHOUT_START: when the legs before it, had they begun as it ended, would have been
 *       given up.
 *   <li>A leg that names several ids, at most 64 (further ones are counted as evicted), gives one
 *       event for each. An id that is named by several legs belongs to the first of them.
 *   <li>What still waits when the input ends is OPEN_AT_END, unless it had failed before.
 * </ul>
 *
 * <p>A chain has at least two legs.
 */
public interface ChainFlow {

  /** The first leg. */
  ChainFlow first(TransactionFlow leg);

  /**
   * The next leg, which every chain has: without it, it has failed.
   *
   * @param leg its key is the id alone
   * @param id the component of the leg before, and hole of its patterns, that names the id
   */
  ChainFlow then(TransactionFlow leg, String id);

  /**
   * The next leg of those chains that name it; the others complete without it.
   *
   * @param leg its key is the id alone
   * @param id the component of the leg before, and hole of its patterns, that names the id
   */
  ChainFlow thenIfNamed(TransactionFlow leg, String id);

  /** As for transactions, over the components of the chain's event. */
  ChainFlow retryKey(String... components);

  /** Adds 1 to a metric for each chain that ends with this outcome. */
  ChainFlow tally(String metric, Outcome outcome);

  /**
   * The largest number of ids that wait for one leg to meet the next, for each pair of legs. With
   * more, what has waited longest is given up as EVICTED. Default 200,000; at least 50,000.
   */
  ChainFlow maxKeys(int maxKeys);
}
