package dev.correlator.core;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a record does to its transaction beside filling holes; what leads up to one. */
class TransactionStepsTest {

  record Visit(@Nullable String guest, int port, @Nullable String room, @Nullable Instant inside)
      implements TransactionEvent {}

  record Day(int rings) implements StatisticsEvent {}

  record Ring(@Nullable String guest) implements Fact {}

  record Rings(@Nullable String guest, int count, Instant first)
      implements dev.correlator.api.WarningEvent {}

  private static final Pattern STEPS = Pattern.of("steps on the stairs");
  private static final Pattern RINGS = Pattern.of("{guest} rings at {port:int}");
  private static final Pattern ENTERS = Pattern.of("enters {room}");
  private static final Pattern LATE = Pattern.of("too late");
  private static final Pattern DRUNK = Pattern.of("drunk");
  private static final Pattern RUDE = Pattern.of("rude");
  private static final Pattern GREETS = Pattern.of("greets");
  private static final Pattern LEAVES = Pattern.of("{guest} leaves{? from {port:int}}");
  private static final Pattern THROWN = Pattern.of("thrown out");
  private static final Pattern CALLED_OFF = Pattern.of("{number:int} will not come");

  private static TestRun visits(Consumer<TransactionFlow> more) {
    return TestRun.of((flow, none) -> visits(flow, more));
  }

  private static void visits(Flow flow, Consumer<TransactionFlow> more) {
    TransactionFlow t =
        flow.transaction("visit", Select.app("door"), Visit.class)
            .key(HOST, PROC_ID)
            .reasons("too late", "drunk", "thrown out")
            .lead(STEPS, s -> s.set("room", "stairs"))
            .open(RINGS, s -> s.tally("rings").tell(Ring.class))
            .step(
                ENTERS,
                s ->
                    s.time("inside")
                        .total(Duration.ofHours(3), Outcome.COMPLETED, "stayed over night"))
            .open(LATE, s -> s.reason("too late"))
            .open(DRUNK, s -> s.reason("drunk"))
            .step(RUDE, s -> s.reason("rude"))
            .step(GREETS, s -> s.noReason())
            .openAndEnd(
                Outcome.FAILED, "not let in", LEAVES, s -> s.keep("guest", "port").unless("inside"))
            .end(Outcome.FAILED, "thrown out", THROWN)
            .openAndEnd(
                Outcome.FAILED, "called off", CALLED_OFF, s -> s.key(HOST, KeyPart.of("number")))
            .total(Duration.ofMinutes(10));
    flow.statistics(Day.class, Calendar.daily());
    more.accept(t);
  }

  private static TestRun.Result run(String... lines) {
    return visits(t -> {}).lines(lines).run();
  }

  private static EventEnvelope<?> only(String... lines) {
    List<EventEnvelope<?>> visits = run(lines).of(Visit.class);
    assertThat(visits).hasSize(1);
    return visits.get(0);
  }

