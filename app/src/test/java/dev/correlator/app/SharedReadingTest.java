package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Context;
import dev.correlator.api.Flow;
import dev.correlator.api.LogRecord;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications of a configuration file that are run together. */
class SharedReadingTest {

  private static final Path SAMPLE = Path.of("..", "demo", "openssh", "auth.log");

  /** Two that read alike and whose modules have the same names, and one that reads otherwise. */
  private static final String SITE =
      """
      applications:
        doors:
          modules:
            ssh: {use: openssh}
            who: {use: sudo}
          handlers:
            csv: {use: csv, config: {directory: doors, existing: replace}}
        guesses:
          modules:
            ssh: {use: openssh, config: {login_failure_limit: 2}}
          handlers:
            csv: {use: csv, config: {directory: guesses, existing: replace}}
        abroad:
          inputs: {files: {zone: Europe/Berlin}}
          modules:
            ssh: {use: openssh}
        stumbles:
          modules:
            ssh: {use: stumbler}
      """;

  @TempDir private Path folder;

  private record Answer(int code, String out, String err) {}

  /** A module whose code fails at some records. */
  @Named("stumbler")
  public static final class Stumbler implements LogicModule<Stumbler.Config> {

    /** No settings. */
    public record Config() {}

    record Accepted(String method, String user) {}

    /** A log-in. */
    public record LogIn(String user) implements NoticeEvent {}

    /** Makes one. */
    public Stumbler() {}

    @Override
    public void define(Flow flow, Config config) {
      flow.each("log-in", Select.app("sshd", "sshd-session"))
          .on(
              Pattern.of("Accepted {method} for {user} from {*}"),
              Accepted.class,
              Stumbler::stumble);
    }

    private static void stumble(Accepted accepted, LogRecord record, Context context) {
      throw new IllegalStateException("stumbled");
    }
  }

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(SAMPLE, folder.resolve("auth.log"));
    Files.writeString(folder.resolve("correlator.yaml"), SITE);
    Path services = folder.resolve("classes/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(LogicModule.class.getName()), Stumbler.class.getName() + "\n");
  }

