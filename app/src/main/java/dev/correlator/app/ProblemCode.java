package dev.correlator.app;

/**
 * What can be wrong with what the user wrote or installed; each with a sentence for the reference.
 */
enum ProblemCode {
  /** See {@link #sentence}. */
  CFG_UNREADABLE("The configuration file does not exist or cannot be read."),
  /** See {@link #sentence}. */
  CFG_SYNTAX("The file is not YAML, or uses a part of YAML that configuration does not take."),
  /** See {@link #sentence}. */
  CFG_UNKNOWN_KEY("Nobody declares a setting or a section of this name."),
  /** See {@link #sentence}. */
  CFG_UNKNOWN_NAME(
      "The value names a module, a handler, a format, an event type or an application that there is"
          + " not."),
  /** See {@link #sentence}. */
  CFG_BAD_NAME(
      "The name of an application, a module or a handler does not have the form of names."),
  /** See {@link #sentence}. */
  CFG_WRONG_TYPE("The value is not of the type that the setting takes."),
  /** See {@link #sentence}. */
  CFG_OUT_OF_RANGE("The value is smaller or larger than the setting allows."),
  /** See {@link #sentence}. */
  CFG_MISSING("A setting without a default has no value."),
  /** See {@link #sentence}. */
  CFG_REFUSED("The values are right one by one, but not together."),
  /** See {@link #sentence}. */
  CFG_SECRET("A credential is written out, or its reference leads nowhere."),
  /** See {@link #sentence}. */
  CFG_FILTER(
      "The condition under `when` is not valid for the events that the handler is given, or that of"
          + " `--where` for records."),
  /** See {@link #sentence}. */
  CFG_LOGIC("The logic module cannot work with these settings, or its description is wrong."),
  /** See {@link #sentence}. */
  CFG_NOT_READ("The key is known to the design but nothing in this version reads it."),
  /** See {@link #sentence}. */
  PLG_TWO_OF_ONE_NAME("Two installed modules, handlers or formats have the same name."),
  /** See {@link #sentence}. */
  PLG_NOT_LOADED("A class of a plugin cannot be loaded or constructed."),
  /** See {@link #sentence}. */
  PLG_BAD_PROVIDER(
      "A plugin's class does not keep the contract: its name, or its settings record."),
  /** See {@link #sentence}. */
  PLG_EMPTY("A plugin offers no module, handler or format."),
  /** See {@link #sentence}. */
  CLI_UNKNOWN_NAME("The command line names an application that there is not."),
  /** See {@link #sentence}. */
  CLI_USAGE("The command line is not complete, or its parts do not go together."),
  /** See {@link #sentence}. */
  CLI_NO_INPUT("A file that is to be read does not exist or cannot be read."),
  /** See {@link #sentence}. */
  CLI_NO_RECORD("The input is not empty, and nothing in it can be read as a record.");

  private final String sentence;

  ProblemCode(String sentence) {
    this.sentence = sentence;
  }

  /** What it means, for the reference. */
  String sentence() {
    return sentence;
  }
}
