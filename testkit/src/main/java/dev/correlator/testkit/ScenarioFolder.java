package dev.correlator.testkit;

import dev.correlator.core.Sources;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an intake can read the sources of a scenario: one alone as a stream, several as files. A
 * source is found under the same name in all runs. Deleted when closed.
 */
final class ScenarioFolder implements Closeable {

  /** What an intake calls the stream. */
  private static final String STREAM = "stdin";

  private final Map<String, Path> files = new HashMap<>();
  private @Nullable Path folder;

  /** Opens sources, named in this order. */
  Intake open(List<ScenarioSource> sources, IntakeOptions options, Formats formats, Sources table)
      throws IOException {
    InputStream stream = InputStream.nullInputStream();
    List<String> inputs = new ArrayList<>();
    if (sources.size() == 1) {
      inputs.add(Intake.STANDARD_INPUT);
      stream = new ByteArrayInputStream(sources.get(0).content());
    } else {
      for (ScenarioSource s : sources) {
        inputs.add(write(s).toString());
      }
    }
    return Intake.open(inputs, options, formats, table, stream);
  }

  /** The name that a source had in a run of these sources. */
  String nameIn(List<ScenarioSource> sources, ScenarioSource source) {
    return sources.size() == 1 ? STREAM : String.valueOf(files.get(source.name()));
  }

  private Path write(ScenarioSource source) throws IOException {
    Path top = folder;
    if (top == null) {
      top = Files.createTempDirectory("scenario");
      folder = top;
    }
    Path file = files.get(source.name());
    if (file == null) {
      Path own = Files.createDirectory(top.resolve(String.valueOf(files.size())));
      file = own.resolve(Path.of(source.name()).getFileName().toString());
      files.put(source.name(), file);
    }
    Files.write(file, source.content());
    return Files.setLastModifiedTime(file, FileTime.from(source.written()));
  }

  @Override
  public void close() throws IOException {
    Path top = folder;
    if (top != null) {
      try (Stream<Path> all = Files.walk(top)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }
}
