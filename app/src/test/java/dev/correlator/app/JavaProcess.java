package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, with what the machine is told of it. */
final class JavaProcess {

  /** A process that has not ended by then hangs. */
  private static final long SECONDS = 120;

  private JavaProcess() {}

  /** What became of it. */
  record Ended(int code, String err) {}

  /**
   * Runs it to its end.
   *
   * @param folder takes what it says
   * @param machine options of the JVM
   */
  static Ended run(Path folder, List<String> machine, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    // As few files as some systems allow a process.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n 256 && exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(machine);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("has ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(err));
  }
}
