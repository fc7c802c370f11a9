package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Flow;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records of several sources are one stream, in the order of their times. */
class SeveralSourcesTest {

  record Job(String name, int steps) implements TransactionEvent {}

  private static void jobs(Flow flow, TestRun.NoSettings settings) {
    flow.transaction("job", Select.all(), Job.class)
        .key(PROC_ID)
        .open(Pattern.of("begin {name}"))
        .step(Pattern.of("step"), s -> s.count("steps"))
        .end(Outcome.COMPLETED, "done", Pattern.of("end"))
        .total(Duration.ofHours(1));
  }

  private static TestRun.Result run(List<String> first, List<String> second) {
    return TestRun.of(SeveralSourcesTest::jobs)
        .log("a", first.stream().map(LogLine::of).toList())
        .log("b", second.stream().map(LogLine::of).toList())
        .run();
  }

  @Test
  void logs_thatOverlapInTime_areReadAsOne() {
    TestRun.Result result =
        run(
            List.of("10:00:00 web job[1] begin backup", "10:00:40 web job[1] end"),
            List.of("10:00:20 db job[1] step", "10:01:00 db job[2] begin restore"));

    assertThat(result.bodies(Job.class))
        .containsExactly(new Job("backup", 1), new Job("restore", 0));
    assertThat(result.summary().retimed()).isZero();
  }

  @Test
  void records_spreadOverVeryManyLogs_areReadAsOne() {
    int logs = 500;
    List<List<LogLine>> apart = new ArrayList<>();
    for (int i = 0; i < logs; i++) {
      apart.add(new ArrayList<>());
    }
    List<LogLine> together = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      String text = i % 3 == 0 ? "begin x" : i % 3 == 1 ? "step" : "end";
      LogLine line =
          LogLine.of("10:00:00 web%d job[1] %s".formatted(i / 3 % 7, text))
              .later(Duration.ofSeconds(i));
      together.add(line);
      apart.get((int) (i * 7919L % logs)).add(line);
    }
    TestRun spread = TestRun.of(SeveralSourcesTest::jobs).linesPerBlock(3);
    for (int i = 0; i < logs; i++) {
      spread.log("log" + i, apart.get(i));
    }

    TestRun.Result one = TestRun.of(SeveralSourcesTest::jobs).log("log", together).run();
    TestRun.Result many = spread.run();

    assertThat(many.bodies(Job.class)).hasSize(2_000).isEqualTo(one.bodies(Job.class));
    assertThat(many.summary().retimed()).isZero();
    assertThat(many.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void logs_oneBehindTheOther_needNoForcedWatermark() {
    List<LogLine> monday = new ArrayList<>();
    List<LogLine> tuesday = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      LogLine line = LogLine.of("00:00:00 web job[1] " + (i % 2 == 0 ? "begin x" : "end"));
      monday.add(line.later(Duration.ofSeconds(i)));
      tuesday.add(line.later(Duration.ofSeconds(i).plusDays(1)));
    }

    TestRun.Result result =
        TestRun.of(SeveralSourcesTest::jobs)
            .waitingMax(100)
            .linesPerBlock(50)
            .log("auth.log.1", monday)
            .log("auth.log", tuesday)
            .run();

    assertThat(result.summary().forced()).isZero();
    assertThat(result.events).hasSize(5_000);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void records_ofOneTimeWithoutHold_areNotRetimed() {
    TestRun.Result result =
        TestRun.of(SeveralSourcesTest::jobs)
            .hold(Duration.ZERO)
            .lines(
                "10:00:00 web job[1] begin x",
                "10:00:00 web job[1] step",
                "10:00:00 web job[1] end")
            .log("other", List.of(LogLine.of("10:00:00 db job[2] begin y")))
            .run();

    assertThat(result.summary().retimed()).isZero();
    assertThat(result.events).hasSize(2).noneMatch(e -> e.retimed());
  }

  @Test
  void recordsThatWait_moreThanAreAllowed_areForcedOnAndNoneIsLost() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lines.add(
          LogLine.of("10:00:00 web job[" + i + "] begin x")
              .later(Duration.ofMillis(10L * (i / 2))));
    }
    List<LogLine> others = new ArrayList<>(lines);
    Collections.reverse(others); // its clock runs backwards: all but the first are behind time
    List<LogLine> far = others.stream().map(l -> l.later(Duration.ofSeconds(3))).toList();

    TestRun.Result result =
        TestRun.of(SeveralSourcesTest::jobs)
            .waitingMax(64)
            .linesPerBlock(16)
            .order(StampPolicy.Order.TIME)
            .log("a", lines)
            .log("b", far)
            .run();

    assertThat(result.summary().forced()).isPositive();
    assertThat(result.events).hasSize(4_000 - 2_000); // each job begins in both, and is one
    assertThat(result.events).isSortedAccordingTo((x, y) -> x.time().compareTo(y.time()));
    assertThat(result.summary().used()).isEqualTo(4_000);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void timeForcedOn_stopsInFrontOfRecordsThatAreStamped() {
    List<LogLine> a = new ArrayList<>();
    a.add(LogLine.of("09:00:00 web job[99] begin x")); // due at the instant of all others
    for (int i = 1; i <= 20; i++) {
      a.add(LogLine.of("10:00:00 web job[" + i + "] begin x"));
    }
    List<LogLine> b = List.of(LogLine.of("10:00:00 db job[99] end"));

    TestRun.Result result =
        TestRun.of(SeveralSourcesTest::jobs)
            .waitingMax(10)
            .linesPerBlock(12)
            .log("a", a)
            .log("b", b)
            .run();

    assertThat(result.events.get(0).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.events).hasSize(21);
  }

  @Test
  void timeForcedOnToTheLastRecord_doesNotMixItsEventsWithThoseOfTheEnd() {
    TestRun.Result result =
        TestRun.of(SeveralSourcesTest::jobs)
            .waitingMax(2)
            .linesPerBlock(3)
            .lines(
                "10:00:00 web job[1] begin x",
                "10:00:00 web job[1] end",
                "10:00:00 web job[1] begin y")
            .run();

    assertThat(result.summary().forced()).isOne();
    assertThat(result.events)
        .extracting(e -> e.outcome())
        .containsExactly(Outcome.COMPLETED, Outcome.OPEN_AT_END);
    assertThat(result.events).extracting(e -> e.id()).doesNotHaveDuplicates();
  }
}