  private Answer type(String... words) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader program =
        new URLClassLoader(classes, SharedReadingTest.class.getClassLoader())) {
      Surroundings surroundings =
          new Surroundings(
              Map.of(), folder, program, null, new PrintWriter(out), new PrintWriter(err));
      int code = new CommandShell(surroundings, new HistoryRunner()).execute(words);
      return new Answer(code, out.toString(), err.toString());
    }
  }

  private Answer run(String applications, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", applications, "--year", "2026"));
    words.addAll(Arrays.asList(options));
    words.add(path("auth.log"));
    return type(words.toArray(new String[0]));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** The events of a run: what the program says about itself is outside the identity of runs. */
  private List<String> events() throws IOException {
    return Files.readAllLines(folder.resolve("events.jsonl")).stream()
        .filter(l -> !l.contains("\"system\":\"engine\""))
        .toList();
  }

  private static List<String> of(String application, List<String> events) {
    return events.stream()
        .filter(l -> l.contains("\"application\":\"" + application + "\""))
        .toList();
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder.resolve(name))) {
      for (Path file : all.toList()) {
        String named = file.getFileName().toString();
        if (!named.startsWith("engine.")) { // its times are the machine's
          files.put(named, Files.readString(file));
        }
      }
    }
    return files;
  }

  /** The report on an application, but for what differs from run to run. */
  private static String report(String application, String out) {
    int from = out.indexOf("=== " + application + ": ");
    int to = out.indexOf("\n=== ", from + 1);
    String report = from < 0 ? out : out.substring(from, to < 0 ? out.length() : to + 1);
    return report
        .lines()
        .filter(l -> !l.startsWith("=== ") && !l.startsWith("READ "))
        .map(l -> l.replaceFirst("read in [0-9.]+ s", "read in N s"))
        .reduce("", (a, b) -> a + b + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void events_ofApplicationsRunTogether_areByteForByteThoseOfRunsOneByOne(String shards)
      throws IOException {
    String[] options = {
      "--shards", shards, "--events", path("events.jsonl"), "--failed", path("failed.jsonl")
    };
    List<String> all = List.of("doors", "guesses");
    Map<String, List<String>> events = new TreeMap<>();
    Map<String, List<String>> failed = new TreeMap<>();
    Map<String, Map<String, String>> tables = new TreeMap<>();
    Map<String, String> reports = new TreeMap<>();
    for (String application : all) {
      String out = run(application, options).out();
      reports.put(application, report(application, out));
      events.put(application, events());
      failed.put(application, Files.readAllLines(folder.resolve("failed.jsonl")));
      tables.put(application, files(application));
    }

    String out = run("doors,guesses", options).out();

    for (String application : all) {
      assertThat(of(application, events()))
          .as(application)
          .hasSizeGreaterThan(100)
          .isEqualTo(events.get(application));
      assertThat(files(application)).hasSizeGreaterThan(2).isEqualTo(tables.get(application));
      assertThat(report(application, out)).isEqualTo(reports.get(application));
    }
    assertThat(events()).hasSize(events.values().stream().mapToInt(List::size).sum());
    List<String> both = new ArrayList<>();
    failed.forEach((application, rows) ->
        rows.forEach(row ->
            both.add(
                row.replace(",\"type\":", ",\"application\":\"" + application + "\",\"type\":"))));
    assertThat(Files.readAllLines(folder.resolve("failed.jsonl")))
        .hasSizeGreaterThan(100)
        .containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void applications_ofAFile_readTheirInputOnce_andReportInTheOrderNamed() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(SAMPLE)));
    try {
      // What was read to its end cannot be read again: both find their records in one reading.
      String out = type("run", "guesses,doors", "--year", "2026", "-").out();

      assertThat(out)
          .doesNotContain("READ ")
          .containsSubsequence("=== guesses", "total", "=== doors", "of ssh", "of who", "total");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void applications_withAndWithoutAFile_shareOneReading() throws IOException {
    assertThat(run("sudo,doors,openssh").out())
        .doesNotContain("READ ")
        .containsSubsequence("=== sudo,openssh: ", "of openssh", "of sudo", "=== doors: ");
  }

  @Test
  void applicationThatReadsOtherwise_isReadApart_andThatIsTold() throws IOException {
    run("abroad", "--events", path("events.jsonl"));
    List<String> alone = events();

    Answer answer = run("doors,abroad,guesses", "--events", path("events.jsonl"));

    assertThat(answer.out())
        .startsWith(
            "READ 2 times, as 'inputs: files' differs: doors, guesses; abroad (zone"
                + " Europe/Berlin)\n")
        .containsSubsequence("=== doors", "=== abroad", "=== guesses")
        .doesNotContain("ERROR");
    assertThat(of("abroad", events())).isEqualTo(alone);
    assertThat(of("doors", events())).hasSizeGreaterThan(100);
    assertThat(run("doors,abroad", "--format", "json").out())
        .containsSubsequence("\"doors\"", "\"reading\" : 1", "\"abroad\"", "\"reading\" : 2");
  }

  @Test
  void rejects_ofSeveralReadings_areAllInTheFile() throws IOException {
    Files.writeString(folder.resolve("auth.log"), "no record\n");

    run("doors,abroad", "--rejects", path("rejects.txt"));

    assertThat(Files.readAllLines(folder.resolve("rejects.txt")))
        .hasSize(2)
        .allMatch(l -> l.endsWith(": no record"));
  }

  @Test
  void standardInput_thatWouldHaveToBeReadTwice_isRefused() throws IOException {
    Answer answer = type("run", "doors,abroad", "-");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("standard input can be read only once", "doors; abroad (zone Europe/Berlin)");
  }

  @Test
  void pipeThatWouldHaveToBeReadTwice_isRefused_andNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (String[] command : List.of(new String[] {"run"}, new String[] {"trace", "203.0.113.7"})) {
      List<String> words = new ArrayList<>(List.of(command));
      words.addAll(List.of("doors,abroad", pipe.toString()));
      Answer answer = type(words.toArray(String[]::new));

      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err())
          .contains(pipe + " can be read only once", "doors; abroad (zone Europe/Berlin)");
    }
  }

  @Test
  void applicationWhoseModuleFails_stopsNoOther() throws IOException {
    String alone = report("doors", run("doors").out());

    Answer answer = run("stumbles,doors", "--events", path("events.jsonl"));

    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.UNEXPECTED.number());
    assertThat(report("stumbles", answer.out()))
        .contains("38 calls of modules failed and were undone", "ssh/log-in", "stumbled")
        .contains("RECORDS 603 = 0 used + 565 ignored (")
        .contains("; others 13) + 38 failed + 0 not parsed\n");
    assertThat(report("doors", answer.out()).replaceAll("NEXT.*\n( {8}.*\n)*", ""))
        .isEqualTo(alone.replaceAll("NEXT.*\n( {8}.*\n)*", ""));
    assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
        .filteredOn(l -> l.contains("\"type\":\"ModuleError\""))
        .isNotEmpty()
        .allMatch(l -> l.contains("\"application\":\"stumbles\""));
  }

  @Test
  void trace_overSeveralApplications_showsTheRecordsOfEach() throws IOException {
    String records = type("trace", "203.0.113.60", "doors", path("auth.log")).out();
    long lines = records.lines().filter(l -> l.contains("auth.log:")).count();

    String of = type("trace", "203.0.113.60", "doors,guesses", path("auth.log")).out();

    assertThat(lines).isPositive();
    assertThat(of.lines().filter(l -> l.contains("auth.log:"))).hasSize((int) (2 * lines));
    assertThat(of).contains("  doors/ssh/connection  ", "  guesses/ssh/connection  ");
    assertThat(records).contains("  ssh/connection  ");
  }
}
