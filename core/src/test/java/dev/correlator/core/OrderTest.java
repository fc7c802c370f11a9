package dev.correlator.core;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.State;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In which order events come, and what identifies them. */
class OrderTest {

  record Job(String name) implements TransactionEvent {}

  record Noted(String what) implements NoticeEvent {}

  /** Nothing to remember. */
  static final class Empty extends State {}

  /** Ends by record, by timer and by the end of the input, and a stage that hears of it. */
  private static final LogicModule<TestRun.NoSettings> JOBS =
      (flow, none) -> {
        flow.transaction("job", Select.all(), Job.class)
            .key(HOST, PROC_ID)
            .start(Pattern.of("begin {name}"))
            .end(Outcome.COMPLETED, "done", Pattern.of("done"))
            .total(Duration.ofSeconds(10));
        flow.stage("notes", Empty::new)
            .key("name")
            .on(Job.class, (j, state, context) -> context.emit(new Noted("of " + j.name())))
            .idle(Duration.ofHours(1));
      };

  private static List<String> order(TestRun.Result result) {
    return result.events.stream()
        .map(
            e -> e.time().getEpochSecond() % 60 + " " + e.stage() + " " + String.join("/", e.key()))
        .toList();
  }

  @Test
  void events_ofOneInstant_areOrderedByCauseOriginStageAndKey() {
    TestRun.Result result =
        TestRun.of(JOBS)
            .lines(
                "10:00:00 b x[2] begin p",
                "10:00:00 b x[1] begin q",
                "10:00:00 a x[1] begin r",
                "10:00:01 b x[7] begin s",
                "10:00:01 a x[7] begin t",
                "10:00:10 b x[9] done", // the timers of the first three are due, behind it
                "10:00:10 a x[9] done",
                "10:00:10 b x[7] done",
                "10:00:10 a x[8] begin u")
            .run();

    assertThat(order(result))
        .containsExactly(
            "10 job a/9",
            "10 job b/9",
            "10 job b/7",
            "10 notes s",
            "10 job a/1",
            "10 job b/1",
            "10 job b/2",
            "10 notes p",
            "10 notes q",
            "10 notes r",
            "10 job a/7",
            "10 job a/8",
            "10 notes t",
            "10 notes u");
  }

  @Test
  void events_whoseRecordIsNotHandedOn_keepItsPlace() {
    String[] lines = {
      "10:00:00 b x[1] begin p",
      "10:00:00 a x[1] begin q",
      "10:00:00 c x[1] begin r",
      "10:00:05 c x[1] begin r2", // each ends the one before, which has no record then
      "10:00:05 a x[1] begin q2",
      "10:00:05 b x[1] begin p2"
    };
    List<String> expected =
        List.of(
            "5 job a/1",
            "5 notes q",
            "5 job b/1",
            "5 notes p",
            "5 job c/1",
            "5 notes r",
            "5 job a/1",
            "5 job b/1",
            "5 job c/1",
            "5 notes p2",
            "5 notes q2",
            "5 notes r2");

    for (int shards : new int[] {1, 2, 3, 8, 256}) {
      assertThat(order(TestRun.of(JOBS).shards(shards).lines(lines).run()))
          .as("%d shards", shards)
          .isEqualTo(expected);
    }
  }

  @Test
  void id_isAFunctionOfWhatWasFound() {
    String[] lines = {"10:00:00 a x[1] begin p", "10:00:01 a x[1] done"};
    String[] noise = {
      "09:00:00 z y[1] nothing",
      "10:00:00 a x[1] begin p",
      "10:00:00 q x[1] begin o",
      "10:00:01 a x[1] done"
    };

    String id = TestRun.of(JOBS).lines(lines).run().of(Job.class).get(0).id();

    assertThat(id).isEqualTo("31a7419c89d1a4eb3c4127d23d907906");
    assertThat(TestRun.of(JOBS).lines(noise).hashSeed(7).shards(5).run().of(Job.class).get(0).id())
        .isEqualTo(id);
    assertThat(
            TestRun.of(JOBS)
                .lines("10:00:00 a x[1] begin p", "10:00:02 a x[1] done")
                .run()
                .of(Job.class)
                .get(0)
                .id())
        .as("at another time")
        .isNotEqualTo(id);
    assertThat(
            TestRun.of(JOBS)
                .lines("10:00:00 a x[2] begin p", "10:00:01 a x[2] done")
                .run()
                .of(Job.class)
                .get(0)
                .id())
        .as("of another key")
        .isNotEqualTo(id);
  }