  @Test
  void lead_beforeAnOpeningRecord_isPartOfTheTransaction() {
    EventEnvelope<?> visit =
        only(
            "10:00:00 house door[7] steps on the stairs",
            "10:00:30 house door[7] anna rings at 4",
            "10:00:40 house door[7] anna leaves");

    assertThat(visit.began()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(visit.evidence().count()).isEqualTo(3);
    assertThat(((Visit) visit.event()).room()).isEqualTo("stairs");
  }

  @Test
  void lead_withoutMore_isForgottenWithoutAnEvent() {
    TestRun.Result result =
        run(
            "10:00:00 house door[7] steps on the stairs",
            "10:00:01 house door[7] steps on the stairs",
            "11:00:00 house door[7] bert rings at 4",
            "11:00:01 house door[7] bert leaves",
            "11:00:02 house door[8] steps on the stairs");

    assertThat(result.of(Visit.class)).hasSize(1);
    assertThat(result.of(Visit.class).get(0).began()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void lead_andARecordThatEnds_areATransaction() {
    EventEnvelope<?> visit =
        only(
            "10:00:00 house door[7] steps on the stairs",
            "10:00:01 house door[7] rude",
            "10:00:02 house door[7] carl leaves from 9");

    assertThat(visit.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(visit.evidence().count()).isEqualTo(3);
  }

  @Test
  void recordThatSaysALeadAgain_isForgottenWithIt_andIsOneByItselfWithoutALead() {
    List<EventEnvelope<?>> visits =
        visits(t -> t.again(Outcome.COMPLETED, "gone", Pattern.of("{guest} went")))
            .lines(
                "10:00:00 house door[7] steps on the stairs",
                "10:00:01 house door[7] anna went",
                "10:00:02 house door[7] bert went",
                "10:00:03 house door[7] carl rings at 4",
                "10:00:04 house door[7] carl went")
            .run()
            .of(Visit.class);

    assertThat(visits)
        .extracting(e -> ((Visit) e.event()).guest() + " " + e.outcome() + " " + e.reason())
        .containsExactly("bert COMPLETED gone", "carl COMPLETED gone");
    assertThat(visits).extracting(e -> e.evidence().count()).containsExactly(1L, 2L);
  }

  @Test
  void reasons_ofSeveralRecords_theFirstInRankIsTold() {
    assertThat(
            only(
                    "10:00:00 house door[7] drunk",
                    "10:00:01 house door[7] too late",
                    "10:00:02 house door[7] drunk",
                    "10:00:03 house door[7] rude",
                    "10:00:04 house door[7] dora leaves")
                .reason())
        .isEqualTo("too late");
  }

  @Test
  void reasons_withoutRank_comeBehindThatOfTheEnd() {
    assertThat(
            only(
                    "10:00:00 house door[7] emil rings at 4",
                    "10:00:01 house door[7] rude",
                    "10:00:02 house door[7] thrown out")
                .reason())
        .isEqualTo("thrown out");
    assertThat(
            only(
                    "10:00:00 house door[7] emil rings at 4",
                    "10:00:01 house door[7] rude",
                    "10:00:02 house door[7] emil leaves")
                .reason())
        .isEqualTo("rude");
  }

  @Test
  void reasons_afterForgiveness_startAnew() {
    assertThat(
            only(
                    "10:00:00 house door[7] too late",
                    "10:00:01 house door[7] greets",
                    "10:00:02 house door[7] drunk",
                    "10:00:03 house door[7] fred leaves")
                .reason())
        .isEqualTo("drunk");
  }

  @Test
  void reasons_thatNoRuleGives_areRefused() {
    assertThatThrownBy(() -> visits(t -> t.reasons("to late", "drunk")).program(new Sources()))
        .hasMessageContaining("no rule gives the reason 'to late'; did you mean 'too late'?");
  }

  @Test
  void keptComponent_thatIsFilled_staysAsItIs() {
    EventEnvelope<?> visit =
        only(
            "10:00:00 house door[7] gerd rings at 4",
            "10:00:01 house door[7] somebody leaves from 9");

    assertThat(((Visit) visit.event()).guest()).isEqualTo("gerd");
    assertThat(((Visit) visit.event()).port()).isEqualTo(4);
  }

  @Test
  void keptComponent_thatIsEmpty_isFilled() {
    EventEnvelope<?> visit =
        only("10:00:00 house door[7] drunk", "10:00:01 house door[7] hans leaves from 9");

    assertThat(visit.event()).isEqualTo(new Visit("hans", 9, null, null));
  }

  @Test
  void ruleUnlessFilled_whereItIsFilled_isAMereStep() {
    EventEnvelope<?> visit =
        only(
            "10:00:00 house door[7] inge rings at 4",
            "10:00:01 house door[7] enters hall",
            "10:00:02 house door[7] jens leaves from 9",
            "10:00:03 house door[7] thrown out");

    assertThat(visit.reason()).isEqualTo("thrown out");
    assertThat(((Visit) visit.event()).guest()).isEqualTo("inge");
    assertThat(visit.evidence().count()).isEqualTo(4);
  }

  @Test
  void total_setByARecord_countsFromItAndSaysHowItEnds() {
    EventEnvelope<?> visit =
        only(
            "10:00:00 house door[7] karl rings at 4",
            "10:09:00 house door[7] enters hall",
            "10:30:00 house door[7] rude",
            "20:00:00 house bell[1] noon");

    assertThat(visit.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(visit.reason()).isEqualTo("stayed over night");
    assertThat(visit.time()).isEqualTo("2026-03-02T13:09:00Z");
    assertThat(visit.ended()).isEqualTo("2026-03-02T10:30:00Z");
  }

  @Test
  void total_notSetByARecord_isThatOfTheTransaction() {
    EventEnvelope<?> visit =
        only(
            "10:00:00 house door[7] lena rings at 4",
            "10:09:00 house door[7] rude",
            "20:00:00 house bell[1] noon");

    assertThat(visit.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(visit.time()).isEqualTo("2026-03-02T10:10:00Z");
    assertThat(visit.reason()).isEqualTo("rude");
  }

  @Test
  void keyOfARule_namesTheTransactionOfAnotherProcess() {
    TestRun.Result result =
        visits(t -> {})
            .shards(3)
            .lines(
                "10:00:00 house door[7] mona rings at 4",
                "10:00:01 house door[1] 7 will not come",
                "10:00:02 house door[1] 8 will not come")
            .run();

    assertThat(result.of(Visit.class))
        .extracting(e -> e.key() + " " + e.reason() + " " + e.evidence().count())
        .containsExactly("[house, 7] called off 2", "[house, 8] called off 1");
  }

  @Test
  void metric_countedByRecords_isInTheStatistics() {
    TestRun.Result result =
        run(
            "10:00:00 house door[7] nora rings at 4",
            "10:00:01 house door[7] nora rings at 5",
            "10:00:02 house door[8] otto rings at 4");

    assertThat(result.bodies(Day.class)).containsExactly(new Day(3));
  }

  @Test
  void trailingRecord_withAReason_doesNotChangeThatOfTheEnd() {
    TestRun.Result result =
        visits(t -> t.trail(Duration.ofSeconds(5)))
            .lines(
                "10:00:00 house door[7] paul rings at 4",
                "10:00:01 house door[7] thrown out",
                "10:00:02 house door[7] rude")
            .run();

    assertThat(result.of(Visit.class).get(0).reason()).isEqualTo("thrown out");
    assertThat(result.of(Visit.class).get(0).evidence().count()).isEqualTo(3);
  }

  @Test
  void threshold_thatIsReached_tellsWhenItsFirstFactWas() {
    TestRun.Result result =
        TestRun.of(
                (Flow flow, TestRun.NoSettings none) -> {
                  visits(flow, t -> {});
                  flow.threshold("ringing", Rings.class)
                      .of(Ring.class)
                      .key("guest")
                      .count(3, Duration.ofMinutes(1));
                })
            .lines(
                "10:00:00 house door[7] rosa rings at 4",
                "10:00:55 house door[8] rosa rings at 4",
                "10:01:05 house door[9] rosa rings at 4",
                "10:01:10 house door[9] rosa rings at 4")
            .run();

    assertThat(result.bodies(Rings.class))
        .containsExactly(new Rings("rosa", 3, Instant.parse("2026-03-02T10:00:55Z")));
  }
}
