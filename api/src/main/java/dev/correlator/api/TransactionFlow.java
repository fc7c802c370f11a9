package dev.correlator.api;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Describes a transaction. One transaction per key is open at a time. For each record the first
 * rule (in the order of the calls) whose pattern matches applies; the holes of its pattern fill the
 * components of the event with the same names, the last value winning. The header {@link Field}s
 * fill the components that are named as they are, unless a pattern has a hole of that name.
 *
 * <p>A key and one of {@link #idle}, {@link #quiet} and {@link #total} are mandatory. None of the
 * arguments may be null. Other mistakes throw nothing: they are collected over all that {@link
 * LogicModule#define} says, and told together, with their places, before the first record.
 */
public interface TransactionFlow {

  /**
   * What identifies a transaction. A record that lacks a part is counted and ignored. Given once.
   *
   * @param parts 1 to 4; a hole that is one of them must be in each pattern, unless the step has a
   *     key of its own ({@link Step#key})
   */
  TransactionFlow key(KeyPart... parts);

  /** A record that opens a transaction, or is a step of the open one. */
  default TransactionFlow open(Pattern pattern) {
    return open(pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow open(Pattern pattern, Consumer<Step> step);

  /**
   * A record that may lead up to a transaction: it is kept, and is part of the transaction if a
   * record that opens, starts or ends one follows. By itself it is none, and is forgotten when its
   * time is over.
   */
  default TransactionFlow lead(Pattern pattern) {
    return lead(pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow lead(Pattern pattern, Consumer<Step> step);

  /** A record that always starts a new one: the open one, if any, ends as SUPERSEDED. */
  default TransactionFlow start(Pattern pattern) {
    return start(pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow start(Pattern pattern, Consumer<Step> step);

  /**
   * A record that belongs to the open transaction; where none is open it is counted and ignored.
   */
  default TransactionFlow step(Pattern pattern) {
    return step(pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow step(Pattern pattern, Consumer<Step> step);

  /**
   * A record that ends the open transaction. Where none is open, a transaction of this one record
   * ends as END_WITHOUT_START.
   */
  default TransactionFlow end(Outcome outcome, String reason, Pattern pattern) {
    return end(outcome, reason, pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow end(Outcome outcome, String reason, Pattern pattern, Consumer<Step> step);

  /**
   * A record that ends the open transaction: FAILED where a record gave a reason ({@link
   * Step#reason}), else COMPLETED with this one. Where none is open, a transaction of this one
   * record ends as END_WITHOUT_START.
   */
  default TransactionFlow endOrFail(String reason, Pattern pattern) {
    return endOrFail(reason, pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow endOrFail(String reason, Pattern pattern, Consumer<Step> step);

  /** A record that ends the open transaction; where none is open, it is one of a single record. */
  default TransactionFlow openAndEnd(Outcome outcome, String reason, Pattern pattern) {
    return openAndEnd(outcome, reason, pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow openAndEnd(Outcome outcome, String reason, Pattern pattern, Consumer<Step> step);

  /** A record that ends the open transaction; where none is open it is counted and ignored. */
  default TransactionFlow endIfOpen(Outcome outcome, String reason, Pattern pattern) {
    return endIfOpen(outcome, reason, pattern, step -> {});
  }

  /** The same, and what else to do with the record. */
  TransactionFlow endIfOpen(Outcome outcome, String reason, Pattern pattern, Consumer<Step> step);

  /**
   * A record that says once more what one before it said. Where a record that leads up to one is
   * kept ({@link #lead}), both are forgotten; else it is as {@link #openAndEnd(Outcome, String,
   * Pattern)}.
   */
  default TransactionFlow again(Outcome outcome, String reason, Pattern pattern) {
    return again(outcome, reason, pattern, step -> {});
  }

  /** The same, and what else to do with the record where it is not the second. */
  TransactionFlow again(Outcome outcome, String reason, Pattern pattern, Consumer<Step> step);

  /** Short for {@link #end(Outcome, String, Pattern)} with FAILED. */
  default TransactionFlow fail(String reason, Pattern pattern) {
    return end(Outcome.FAILED, reason, pattern);
  }

  /**
   * Keeps a transaction that a rule has ended for this long, so that records which trail its end
   * are part of it. It ends with the outcome, the reason and the time of the rule that ended it,
   * and is sent when the time has passed, or at once when a rule that opens or starts one, or leads
   * up to one, matches.
   *
   * @param trail at least 0 (the default: none)
   */
  TransactionFlow trail(Duration trail);

  /**
   * Given up as TIMED_OUT when this long has passed since the last of its records. Given once, and
   * not beside {@link #quiet}.
   *
   * @param idle more than 0; 292 years and more is forever
   */
  TransactionFlow idle(Duration idle);

  /**
   * Ends when this long has passed since the last of its records: for work that does not say when
   * it is done. COMPLETED, or FAILED where a record gave a reason, see {@link Step#reason}. Not
   * beside {@link #idle}.
   *
   * @param quiet more than 0; 292 years and more is forever
   */
  TransactionFlow quiet(Duration quiet);

  /**
   * Given up as TIMED_OUT when this long has passed since the first of its records; see also {@link
   * Step#total}. Given once; beside {@link #idle} or {@link #quiet} what is over first applies.
   *
   * @param total more than 0; 292 years and more is forever
   */
  TransactionFlow total(Duration total);

  /**
   * Ranks reasons: of those that the records of a transaction gave ({@link Step#reason}) and that
   * of its end, a failure tells the one that stands first here. Reasons that are not named come
   * behind those that are; among them the last one given is told, and before the end's own.
   *
   * @param firstToLast reasons that rules of this transaction give; another one is a mistake
   */
  TransactionFlow reasons(String... firstToLast);

  /**
   * The components that identify the work, whoever tries it: failures that a later transaction with
   * the same values completed are taken off the list of those to run again.
   *
   * @param components names of components of the event; another one is a mistake
   */
  TransactionFlow retryKey(String... components);

  /**
   * Adds 1 to a metric for each transaction that ends with this outcome.
   *
   * @param metric a component of an event of {@link Flow#statistics}; else it is a mistake
   */
  TransactionFlow tally(String metric, Outcome outcome);

  /**
   * The largest number of open transactions of this stage; one more evicts the one of its group of
   * keys whose last record is oldest.
   *
   * @param maxKeys at least 50,000; 200,000 where it is not said
   */
  TransactionFlow maxKeys(int maxKeys);
}
