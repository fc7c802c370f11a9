package dev.correlator.app;

import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of a run as another command takes them, to find the same. */
final class NextFiles {

  /** The names of those that were read. */
  private final Set<String> read = new HashSet<>();

  NextFiles(RunResult r) {
    r.sources().stream().map(LogSource::name).forEach(read::add);
  }

  /**
   * Inputs as they were typed; but a pattern that takes other files by now, as those that a handler
   * wrote meanwhile, is replaced by the files that were read of it.
   */
  List<String> again(List<String> inputs) {
    List<String> words = new ArrayList<>();
    for (String input : inputs) {
      List<String> now = Intake.files(List.of(input)).stream().map(Path::toString).toList();
      List<String> same = now.stream().filter(read::contains).toList();
      words.addAll(same.isEmpty() || same.equals(now) ? List.of(input) : same);
    }
    return words;
  }
}
