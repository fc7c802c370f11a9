package dev.correlator.api;

import java.util.List;

/**
 * The records behind an event: the first {@value #FIRST}, the last {@value #LAST} and how many
 * there were.
 *
 * @param count how many records there were in all
 * @param records the kept ones, in order
 */
public record Evidence(long count, List<RecordRef> records) {

  /** How many of the first records are kept. */
  public static final int FIRST = 8;

  /** How many of the last records are kept. */
  public static final int LAST = 24;

  /** No records. */
  public static final Evidence NONE = new Evidence(0, List.of());

  /** Copies. */
  public Evidence {
    records = List.copyOf(records);
  }
}
