package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.EngineSummary;
import dev.correlator.modules.OpenSsh;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the events of a large workload do not depend on how they are found: over the
 * generated fleet of OpenSSH servers, tame and hostile, in each of its four forms, every event of
 * every run is the same to the last letter, with its id and the positions of its records. The runs
 * differ in shards, threads, the size of blocks, threads that parse ahead, and in how the records
 * are spread over files and mixed.
 *
 * <p>Between forms the texts differ: in raw records and priorities, and two of them have whole
 * seconds. What must be the same is what was found: every connection with its outcome, reason and
 * values once all deadlines have passed, and the addresses that guess passwords, but for those on
 * the edge of the window.
 *
 * <pre>Invariance FOLDER_OF_GENERATOR WORK_FOLDER [--records N] [--quick]</pre>
 *
 * Exit code 1 if anything differs. {@code --quick}: 100,000 records.
 */
public final class Invariance {

  private static final List<String> FORMS = List.of("3164", "wire", "5424", "octet");
  private static final int LATE_SECONDS_MAX = 9; // less than the hold

  /** What was found, as far as it must be the same in all forms. */
  private record Findings(Map<String, Integer> connections, Set<String> addresses) {}

  private final Path generator;
  private final Path work;
  private final int records;
  private final PrintStream out;
  private int differences;
  private int runs;

  private Invariance(Path generator, Path work, int records, PrintStream out) {
    this.generator = generator;
    this.work = work;
    this.records = records;
    this.out = out;
  }

