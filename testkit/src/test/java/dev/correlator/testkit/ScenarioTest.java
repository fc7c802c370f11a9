package dev.correlator.testkit;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.State;
import dev.correlator.api.TransactionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {

  /** Backups and those that fail often. */
  @Named("backups")
  static final class Backups implements LogicModule<Backups.Config> {

    record Config(Duration patience) {}

    record Backup(String name, int errors) implements TransactionEvent {}

    record Broken(String name) implements Fact {}

    record BrokenOften(String name, int count) implements AuditEvent {}

    @Override
    public void define(Flow flow, Config c) {
      flow.transaction("backup", Select.app("backup"), Backup.class)
          .key(HOST, PROC_ID)
          .open(Pattern.of("begin {name}"))
          .step(Pattern.of("error"), s -> s.count("errors"))
          .end(Outcome.COMPLETED, "done", Pattern.of("done"))
          .end(Outcome.FAILED, "broken", Pattern.of("broken"), s -> s.tell(Broken.class))
          .idle(c.patience());
      flow.threshold("often", BrokenOften.class)
          .of(Broken.class)
          .key("name")
          .count(3, Duration.ofMinutes(10));
    }
  }

  private static Scenario backups() {
    return Scenario.of(new Backups(), new Backups.Config(Duration.ofMinutes(5)));
  }

  @Test
  void recordsThatNoPatternMatches_areNamed_andNoOthers() {
    Scenario scenario =
        Scenario.of(new Backups(), new Backups.Config(Duration.ofMinutes(5)))
            .lines(
                "2026-03-02T08:00:00Z web1 backup[7]: begin home",
                "2026-03-02T08:00:01Z web1 backup[7]: errors",
                "2026-03-02T08:00:02Z web1 cron[9]: errors",
                "2026-03-02T08:00:03Z web1 backup[7]: done",
                "2026-03-02T08:00:04Z web1 backup[8]: done")
            .source("other", "2026-03-02T08:00:01Z web2 backup[7]: beginn home");

    assertThat(scenario.unmatched())
        .containsExactly(
            "2026-03-02T08:00:01Z web1 backup[7]: errors",
            "2026-03-02T08:00:01Z web2 backup[7]: beginn home");
  }

  @Test
  void linesOfALog_givenToAModule_becomeItsEvents() {
    Scenario scenario =
        backups()
            .lines(
                "Mar  2 10:00:00 web1 backup[7]: begin home",
                "Mar  2 10:00:01 web1 cron[8]: begin nothing",
                "Mar  2 10:00:02 web1 backup[7]: error",
                "Mar  2 10:00:09 web1 backup[7]: done");

    assertThat(scenario.events(Backups.Backup.class))
        .containsExactly(new Backups.Backup("home", 1));
    EventEnvelope<?> e = scenario.events().get(0);
    assertThat(e.system()).isEqualTo("backups");
    assertThat(e.time()).isEqualTo("2026-03-02T10:00:09Z");
    assertThat(e.key()).containsExactly("web1", "7");
    scenario.invariant();
  }

  @Test
  void year_whereLinesLeaveItOut_isTheOneSaid() {
    String[] lines = {
      "Dec 31 23:59:59 web1 backup[7]: begin home", "Jan  1 00:00:01 web1 backup[7]: done"
    };

    assertThat(backups().year(2020).lines(lines).events().get(0).time())
        .isEqualTo("2021-01-01T00:00:01Z");
    assertThat(backups().lines(lines).events().get(0).began()).isEqualTo("2026-12-31T23:59:59Z");
    backups().year(2020).lines(lines).invariant();
  }

  @Test
  void zone_whereLinesLeaveItOut_isTheOneSaid() {
    assertThat(
            backups()
                .zone(ZoneId.of("Europe/Berlin"))
                .lines(
                    "Jul  2 10:00:00 web1 backup[7]: begin home",
                    "Jul  2 10:00:09 web1 backup[7]: done")
                .events()
                .get(0)
                .time())
        .isEqualTo("2026-07-02T08:00:09Z");
  }

  @Test
  void drain_atTheEndOfTheLines_letsDeadlinesPass() {
    Scenario open = backups().lines("Mar  2 10:00:00 web1 backup[7]: begin home");

    assertThat(open.events().get(0).outcome()).isEqualTo(Outcome.OPEN_AT_END);
    assertThat(open.drain().events().get(0).outcome()).isEqualTo(Outcome.TIMED_OUT);
    open.drain().invariant();
  }

  @Test
  void sourcesAndFiles_ofOneTime_areReadAsOne(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("b.log"), "2026-03-02T10:00:05Z web1 backup[7]: broken\n");
    Scenario scenario =
        backups()
            .source("a.log", "2026-03-02T10:00:00Z web1 backup[7]: begin home")
            .source("a.log", "2026-03-02T10:00:09Z web1 backup[8]: begin mail")
            .file(file);

    assertThat(scenario.events())
        .extracting(EventEnvelope::outcome)
        .containsExactly(Outcome.FAILED, Outcome.OPEN_AT_END);
    assertThat(scenario.events().get(0).evidence().records())
        .extracting(r -> Path.of(r.source()).getFileName().toString() + ":" + r.line())
        .containsExactly("a.log:1", "b.log:1");
    scenario.invariant();
  }

  @Test
  void linesThatNobodyCanParse_areAMistakeOfTheTest() {
    assertThatThrownBy(() -> backups().lines("", "").events())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no line could be parsed");
  }

  @Test
  void codeThatFails_isAMistakeOfTheModule() {
    LogicModule<Backups.Config> failing =
        (flow, c) -> {
          new Backups().define(flow, c);
          flow.stage("failing", Nothing::new)
              .key("name")
              .on(
                  Backups.Backup.class,
                  (b, state, context) -> {
                    throw new IllegalStateException("planted");
                  })
              .idle(Duration.ofDays(1));
        };
    Scenario scenario =
        Scenario.of(failing, new Backups.Config(Duration.ofMinutes(5)))
            .lines(
                "Mar  2 10:00:00 web1 backup[7]: begin x", "Mar  2 10:00:01 web1 backup[7]: done");

    assertThatThrownBy(scenario::events)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stage 'failing'")
        .hasMessageContaining("planted")
        .hasMessageContaining("backup[7]: done");
    assertThat(scenario.run().failures()).hasSize(1);
  }

  static final class Nothing extends State {}

  /** Backups of many hosts, each in order, the hosts mixed a little. */
  static List<String> manyBackups(Random random, int n) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String what =
          switch (random.nextInt(5)) {
            case 0, 1 -> "begin " + "abcd".charAt(random.nextInt(4));
            case 2 -> "error";
            case 3 -> "done";
            default -> "broken";
          };
      lines.add(
          "2026-03-02T%02d:%02d:%02dZ web%d backup[%d]: %s"
              .formatted(
                  i / 1200 % 24,
                  i / 20 % 60,
                  i * 3 % 60,
                  random.nextInt(9),
                  random.nextInt(5),
                  what));
    }
    return lines;
  }

  @Test
  void manyRecords_runInAllWays_giveTheSameEvents() {
    Scenario scenario = backups().lines(manyBackups(new Random(1), 3_000).toArray(new String[0]));

    assertThat(scenario.run().isExact()).isTrue();
    assertThat(scenario.events(Backups.BrokenOften.class)).hasSizeGreaterThan(4);
    scenario.invariant();
  }

  record Seen(String what) implements NoticeEvent {}

  /** A module whose events depend on something beside the records. */
  private static Scenario impure(java.util.function.Supplier<String> leak) {
    LogicModule<Backups.Config> module =
        (flow, c) -> {
          new Backups().define(flow, c);
          flow.stage("impure", Nothing::new)
              .key("name")
              .on(Backups.Backup.class, (b, s, context) -> context.emit(new Seen(leak.get())))
              .idle(Duration.ofDays(1));
        };
    return Scenario.of(module, new Backups.Config(Duration.ofMinutes(5)));
  }

  @Test
  void stateOutsideOfTheEngine_isFoundByTheFirstRunInAnotherWay() {
    AtomicInteger shared = new AtomicInteger();
    Scenario scenario =
        impure(() -> String.valueOf(shared.incrementAndGet()))
            .lines(manyBackups(new Random(1), 100).toArray(new String[0]));

    assertThatThrownBy(() -> scenario.invariant(Variation.shards(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("other events: 1 shards, one thread")
        .hasMessageContaining("usual: ")
        .hasMessageContaining("what=\"1\"")
        .hasMessageContaining("here: ");
  }

  @Test
  void dependenceOnTheOrderOfKeys_isFoundByShards() {
    List<String> order = new ArrayList<>();
    Scenario scenario =
        impure(
                () -> {
                  synchronized (order) {
                    order.add("x");
                    return String.valueOf(order.size() % 1000);
                  }
                })
            .lines(manyBackups(new Random(1), 200).toArray(new String[0]));
    int events = scenario.events(Seen.class).size();

    // Begin each run at the same count, so that on one shard nothing is to be seen.
    while (order.size() % 1000 != 0) {
      order.add("x");
    }
    assertThat(events).isGreaterThan(10);
    assertThatThrownBy(() -> scenario.invariant(Variation.shards(8)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("8 shards");
  }

  @Test
  void placesOfRecords_whereTheyMatter_areNotToBeChanged() {
    Scenario behind =
        backups()
            .lines(
                "Mar  2 10:00:01 web1 backup[7]: begin home",
                "Mar  2 10:00:00 web1 backup[8]: begin mail");

    assertThat(behind.run().adjusted()).isOne();
    behind.invariant(Variation.shards(2), Variation.blocks(0), Variation.parsers(1));
    assertThatThrownBy(() -> behind.invariant(Variation.arrivals(1, 1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 adjusted");
  }

  @Test
  void cutsAndArrivals_reallyDiffer() {
    Scenario scenario = backups().lines(manyBackups(new Random(2), 500).toArray(new String[0]));
    ScenarioSource usual =
        ScenarioSource.of("lines", manyBackups(new Random(2), 500), java.time.Instant.EPOCH);
    try (ScenarioFolder folder = new ScenarioFolder()) {
      ScenarioRun run = new ScenarioRun(ScenarioRun.Settings.usual(), folder);
      Variation.Ground ground =
          new Variation.Ground(List.of(usual), List.of(run.lines(usual)), 10_000_000_000L);

      List<ScenarioSource> cut = Variation.splits(1, 3).attempts(ground).get(0).sources();
      assertThat(cut).hasSizeGreaterThan(1);
      assertThat(cut.stream().mapToInt(s -> s.content().length).sum())
          .isEqualTo(usual.content().length);
      List<ScenarioSource> mixed = Variation.arrivals(1, 3).attempts(ground).get(0).sources();
      assertThat(mixed).hasSize(1);
      assertThat(mixed.get(0).content())
          .hasSameSizeAs(usual.content())
          .isNotEqualTo(usual.content());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(scenario.run().isExact()).isTrue();
  }

  @Test
  void eventText_ofHostileValues_isOneLineThatCannotBeMistaken() {
    EventEnvelope<?> e =
        backups()
            .lines(
                "Mar  2 10:00:00 web1 backup[7]: begin a\" outcome=\"FAILED\u001b[2J",
                "Mar  2 10:00:01 web1 backup[7]: done")
            .events()
            .get(0);

    assertThat(EventText.of(e))
        .contains("name=\"a\\\" outcome=\\\"FAILED\\x1b[2J\"")
        .contains("outcome=\"COMPLETED\"")
        .contains("id=\"" + e.id() + "\"")
        .doesNotContain("\u001b");
  }
}
