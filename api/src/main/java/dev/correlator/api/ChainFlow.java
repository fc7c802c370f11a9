package dev.correlator.api;

import java.time.Duration;

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
 * <p>A chain has at least two legs, or is one of {@link #each}. Mistakes are collected and told
 * with those of the whole module; each method returns this.
 */
public interface ChainFlow {

  /**
   * The first leg. Said once, before {@link #then} and {@link #thenIfNamed}.
   *
   * @param leg a transaction of this module, which is a leg of no other chain
   * @return this
   * @throws IllegalArgumentException if it is not what {@link Flow#transaction} returned, here and
   *     below
   */
  ChainFlow first(TransactionFlow leg);

  /**
   * The next leg, which every chain has: without it, it has failed.
   *
   * @param leg its key is the id alone
   * @param id the component of the leg before, of type String, and hole of its patterns, that names
   *     the id
   * @return this
   */
  ChainFlow then(TransactionFlow leg, String id);

  /**
   * The next leg of those chains that name it; the others complete without it.
   *
   * @param leg its key is the id alone
   * @param id as in {@link #then}
   * @return this
   */
  ChainFlow thenIfNamed(TransactionFlow leg, String id);

  /**
   * All legs are of one kind: work that is handed on under a new id, any number of times, also to
   * several. Alone, in place of {@link #first} and {@link #then}.
   *
   * <p>The id is the last part of the key; the other parts, as the host, must be the same. An id of
   * which nothing was seen when it is named is none of a leg: the record may speak of another host.
   * A leg belongs to the first that names it while it is open, or not later than {@code wait} after
   * its end. At most 64 legs are one chain; further ones are counted as evicted and are chains of
   * their own.
   *
   * <p>The event is sent when all legs have ended, at least {@code wait} after the end of the
   * first; its values are those of the legs, the first one and then the others in the order in
   * which they began. A leg that nothing led to is no orphan here, but the first of a chain. An id
   * that is used again before a chain is complete ends it as SUPERSEDED. The legs' own events are
   * sent too: so that these do not count as transactions, let them be no {@link TransactionEvent}s.
   *
   * @param leg its key is at least the id
   * @param id the component of the leg, of type String, and hole of its patterns, that names the
   *     next one
   * @param wait in event time, more than 0
   * @return this
   */
  ChainFlow each(TransactionFlow leg, String id, Duration wait);

  /**
   * The first leg that has a value for these components is the one to tell it, not the last.
   *
   * @param components of the chain's event, by name
   * @return this
   */
  ChainFlow keep(String... components);

  /**
   * Fills a component of type String with the ids of all legs of {@link #each}, in the order in
   * which they began, a blank between them.
   *
   * @param component of the chain's event, by name
   * @return this
   */
  ChainFlow ids(String component);

  /**
   * What identifies the work, whoever tries it, see {@link TransactionFlow#retryKey}.
   *
   * @param components of the chain's event, by name; its legs have no retry keys
   * @return this
   */
  ChainFlow retryKey(String... components);

  /**
   * Adds 1 to a metric for each chain that ends with this outcome. Of an outcome said twice the
   * last metric counts.
   *
   * @param metric a component of an event of {@link Flow#statistics}
   * @param outcome any
   * @return this
   */
  ChainFlow tally(String metric, Outcome outcome);

  /**
   * The largest number of ids that wait for one leg to meet the next, for each pair of legs; of
   * {@link #each} the largest number of ids with the same other parts of the key. With more, what
   * has waited longest is given up as EVICTED.
   *
   * @param maxKeys at least 50,000; 200,000 where nothing is said
   * @return this
   */
  ChainFlow maxKeys(int maxKeys);
}