  @Test
  void ids_ofAllEvents_areDistinct_andTwinsAreNumbered() {
    List<LogLine> lines = new ArrayList<>();
    Random random = new Random(21);
    for (int i = 0; i < 5_000; i++) {
      lines.add(
          LogLine.of(
                  "10:00:00 h"
                      + random.nextInt(3)
                      + " x["
                      + random.nextInt(3)
                      + "] "
                      + (random.nextInt(3) == 0 ? "done" : "begin n" + random.nextInt(2)))
              .later(Duration.ofSeconds(i / 50))); // 50 in a second
    }

    TestRun.Result one = TestRun.of(JOBS).lines(lines).run();

    assertThat(one.events).hasSizeGreaterThan(7_000);
    assertThat(one.events).extracting(EventEnvelope::id).doesNotHaveDuplicates();
    for (int shards : new int[] {2, 3, 8}) {
      assertThat(TestRun.of(JOBS).shards(shards).lines(lines).linesPerBlock(61).run().texts())
          .isEqualTo(one.texts());
    }
  }

  @Test
  void records_ofDifferentHosts_arrivingInAnyOrderInsideTheHold_giveTheSameEvents() {
    List<LogLine> lines = new ArrayList<>();
    Random random = new Random(8);
    for (int i = 0; i < 3_000; i++) {
      lines.add(
          LogLine.of(
                  "10:00:00 h"
                      + random.nextInt(6)
                      + " x["
                      + random.nextInt(4)
                      + "] "
                      + (random.nextInt(3) == 0 ? "done" : "begin n" + random.nextInt(5)))
              .later(Duration.ofMillis(100L * i)));
    }
    List<String> inOrder = withoutPlaces(TestRun.of(JOBS).lines(lines).run());

    for (int seed = 0; seed < 20; seed++) {
      int delaySeed = seed;
      long[] late = new Random(delaySeed).longs(6, 0, 9_000_000_000L).toArray();
      List<LogLine> arriving = new ArrayList<>(lines);
      arriving.sort((a, b) ->
          Long.compare(
              a.timeNanos() + late[a.host().charAt(1) - '0'],
              b.timeNanos() + late[b.host().charAt(1) - '0']));
      TestRun.Result result = TestRun.of(JOBS).lines(arriving).linesPerBlock(100).run();
      assertThat(result.summary().retimed()).as("seed %d", seed).isZero();
      assertThat(withoutPlaces(result)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  private static List<String> withoutPlaces(TestRun.Result result) {
    return result.events.stream()
        .map(e ->
            e.id()
                + e.time()
                + e.event()
                + e.outcome()
                + e.began()
                + e.evidence().count()
                + e.record())
        .toList();
  }

  @Test
  void envelope_ofAnEvent_saysWhereItComesFrom() {
    EventEnvelope<?> e =
        TestRun.of(JOBS)
            .lines("10:00:00 a x[1] begin p", "10:00:01 a x[1] done")
            .run()
            .of(Noted.class)
            .get(0);

    assertThat(e.application()).isEqualTo("test");
    assertThat(e.system()).isEqualTo("module");
    assertThat(e.stage()).isEqualTo("notes");
    assertThat(e.key()).isEqualTo(Arrays.asList("p"));
    assertThat(e.fields()).containsOnlyKeys("what").containsValue("of p");
    assertThat(e.type()).isEqualTo(Noted.class);
  }
}
