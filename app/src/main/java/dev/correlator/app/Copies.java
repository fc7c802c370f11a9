package dev.correlator.app;

import dev.correlator.intake.LogSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sources that begin alike: mostly one is a copy of the other, and what is in both counts twice.
 * Whether they are alike to their ends nobody looks, so it is asked and not claimed.
 */
final class Copies {

  /** Pairs that are told one by one. */
  private static final int SHOWN = 3;

  private Copies() {}

  /** What to tell of sources that have been read, each a line. */
  static List<String> notes(List<LogSource> sources) {
    List<String> notes = new ArrayList<>();
    Map<LogSource, LogSource> alike = alike(sources);
    alike.forEach((source, earlier) -> {
      if (notes.size() < SHOWN) {
        boolean asLong = source.contentBytes() == earlier.contentBytes();
        notes.add(
            Printable.line(source.name())
                + " begins as "
                + Printable.line(earlier.name())
                + (asLong ? " and is as long" : "")
                + ": if "
                + (asLong ? "it is a copy" : "one is a copy of a part of the other")
                + ", what is in both counts twice");
      }
    });
    if (alike.size() > SHOWN) {
      int more = alike.size() - SHOWN;
      notes.add(
          CountText.of(more, "more file") + (more == 1 ? " begins" : " begin") + " as another");
    }
    return notes;
  }

  /** The sources that begin as another one does, with that. */
  static Map<LogSource, LogSource> alike(List<LogSource> sources) {
    Map<LogSource, LogSource> alike = new LinkedHashMap<>();
    for (int i = 1; i < sources.size(); i++) { // by their first times, then by their first bytes
      if (sources.get(i).beginsAs(sources.get(i - 1))) {
        alike.put(sources.get(i), sources.get(i - 1));
      }
    }
    return alike;
  }
}
