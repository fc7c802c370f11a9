package dev.correlator.app;

import java.util.Comparator;

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

  private static final Comparator<Place> BY_POSITION =
      Comparator.comparing(Place::origin)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /** Something that has no lines. */
  static Place of(String origin) {
    return new Place(origin, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return BY_POSITION.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? origin : origin + ":" + line + ":" + column;
  }
}
