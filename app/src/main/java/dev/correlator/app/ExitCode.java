package dev.correlator.app;

/** What the process ends with; part of the promise to scripts. */
enum ExitCode {
  /** See {@link #sentence}. */
  OK(0, "Done."),
  /** See {@link #sentence}. */
  UNEXPECTED(1, "Something went wrong that the user cannot put right."),
  /** See {@link #sentence}. */
  USAGE(2, "The command line or the configuration is wrong; nothing was started."),
  /** See {@link #sentence}. */
  FAILED_ON(3, "Done, and what --fail-on names was found."),
  /** See {@link #sentence}; the number is EX_DATAERR of sysexits.h. */
  NO_RECORD(65, "Done, but nothing in the input could be read as a record."),
  /** See {@link #sentence}; the number is EX_NOINPUT of sysexits.h. */
  NO_INPUT(
      66,
      "A file to read does not exist or cannot be read to its end; what could be read is told."),
  /** See {@link #sentence}; the number is EX_SOFTWARE of sysexits.h. */
  BROKEN(
      70,
      "The program could not go on: its memory is used up, or an error ended one of its threads;"
          + " nothing is reported."),
  /** See {@link #sentence}; the number is EX_CONFIG of sysexits.h. Given by the launcher. */
  NO_JDK(78, "No JDK of version 21 or newer was found."),
  /** See {@link #sentence}; 128 + SIGINT, as shells count. */
  INTERRUPTED(130, "Stopped by Ctrl-C; what was found up to then is reported.");

  private final int number;
  private final String sentence;

  ExitCode(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  /** The number. */
  int number() {
    return number;
  }

  /** What it means, for help and reference. */
  String sentence() {
    return sentence;
  }
}
