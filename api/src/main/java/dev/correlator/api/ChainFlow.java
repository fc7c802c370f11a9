package dev.correlator.api;

/**
 * Describes a chain of transactions. The outcome of the chain is that of the first leg which did
 * not complete, with its reason; COMPLETED where all did. A leg that is named but never seen within
 * the deadline of its own rule fails the chain with {@code "no NAME"}, NAME being the leg's; a leg
 * that nothing led to ends as END_WITHOUT_START. Records of a leg may come before the record that
 * names its id. A leg that names several ids gives one chain for each.
 */
public interface ChainFlow {

  /** The first leg. */
  ChainFlow first(TransactionFlow leg);

  /**
   * The next leg.
   *
   * @param leg its key is the id alone
   * @param id the component of the leg before, and hole of its patterns, that names the id
   */
  ChainFlow then(TransactionFlow leg, String id);

  /** As for transactions, over the components of the chain's event. */
  ChainFlow retryKey(String... components);

  /** Adds 1 to a metric for each chain that ends with this outcome. */
  ChainFlow tally(String metric, Outcome outcome);
}
