package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.State;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.ThresholdFlow.Rearm;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The N-th fact inside (t - w, t]. */
class ThresholdTest {

  record Try(String addr, String user) implements TransactionEvent {}

  record Failure(String addr, String user) implements Fact {}

  record Success(String addr) implements Fact {}

  record Guessing(String addr, String user, int count) implements AuditEvent {}

  record Tried(String addr, @Nullable String user) implements Fact {}

  /** All that was told of an address before its event. */
  record Told(String addr, String users) implements AuditEvent {}

  private static final Duration WINDOW = Duration.ofSeconds(60);

  private static LogicModule<TestRun.NoSettings> guessing(int limit, Consumer<ThresholdFlow> more) {
    return (flow, none) -> {
      flow.transaction("try", Select.all(), Try.class)
          .key(PROC_ID)
          .openAndEnd(
              Outcome.FAILED,
              "failed",
              Pattern.of("failed {user:word} from {addr:word}"),
              s -> s.tell(Failure.class))
          .openAndEnd(
              Outcome.COMPLETED,
              "welcome",
              Pattern.of("welcome {user:word} from {addr:word}"),
              s -> s.tell(Success.class))
          .idle(Duration.ofMinutes(1));
      ThresholdFlow t =
          flow.threshold("guessing", Guessing.class)
              .of(Failure.class)
              .key("addr")
              .count(limit, WINDOW);
      more.accept(t);
    };
  }

  private static List<EventEnvelope<?>> alarms(int limit, Consumer<ThresholdFlow> more, int... at) {
    List<LogLine> lines = new ArrayList<>();
    for (int second : at) {
      lines.add(failure(second));
    }
    return TestRun.of(guessing(limit, more)).lines(lines).run().of(Guessing.class);
  }

  private static LogLine failure(int second) {
    return LogLine.of("10:00:00 h sshd[1] failed u" + second + " from evil")
        .later(Duration.ofSeconds(second));
  }

  private static List<Integer> seconds(List<EventEnvelope<?>> alarms) {
    return alarms.stream()
        .map(e ->
            (int) Duration.between(LogLine.DAY.plus(Duration.ofHours(10)), e.time()).toSeconds())
        .toList();
  }

