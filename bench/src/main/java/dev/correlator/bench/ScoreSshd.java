package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.app.Correlator;
import dev.correlator.modules.OpenSsh;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the openssh module finds in the generated workload, scored by the workload's own scorer:
 * {@code ScoreSshd SHARED WORK [--seeds N] [--records N]} with the folder that holds {@code bench}.
 * Every second workload is hostile (crafted user names, process ids used again); each is read
 * twice, the second time with {@code success_resets}. Exit code 1 if anything is missed, extra or
 * wrong.
 *
 * <p>The workload is read in its RFC 5424 form. Its truth goes by microseconds: in whole seconds, a
 * fifth failure 300.4 s after the first is one of 300 s, and the scorer leaves such addresses out
 * only for the plain rule.
 *
 * <p>{@code ScoreSshd FILE FOUND [reset]} only writes what is found in a file, as tab-separated
 * lines:
 *
 * <ul>
 *   <li>{@code session HOST PID USER ADDR PORT METHOD KEYTYPE}: a session that was seen to begin
 *       and to end
 *   <li>{@code failed HOST PID}: a connection that ended without log-in after at least one refused
 *       password
 *   <li>{@code exceeded ADDR}: an address with 5 refused passwords in 300 s
 * </ul>
 */
public final class ScoreSshd {

  private static final int FIRST_SEED = 11;

  private final BufferedWriter out;

  private ScoreSshd(BufferedWriter out) {
    this.out = out;
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path first = Path.of(arguments[0]);
    if (!Files.isDirectory(first)) {
      boolean reset = arguments.length > 2 && arguments[2].equals("reset");
      find(first, Path.of(arguments[1]), reset);
      return;
    }
    int seeds = 5;
    int records = 1_000_000;
    for (int i = 2; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--seeds" -> seeds = Integer.parseInt(arguments[i + 1]);
        case "--records" -> records = Integer.parseInt(arguments[i + 1]);
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    Path bench = first.resolve("bench").toAbsolutePath();
    Path work = Files.createDirectories(Path.of(arguments[1]).resolve("score"));
    boolean right = true;
    for (int seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
      right &= check(bench, work, seed, records);
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean check(Path bench, Path work, int seed, int records)
      throws IOException, InterruptedException {
    boolean hostile = seed % 2 == 0;
    List<String> generator = new ArrayList<>();
    generator.addAll(List.of("python3", bench.resolve("gen_sshd.py").toString(), "s" + seed));
    generator.addAll(List.of("-n", "" + records, "-f", "5424", "--seed", "" + seed));
    if (hostile) {
      generator.addAll(List.of("--hostile", "0.05", "--pid-max", "32768"));
    }
    lines(work, generator);
    Path log = work.resolve("s" + seed + ".5424.log");
    Path truth = work.resolve("s" + seed + ".truth.jsonl");
    boolean right = true;
    for (boolean reset : new boolean[] {false, true}) {
      Path found = work.resolve("found.tsv");
      find(log, found, reset);
      String scorer = bench.resolve("score.py").toString();
      StringBuilder told = new StringBuilder();
      boolean all = true;
      for (String line :
          lines(work, List.of("python3", scorer, truth.toString(), found.toString()))) {
        JsonLine score = JsonLine.of(line);
        String kind = String.valueOf(score.text("kind"));
        if (kind.equals(reset ? "exceeded" : "exceeded_reset")) {
          continue; // the verdicts of the other setting
        }
        int known = score.number("truth");
        boolean same =
            known > 0
                && score.number("right") == known
                && score.number("extra") == 0
                && (!kind.equals("session") || score.number("detail_right") == known);
        all &= same;
        told.append(same ? "; " + kind + " " + known + " of " + known : "; WRONG " + line);
      }
      System.out.printf(
          "seed %d%s, success_resets %s%s%n", seed, hostile ? ", hostile" : "", reset, told);
      right &= all && !told.isEmpty();
    }
    Files.delete(log);
    return right;
  }

  private static List<String> lines(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    List<String> lines;
    try (BufferedReader in = process.inputReader()) {
      lines = in.lines().toList();
    }
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + Files.readString(folder.resolve("err.txt")));
    }
    return lines;
  }

  private static void find(Path file, Path found, boolean reset)
      throws IOException, InterruptedException {
    OpenSsh.Config config =
        new OpenSsh.Config(
            Duration.ofMinutes(5),
            5,
            List.of(OpenSsh.Counted.FAILED_PASSWORD),
            reset,
            Duration.ofDays(2));
    try (BufferedWriter out = Files.newBufferedWriter(found)) {
      ScoreSshd score = new ScoreSshd(out);
      Correlator.Result result =
          Correlator.builder()
              .module("openssh", new OpenSsh(), config)
              .input(file.toString())
              .on(OpenSsh.Connection.class, score::connection)
              .on(OpenSsh.AttemptsExceeded.class, e -> score.line("exceeded", e.event().addr()))
              .build()
              .run();
      if (result.summary().evicted() > 0 || !result.failures().isEmpty()) {
        throw new IllegalStateException(result.toString());
      }
    }
  }

  private void connection(EventEnvelope<OpenSsh.Connection> e) {
    OpenSsh.Connection c = e.event();
    List<String> key = e.key();
    if (e.outcome() == Outcome.COMPLETED) {
      String keyType = c.keyType() == null ? "" : c.keyType();
      line(
          "session",
          key.get(0),
          key.get(1),
          String.valueOf(c.user()),
          String.valueOf(c.addr()),
          Integer.toString(c.port()),
          String.valueOf(c.method()),
          keyType);
    } else if (e.outcome() == Outcome.FAILED && c.failures() > 0) {
      line("failed", key.get(0), key.get(1));
    }
  }

  private void line(String... fields) {
    try {
      out.write(String.join("\t", fields));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
