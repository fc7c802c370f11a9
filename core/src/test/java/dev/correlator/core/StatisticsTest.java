package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of each period, and code at the times of a calendar. */
class StatisticsTest {

  record Job(String user) implements TransactionEvent {}

  record Done(String user, long size) implements Fact {}

  record Daily(int done, long failed, int users, long smallest, long largest, long bytes)
      implements StatisticsEvent {}

  record Hourly(int done) implements StatisticsEvent {}

  /** Nothing to remember. */
  static final class Empty extends State {}

  private static void jobs(Flow flow, TestRun.NoSettings settings) {
    flow.transaction("job", Select.all(), Job.class)
        .key(PROC_ID)
        .openAndEnd(
            Outcome.COMPLETED,
            "done",
            Pattern.of("{user:word} did {size:int}"),
            s -> s.tell(Done.class))
        .openAndEnd(Outcome.FAILED, "failed", Pattern.of("{user:word} failed"))
        .tally("failed", Outcome.FAILED)
        .tally("done", Outcome.COMPLETED)
        .idle(Duration.ofMinutes(1));
    flow.stage("users", Empty::new)
        .key("user")
        .on(
            Done.class,
            (d, state, context) -> {
              context.distinct("users", d.user());
              context.min("smallest", d.size());
              context.max("largest", d.size());
              context.count("bytes", d.size());
            })
        .idle(Duration.ofHours(1));
    flow.statistics(Daily.class, Calendar.daily());
    flow.statistics(Hourly.class, Calendar.hourly());
  }

  private static List<String> daily(TestRun.Result result) {
    return result.of(Daily.class).stream()
        .map(e -> e.began() + " " + e.ended() + " " + e.event() + (e.partial() ? " partial" : ""))
        .toList();
  }

