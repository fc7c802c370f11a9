package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.app.Correlator;
import dev.correlator.core.EngineSummary;
import dev.correlator.modules.Postfix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The postfix module against logs of real servers whose mails and sessions are known: {@code
 * PostfixCorpus SHARED} with the folder that holds {@code corpus/postfix}. Prints what is right,
 * missed, extra and wrong; exit code 1 if anything is.
 *
 * <ul>
 *   <li>Each life of a queue id is found by its first line, with client, sender, number of
 *       recipients, last status, whether it was removed, and the number of its lines.
 *   <li>A mail that was handed on under another queue id is one mail that holds both.
 *   <li>Each session by process and first line, with its client, and how often it was rejected.
 *   <li>The mails that got a queue id and then nothing are given up, and no others. Where the
 *       limits are longer than the log, they are what is open behind its last line.
 * </ul>
 */
public final class PostfixCorpus {

  private static final List<String> LOGS =
      List.of("pixelpark.log.gz", "modoboa.log", "youyo.log", "youyo-iso8601.log", "digineo.log");

  private static final int YEAR = 2019;
  private static final int DIFFERENCES_SHOWN = 30;

  /** What is known, or found, about a queue id. */
  private record Life(
      @Nullable String client,
      @Nullable String from,
      int nrcpt,
      String status,
      boolean removed,
      long lines) {}

  /** What is known, or found, about a session. */
  private record Visit(String client, int rejects) {}

  private final Path folder;
  private final String log;
  private final Map<String, Life> lives = new HashMap<>();
  private final Map<String, Visit> visits = new HashMap<>();
  private final List<Set<String>> mails = new ArrayList<>();
  private final List<String> silent = new ArrayList<>();
  private int differences;

