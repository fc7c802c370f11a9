package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records taken by themselves, without a key. */
class EachTest {

  record Notice(String host, @Nullable String app, @Nullable String procId, String text)
      implements NoticeEvent {}

  record Order(@Nullable String what, int pieces, String host, @Nullable String app)
      implements NoticeEvent {}

  record Wrong(@Nullable String what, int host) {}

  record Word(String word) implements Fact {}

  record Words(String word, int n) implements NoticeEvent {}

  record Minute(int records, int distinct) implements StatisticsEvent {}

  static final class Memory extends State {
    int n;
  }

  private static final LogicModule<TestRun.NoSettings> NOTICES =
      (flow, none) ->
          flow.each("notice", Select.all())
              .on((r, c) -> c.emit(new Notice(r.host(), r.app(), r.procId(), r.text())));

  @Test
  void everyRecord_withoutAPattern_isTakenInOrder() {
    TestRun.Result result =
        TestRun.of(NOTICES)
            .lines("10:00:00 h x[1] one", "10:00:00 h x[1] one", "10:00:01 g y[2] two")
            .run();

    assertThat(result.bodies(Notice.class))
        .containsExactly(
            new Notice("h", "x", "1", "one"),
            new Notice("h", "x", "1", "one"),
            new Notice("g", "y", "2", "two"));
    EventEnvelope<?> last = result.events.getLast();
    assertThat(last.key()).as("the host").containsExactly("g");
    assertThat(TestRun.record(last)).isEqualTo("two");
    assertThat(last.evidence().records()).extracting(r -> r.line()).containsExactly(3L);
    assertThat(result.events).extracting(EventEnvelope::id).doesNotHaveDuplicates();
    assertThat(result.summary().used()).isEqualTo(3);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void recordsOfTwoHosts_atOneTime_haveTwoIds() {
    String one = TestRun.of(NOTICES).lines("10:00:00 h x[1] one").run().only().id();
    String other = TestRun.of(NOTICES).lines("10:00:00 g y[2] two").run().only().id();

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void record_thatSeveralPatternsMatch_isTakenByTheFirst_withItsValues() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) ->
            flow.each("order", Select.app("shop"))
                .on(Pattern.of("sold {pieces:int} {what}"), Order.class, (o, r, c) -> c.emit(o))
                .on(
                    Pattern.of("sold {?{pieces:int}}{*}"),
                    (r, c) -> c.emit(new Order(r.text(), -1, r.host(), null)));
    TestRun.Result result =
        TestRun.of(module)
            .lines(
                "10:00:00 h shop[1] sold 12 red hats",
                "10:00:01 h shop[1] sold nothing",
                "10:00:02 h shop[1] closed",
                "10:00:03 h bank[1] sold 12 red hats")
            .run();

    assertThat(result.bodies(Order.class))
        .containsExactly(
            new Order("red hats", 12, "h", "shop"), new Order("sold nothing", -1, "h", null));
    assertThat(result.summary().used()).isEqualTo(2);
  }