  @Test
  void counts_ofADay_areSentWhenItIsOver_andOfTheLastAtTheEnd() {
    TestRun.Result result =
        TestRun.of(StatisticsTest::jobs)
            .lines(
                "2026-03-01T23:59:59.999999999Z h x[1] anna did 5",
                "2026-03-02T00:00:00Z h x[1] anna did 3",
                "2026-03-02T10:00:00Z h x[1] bert did -7",
                "2026-03-02T11:00:00Z h x[1] anna failed",
                "2026-03-03T01:00:00Z h x[1] anna failed")
            .run();

    assertThat(daily(result))
        .containsExactly(
            "2026-03-01T00:00:00Z 2026-03-02T00:00:00Z Daily[done=1, failed=0, users=1, smallest=5,"
                + " largest=5, bytes=5]",
            "2026-03-02T00:00:00Z 2026-03-03T00:00:00Z Daily[done=2, failed=1, users=2,"
                + " smallest=-7, largest=3, bytes=-4]",
            "2026-03-03T00:00:00Z 2026-03-03T01:00:00Z Daily[done=0, failed=1, users=0, smallest=0,"
                + " largest=0, bytes=0] partial");
    EventEnvelope<?> first = result.of(Daily.class).get(0);
    assertThat(first.time()).isEqualTo(first.ended());
    assertThat(first.key()).isEmpty();
    assertThat(first.record()).isNull();
    assertThat(result.events).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z", // 23 hours
    "2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z" // 25 hours
  })
  void dayOfTheClockChange_inBerlin_isOneDay(String day, Instant began, Instant ended) {
    List<LogLine> lines = new ArrayList<>();
    Instant t = began.minus(Duration.ofHours(2));
    for (int half = 0; half < 60; half++) {
      lines.add(LogLine.of(t, "h", "x", "1", "u did 1"));
      t = t.plus(Duration.ofMinutes(30));
    }

    TestRun.Result result =
        TestRun.of(StatisticsTest::jobs).zone("Europe/Berlin").lines(lines).run();

    EventEnvelope<?> e = result.of(Daily.class).get(1);
    assertThat(e.began()).isEqualTo(began).as(day);
    assertThat(e.ended()).isEqualTo(ended);
    int hours = (int) Duration.between(began, ended).toHours();
    assertThat(((Daily) e.event()).done()).isEqualTo(2 * hours);
    assertThat(result.bodies(Hourly.class).subList(2, 2 + hours))
        .as("no hour is lost, none is counted twice")
        .containsOnly(new Hourly(2));
  }

  @Test
  void periodsWithoutACount_areSkipped() {
    TestRun.Result result =
        TestRun.of(StatisticsTest::jobs)
            .lines(
                "2020-03-01T10:00:00Z h x[1] anna did 5", "2026-03-02T10:00:00Z h x[1] anna failed")
            .run();

    assertThat(result.of(Daily.class)).hasSize(2);
    assertThat(result.of(Hourly.class)).hasSize(2);
    assertThat(result.of(Hourly.class).get(0).partial()).isFalse();
  }

  @Test
  void counts_onAnyNumberOfShards_areTheSame() {
    List<LogLine> lines = new ArrayList<>();
    Random random = new Random(9);
    for (int i = 0; i < 2_000; i++) {
      String what = random.nextInt(4) == 0 ? " failed" : " did " + random.nextInt(1000);
      lines.add(
          LogLine.of("00:00:00 h x[" + random.nextInt(50) + "] u" + random.nextInt(99) + what)
              .later(Duration.ofMinutes(3L * i)));
    }
    List<String> one = TestRun.of(StatisticsTest::jobs).lines(lines).run().texts();

    for (int shards : new int[] {2, 3, 8}) {
      assertThat(
              TestRun.of(StatisticsTest::jobs)
                  .shards(shards, TestRun.shuffled(new Random(shards)))
                  .lines(lines)
                  .linesPerBlock(13 * shards)
                  .run()
                  .texts())
          .isEqualTo(one);
    }
  }

  @Test
  void distinct_beyondTenThousand_isTheSameOnAnyNumberOfShards() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      lines.add(LogLine.of("00:00:00 h x[1] u" + i + " did 1").later(Duration.ofSeconds(i)));
    }

    for (int shards : new int[] {1, 8}) {
      TestRun.Result result = TestRun.of(StatisticsTest::jobs).shards(shards).lines(lines).run();
      assertThat(result.bodies(Daily.class).get(0).users()).isEqualTo(Metrics.DISTINCT_MAX);
    }
  }

  @Test
  void drain_completesTheLastPeriod() {
    TestRun.Result result =
        TestRun.of(StatisticsTest::jobs).drain().lines("10:00:00 h x[1] anna did 5").run();

    assertThat(result.of(Daily.class)).hasSize(1).noneMatch(EventEnvelope::partial);
    assertThat(result.of(Daily.class).get(0).time()).isEqualTo("2026-03-03T00:00:00Z");
  }

  record Tick(String period) implements NoticeEvent {}

  private static LogicModule<TestRun.NoSettings> ticking(Calendar calendar) {
    return (flow, none) -> {
      jobs(flow, none);
      flow.at(
          "tick",
          calendar,
          context -> {
            context.emit(new Tick(context.period(calendar).toString()));
            context.count("done");
          });
    };
  }

  private static List<Instant> ticks(TestRun.Result result) {
    return result.of(Tick.class).stream().map(EventEnvelope::time).toList();
  }

  @Test
  void calendar_runsBehindTheFirstRecord_andUpToTheLast() {
    TestRun.Result result =
        TestRun.of(ticking(Calendar.hourly()))
            .lines("10:00:00 h x[1] a did 1", "10:30:00 h x[1] a did 1", "13:00:00 h x[1] a did 1")
            .run();

    assertThat(ticks(result))
        .containsExactly(
            Instant.parse("2026-03-02T11:00:00Z"),
            Instant.parse("2026-03-02T12:00:00Z"),
            Instant.parse("2026-03-02T13:00:00Z"));
    assertThat(result.of(Tick.class).get(2).key()).isEmpty();
    assertThat(result.bodies(Hourly.class))
        .as("what is counted at an hour's begin belongs to it")
        .containsExactly(new Hourly(2), new Hourly(1), new Hourly(1), new Hourly(2));
  }

  @Test
  void calendar_whenDrained_doesNotRunOn() {
    TestRun.Result result =
        TestRun.of(ticking(Calendar.everyMinutes(1)))
            .drain()
            .lines("10:00:00 h x[1] a did 1", "10:01:30 h x[1] a did 1")
            .run();

    assertThat(ticks(result)).containsExactly(Instant.parse("2026-03-02T10:01:00Z"));
  }

  @Test
  void calendar_startsAtTheFirstRecordOfAll_whateverTheBlocks() {
    String[] lines = {
      "10:00:02 a x[1] a did 1",
      "10:00:03 a x[1] a did 1",
      "09:59:58 b x[1] a did 1", // later in the file, and first
      "10:00:30 a x[1] a did 1"
    };
    for (int perBlock : new int[] {1, 2, 4}) {
      TestRun.Result result =
          TestRun.of(ticking(Calendar.everyMinutes(1)))
              .order(StampPolicy.Order.TIME)
              .linesPerBlock(perBlock)
              .lines(lines)
              .run();
      assertThat(ticks(result)).containsExactly(Instant.parse("2026-03-02T10:00:00Z"));
    }
  }

  @Test
  @Timeout(20)
  void tenYearsWithoutARecord_firesEachDayInOrder_andSoonEnough() {
    TestRun.Result result =
        TestRun.of(ticking(Calendar.daily("20:03")))
            .zone("Europe/Berlin")
            .lines("2016-03-02T10:00:00Z h x[1] a did 1", "2026-03-02T10:00:00Z h x[1] a did 1")
            .run();

    List<Instant> ticks = ticks(result);
    assertThat(ticks).hasSize(3652).isSorted();
    assertThat(ticks)
        .allMatch(
            t -> t.atZone(ZoneId.of("Europe/Berlin")).toLocalTime().toString().equals("20:03"));
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void codeOfACalendar_thatFails_isReportedAndRunsAgain() {
    LogicModule<TestRun.NoSettings> failing =
        (flow, none) -> {
          jobs(flow, none);
          flow.at(
              "tick",
              Calendar.hourly(),
              context -> {
                context.emit(new Tick("never"));
                throw new AssertionError("planted");
              });
        };
    TestRun.Result result =
        TestRun.of(failing)
            .shards(3)
            .lines("10:30:00 h x[1] a did 1", "12:30:00 h x[1] a did 1")
            .run();

    assertThat(result.of(Tick.class)).isEmpty();
    assertThat(result.failures).extracting(ModuleFailure::stage).containsExactly("tick", "tick");
  }

  @Test
  void firstAndLastTimesThatCanBe_doNotOverflow() {
    TestRun.Result result =
        TestRun.of(ticking(Calendar.cron("0 0 1 1 *")))
            .drain()
            .lines("1681-01-01T10:00:00Z h x[1] a did 1", "2259-12-31T10:00:00Z h x[2] a did 1")
            .run();

    assertThat(result.of(Job.class)).hasSize(2);
    assertThat(ticks(result)).hasSize(2259 - 1681);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }
}