  private PostfixCorpus(Path folder, String log) {
    this.folder = folder;
    this.log = log;
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0], "corpus", "postfix");
    int differences = 0;
    for (String log : LOGS) {
      PostfixCorpus corpus = new PostfixCorpus(folder, log);
      System.out.println(log);
      EngineSummary summary = corpus.run(Duration.ofHours(1), true);
      corpus.compareLives();
      corpus.compareChains();
      corpus.compareVisits();
      System.out.println("  records " + summary.records() + ", evicted " + summary.evicted());
      corpus.compareOpen();
      differences += corpus.differences;
    }
    if (differences > 0) {
      System.exit(1);
    }
  }

  private EngineSummary run(Duration acceptLimit, boolean drain)
      throws IOException, InterruptedException {
    lives.clear();
    visits.clear();
    mails.clear();
    silent.clear();
    Postfix.Config config =
        new Postfix.Config(
            acceptLimit,
            Duration.ofDays(6),
            Duration.ofMinutes(1),
            Duration.ofDays(1),
            Duration.ofMinutes(10),
            10,
            List.of(Postfix.Counted.REJECT));
    return Correlator.builder()
        .module("postfix", new Postfix(), config)
        .input(folder.resolve(log).toString())
        .reading(o -> o.withYear(YEAR))
        .engine(o -> o.withDrain(drain))
        .on(Postfix.QueuedMail.class, this::life)
        .on(Postfix.Mail.class, this::mail)
        .on(Postfix.Session.class, this::visit)
        .build()
        .run()
        .summary();
  }

  private static long firstLine(EventEnvelope<?> e) {
    return e.evidence().records().get(0).line();
  }

  private void life(EventEnvelope<Postfix.QueuedMail> e) {
    Postfix.QueuedMail m = e.event();
    lives.put(
        m.queueId() + "," + firstLine(e),
        new Life(
            m.client(),
            m.from(),
            m.nrcpt(),
            m.status() == null ? "none" : m.status(),
            m.removed() != null,
            e.evidence().count()));
  }

  private void mail(EventEnvelope<Postfix.Mail> e) {
    String ids = String.valueOf(e.event().queueIds());
    mails.add(Set.of(ids.split(" ", -1)));
    if (e.outcome() == Outcome.TIMED_OUT || e.outcome() == Outcome.OPEN_AT_END) {
      silent.add(ids + " " + e.outcome() + " " + e.reason());
    }
  }

  private void visit(EventEnvelope<Postfix.Session> e) {
    Postfix.Session s = e.event();
    if (e.outcome() != Outcome.END_WITHOUT_START) {
      visits.put(
          e.key().get(1) + "," + firstLine(e),
          new Visit(s.name() + "[" + s.addr() + "]", s.rejects()));
    }
  }

  private List<JsonLine> key(String kind) throws IOException {
    String name = log.substring(0, log.indexOf(".log"));
    List<JsonLine> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name + "." + kind + ".jsonl"))) {
      lines.add(JsonLine.of(line));
    }
    return lines;
  }

  private void compareLives() throws IOException {
    Map<String, Life> extra = new HashMap<>(lives);
    int right = 0;
    List<JsonLine> known = key("transactions");
    for (JsonLine k : known) {
      String id = k.text("queue_id") + "," + k.number("first_line");
      Life wanted =
          new Life(
              k.text("client"),
              k.text("from"),
              k.number("nrcpt"),
              String.valueOf(k.text("outcome")),
              k.isTrue("removed"),
              k.number("lines"));
      right += same("queue id " + id, wanted, extra.remove(id));
    }
    extra.forEach((id, life) -> different("extra queue id " + id + " " + life));
    tell("queue ids", right, known.size(), extra.size());
  }

  private void compareChains() throws IOException {
    int right = 0;
    int known = 0;
    for (JsonLine k : key("transactions")) {
      String next = k.text("next");
      if (next == null || next.isEmpty()) {
        continue;
      }
      known++;
      Set<String> ids = new HashSet<>(List.of(next.split(" ", -1)));
      // Handed on to another host: there is no such queue id here.
      ids.removeIf(id -> lives.keySet().stream().noneMatch(l -> l.startsWith(id + ",")));
      ids.add(String.valueOf(k.text("queue_id")));
      if (mails.stream().anyMatch(m -> m.containsAll(ids))) {
        right++;
      } else {
        different("no mail holds " + ids);
      }
    }
    tell("chains", right, known, 0);
  }

  private void compareVisits() throws IOException {
    Map<String, Visit> extra = new HashMap<>(visits);
    int right = 0;
    List<JsonLine> known = key("sessions");
    for (JsonLine k : known) {
      String id = k.text("pid") + "," + k.number("line");
      Visit wanted = new Visit(String.valueOf(k.text("client")), k.number("rejects"));
      right += same("session " + id, wanted, extra.remove(id));
    }
    extra.forEach(
        (id, visit) -> System.out.println("  session without connect " + id + " " + visit));
    tell("sessions", right, known.size(), extra.size());
  }

  private void compareOpen() throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>();
    for (JsonLine k : key("transactions")) {
      if (!k.isTrue("removed")) {
        wanted.add(String.valueOf(k.text("queue_id")));
      }
    }
    System.out.println("  given up " + silent);
    run(Duration.ofDays(30), false);
    System.out.println("  open behind the last line " + silent.size() + ", known " + wanted.size());
    if (silent.size() != wanted.size()) {
      different("open: " + silent + ", known: " + wanted);
    }
  }

  private int same(String what, Object wanted, @Nullable Object got) {
    if (Objects.equals(wanted, got)) {
      return 1;
    }
    different((got == null ? "missed " : "wrong ") + what + " " + wanted + " " + got);
    return 0;
  }

  private static void tell(String what, int right, int known, int extra) {
    System.out.println("  " + what + " " + right + " right of " + known + ", extra " + extra);
  }

  private void different(String what) {
    differences++;
    if (differences <= DIFFERENCES_SHOWN) {
      System.out.println("  " + what);
    }
  }
}
