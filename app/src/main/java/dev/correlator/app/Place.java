package dev.correlator.app;

/**
 * Where something was written.
 *
 * @param origin the file as the user named it, or what else it was: an option, a variable, a plugin
 * @param line the line, from 1; 0 where there are no lines
 * @param column the column, from 1; 0 where there are no lines
 */
record Place(String origin, int line, int column) implements Comparable<Place> {

  /** The place of values that nobody wrote. */
  static final Place DEFAULT = new Place("default", 0, 0);

  /** Something that has no lines. */
  static Place of(String origin) {
    return new Place(origin, 0, 0);
  }

  /** Whether nobody wrote it. */
  boolean isDefault() {
    return line == 0 && origin.equals(DEFAULT.origin);
  }

  /** Whether it is an option that stands for a setting, as {@code --zone}. */
  boolean isOption() {
    return isCommandLine() && origin.indexOf(' ') < 0; // --set has a name
  }

  /** Whether it is an option, be it one that names the setting. */
  boolean isCommandLine() {
    return line == 0 && origin.startsWith("--");
  }

  @Override
  public int compareTo(Place other) {
    int byOrigin = origin.compareTo(other.origin);
    int byLine = byOrigin == 0 ? Integer.compare(line, other.line) : byOrigin;
    return byLine == 0 ? Integer.compare(column, other.column) : byLine;
  }

  @Override
  public String toString() {
    return line == 0 ? origin : origin + ":" + line + ":" + column;
  }
}