  @Test
  void nthFact_insideTheWindow_raisesTheEvent() {
    List<EventEnvelope<?>> alarms = alarms(3, t -> {}, 0, 20, 59, 60);

    assertThat(seconds(alarms)).containsExactly(59);
    EventEnvelope<?> e = alarms.get(0);
    assertThat(e.event()).isEqualTo(new Guessing("evil", "u59", 3));
    assertThat(e.key()).containsExactly("evil");
    assertThat(e.began()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(e.ended()).isEqualTo(e.time());
    assertThat(e.evidence().count()).isEqualTo(3);
    assertThat(e.evidence().records()).extracting(r -> r.line()).containsExactly(1L, 2L, 3L);
    assertThat(TestRun.record(e)).isEqualTo("failed u59 from evil");
    assertThat(e.outcome()).isNull();
  }

  @Test
  void factThatIsAWindowOld_doesNotCount() {
    assertThat(seconds(alarms(3, t -> {}, 0, 30, 60))).isEmpty();
    assertThat(seconds(alarms(3, t -> {}, 1, 30, 60))).containsExactly(60);
  }

  @Test
  void factsOfOneInstant_countEach() {
    assertThat(seconds(alarms(3, t -> {}, 5, 5, 5, 5))).containsExactly(5);
  }

  @Test
  void quiet_raisesOnceInABurst_andAgainAfterAWindowWithoutAFact() {
    assertThat(seconds(alarms(2, t -> {}, 0, 1, 30, 80, 130, 189, 249, 250)))
        .containsExactly(1, 250);
    assertThat(seconds(alarms(2, t -> {}, 0, 1, 60, 61, 121, 122))).containsExactly(1, 122);
  }

  @Test
  void drop_raisesAgain_whenTheCountHadFallen() {
    assertThat(seconds(alarms(2, t -> t.rearm(Rearm.DROP), 0, 1, 30, 59, 118, 177, 178, 300, 301)))
        .containsExactly(1, 118, 177, 178, 301);
  }

  @Test
  void every_raisesWithEachFurtherFact() {
    assertThat(seconds(alarms(3, t -> t.rearm(Rearm.EVERY), 0, 1, 2, 3, 60, 61, 70)))
        .containsExactly(2, 3, 60, 61, 70);
  }

  @Test
  void reset_beginsAgainAtNothing() {
    assertThat(seconds(alarms(3, t -> t.rearm(Rearm.RESET), 0, 1, 2, 3, 4, 5, 6)))
        .containsExactly(2, 5);
  }

  @Test
  void factThatResets_emptiesTheCountOfItsKeyAlone() {
    List<LogLine> lines = new ArrayList<>();
    for (String line :
        List.of(
            "10:00:00 h sshd[1] failed a from evil",
            "10:00:01 h sshd[1] failed a from other",
            "10:00:02 h sshd[1] welcome a from evil",
            "10:00:03 h sshd[1] failed a from evil",
            "10:00:04 h sshd[1] failed a from other",
            "10:00:05 h sshd[1] failed a from evil",
            "10:00:06 h sshd[1] welcome a from evil",
            "10:00:07 h sshd[1] failed a from evil",
            "10:00:08 h sshd[1] failed a from evil")) {
      lines.add(LogLine.of(line));
    }

    assertThat(addresses(guessing(2, t -> t.reset(Success.class, true)), lines))
        .containsExactly("4 other", "5 evil", "8 evil"); // re-armed, too
    assertThat(addresses(guessing(2, t -> t.reset(Success.class, false)), lines))
        .containsExactly("3 evil", "4 other");
  }

  private static List<String> addresses(
      LogicModule<TestRun.NoSettings> module, List<LogLine> lines) {
    return TestRun.of(module).lines(lines).run().of(Guessing.class).stream()
        .map(e -> e.time().getEpochSecond() % 60 + " " + e.key().get(0))
        .toList();
  }

  @Test
  void evidence_ofManyFacts_isTheFirstAndTheLastOfTheWindow() {
    int[] at = new int[100];
    for (int i = 0; i < at.length; i++) {
      at[i] = i / 4;
    }
    List<EventEnvelope<?>> alarms = alarms(50, t -> t.rearm(Rearm.EVERY), at);

    EventEnvelope<?> last = alarms.getLast();
    assertThat(last.evidence().count()).isEqualTo(50);
    assertThat(last.evidence().records()).hasSize(32);
    assertThat(last.evidence().records().get(0).line()).isEqualTo(51);
    assertThat(last.evidence().records().get(8).line()).isEqualTo(77);
    assertThat(last.evidence().records().get(31).line()).isEqualTo(100);
  }

  @Test
  void keys_beyondTheCap_areGivenUpTheSameOnAnyNumberOfShards() {
    List<LogLine> lines = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 150_000; i++) {
      int addr = random.nextInt(10) == 0 ? random.nextInt(50) : i;
      lines.add(
          LogLine.of("10:00:00 h sshd[1] failed u from a" + addr)
              .later(Duration.ofNanos(300_000L * i))); // all inside one window
    }
    TestRun.Result one = TestRun.of(guessing(5, t -> t.maxKeys(50_000))).lines(lines).run();
    TestRun.Result eight =
        TestRun.of(guessing(5, t -> t.maxKeys(50_000))).shards(8).lines(lines).run();

    assertThat(one.summary().evicted()).isGreaterThan(50_000);
    assertThat(eight.summary().evicted()).isEqualTo(one.summary().evicted());
    assertThat(eight.of(Guessing.class)).hasSameSizeAs(one.of(Guessing.class)).hasSize(50);
    assertThat(eight.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void keysThatAreQuiet_makeRoomWithoutBeingGivenUp() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      lines.add(
          LogLine.of("10:00:00 h sshd[1] failed u from a" + i).later(Duration.ofMillis(2L * i)));
    }
    TestRun.Result result = TestRun.of(guessing(5, t -> t.maxKeys(50_000))).lines(lines).run();

    assertThat(result.summary().evicted()).as("30,000 at most are in a window").isZero();
  }

  /** The users of an address, in the order in which they were told. */
  static final class Users extends State {
    String all = "";
  }

