package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.api.TransactionEvent;
import dev.correlator.app.Correlator;
import dev.correlator.core.StampPolicy;
import dev.correlator.core.spi.Tasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Requests through 26 real micro-services, some of which fail silently: {@code TrainTicket SHARED}
 * with the folder that holds {@code corpus/trainticket}. For each window: are the requests put
 * together as the key says, are the broken ones found, is there no false alarm? The records stand
 * in the order of a collector, not of time; the events must be the same when the file is sorted or
 * shuffled, and on any number of shards. Exit code 1 if anything differs.
 */
public final class TrainTicket {

  /** A request is over after this silence: twelve times what any is silent between records. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Records may stand anywhere in a window; none is longer. */
  private static final Duration HOLD = Duration.ofMinutes(10);

  private static final int SHUFFLES = 5;
  private static final int DIFFERENCES_SHOWN = 20;

  /** What was found in a window. */
  private static final class Found {
    final Map<String, TrainTicketKey.Request> requests = new TreeMap<>();
    final Set<String> broken = new TreeSet<>();
    final List<String> texts = new ArrayList<>();
    int steps;
    long records;
  }

  private final Path folder;
  private final List<String> steps;
  private int differences;

  private TrainTicket(Path folder) throws IOException {
    this.folder = folder;
    steps = TrainTicketKey.steps(folder.resolve("faults.json"));
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    TrainTicket program = new TrainTicket(Path.of(arguments[0], "corpus", "trainticket"));
    System.out.println("steps that must be followed: " + program.steps.size());
    List<Path> windows;
    try (Stream<Path> files = Files.list(program.folder)) {
      windows = files.filter(f -> f.toString().endsWith(".log.gz")).sorted().toList();
    }
    for (Path window : windows) {
      program.check(window);
    }
    if (program.differences > 0 || windows.isEmpty()) {
      System.exit(1);
    }
  }

  private void check(Path window) throws IOException, InterruptedException {
    String name = window.getFileName().toString().replace(".log.gz", "");
    TrainTicketKey key = TrainTicketKey.of(folder.resolve(name + ".transactions.jsonl"));
    Found found = run(window, 1);
    int right = compare(name, key, found);
    int alarms = found.broken.size();
    Set<String> caught = new TreeSet<>(found.broken);
    caught.retainAll(key.broken);
    compare(name + " missed ", key.broken, found.broken);
    compare(name + " false alarm ", found.broken, key.broken);
    int ways = compareArrangements(window, found);
    System.out.printf(
        "%s: %d records; requests: recall %s precision %s (%d of %d); broken: recall %s precision"
            + " %s (%d of %d, in %d steps); the same in %d arrangements%n",
        name,
        found.records,
        ratio(right, key.requests.size()),
        ratio(right, found.requests.size()),
        right,
        key.requests.size(),
        ratio(caught.size(), key.broken.size()),
        ratio(caught.size(), alarms),
        caught.size(),
        key.broken.size(),
        found.steps,
        ways);
  }

  /** 0 of 0 is all of them. */
  private static String ratio(int part, int whole) {
    return Figure.text(whole == 0 ? 1 : (double) part / whole);
  }

  private int compare(String window, TrainTicketKey key, Found found) {
    int right = 0;
    for (Map.Entry<String, TrainTicketKey.Request> known : key.requests.entrySet()) {
      TrainTicketKey.Request got = found.requests.get(known.getKey());
      if (known.getValue().equals(got)) {
        right++;
      } else {
        different(window + " " + known.getKey() + ": " + known.getValue() + ", not " + got);
      }
    }
    for (String trace : found.requests.keySet()) {
      if (!key.requests.containsKey(trace)) {
        different(window + " " + trace + ": there is no such request");
      }
    }
    return right;
  }

  private void compare(String what, Set<String> these, Set<String> those) {
    for (String one : these) {
      if (!those.contains(one)) {
        different(what + one);
      }
    }
  }

