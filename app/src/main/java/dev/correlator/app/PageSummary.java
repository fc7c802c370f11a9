package dev.correlator.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page holds of a run.
 *
 * @param transactions the transactions that the page shows one by one
 * @param allTransactions how many there were
 * @param records the log lines that the page shows
 * @param allRecords how many the transactions and events that it shows keep
 * @param notes what a reader has to know about what is missing, each a sentence
 * @param error why the page could not be written, or null
 */
record PageSummary(
    long transactions,
    long allTransactions,
    long records,
    long allRecords,
    List<String> notes,
    @Nullable String error) {

  /** Copies. */
  PageSummary {
    notes = List.copyOf(notes);
  }

  /** Nothing: the page could not be written. */
  static PageSummary failed(String why) {
    return new PageSummary(0, 0, 0, 0, List.of(), why);
  }

  /** What a report says of it. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(
        (transactions < allTransactions ? CountText.of(transactions) + " of " : "")
            + CountText.of(allTransactions, "transaction"));
    words.add(
        CountText.of(records) + (allTransactions == 1 ? " of its records" : " of their records"));
    words.addAll(notes);
    return words;
  }
}