  @Test
  void exception_undoesTheCall_andOthersGoOn() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.each("notice", Select.all())
              .on((r, c) -> {
                c.count("records");
                c.distinct("distinct", r.text());
                c.emit(new Notice(r.host(), null, null, r.text()));
                switch (r.text()) {
                  case "bad" -> throw new IllegalStateException("bad record");
                  case "gone" -> throw new NoClassDefFoundError("org/Gone");
                  case "timer" -> c.in("later", Duration.ofSeconds(1));
                  case "forget" -> c.forget();
                  default -> {}
                }
              });
          flow.statistics(Minute.class, Calendar.everyMinutes(1));
        };
    TestRun.Result result =
        TestRun.of(module)
            .lines(
                "10:00:00 h x[1] good",
                "10:00:01 h x[1] bad",
                "10:00:01 h x[1] gone",
                "10:00:02 h x[1] timer",
                "10:00:03 h x[1] forget",
                "10:00:04 h x[1] good")
            .run();

    assertThat(result.bodies(Notice.class))
        .extracting(Notice::text)
        .containsExactly("good", "good");
    assertThat(result.bodies(Minute.class)).containsExactly(new Minute(2, 1));
    assertThat(result.failures)
        .extracting(f -> f.cause().getMessage())
        .satisfiesExactly(
            m -> assertThat(m).isEqualTo("bad record"),
            m -> assertThat(m).isEqualTo("org/Gone"),
            m -> assertThat(m).contains("no timers"),
            m -> assertThat(m).contains("forgets nothing"));
    assertThat(result.summary().failures()).isEqualTo(4);
    assertThat(result.summary().used()).isEqualTo(2);
    assertThat(result.summary().failed()).isEqualTo(4);
  }

  @Test
  void recordAtWhichOneStageFails_andThatAnotherUses_isUsed() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.each("broken", Select.all())
              .on((r, c) -> {
                throw new IllegalStateException(r.text());
              });
          flow.each("sound", Select.app("x"))
              .on((r, c) -> c.emit(new Notice(r.host(), null, null, r.text())));
        };

    EngineSummary summary =
        TestRun.of(module).lines("10:00:00 h x[1] a", "10:00:01 h y[1] b").run().summary();

    assertThat(summary.failures()).isEqualTo(2);
    assertThat(summary.used()).isOne();
    assertThat(summary.failed()).isOne();
  }

  @Test
  void recordsThatWereReadWhenTheRunWasStopped_andNotSeenByTheLogic_areCountedApart() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      long tau = Times.nanos(LogLine.DAY) + i * Times.SECOND;
      // Of three records one is of no stage; some of either stand for several.
      int repeat = i % 7 == 0 ? 3 : 1;
      lines.add(new LogLine(tau, "h", i % 3 == 0 ? "other" : "app", "1", "text", repeat, -1));
    }
    LogicModule<TestRun.NoSettings> module =
        (flow, none) ->
            flow.each("notice", Select.app("app"))
                .on((r, c) -> c.emit(new Notice(r.host(), r.app(), r.procId(), r.text())));

    for (int perBlock : new int[] {1, 10, 64, 400}) {
      TestRun run = TestRun.of(module).log("a", lines).log("b", lines).linesPerBlock(perBlock);
      EngineSummary stopped = run.stopAt(90).run().summary();

      assertThat(stopped.unreached()).as("%d a block", perBlock).isPositive();
      assertThat(used(lines, stopped.records() - stopped.unreached()))
          .as("%d a block", perBlock)
          .isEqualTo(stopped.used());
      assertThat(run.stopAt(Integer.MAX_VALUE).run().summary().unreached()).isZero();
    }
  }

  /** How many of the first records of two logs that say the same are of the application. */
  private static long used(List<LogLine> lines, long first) {
    long seen = 0;
    long used = 0;
    for (int i = 0; seen < first; i++) {
      LogLine line = lines.get(i / 2);
      seen += line.repeat();
      used += line.app().equals("app") ? line.repeat() : 0;
    }
    assertThat(seen).as("whole lines").isEqualTo(first);
    return used;
  }

  @Test
  void fact_thatIsTold_isTakenByALaterStage() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.each("word", Select.all()).on((r, c) -> c.tell(new Word(r.text())));
          flow.stage("words", Memory::new)
              .key("word")
              .on(Word.class, (w, m, c) -> c.emit(new Words(w.word(), ++m.n)))
              .idle(Duration.ofHours(1));
        };
    TestRun.Result result =
        TestRun.of(module)
            .lines("10:00:00 h x[1] a", "10:00:01 g x[1] b", "10:00:02 g x[1] a")
            .run();

    assertThat(result.bodies(Words.class))
        .containsExactly(new Words("a", 1), new Words("b", 1), new Words("a", 2));
  }

  @Test
  void events_areTheSame_onAnyNumberOfShards() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      long tau = Times.nanos(LogLine.DAY) + i / 9 * Times.SECOND;
      int repeat = i % 50 == 0 ? 3 : 1;
      lines.add(new LogLine(tau, "h" + i % 3, "app", "1", "text " + i % 20, repeat, -1));
    }
    List<String> one = TestRun.of(NOTICES).lines(lines).run().texts();

    assertThat(one).hasSize(700 + 2 * 14);
    for (int shards : new int[] {2, 3, 8, 256}) {
      TestRun run = TestRun.of(NOTICES).lines(lines);
      Random random = new Random(shards);
      assertThat(
              run.shards(shards, TestRun.shuffled(random)).linesPerBlock(shards + 1).run().texts())
          .as("%d shards", shards)
          .isEqualTo(one);
    }
  }

  @Test
  void mistakes_areAllReported() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.each("nothing", Select.all());
          flow.each("wrong", Select.all())
              .on(Pattern.of("{whatever} is"), Wrong.class, (w, r, c) -> {});
        };

    assertThatThrownBy(() -> TestRun.of(module).lines("10:00:00 h x[1] a").run())
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("stage 'nothing': takes nothing: on(...) is missing")
        .hasMessageContaining("stage 'wrong': nothing fills 'what' of Wrong at \"{whatever} is\"")
        .hasMessageContaining("stage 'wrong': Wrong.host must be a String: a header field");
  }
}