  /** Has the users of each event told before it. */
  private static LogicModule<TestRun.NoSettings> telling(int limit, Consumer<ThresholdFlow> more) {
    LogicModule<TestRun.NoSettings> guessing =
        guessing(
            limit,
            t -> {
              t.tellEach("user", Tried.class);
              more.accept(t);
            });
    return (flow, none) -> {
      guessing.define(flow, none);
      flow.stage("users", Users::new)
          .key("addr")
          .on(Tried.class, (t, s, c) -> s.all += " " + t.user())
          .on(
              Guessing.class,
              (g, s, c) -> {
                c.emit(new Told(g.addr(), s.all.trim()));
                c.forget();
              })
          .idle(Duration.ofHours(1));
    };
  }

  private static List<String> told(
      int limit, Consumer<ThresholdFlow> more, String... secondsAndUsers) {
    List<LogLine> lines = new ArrayList<>();
    for (String s : secondsAndUsers) {
      String[] parts = s.split(" ", -1);
      lines.add(
          LogLine.of("10:00:00 h sshd[1] failed " + parts[1] + " from evil")
              .later(Duration.ofSeconds(Integer.parseInt(parts[0]))));
    }
    return TestRun.of(telling(limit, more)).lines(lines).run().of(Told.class).stream()
        .map(e -> ((Told) e.event()).users())
        .toList();
  }

  @Test
  void valuesOfTheFactsCounted_areToldOnceEach_beforeTheEvent() {
    assertThat(told(4, t -> {}, "0 ann", "1 bob", "2 ann", "3 cyd", "4 dan"))
        .containsExactly("ann bob cyd");
    assertThat(told(2, t -> t.rearm(Rearm.EVERY), "0 ann", "1 bob", "2 cyd", "3 cyd"))
        .containsExactly("ann bob", "bob cyd", "cyd");
    assertThat(told(2, t -> t.rearm(Rearm.RESET), "0 ann", "1 bob", "2 cyd", "3 dan"))
        .containsExactly("ann bob", "cyd dan");
  }

  @Test
  void valuesOfFactsThatHaveLeftTheWindow_areNotTold() {
    assertThat(told(3, t -> {}, "0 ann", "1 bob", "61 cyd", "62 dan", "63 eve"))
        .containsExactly("cyd dan eve");
    assertThat(told(2, t -> {}, "0 ann", "100 bob", "101 cyd")).containsExactly("bob cyd");
    assertThat(told(2, t -> {}, "0 ann", "1 bob", "100 cyd", "101 dan"))
        .containsExactly("ann bob", "cyd dan");
  }

  @Test
  void valueThatIsLong_isToldUpToWhatIsKept() {
    String begin = "u".repeat(254);

    assertThat(told(2, t -> {}, "0 " + begin + "v", "1 " + begin + "w")).containsExactly(begin);
    assertThat(told(2, t -> {}, "0 " + begin, "1 " + begin.substring(1)))
        .containsExactly(begin + " " + begin.substring(1));
  }

