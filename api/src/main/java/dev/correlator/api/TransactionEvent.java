package dev.correlator.api;

/**
 * The end of a transaction. The record's components are filled by name from the holes of the
 * transaction's patterns (the last value wins), its counters and its times; outcome, reason, began
 * and ended are in the envelope. Severity {@link Severity#WARNING} where the outcome is a failure,
 * else {@link Severity#INFO}.
 */
public interface TransactionEvent extends Event {}