  private int compareArrangements(Path window, Found found)
      throws IOException, InterruptedException {
    List<String> lines = lines(window);
    Map<String, List<String>> arrangements = new TreeMap<>();
    List<String> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparing(TrainTicket::time));
    arrangements.put("sorted", sorted);
    for (int seed = 1; seed <= SHUFFLES; seed++) {
      List<String> shuffled = new ArrayList<>(lines);
      Collections.shuffle(shuffled, new Random(seed));
      arrangements.put("shuffled " + seed, shuffled);
    }
    Path file = Files.createTempFile("trainticket", ".log");
    try {
      for (Map.Entry<String, List<String>> a : arrangements.entrySet()) {
        Files.write(file, a.getValue());
        if (!run(file, 1).texts.equals(found.texts)) {
          different(window.getFileName() + ": other events when " + a.getKey());
        }
      }
    } finally {
      Files.delete(file);
    }
    for (int shards : new int[] {2, 8}) {
      if (!run(window, shards).texts.equals(found.texts)) {
        different(window.getFileName() + ": other events on " + shards + " shards");
      }
    }
    return arrangements.size() + 2;
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  private static Instant time(String line) {
    return Instant.parse(line.substring(0, line.indexOf(' ')));
  }

  private Found run(Path log, int shards) throws IOException, InterruptedException {
    Found found = new Found();
    Map<String, Map<String, Integer>> services = new HashMap<>();
    Correlator.Result result =
        Correlator.builder()
            .application("trainticket")
            .module(
                "trainticket",
                new TrainTicketModule(),
                new TrainTicketModule.Config(steps, PATIENCE))
            .input(log.toString())
            .reading(o -> o.withPolicy(StampPolicy.of(StampPolicy.Order.TIME)))
            .engine(o -> o.withHold(HOLD).withDrain(true).withShards(shards, Tasks.INLINE))
            .on(TransactionEvent.class, e -> found.texts.add(text(e)))
            .on(TrainTicketModule.Part.class, e -> part(e.event(), services))
            .on(
                TrainTicketModule.Request.class,
                e -> {
                  TrainTicketKey.Request request =
                      new TrainTicketKey.Request(
                          e.event().lines(),
                          e.began(),
                          e.ended(),
                          services.computeIfAbsent(
                              Objects.requireNonNull(e.event().trace()), t -> new TreeMap<>()));
                  if (found.requests.put(e.key().get(0), request) != null) {
                    different(log.getFileName() + ": two requests " + e.key());
                  }
                })
            .on(
                TrainTicketModule.Step.class,
                e -> {
                  found.steps++;
                  if (e.outcome() == Outcome.TIMED_OUT) {
                    found.broken.add(e.event().trace() + " " + e.event().statements());
                  }
                })
            .build()
            .run();
    found.records = result.summary().records();
    if (result.rejected() > 0 || result.summary().retimed() > 0 || result.summary().evicted() > 0) {
      different(log.getFileName() + ": not exact: " + result);
    }
    return found;
  }

  /** A pod is called by its service, its replica set and a name of its own. */
  private static void part(
      TrainTicketModule.Part part, Map<String, Map<String, Integer>> services) {
    String pod = Objects.requireNonNull(part.host());
    String service = pod.substring(0, pod.lastIndexOf('-', pod.lastIndexOf('-') - 1));
    services
        .computeIfAbsent(Objects.requireNonNull(part.trace()), t -> new TreeMap<>())
        .merge(service, part.lines(), Integer::sum);
  }

  /** All that an event says but where its records stand: that is another place in each file. */
  private static String text(EventEnvelope<TransactionEvent> e) {
    return String.join(
        " ",
        e.id(),
        e.time().toString(),
        e.stage(),
        e.key().toString(),
        String.valueOf(e.outcome()),
        String.valueOf(e.reason()),
        e.began().toString(),
        e.ended().toString(),
        e.fields().toString(),
        Long.toString(e.evidence().count()));
  }

  private void different(String what) {
    differences++;
    if (differences <= DIFFERENCES_SHOWN) {
      System.out.println(what);
    }
  }
}
