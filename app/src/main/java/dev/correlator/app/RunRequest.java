package dev.correlator.app;

import dev.correlator.api.LogicModule;
import dev.correlator.api.RecordFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code correlator run} was asked for, complete and checked. Immutable.
 *
 * @param configuration what all applications share, and the applications to run
 * @param chosen whether the user named the applications; if not, those are meant whose modules know
 *     the records
 * @param formats the formats that there are
 * @param modules the modules that are installed
 * @param inputs what to read, as typed: files, patterns of names, {@code -} for standard input
 * @param folder where the user stands
 * @param directory the folder that handlers' relative paths are resolved against
 * @param report how the report looks
 * @param events the file for all events as JSON lines, {@link #STANDARD_OUTPUT}, or null
 * @param failed the file for the transactions to run again, or null
 * @param rejects the file for the records that cannot be parsed, or null
 * @param html the file for the report as a page, or null
 * @param atEnd what becomes of what is open when the input ends
 * @param failOn what to end with {@link ExitCode#FAILED_ON} for
 * @param shards over how many threads to spread the work, 0: as many as the machine has cores
 * @param act whether handlers may act on the outside, though this is history
 * @param progress whether progress may be shown, on a terminal
 * @param debug whether the user wants to see more
 * @param same the options, as typed, that another command must repeat to find the same
 * @param command what the user types for the program
 * @param home the folder of the installation, or null
 */
record RunRequest(
    Configuration configuration,
    boolean chosen,
    List<Plugin<RecordFormat>> formats,
    List<Plugin<LogicModule<?>>> modules,
    List<String> inputs,
    Path folder,
    Path directory,
    Report report,
    @Nullable Path events,
    @Nullable Path failed,
    @Nullable Path rejects,
    @Nullable Path html,
    AtEnd atEnd,
    Set<FailOn> failOn,
    int shards,
    boolean act,
    boolean progress,
    boolean debug,
    List<String> same,
    String command,
    @Nullable Path home) {

  /** Stands for standard output where a file is asked for. */
  static final Path STANDARD_OUTPUT = Path.of("-");

  /** Copies. */
  RunRequest {
    formats = List.copyOf(formats);
    modules = List.copyOf(modules);
    inputs = List.copyOf(inputs);
    failOn = Set.copyOf(failOn);
    same = List.copyOf(same);
  }

  /** Whether events go to standard output: nothing else may then, as another program reads it. */
  boolean eventsToStandardOutput() {
    return STANDARD_OUTPUT.equals(events);
  }

  /** Whether standard output carries what another program reads as a whole. */
  boolean standardOutputIsDocument() {
    return eventsToStandardOutput() || report == Report.JSON;
  }

  /** How a report looks. */
  enum Report {
    /** Tables for people. */
    TABLE,
    /** One JSON document. */
    JSON;

    @Override
    public String toString() { // as it is typed
      return SettingType.word(this);
    }
  }

  /** What becomes of what is open when the input ends. */
  enum AtEnd {
    /** It is reported as open: neither succeeded nor failed. */
    STOP,
    /** All deadlines are taken to have passed. */
    DRAIN;

    @Override
    public String toString() { // as it is typed
      return SettingType.word(this);
    }
  }

  /** What ends a run with an exit code of its own. */
  enum FailOn {
    /** A transaction failed or timed out. */
    FAILED,
    /** An event of severity warning or more. */
    WARNING,
    /** An event of severity error or more. */
    ERROR,
    /** A record that could not be parsed. */
    REJECTED,
    /** A record that was re-timed or adjusted: the result may depend on the order of arrival. */
    INEXACT;

    @Override
    public String toString() { // as it is typed
      return SettingType.word(this);
    }
  }
}
