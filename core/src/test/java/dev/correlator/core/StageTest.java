package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.DistinctInWindow;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.SlidingCount;
import dev.correlator.api.StageFlow;
import dev.correlator.api.State;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The general form: a state per key, and code. */
class StageTest {

  record Line(String key, String word) implements TransactionEvent {}

  record Word(String key, String word) implements Fact {}

  record Other(String key, String word) implements Fact {}

  record Said(String what, long number) implements NoticeEvent {}

  /** A state with one of everything. */
  static final class Memory extends State {
    long inputs;
    String last = "";
    @Nullable Instant since;
    final SlidingCount recent = new SlidingCount(this, 100, Duration.ofSeconds(60));
    final DistinctInWindow words = new DistinctInWindow(this, 100, Duration.ofSeconds(60));
  }

  /** One stage that hears each line {@code KEY: WORD}, or {@code KEY! WORD} as the other fact. */
  private static LogicModule<TestRun.NoSettings> stage(Consumer<StageFlow<Memory>> more) {
    return (flow, none) -> {
      flow.transaction("line", Select.all(), Line.class)
          .key(PROC_ID)
          .openAndEnd(
              Outcome.COMPLETED, "heard", Pattern.of("{key:word}: {word}"), s -> s.tell(Word.class))
          .openAndEnd(
              Outcome.COMPLETED,
              "heard",
              Pattern.of("{key:word}! {word}"),
              s -> s.tell(Other.class))
          .idle(Duration.ofMinutes(1));
      more.accept(flow.stage("memory", Memory::new).key("key"));
    };
  }

  private static TestRun.Result run(Consumer<StageFlow<Memory>> more, String... lines) {
    return TestRun.of(stage(more)).lines(lines).run();
  }

  /** As {@code SECONDS KEY WHAT NUMBER}. */
  private static List<String> said(TestRun.Result result) {
    Instant ten = LogLine.DAY.plus(Duration.ofHours(10));
    return result.of(Said.class).stream()
        .map(e -> {
          Said s = (Said) e.event();
          return Duration.between(ten, e.time()).toSeconds()
              + " "
              + String.join(",", e.key())
              + " "
              + s.what()
              + " "
              + s.number();
        })
        .toList();
  }

  private static StageFlow.Action<Memory, Word> counting() {
    return (w, m, c) -> c.emit(new Said(w.word(), ++m.inputs));
  }