  /**
   * Runs all checks.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int records = 1_000_000;
    List<String> folders = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> records = 100_000;
        case "--records" -> records = Integer.parseInt(arguments[++i]);
        default -> folders.add(arguments[i]);
      }
    }
    if (folders.size() != 2) {
      System.err.println("Invariance FOLDER_OF_GENERATOR WORK_FOLDER [--records N] [--quick]");
      System.exit(2);
    }
    Invariance check =
        new Invariance(Path.of(folders.get(0)), Path.of(folders.get(1)), records, System.out);
    System.exit(check.run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    workload("tame");
    workload("hostile", "--hostile", "0.05", "--pid-max", "32768");
    out.printf("%d runs, %d differences%n", runs, differences);
    return differences == 0;
  }

  private void workload(String name, String... options) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve(name + "-" + records));
    generate(folder, options);
    Map<String, Findings> found = new HashMap<>();
    for (String form : FORMS) {
      found.put(form, form(folder, name, form));
    }
    compare(name, folder, found);
  }

  private void generate(Path folder, String... options) throws IOException, InterruptedException {
    if (Files.exists(folder.resolve("m.truth.jsonl"))) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(generator.resolve("gen_sshd.py").toAbsolutePath().toString());
    command.addAll(List.of("m", "-n", String.valueOf(records), "-f", String.join(",", FORMS)));
    command.addAll(List.of(options));
    int code = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("the generator ended with code " + code);
    }
  }

  /** All runs over one form of a workload. */
  private Findings form(Path folder, String workload, String form) throws IOException {
    InvarianceLog log =
        new InvarianceLog(folder.resolve("m." + form + ".log"), form.equals("octet"));
    Findings findings = new Findings(new HashMap<>(), new TreeSet<>());
    // What is open at the end depends on the fraction of the last second, which some forms lack.
    new InvarianceRun(log, List.of(log.file), List.of(log.all()), null, e -> note(e, findings))
        .run(new InvarianceRun.Way(1, null, false, 0, true), 0);
    InvarianceRun usual =
        new InvarianceRun(log, List.of(log.file), List.of(log.all()), null, e -> {});
    String sha = usual.run(InvarianceRun.Way.of(1), 0);
    runs++;
    EngineSummary summary = Objects.requireNonNull(usual.summary);
    out.printf(
        "%-8s %-6s %,d records, %,d events, %s, %d not exact, %d evicted, %d forced%n",
        workload,
        form,
        summary.records(),
        usual.texts().size(),
        sha,
        usual.inexact,
        summary.evicted(),
        summary.forced());
    differences += usual.inexact > 0 ? 1 : 0;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Check check = new Check(log, usual.texts(), sha, summary);
      for (int n : new int[] {1, 2, 3, 8}) {
        check.sameFiles(n + " shards", InvarianceRun.Way.of(n));
        check.sameFiles(
            n + " shards on threads", new InvarianceRun.Way(n, threads, false, 2, false));
      }
      check.sameFiles("small blocks", new InvarianceRun.Way(1, null, true, 0, false));
      Random random = new Random(records);
      check.files("cut into 5", folder, log.cut(5), false);
      check.files("cut into 5, named backwards", folder, log.cut(5), true);
      check.files("hosts in 3 files", folder, log.byHost(3), true);
      check.files("mixed arrival", folder, new int[][] {log.late(LATE_SECONDS_MAX, random)}, false);
    } finally {
      threads.shutdown();
    }
    return findings;
  }

  /** What must be the same as in the usual run of a log. */
  private final class Check {

    private final InvarianceLog log;
    private final List<String> expected;
    private final String sha;
    private final EngineSummary summary;

    Check(InvarianceLog log, List<String> expected, String sha, EngineSummary summary) {
      this.log = log;
      this.expected = expected;
      this.sha = sha;
      this.summary = summary;
    }

    void sameFiles(String what, InvarianceRun.Way way) throws IOException {
      run(what, List.of(log.file), List.of(log.all()), way);
    }

    void files(String what, Path folder, int[][] frames, boolean backwards) throws IOException {
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < frames.length; i++) {
        Path file = folder.resolve("part" + i + ".log");
        log.write(file, frames[i]);
        files.add(file);
      }
      List<int[]> parts = new ArrayList<>(List.of(frames));
      if (backwards) {
        files = files.reversed();
        parts = parts.reversed();
      }
      run(what, files, parts, InvarianceRun.Way.of(2));
      for (Path file : files) {
        Files.delete(file);
      }
    }

    private void run(String what, List<Path> files, List<int[]> frames, InvarianceRun.Way way)
        throws IOException {
      InvarianceRun run = new InvarianceRun(log, files, frames, expected, e -> {});
      String here = run.run(way, what.hashCode());
      runs++;
      EngineSummary s = Objects.requireNonNull(run.summary);
      boolean same =
          here.equals(sha)
              && s.used() == summary.used()
              && s.orphans() == summary.orphans()
              && s.evicted() == summary.evicted()
              && s.records() == summary.records();
      out.printf("         %-30s %s%n", what, same ? "same" : "OTHER " + here);
      if (!same) {
        differences++;
        String first = run.difference;
        out.println(first == null ? s + "\n" + summary : first);
      }
    }
  }

  private static void note(EventEnvelope<?> e, Findings findings) {
    if (e.event() instanceof OpenSsh.AttemptsExceeded a) {
      findings.addresses().add(a.addr());
    } else if (e.event() instanceof OpenSsh.Connection) {
      StringBuilder text = new StringBuilder();
      text.append(e.key()).append(e.outcome()).append(e.reason()).append(e.evidence().count());
      for (@Nullable Object value : e.fields().values()) {
        text.append(' ').append(value instanceof Instant ? "time" : value);
      }
      findings.connections().merge(text.toString(), 1, Integer::sum);
    }
  }

  private void compare(String name, Path folder, Map<String, Findings> found) throws IOException {
    Set<String> edge;
    try (Stream<String> truth =
        Files.lines(folder.resolve("m.truth.jsonl"), StandardCharsets.UTF_8)) {
      edge =
          truth
              .filter(l -> l.contains("\"t\":\"borderline\"") || l.contains("\"borderline\":true"))
              .map(Invariance::address)
              .collect(Collectors.toSet());
    }
    Findings first = Objects.requireNonNull(found.get(FORMS.get(0)));
    for (String form : FORMS) {
      Findings other = Objects.requireNonNull(found.get(form));
      boolean connections = other.connections().equals(first.connections());
      Set<String> apart = new TreeSet<>(other.addresses());
      apart.removeAll(first.addresses());
      Set<String> missing = new TreeSet<>(first.addresses());
      missing.removeAll(other.addresses());
      apart.addAll(missing);
      boolean addresses = edge.containsAll(apart);
      out.printf(
          "%-8s %-6s %,d connections and %,d addresses, %s as in %s%n",
          name,
          form,
          other.connections().values().stream().mapToInt(n -> n).sum(),
          other.addresses().size(),
          connections && addresses ? "found" : "NOT",
          FORMS.get(0));
      if (!connections || !addresses) {
        differences++;
        out.println(apart + firstDifference(first.connections(), other.connections()));
      }
    }
  }

  private static String firstDifference(Map<String, Integer> a, Map<String, Integer> b) {
    return Stream.concat(a.keySet().stream(), b.keySet().stream())
        .filter(k -> !Objects.equals(a.get(k), b.get(k)))
        .sorted()
        .limit(4)
        .map(k -> "\n" + k + ": " + a.get(k) + ", " + b.get(k))
        .collect(Collectors.joining());
  }

  private static String address(String truth) {
    int from = truth.indexOf("\"addr\":\"") + 8;
    return truth.substring(from, truth.indexOf('"', from));
  }
}
