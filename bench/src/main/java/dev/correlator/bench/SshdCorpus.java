package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.app.Correlator;
import dev.correlator.modules.OpenSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The openssh module against the log of a real server whose connections and sources are known:
 * {@code SshdCorpus SHARED} with the folder that holds {@code corpus/sshd}. Prints what is right,
 * missed, extra and wrong; exit code 1 if anything is.
 *
 * <ul>
 *   <li>Each connection is found by process and first line, with the client's address, the way in
 *       which it ended, and the number of its lines.
 *   <li>Each source by address, with its connections and how many unknown users it tried.
 *   <li>The addresses that tried so many unknown users within 60 s are named, and no others, for
 *       several limits.
 *   <li>The connections that the key holds open are the only ones that no record ended.
 * </ul>
 */
public final class SshdCorpus {

  private static final int[] LIMITS = {5, 2, 3, 10, 25, 60};
  private static final int DIFFERENCES_SHOWN = 20;

  /**
   * What is known, or found, about a connection.
   *
   * @param end closed, reset, disconnected, no_ident, or null: none was seen
   */
  private record Known(@Nullable String address, @Nullable String end, int lines) {}

  private final Path folder;
  private final Map<String, Known> found = new HashMap<>();
  private final Map<String, Integer> connections = new HashMap<>();
  private final Map<String, Set<String>> users = new HashMap<>();
  private int differences;

  private SshdCorpus(Path folder) {
    this.folder = folder;
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SshdCorpus corpus = new SshdCorpus(Path.of(arguments[0], "corpus", "sshd"));
    Set<String> exceeded = new TreeSet<>();
    Correlator.Result result = corpus.run(LIMITS[0], exceeded, corpus::connection);
    corpus.compareConnections();
    corpus.compareSources();
    corpus.compareExceeded(LIMITS[0], exceeded);
    for (int limit : Arrays.copyOfRange(LIMITS, 1, LIMITS.length)) {
      exceeded.clear();
      corpus.run(limit, exceeded, e -> {});
      corpus.compareExceeded(limit, exceeded);
    }
    System.out.println("records " + result.summary().records());
    System.out.println("not parsed " + result.rejected());
    if (corpus.differences > 0) {
      System.exit(1);
    }
  }

  private Correlator.Result run(
      int limit, Set<String> exceeded, Consumer<EventEnvelope<OpenSsh.Connection>> connections)
      throws IOException, InterruptedException {
    OpenSsh.Config config =
        new OpenSsh.Config(
            Duration.ofSeconds(60),
            limit,
            List.of(OpenSsh.Counted.INVALID_USER),
            false,
            Duration.ofDays(2));
    return Correlator.builder()
        .module("openssh", new OpenSsh(), config)
        .input(folder.resolve("secrepo-auth.log.gz").toString())
        .reading(o -> o.withYear(2014))
        .engine(o -> o.withDrain(true))
        .on(OpenSsh.Connection.class, connections)
        .on(OpenSsh.AttemptsExceeded.class, e -> exceeded.add(e.event().addr()))
        .build()
        .run();
  }

  private void connection(EventEnvelope<OpenSsh.Connection> e) {
    OpenSsh.Connection c = e.event();
    String end =
        e.outcome() == Outcome.FAILED && "no identification".equals(e.reason())
            ? "no_ident"
            : c.end();
    String address = c.addr();
    if (address != null) {
      connections.merge(address, 1, Integer::sum);
      if ("unknown user".equals(e.reason())) {
        users.computeIfAbsent(address, a -> new TreeSet<>()).add(String.valueOf(c.user()));
      }
    }
    long firstLine = e.evidence().records().get(0).line();
    Known other =
        found.put(
            e.key().get(1) + ":" + firstLine, new Known(c.addr(), end, (int) e.evidence().count()));
    if (other != null) {
      different("twice " + e.key() + " " + firstLine);
    }
  }

  private void compareConnections() throws IOException {
    int right = 0;
    int known = 0;
    int open = 0;
    for (String line : Files.readAllLines(folder.resolve("secrepo-auth.connections.jsonl"))) {
      JsonLine key = JsonLine.of(line);
      String id = key.text("pid") + ":" + key.number("first_line");
      Known wanted = new Known(key.text("address"), key.text("end"), key.number("lines"));
      Known got = found.remove(id);
      known++;
      if (Objects.equals(wanted, got)) {
        right++;
        open += got.end() == null ? 1 : 0;
      } else {
        different((got == null ? "missed " : "wrong ") + id + " " + wanted + " " + got);
      }
    }
    found.forEach((id, got) -> different("extra " + id + " " + got));
    System.out.println("connections " + right + " right of " + known + ", extra " + found.size());
    System.out.println("without an end " + open);
  }

  private List<JsonLine> sources() throws IOException {
    List<JsonLine> sources = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("secrepo-auth.sources.jsonl"))) {
      sources.add(JsonLine.of(line));
    }
    return sources;
  }

  private void compareSources() throws IOException {
    int right = 0;
    List<JsonLine> sources = sources();
    for (JsonLine key : sources) {
      String address = Objects.requireNonNull(key.text("address"));
      int here = Objects.requireNonNullElse(connections.remove(address), 0);
      int tried = users.getOrDefault(address, Set.of()).size();
      if (here == key.number("connections") && tried == key.number("users")) {
        right++;
      } else {
        different("source " + address + ": " + here + " connections, " + tried + " users");
      }
    }
    connections.keySet().forEach(address -> different("extra source " + address));
    System.out.println(
        "sources " + right + " right of " + sources.size() + ", extra " + connections.size());
  }

  private void compareExceeded(int limit, Set<String> exceeded) throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (JsonLine key : sources()) {
      if (key.number("invalid_most_in_60s") >= limit) {
        wanted.add(Objects.requireNonNull(key.text("address")));
      }
    }
    if (!wanted.equals(exceeded)) {
      different(limit + " in 60 s: " + exceeded + ", not " + wanted);
    }
    System.out.println(
        limit + " unknown users in 60 s: " + exceeded.size() + " named of " + wanted.size());
  }

  private void different(String what) {
    differences++;
    if (differences <= DIFFERENCES_SHOWN) {
      System.out.println(what);
    }
  }
}
