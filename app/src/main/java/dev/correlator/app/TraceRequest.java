package dev.correlator.app;

import dev.correlator.api.RecordFormat;
import java.util.List;

/**
 * What {@code correlator trace} was asked for, complete and checked. Immutable.
 *
 * @param idOrKey the beginning of an event's id, or a part of a key
 * @param configuration what all applications share, and the applications to look with
 * @param chosen whether the user named the applications
 * @param formats the formats that there are
 * @param inputs what to read, as typed: files, patterns of names, {@code -} for standard input
 * @param atEnd what becomes of what is open when the input ends
 * @param shards over how many threads to spread the work, 0: as many as the machine has cores
 * @param progress whether progress may be shown, on a terminal
 * @param same the options, as typed, that another command must repeat to find the same
 * @param command what the user types for the program
 */
record TraceRequest(
    String idOrKey,
    Configuration configuration,
    boolean chosen,
    List<Plugin<RecordFormat>> formats,
    List<String> inputs,
    RunRequest.AtEnd atEnd,
    int shards,
    boolean progress,
    List<String> same,
    String command) {

  /** Copies. */
  TraceRequest {
    formats = List.copyOf(formats);
    inputs = List.copyOf(inputs);
    same = List.copyOf(same);
  }
}
