package dev.correlator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Where bars are measured: a folder with the generator and the other programs, one to work in, and
 * the packaged program. What is made once is kept in the work folder.
 *
 * @param shared the folder that holds {@code bench} with the generator and the other programs
 * @param work takes inputs, outputs and what is built; 6 GB
 * @param home the packaged program
 */
record Workplace(Path shared, Path work, Path home) {

  /** The heap of the packaged program, as its launcher sets it. */
  private static final List<String> HEAP =
      List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx512m", "-Xmn42m", "-Xss512k");

  /** A file of the benchmarks that other programs share. */
  Path bench(String name) {
    return shared.resolve("bench").resolve(name);
  }

  /**
   * So many million records of a fleet, made if they are not there.
   *
   * @param millions how many million
   * @param form as the generator calls it: 3164, 5424
   */
  Path records(int millions, String form) throws IOException, InterruptedException {
    String name = "m" + millions;
    return made(name, form, "-n", Integer.toString(millions * 1_000_000));
  }

  /** A scenario of the generator: so many sessions open, or addresses with a failure. */
  Path scenario(String scenario, int count) throws IOException, InterruptedException {
    return made(
        scenario + "-" + count, "5424", "--scenario", scenario, "--count", Integer.toString(count));
  }

  private Path made(String name, String form, String... arguments)
      throws IOException, InterruptedException {
    String file = name + "." + form + ".log";
    Path path = work.resolve(file);
    if (!Files.exists(path)) {
      Path unfinished = Files.createDirectories(work.resolve("unfinished"));
      List<String> command = new ArrayList<>();
      command.addAll(List.of("python3", bench("gen_sshd.py").toString(), name, "-f", form));
      command.addAll(List.of(arguments));
      new Job(command, unfinished).run();
      String truth = name + ".truth.jsonl";
      Files.move(
          unfinished.resolve(truth), work.resolve(truth), StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished.resolve(file), path);
    }
    return path;
  }

  /** A folder for a job. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(work.resolve(name));
  }

  /**
   * The packaged program on a file, with an application of ours.
   *
   * @param program the packaged program, or a copy
   * @param folder where it runs
   * @param configuration the application file, a resource of this package
   * @param application its name there
   */
  Job correlator(Path program, String folder, String configuration, String application, Path file)
      throws IOException {
    Path place = folder(folder);
    try (var from = Workplace.class.getResourceAsStream(configuration)) {
      if (from == null) {
        throw new IOException("no resource " + configuration);
      }
      Files.write(place.resolve("correlator.yaml"), from.readAllBytes());
    }
    return started(program, place, "run", application, file.toString());
  }

  /** The packaged program as a user runs it, without a file of configuration. */
  Job plain(String folder, Path file) throws IOException {
    Path place = folder(folder);
    Files.deleteIfExists(place.resolve("correlator.yaml"));
    return started(home, place, "run", "openssh", file.toString());
  }

  private static Job started(Path program, Path place, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.resolve("bin/correlator").toString());
    command.addAll(List.of(arguments));
    return new Job(
        command, place, Map.of("CORRELATOR_JAVA_HOME", System.getProperty("java.home")), -1);
  }

  /** A class of another program, in a JVM of its own with the heap of the packaged program. */
  Job java(String folder, String classPath, String... mainAndArguments) throws IOException {
    return java(folder, HEAP, classPath, mainAndArguments);
  }

  /** A class in a JVM of its own. */
  Job java(String folder, List<String> options, String classPath, String... mainAndArguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(mainAndArguments));
    return new Job(command, folder(folder));
  }

  /** Compiles a program that consists of one file; returns the folder of its classes. */
  Path compiled(Path source) throws IOException {
    Path classes = folder("classes-" + source.getFileName());
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int code =
        javac.run(System.out, System.err, "-nowarn", "-d", classes.toString(), source.toString());
    if (code != 0) {
      throw new IOException(source + " does not compile");
    }
    return classes;
  }

  /** A copy of the packaged program, without what it has cached. */
  Path copy(String name) throws IOException {
    Path to = work.resolve(name);
    if (Files.exists(to)) {
      delete(to);
    }
    try (Stream<Path> all = Files.walk(home)) {
      for (Path from : all.sorted().toList()) {
        Path relative = home.relativize(from);
        if (!relative.startsWith("cache")) {
          Files.copy(from, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** How many lines a file has. */
  static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How busy the machine was in the last minute, which says how far a figure can be trusted. */
  static String load() {
    return "load "
        + Figure.text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