  @Test
  void factsWithoutTheValue_areToldAsNull() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.transaction("try", Select.all(), Try.class)
              .key(PROC_ID)
              .openAndEnd(
                  Outcome.FAILED,
                  "failed",
                  Pattern.of("failed {user:word} from {addr:word}"),
                  s -> s.tell(Failure.class))
              .openAndEnd(
                  Outcome.FAILED,
                  "nobody",
                  Pattern.of("nobody from {addr:word}"),
                  s -> s.tell(Failure.class))
              .idle(Duration.ofMinutes(1));
          flow.threshold("guessing", Guessing.class)
              .of(Failure.class)
              .key("addr")
              .count(3, WINDOW)
              .tellEach("user", Tried.class);
          flow.stage("users", Users::new)
              .key("addr")
              .on(Tried.class, (t, s, c) -> s.all += " " + t.user())
              .on(Guessing.class, (g, s, c) -> c.emit(new Told(g.addr(), s.all.trim())))
              .idle(Duration.ofHours(1));
        };

    assertThat(
            TestRun.of(module)
                .lines(
                    List.of(
                        LogLine.of("10:00:00 h sshd[1] nobody from evil"),
                        LogLine.of("10:00:01 h sshd[2] failed ann from evil"),
                        LogLine.of("10:00:02 h sshd[3] nobody from evil")))
                .run()
                .of(Told.class))
        .extracting(e -> ((Told) e.event()).users())
        .containsExactly("null ann");
  }

  @ParameterizedTest
  @EnumSource(Rearm.class)
  void randomFacts_tellTheValuesOfTheLastOnes(Rearm rearm) {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int limit = 2 + random.nextInt(6);
      List<LogLine> lines = new ArrayList<>();
      List<String> users = new ArrayList<>();
      int second = 0;
      for (int i = 0; i < 150; i++) {
        second += random.nextInt(4) == 0 ? random.nextInt(4) * 20 : random.nextInt(12);
        users.add("u" + "x".repeat(random.nextInt(30)) + random.nextInt(4));
        lines.add(
            LogLine.of("10:00:00 h sshd[1] failed " + users.getLast() + " from evil")
                .later(Duration.ofSeconds(second)));
      }
      TestRun.Result result =
          TestRun.of(telling(limit, t -> t.rearm(rearm)))
              .shards(1 + seed % 4)
              .linesPerBlock(5 + seed % 50)
              .lines(lines)
              .run();
      List<EventEnvelope<?>> alarms = result.of(Guessing.class);
      List<String> expected = new ArrayList<>();
      for (EventEnvelope<?> e : alarms) {
        int last = (int) e.evidence().records().getLast().line(); // lines count from 1
        expected.add(String.join(" ", new LinkedHashSet<>(users.subList(last - limit, last))));
      }
      assertThat(alarms).isNotEmpty();
      assertThat(result.of(Told.class))
          .as("seed %d, %s, limit %d", seed, rearm, limit)
          .extracting(e -> ((Told) e.event()).users())
          .isEqualTo(expected);
    }
  }

  /** What the words of the definition say, on lists. */
  private static List<Instant> expected(Rearm rearm, int limit, List<LogLine> lines, String addr) {
    List<Instant> alarms = new ArrayList<>();
    List<Instant> facts = new ArrayList<>();
    boolean armed = true;
    for (LogLine line : lines) {
      if (!line.text().endsWith("from " + addr)) {
        continue;
      }
      if (line.text().startsWith("welcome")) {
        facts.clear();
        armed = true;
        continue;
      }
      Instant t = line.time();
      long before = facts.stream().filter(f -> f.isAfter(t.minus(WINDOW))).count();
      armed |= rearm == Rearm.QUIET && before == 0;
      armed |= rearm == Rearm.DROP && before < limit;
      armed |= rearm == Rearm.EVERY || rearm == Rearm.RESET;
      facts.add(t);
      if (before + 1 >= limit && armed) {
        alarms.add(t);
        armed = false;
        if (rearm == Rearm.RESET) {
          facts.clear();
        }
      }
    }
    return alarms;
  }

  @ParameterizedTest
  @EnumSource(Rearm.class)
  void randomFacts_raiseWhatTheWordsSay(Rearm rearm) {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      int limit = 2 + random.nextInt(5);
      List<LogLine> lines = new ArrayList<>();
      int second = 0;
      for (int i = 0; i < 120; i++) {
        second += random.nextInt(4) == 0 ? random.nextInt(4) * 20 : random.nextInt(12);
        String what = random.nextInt(12) == 0 ? "welcome" : "failed";
        lines.add(
            LogLine.of("10:00:00 h sshd[1] " + what + " u from a" + random.nextInt(3))
                .later(Duration.ofSeconds(second)));
      }
      TestRun.Result result =
          TestRun.of(guessing(limit, t -> t.rearm(rearm).reset(Success.class, true)))
              .shards(1 + seed % 4)
              .linesPerBlock(5 + seed % 50)
              .hold(Duration.ofSeconds(seed % 20))
              .lines(lines)
              .run();
      for (String addr : List.of("a0", "a1", "a2")) {
        assertThat(
                result.of(Guessing.class).stream()
                    .filter(e -> e.key().contains(addr))
                    .map(EventEnvelope::time)
                    .toList())
            .as("seed %d, %s, limit %d, %s", seed, rearm, limit, addr)
            .isEqualTo(expected(rearm, limit, lines, addr));
      }
      assertThat(result.leftOver()).as("seed %d", seed).isEqualTo(TestRun.NOTHING_LEFT);
    }
  }
}
