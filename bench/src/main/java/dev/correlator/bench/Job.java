package dev.correlator.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process to run and to measure. Immutable.
 *
 * @param command program and arguments
 * @param folder where it runs; its output goes to {@code out.txt} and {@code err.txt} there
 * @param environment what is added to the environment
 * @param core the only core it may use, or -1
 */
record Job(List<String> command, Path folder, Map<String, String> environment, int core) {

  private static final int ERROR_CHARS = 2000;

  Job(List<String> command, Path folder) {
    this(command, folder, Map.of(), -1);
  }

  /** The same, on the first core only. */
  Job onOneCore() {
    return new Job(command, folder, environment, 0);
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException if it cannot be run or fails
   */
  Timing run() throws IOException, InterruptedException {
    return run(false);
  }

  /** The same with the output through a pipe, as a terminal takes it, to see when it begins. */
  Timing runToFirstByte() throws IOException, InterruptedException {
    return run(true);
  }

  private Timing run(boolean watch) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path note = folder.resolve("time.txt");
    List<String> whole = new ArrayList<>();
    if (core >= 0) {
      whole.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    whole.addAll(List.of("/usr/bin/time", "-q", "-o", note.toString(), "-f", "%U %S %M"));
    whole.addAll(command);
    Path errors = folder.resolve("err.txt");
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    if (!watch) {
      builder.redirectOutput(out.toFile());
    }
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    Process process = builder.start();
    double firstByte = 0;
    if (watch) {
      try (InputStream from = process.getInputStream();
          OutputStream to = Files.newOutputStream(out)) {
        int first = from.read();
        firstByte = since(began);
        if (first >= 0) {
          to.write(first);
        }
        from.transferTo(to);
      }
    }
    int code = process.waitFor();
    double seconds = since(began);
    if (code != 0) {
      String said = Files.readString(errors);
      throw new IOException(
          String.join(" ", command)
              + " ended with code "
              + code
              + ": "
              + said.substring(Math.max(0, said.length() - ERROR_CHARS)));
    }
    String[] words = Files.readString(note).strip().split(" ", -1);
    return new Timing(
        seconds,
        Double.parseDouble(words[0]) + Double.parseDouble(words[1]),
        Double.parseDouble(words[2]) / 1024,
        firstByte);
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** What the last run wrote. */
  String output() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }

  /** Runs both in turn, so many times, after one run each that does not count. */
  static List<List<Timing>> inTurn(int times, Job... jobs)
      throws IOException, InterruptedException {
    List<List<Timing>> timings = new ArrayList<>();
    for (Job job : jobs) {
      job.run();
      timings.add(new ArrayList<>());
    }
    for (int i = 0; i < times; i++) {
      for (int j = 0; j < jobs.length; j++) {
        timings.get(j).add(jobs[j].run());
      }
    }
    return timings;
  }
}