  @Test
  void state_isOfOneKey_andKeptBetweenInputs() {
    TestRun.Result result =
        run(
            s -> s.on(Word.class, counting()).idle(Duration.ofMinutes(5)),
            "10:00:00 h x[1] a: one",
            "10:00:01 h x[2] b: two",
            "10:00:02 h x[3] a: three");

    assertThat(said(result)).containsExactly("0 a one 1", "1 b two 1", "2 a three 2");
    assertThat(TestRun.record(result.of(Said.class).get(2))).isEqualTo("a: three");
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void timer_firesBehindTheRecordsOfItsInstant_andBeforeLaterOnes() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          c.emit(new Said(w.word(), ++m.inputs));
                          if (w.word().equals("set")) {
                            c.in("alarm", Duration.ofSeconds(10));
                          }
                        })
                    .onTimer("alarm", (m, c) -> c.emit(new Said("alarm", m.inputs)))
                    .idle(Duration.ofMinutes(5)),
            "10:00:00 h x[1] a: set",
            "10:00:10 h x[1] a: same",
            "10:00:10 h x[1] a: same",
            "10:00:11 h x[1] a: later");

    assertThat(said(result))
        .containsExactly("0 a set 1", "10 a same 2", "10 a same 3", "10 a alarm 3", "11 a later 4");
    EventEnvelope<?> alarm = result.of(Said.class).get(3);
    assertThat(alarm.record()).isNull();
    assertThat(alarm.evidence().count()).isZero();
  }

  @Test
  void timer_setAgain_isMoved_andCancelled_doesNotFire() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          switch (w.word()) {
                            case "set" -> c.in("alarm", Duration.ofSeconds(10));
                            case "two" -> {
                              c.in("alarm", Duration.ofSeconds(5));
                              c.in("other", Duration.ofSeconds(5));
                            }
                            default -> c.cancel("alarm");
                          }
                        })
                    .onTimer("alarm", (m, c) -> c.emit(new Said("alarm", 0)))
                    .onTimer("other", (m, c) -> c.emit(new Said("other", 0)))
                    .idle(Duration.ofMinutes(5)),
            "10:00:00 h x[1] a: set",
            "10:00:00 h x[1] b: set",
            "10:00:00 h x[1] c: two",
            "10:00:05 h x[1] a: set",
            "10:00:05 h x[1] b: cancel",
            "10:01:00 h x[1] d: set");

    assertThat(said(result)).containsExactly("5 c alarm 0", "5 c other 0", "15 a alarm 0");
  }

  @Test
  void timersThatSetTimers_fireInOrder_overALongGap() {
    TestRun.Result result =
        run(
            s ->
                s.on(Word.class, (w, m, c) -> c.in("tick", Duration.ofSeconds(1)))
                    .onTimer(
                        "tick",
                        (m, c) -> {
                          c.emit(new Said("tick", ++m.inputs));
                          if (m.inputs < 3) {
                            c.in("tick", Duration.ofSeconds(m.inputs));
                            c.in("echo", Duration.ZERO);
                          }
                        })
                    .onTimer("echo", (m, c) -> c.emit(new Said("echo", m.inputs)))
                    .idle(Duration.ofDays(1)),
            "10:00:00 h x[1] a: go",
            "10:00:00 h x[1] b: go",
            "20:00:00 h x[1] c: go");

    assertThat(said(result))
        .containsExactly(
            "1 a tick 1",
            "1 a echo 1",
            "1 b tick 1",
            "1 b echo 1",
            "2 a tick 2",
            "2 a echo 2",
            "2 b tick 2",
            "2 b echo 2",
            "4 a tick 3",
            "4 b tick 3");
  }

  @Test
  void timerInThePast_firesBehindTheInputsOfThePresent() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          c.emit(new Said(w.word(), ++m.inputs));
                          c.at("then", c.time().minusSeconds(100));
                          c.in("before", Duration.ofSeconds(-3));
                        })
                    .onTimer("then", (m, c) -> c.emit(new Said("then", m.inputs)))
                    .onTimer("before", (m, c) -> c.emit(new Said("before", m.inputs)))
                    .idle(Duration.ofMinutes(5)),
            "10:00:00 h x[1] a: one",
            "10:00:00 h x[1] a: two",
            "10:00:05 h x[1] b: one");

    assertThat(said(result))
        .containsExactly(
            "0 a one 1",
            "0 a two 2",
            "0 a before 2",
            "0 a then 2",
            "5 b one 1",
            "5 b before 1",
            "5 b then 1");
  }

  @Test
  void timerThatSetsItselfAtOneInstant_isStoppedAndReported() {
    TestRun.Result result =
        run(
            s ->
                s.on(Word.class, (w, m, c) -> c.in("again", Duration.ZERO))
                    .onTimer(
                        "again",
                        (m, c) -> {
                          m.inputs++;
                          c.in("again", Duration.ZERO);
                        })
                    .idle(Duration.ofMinutes(5), (m, c) -> c.emit(new Said("times", m.inputs))),
            "10:00:00 h x[1] a: one",
            "10:10:00 h x[1] b: two");

    assertThat(said(result)).containsExactly("300 a times 1000");
    assertThat(result.failures).hasSize(2); // of each key
    assertThat(result.failures.get(0).cause()).hasMessageContaining("'again'");
  }

  @Test
  void idleKey_isForgotten_afterItsCodeRan() {
    TestRun.Result result =
        run(
            s ->
                s.on(Word.class, counting())
                    .idle(Duration.ofSeconds(60), (m, c) -> c.emit(new Said("idle", m.inputs))),
            "10:00:00 h x[1] a: one",
            "10:00:00 h x[1] b: one",
            "10:01:00 h x[1] a: two", // at the instant of its deadline: not idle
            "10:05:00 h x[1] a: three");

    assertThat(said(result))
        .containsExactly(
            "0 a one 1", "0 b one 1", "60 a two 2", "60 b idle 1", "120 a idle 2", "300 a three 1");
  }

  @Test
  void forget_takesStateAndTimersAway() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          c.emit(new Said(w.word(), ++m.inputs));
                          c.in("alarm", Duration.ofSeconds(10));
                          if (w.word().equals("stop")) {
                            c.forget();
                          }
                        })
                    .onTimer("alarm", (m, c) -> c.emit(new Said("alarm", m.inputs)))
                    .idle(Duration.ofHours(1), (m, c) -> c.emit(new Said("idle", m.inputs)))
                    .atEnd((m, c) -> c.emit(new Said("end", m.inputs))),
            "10:00:00 h x[1] a: one",
            "10:00:01 h x[1] a: stop",
            "10:00:30 h x[1] a: new",
            "10:00:31 h x[1] a: stop");

    assertThat(said(result))
        .containsExactly("0 a one 1", "1 a stop 2", "30 a new 1", "31 a stop 2");
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void forgottenAndSeenAgain_inOneInstant_hasOtherIds() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          c.emit(new Said("same", 1));
                          c.forget();
                        })
                    .idle(Duration.ofHours(1)),
            "10:00:00 h x[1] a: one",
            "10:00:00 h x[1] a: one",
            "10:00:00 h x[1] a: one");

    assertThat(result.of(Said.class))
        .hasSize(3)
        .extracting(EventEnvelope::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void onKnown_takesNoKeyThatIsNew() {
    TestRun.Result result =
        run(
            s ->
                s.on(Word.class, counting())
                    .onKnown(Other.class, (o, m, c) -> c.emit(new Said("known", ++m.inputs)))
                    .idle(Duration.ofMinutes(1)),
            "10:00:00 h x[1] a! one",
            "10:00:01 h x[1] a: two",
            "10:00:02 h x[1] a! three",
            "10:00:50 h x[1] a! four", // keeps it awake
            "10:01:40 h x[1] a! five",
            "10:03:00 h x[1] a! six");

    assertThat(said(result))
        .containsExactly("1 a two 1", "2 a known 2", "50 a known 3", "100 a known 4");
  }

  @Test
  void exception_undoesTheWholeCall() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          m.inputs++;
                          m.last += w.word();
                          m.since = c.time();
                          int recent = m.recent.add(c.time());
                          int words = m.words.add(w.word(), c.time());
                          c.in("alarm", Duration.ofSeconds(w.word().equals("bad") ? 1 : 20));
                          c.emit(new Said(m.last, 100 * recent + 10 * words + m.inputs));
                          if (w.word().equals("bad")) {
                            m.recent.clear();
                            c.forget();
                            throw new IllegalStateException("planted");
                          }
                        })
                    .onTimer("alarm", (m, c) -> c.emit(new Said("alarm", m.recent.at(c.time()))))
                    .idle(Duration.ofMinutes(5)),
            "10:00:00 h x[1] a: a",
            "10:00:01 h x[1] a: bad",
            "10:00:02 h x[1] a: b",
            "10:00:03 h x[1] a: bad",
            "10:00:04 h x[1] a: a",
            "10:00:40 h x[1] z: a");

    assertThat(said(result))
        .containsExactly("0 a a 111", "2 a ab 222", "4 a aba 323", "24 a alarm 3", "40 z a 111");
    assertThat(result.failures)
        .extracting(f -> f.key() + " " + f.time() + " " + f.record() + " " + f.cause().getMessage())
        .containsExactly(
            "[a] 2026-03-02T10:00:01Z h x[1] a: bad planted",
            "[a] 2026-03-02T10:00:03Z h x[1] a: bad planted");
    assertThat(result.summary().failures()).isEqualTo(2);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void exceptionAtTheFirstInput_leavesNoKey() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          throw new IllegalArgumentException("planted");
                        })
                    .onKnown(Other.class, (o, m, c) -> c.emit(new Said("known", 0)))
                    .idle(Duration.ofSeconds(30), (m, c) -> c.emit(new Said("idle", 0)))
                    .atEnd((m, c) -> c.emit(new Said("end", 0))),
            "10:00:00 h x[1] a: one",
            "10:00:01 h x[1] a! two",
            "10:05:00 h x[1] b: one");

    assertThat(said(result)).isEmpty();
    assertThat(result.failures).hasSize(2);
  }

  @Test
  void errorsThatCodeItselfMakes_areUndoneAndReportedAsExceptionsAre() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          m.inputs++;
                          c.emit(new Said(w.word(), m.inputs));
                          switch (w.word()) {
                            case "missing" -> throw new NoClassDefFoundError("gone/Gone");
                            case "deep" -> m.inputs += deep(0);
                            case "wrong" -> throw new AssertionError("wrong");
                            default -> {}
                          }
                        })
                    .idle(Duration.ofSeconds(30)),
            "10:00:00 h x[1] a: missing",
            "10:00:01 h x[1] a: deep",
            "10:00:02 h x[1] a: wrong",
            "10:00:03 h x[1] a: well");

    assertThat(said(result)).containsExactly("3 a well 1");
    assertThat(result.failures)
        .extracting(f -> f.cause().getClass().getSimpleName())
        .containsExactly("NoClassDefFoundError", "StackOverflowError", "AssertionError");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int deep(int n) {
    return deep(n + 1) + n;
  }

  @Test
  void exceptions_ofSeveralShards_areReportedInOneOrder() {
    LogicModule<TestRun.NoSettings> failing =
        stage(s ->
            s.on(
                    Word.class,
                    (w, m, c) -> {
                      throw new IllegalArgumentException(w.word());
                    })
                .idle(Duration.ofSeconds(30)));
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add(LogLine.of("10:00:00 h x[1] k" + i % 13 + ": w" + i).later(Duration.ofSeconds(i)));
    }

    List<String> one = messages(TestRun.of(failing).lines(lines).run());

    assertThat(one).hasSize(100);
    assertThat(messages(TestRun.of(failing).shards(8).lines(lines).run())).isEqualTo(one);
  }

  private static List<String> messages(TestRun.Result result) {
    return result.failures.stream().map(f -> f.time() + f.cause().getMessage()).toList();
  }

  @Test
  void metricThatNoStatisticsEventHas_isAnExceptionOfTheCall() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          c.emit(new Said("never", 0));
                          c.count("faillures");
                        })
                    .idle(Duration.ofSeconds(30)),
            "10:00:00 h x[1] a: one");

    assertThat(said(result)).isEmpty();
    assertThat(result.failures.get(0).cause())
        .hasMessageContaining("no statistics event")
        .hasMessageContaining("'faillures'");
  }

  @Test
  void timerWithoutCode_isAnExceptionOfTheCall() {
    TestRun.Result result =
        run(
            s ->
                s.on(
                        Word.class,
                        (w, m, c) -> {
                          c.emit(new Said("never", ++m.inputs));
                          c.in("nobody", Duration.ofSeconds(1));
                        })
                    .idle(Duration.ofSeconds(30)),
            "10:00:00 h x[1] a: one");

    assertThat(said(result)).isEmpty();
    assertThat(result.failures.get(0).cause()).hasMessageContaining("'nobody'");
  }

  @Test
  void atEnd_runsForKeysThatAreLeft_andItsEventsArePartial() {
    TestRun.Result result =
        run(
            s ->
                s.on(Word.class, (w, m, c) -> m.inputs++)
                    .idle(Duration.ofSeconds(30), (m, c) -> c.emit(new Said("idle", m.inputs)))
                    .atEnd((m, c) -> c.emit(new Said("end", m.inputs))),
            "10:00:00 h x[1] a: one",
            "10:00:00 h x[1] c: one",
            "10:00:20 h x[1] c: two",
            "10:00:40 h x[1] b: one");

    assertThat(said(result)).containsExactly("30 a idle 1", "40 b end 1", "40 c end 2");
    assertThat(result.of(Said.class))
        .extracting(EventEnvelope::partial)
        .containsExactly(false, true, true);
  }

  @Test
  void drain_firesTimersAndIdleKeys_insteadOfTheEnd() {
    TestRun.Result result =
        TestRun.of(
                stage(s ->
                    s.on(Word.class, (w, m, c) -> c.in("alarm", Duration.ofDays(10)))
                        .onTimer("alarm", (m, c) -> c.emit(new Said("alarm", 0)))
                        .idle(Duration.ofDays(30), (m, c) -> c.emit(new Said("idle", 0)))
                        .atEnd((m, c) -> c.emit(new Said("end", 0)))))
            .drain()
            .lines("10:00:00 h x[1] a: one")
            .run();

    assertThat(said(result)).containsExactly("864000 a alarm 0", "2592000 a idle 0");
    assertThat(result.of(Said.class)).noneMatch(EventEnvelope::partial);
  }

  @Test
  void timersDueAtTheLastRecord_haveFired() {
    TestRun.Result result =
        run(
            s ->
                s.on(Word.class, (w, m, c) -> c.in("alarm", Duration.ofSeconds(10)))
                    .onTimer("alarm", (m, c) -> c.emit(new Said("alarm", 0)))
                    .idle(Duration.ofDays(30)),
            "10:00:00 h x[1] a: one",
            "10:00:10 h x[1] b: one");

    assertThat(said(result)).containsExactly("10 a alarm 0");
  }

  record Sum(String what, long number) implements Fact {}

  @Test
  void factsOfStages_reachLaterStages_inTheOrderOfTheirCauses() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.transaction("line", Select.all(), Line.class)
              .key(PROC_ID)
              .openAndEnd(
                  Outcome.COMPLETED,
                  "heard",
                  Pattern.of("{key:word}: {word}"),
                  s -> s.tell(Word.class))
              .idle(Duration.ofMinutes(1));
          flow.stage("first", Memory::new)
              .key("key")
              .on(
                  Word.class,
                  (w, m, c) -> {
                    c.tell(new Sum("all", ++m.inputs));
                    c.in("later", Duration.ofSeconds(1));
                  })
              .onTimer("later", (m, c) -> c.tell(new Sum("all", 1000 + m.inputs)))
              .idle(Duration.ofMinutes(1));
          flow.stage("second", Memory::new)
              .key("what")
              .on(Sum.class, (s, m, c) -> c.emit(new Said(m.last += s.number() + " ", 0)))
              .idle(Duration.ofMinutes(1));
        };
    String[] lines = {
      "10:00:00 h x[1] b: x",
      "10:00:00 h x[1] a: x",
      "10:00:01 g x[1] a: x", // before the timers of its instant, and g is before h
      "10:00:01 f x[1] c: x",
      "10:00:02 h x[1] b: x"
    };
    TestRun.Result one = TestRun.of(module).lines(lines).run();

    assertThat(one.bodies(Said.class).getLast().what())
        .as("b a | f: c, g: a, timer of b | b, timers of a and c")
        .isEqualTo("1 1 1 2 1001 2 1002 1001 ");
    for (int shards : new int[] {2, 3, 8}) {
      assertThat(TestRun.of(module).shards(shards).lines(lines).run().texts())
          .isEqualTo(one.texts());
    }
  }

  @Test
  void eventOfALateRecord_isRetimed_alsoWhereAStageSendsIt() {
    TestRun.Result result =
        run(
            s -> s.on(Word.class, counting()).idle(Duration.ofHours(1)),
            "10:00:00 h x[1] a: one",
            "10:01:00 g x[1] a: two",
            "10:00:10 f x[1] a: late");

    assertThat(result.of(Said.class))
        .extracting(e -> ((Said) e.event()).what() + " " + e.retimed())
        .containsExactly("one false", "late true", "two false");
  }

  @Test
  void period_isThatOfTheZone() {
    dev.correlator.api.Calendar daily = dev.correlator.api.Calendar.daily();
    TestRun.Result result =
        TestRun.of(
                stage(s ->
                    s.on(
                            Word.class,
                            (w, m, c) -> c.emit(new Said(c.period(daily) + " of " + w.word(), 0)))
                        .idle(Duration.ofDays(1))))
            .zone("Europe/Berlin")
            .lines(
                "2026-03-01T22:59:58Z h x[1] a: one",
                "2026-03-01T22:59:59Z h x[1] a: two",
                "2026-03-01T23:00:00Z h x[1] a: three")
            .run();

    assertThat(result.bodies(Said.class))
        .extracting(Said::what)
        .containsExactly(
            "2026-02-28T23:00:00Z of one",
            "2026-02-28T23:00:00Z of two",
            "2026-03-01T23:00:00Z of three");
  }

  @Test
  void keysBeyondTheCap_expireThroughTheirCode() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 55_000; i++) {
      lines.add(LogLine.of("10:00:00 h x[1] k" + i + ": w").later(Duration.ofNanos(i)));
    }
    List<List<String>> texts = new ArrayList<>();
    for (int shards : new int[] {1, 8}) {
      TestRun.Result result =
          TestRun.of(
                  stage(s ->
                      s.on(Word.class, (w, m, c) -> m.inputs++)
                          .idle(Duration.ofDays(1), (m, c) -> c.emit(new Said("given up", 0)))
                          .maxKeys(50_000)))
              .shards(shards)
              .lines(lines)
              .run();
      assertThat(result.of(Said.class)).hasSize((int) result.summary().evicted());
      assertThat(result.summary().evicted()).isBetween(5_000L, 9_000L);
      texts.add(said(result));
    }
    assertThat(texts.get(1)).isEqualTo(texts.get(0));
  }
}
