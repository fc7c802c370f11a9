package dev.correlator.app;

import dev.correlator.core.DurationWords;
import dev.correlator.core.EngineOptions;
import dev.correlator.core.StampPolicy;
import dev.correlator.intake.LogSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to say of records that did not count at their own times, and how to read them so that they
 * do.
 *
 * @param notes what to tell, each a line
 * @param options what to add to the command so that all of them count at their own times, but those
 *     that are not believed; empty where they do, and where no option helps
 */
record OwnTimes(List<String> notes, List<String> options) {

  /** Nothing to tell. */
  static final OwnTimes NONE = new OwnTimes(List.of(), List.of());

  /** Copies. */
  OwnTimes {
    notes = List.copyOf(notes);
    options = List.copyOf(options);
  }

  /** Looks at what a run did. */
  static OwnTimes of(RunResult r) {
    List<String> notes = new ArrayList<>();
    List<String> options = new ArrayList<>();
    long future = r.future();
    long late = r.retimed() - future;
    if (late > 0 && r.summary().forced() == 0) {
      late(r, late, notes, options);
    }
    if (future > 0) {
      notes.add(
          CountText.of(future, "record")
              + (future == 1 ? " says a time" : " say times")
              + " more than a day ahead of what follows: not believed, and re-timed");
    }
    return new OwnTimes(notes, options);
  }

  private static void late(RunResult r, long late, List<String> notes, List<String> options) {
    FilesInput files = r.application().files().record();
    boolean steps = r.sources().stream().anyMatch(s -> s.stamper().clockSteps() > 0);
    // What is late by itself alone stays in the order of its host, as those of a slow relay.
    boolean byTime = files.order() == StampPolicy.Order.ARRIVAL && (steps || r.adjusted() > 0);
    Duration needed = needed(r, files.hold());
    StringBuilder note =
        new StringBuilder(CountText.of(late, "record"))
            .append(late == 1 ? " stands" : " stand")
            .append(" behind others of later times");
    if (needed != null) {
      note.append(", by up to ").append(DurationWords.of(needed));
    }
    if (byTime) {
      options.addAll(List.of(ReadingOptions.ORDER, "time"));
    }
    if (needed != null) {
      options.addAll(List.of(ReadingOptions.HOLD, DurationText.write(rounded(needed))));
    }
    String typed = String.join(" ", options);
    if (needed != null && !hasRoom(r, rounded(needed))) {
      note.append("; to read them in order (").append(typed);
      note.append(") more would have to wait than there is room for: docs/concepts/limits.md");
      options.clear();
    } else {
      note.append(steps ? "; unless a clock was set back, " : "; ");
      note.append(typed).append(late == 1 ? " puts it" : " puts them").append(" in order");
    }
    notes.add(note.toString());
  }

  /** The shortest hold with which nothing is late, or null: the present one is long enough. */
  private static @Nullable Duration needed(RunResult r, Duration hold) {
    long missing = 0;
    for (LogSource s : r.sources()) {
      missing = Math.max(missing, s.stamper().missingHoldNanos());
    }
    return missing == 0 ? null : hold.plusNanos(missing);
  }

  /** A little more, as people would say it: to the second, from a minute on to the minute. */
  private static Duration rounded(Duration d) {
    long unit = d.compareTo(Duration.ofMinutes(1)) <= 0 ? 1 : 60;
    long seconds = d.plusSeconds(unit).minusNanos(1).toSeconds();
    return Duration.ofSeconds(seconds - seconds % unit);
  }

  /**
   * Whether as much can wait as comes in such a time. Nobody counts what does: it is told from the
   * size of all, with half of the room left for where records come more often.
   */
  private static boolean hasRoom(RunResult r, Duration hold) {
    Instant first = r.summary().first();
    Instant last = r.summary().last();
    if (first == null || last == null || hold.compareTo(DurationText.LONGEST) > 0) {
      return false;
    }
    double span = Duration.between(first, last).toMillis() + 1.0;
    double share = hold.toMillis() / span;
    double waiting = share >= 1 ? 1 : Math.min(1, 2 * share);
    EngineOptions bounds = EngineOptions.standard();
    long bytes = r.sources().stream().mapToLong(LogSource::contentBytes).sum();
    return waiting * bytes <= bounds.waitingBytesMax()
        && waiting * r.summary().records() <= bounds.waitingRecordsMax();
  }
}
