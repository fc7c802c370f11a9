package dev.correlator.core;

import java.util.ArrayList;
import java.util.List;

/** The names of a run's sources and formats by their numbers. Safe for use by any thread. */
public final class Sources {

  private final List<String> names = new ArrayList<>();
  private final List<String> formats = new ArrayList<>();

  /** Makes an empty list. */
  public Sources() {}

  /** Adds a source and returns its number. */
  public synchronized int add(String name) {
    names.add(name);
    return names.size() - 1;
  }

  /** The name of a source. */
  public synchronized String name(int source) {
    return names.get(source);
  }

  /** The number of a format's name, given on first sight. */
  public synchronized int format(String name) {
    int i = formats.indexOf(name);
    if (i < 0) {
      formats.add(name);
      i = formats.size() - 1;
    }
    return i;
  }

  /** The name of a format. */
  synchronized String formatName(int format) {
    return formats.get(format);
  }
}
