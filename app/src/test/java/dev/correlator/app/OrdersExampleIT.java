package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of a plugin, as its reader meets it: built against the packaged distribution with
 * nothing but the JDK, put into the folder of plugins, run on its sample log.
 */
class OrdersExampleIT {

  private static final Path EXAMPLE = Path.of("..", "examples", "orders").toAbsolutePath();
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Pattern KEY = Pattern.compile("\"key\":\\[?\"([^\"]+)\"");
  private static final Pattern OUTCOME = Pattern.compile("\"outcome\":\"([^\"]+)\"");
  private static final Pattern REASON = Pattern.compile("\"reason\":\"([^\"]+)\"");

  @TempDir private Path folder;
  private Path distribution = Path.of("");

  @BeforeEach
  void installPlugin() throws IOException {
    distribution = folder.resolve("correlator");
    Path packaged = Path.of("target", "correlator").toAbsolutePath();
    Path cache = packaged.resolve("cache");
    try (Stream<Path> files = Files.walk(packaged)) {
      for (Path file : files.filter(f -> !f.startsWith(cache)).toList()) {
        Files.copy(file, distribution.resolve(packaged.relativize(file).toString()));
      }
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(classes);
    try (OutputStream file = Files.newOutputStream(distribution.resolve("plugins/orders.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      add(classes, jar);
      add(EXAMPLE.resolve("src/main/resources"), jar);
    }
  }

  /** Sees what an author sees: the interface, and nothing else of the program. */
  private void compile(Path classes) throws IOException {
    List<Path> api =
        files(
            distribution.resolve("lib"),
            f -> f.getFileName().toString().matches("(correlator-api|jspecify)-.*\\.jar"));
    assertThat(api).hasSize(2);
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-d", classes.toString(), "-cp", api.get(0) + ":" + api.get(1));
      var units =
          manager.getJavaFileObjectsFromPaths(files(EXAMPLE.resolve("src/main/java"), f -> true));
      boolean compiled = compiler.getTask(told, manager, null, options, null, units).call();
      assertThat(compiled).as(told.toString()).isTrue();
    }
  }

  private static void add(Path from, JarOutputStream jar) throws IOException {
    for (Path file : files(from, f -> true)) {
      jar.putNextEntry(new JarEntry(from.relativize(file).toString()));
      Files.copy(file, jar);
    }
  }

  private static List<Path> files(Path from, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  @Test
  void plugin_inItsFolder_findsWhatIsInTheSampleLog() throws Exception {
    List<String> truth = Files.readAllLines(EXAMPLE.resolve("sample/truth.jsonl"));
    List<String> again = truth.stream().filter(l -> l.contains("\"toRunAgain\":true")).toList();

    int exitCode =
        run(
            "run",
            "orders",
            EXAMPLE.resolve("sample/orders.log").toString(),
            "--failed",
            "failed.jsonl",
            "--events",
            "events.jsonl");

    String told = Files.readString(folder.resolve("told"), StandardCharsets.UTF_8);
    assertThat(exitCode).as(told).isZero();
    assertThat(told).contains("no order", "payment: no end within 5m", "0 not parsed");
    assertThat(findings(Files.readAllLines(folder.resolve("failed.jsonl"))))
        .hasSizeGreaterThan(10)
        .containsExactlyInAnyOrderElementsOf(findings(again));
    List<String> purchases =
        Files.readAllLines(folder.resolve("events.jsonl")).stream()
            .filter(l -> l.contains("\"Purchase\""))
            .toList();
    assertThat(findings(purchases)).containsExactlyInAnyOrderElementsOf(findings(truth));
  }

  /** Key, outcome and reason of each line. */
  private static List<String> findings(List<String> lines) {
    List<String> findings = new ArrayList<>();
    for (String line : lines) {
      findings.add(first(KEY, line) + " " + first(OUTCOME, line) + " " + first(REASON, line));
    }
    return findings;
  }

  private static String first(Pattern pattern, String line) {
    Matcher m = pattern.matcher(line);
    return m.find() ? m.group(1) : "-";
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(distribution.resolve("bin/correlator").toString());
    process.command().addAll(List.of(arguments));
    process.directory(folder.toFile());
    process.environment().remove("CORRELATOR_JAVA_OPTS");
    process.environment().put("CORRELATOR_JAVA_HOME", JDK.toString());
    process.redirectErrorStream(true).redirectOutput(folder.resolve("told").toFile());
    return process.start().waitFor();
  }
}
