package dev.correlator.app;

import dev.correlator.intake.Intake;
import dev.correlator.intake.LogSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is gone once it was read: standard input, and pipes that are named as files. */
final class ReadOnce {

  private ReadOnce() {}

  /** The names of those among what was read, as shown to people. */
  static List<String> of(List<LogSource> sources) {
    return sources.stream()
        .filter(ReadOnce::isGone)
        .map(s -> Printable.line(s.name()))
        .distinct()
        .toList();
  }

  /** Whether this can be read no second time. */
  static boolean isGone(LogSource source) {
    return source.sizeBytes() < 0;
  }

  /** What a reader is told of those names. */
  static String words(List<String> names) {
    return String.join(", ", names) + " can be read only once";
  }

  /** Those inputs, as typed, that stand for such a one among what was read; each once. */
  static Set<String> meant(List<String> inputs, List<LogSource> sources) {
    Set<String> gone =
        sources.stream().filter(ReadOnce::isGone).map(LogSource::name).collect(Collectors.toSet());
    Set<String> meant = new LinkedHashSet<>();
    for (String input : gone.isEmpty() ? List.<String>of() : inputs) {
      if (input.equals(Intake.STANDARD_INPUT)
          || gone.contains(input)
          || Intake.files(List.of(input)).stream().anyMatch(f -> gone.contains(f.toString()))) {
        meant.add(input);
      }
    }
    return meant;
  }

  /**
   * Refuses several readings of it.
   *
   * @param inputs as typed; nothing of them was read
   */
  static void refuseToReadTwice(List<String> inputs, List<Reading> readings) {
    if (readings.size() < 2) {
      return;
    }
    List<String> gone =
        inputs.contains(Intake.STANDARD_INPUT)
            ? List.of("standard input")
            : Intake.files(inputs).stream().filter(ReadOnce::isPipe).map(Path::toString).toList();
    if (!gone.isEmpty()) {
      throw new RefusedException(
          new Problem(
              Place.of("command line"),
              ProblemCode.CLI_USAGE,
              Printable.text(gone.get(0))
                  + " can be read only once, and these applications read it differently: "
                  + Reading.words(readings)
                  + "; run them one by one, or on a file"),
          ExitCode.USAGE);
    }
  }

  private static boolean isPipe(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }
}
