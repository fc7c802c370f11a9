package dev.correlator.core;

import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.END_WITHOUT_START;
import static dev.correlator.api.Outcome.FAILED;
import static dev.correlator.api.Outcome.OPEN_AT_END;
import static dev.correlator.api.Outcome.TIMED_OUT;
import static dev.correlator.core.PostOffice.letter;
import static dev.correlator.core.PostOffice.parcel;
import static dev.correlator.core.PostOffice.post;
import static dev.correlator.core.PostOffice.postWithPickUp;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import dev.correlator.core.PostOffice.Consignment;
import dev.correlator.core.TestRun.NoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of legs that come, come late, come before their link, or do not come. */
class ChainTest {

  private static String time(EventEnvelope<?> e) {
    return e.time().toString().substring(11, 19);
  }

  @Test
  void chain_whoseLegsAllComplete_isOneEventOfAllTheirRecords() {
    EventEnvelope<?> e =
        post(
                "10:00:00 a office letter L1 to Ulm",
                "10:00:01 a office letter L1 covers P1",
                "10:00:02 a office letter L1 sealed",
                "10:00:03 b depot parcel P1 in",
                "10:00:04 b depot parcel P1 onto T1",
                "10:00:05 b depot parcel P1 out",
                "10:00:06 c driver tour T1 begins",
                "10:00:20 c driver tour T1 at stop",
                "10:00:30 c driver tour T1 delivered")
            .run()
            .only();

    assertThat(e.event()).isEqualTo(new Consignment("L1", "P1", "T1", "Ulm", 1));
    assertThat(e.outcome()).isEqualTo(COMPLETED);
    assertThat(e.reason()).isEqualTo("delivered");
    assertThat(e.stage()).isEqualTo("consignment");
    assertThat(e.key()).containsExactly("L1");
    assertThat(e.retryKey()).containsExactly("Ulm");
    assertThat(e.began()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(e.ended()).isEqualTo("2026-03-02T10:00:30Z");
    assertThat(time(e)).isEqualTo("10:00:30");
    assertThat(e.evidence().count()).isEqualTo(9);
    assertThat(e.evidence().records())
        .extracting(r -> r.line())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(requireNonNull(e.record()).text()).isEqualTo("tour T1 delivered");
  }

  @Test
  void legs_thatEndedBeforeTheirIdsWereNamed_areJoined() {
    EventEnvelope<?> e =
        post(
                "10:00:00 c driver tour T1 begins",
                "10:00:01 c driver tour T1 delivered",
                "10:00:02 b depot parcel P1 in",
                "10:00:03 b depot parcel P1 onto T1",
                "10:00:04 b depot parcel P1 out",
                "10:00:05 a office letter L1 to Ulm",
                "10:00:06 a office letter L1 covers P1",
                "10:00:50 a office letter L1 sealed")
            .run()
            .only();

    assertThat(e.event()).isEqualTo(new Consignment("L1", "P1", "T1", "Ulm", 0));
    assertThat(e.outcome()).isEqualTo(COMPLETED);
    assertThat(e.evidence().count()).isEqualTo(8);
  }

  @Test
  void leg_namedButNeverSeen_failsTheChainWhenItsTimeIsOver() {
    EventEnvelope<?> e =
        post(
                "10:00:00 a office letter L1 to Ulm",
                "10:00:01 a office letter L1 covers P1",
                "10:00:40 a office letter L1 sealed",
                "10:10:00 a office nothing to do")
            .drain()
            .run()
            .only();

    assertThat(e.outcome()).isEqualTo(FAILED);
    assertThat(e.reason()).isEqualTo("no parcel");
    assertThat(time(e)).isEqualTo("10:01:41"); // 100 s behind the record that named it
    assertThat(e.event()).isEqualTo(new Consignment("L1", "P1", null, "Ulm", 0));
    assertThat(e.record()).isNull();
  }

  @Test
  void leg_seenInTimeAndEndingMuchLater_isWaitedFor() {
    EventEnvelope<?> e =
        post(
                "10:00:00 a office letter L1 covers P1",
                "10:00:01 a office letter L1 sealed",
                "10:01:40 b depot parcel P1 in",
                "10:03:12 b depot parcel P1 onto T1",
                "10:03:13 b depot parcel P1 out",
                "10:03:14 c driver tour T1 begins",
                "10:03:15 c driver tour T1 delivered")
            .run()
            .only();

    // The parcel may take 100 s: it came 99 s after it was named, and took 93.
    assertThat(e.outcome()).isEqualTo(COMPLETED);
    assertThat(e.event()).isEqualTo(new Consignment("L1", "P1", "T1", null, 0));
  }

  @Test
  void leg_limitedBySilenceOnly_isWaitedForAsLongAsItSpeaks() {
    List<String> lines = new ArrayList<>();
    lines.add("10:00:00 a office letter L1 covers P1");
    lines.add("10:00:01 a office letter L1 sealed");
    lines.add("10:00:01 b depot parcel P1 onto T1");
    lines.add("10:00:02 b depot parcel P1 out");
    for (int minute = 10; minute < 60; minute++) {
      lines.add("10:" + minute + ":15 c driver tour T1 at stop");
      lines.add("10:" + minute + ":45 c driver tour T1 at stop");
    }
    lines.add("10:59:50 c driver tour T1 delivered");
    lines.replaceAll(l -> l.replace("10:00:", "10:10:"));

    EventEnvelope<?> e = post(lines.toArray(String[]::new)).run().only();

    assertThat(e.outcome()).isEqualTo(COMPLETED);
    assertThat(e.event()).isEqualTo(new Consignment("L1", "P1", "T1", null, 100));
    assertThat(e.evidence().count()).isEqualTo(105);
  }

  @Test
  void leg_doneLongBeforeTheOneThatNamedItEnds_waitsForIt() {
    LogicModule<NoSettings> module =
        (flow, c) ->
            flow.chain("shipment", Shipment.class)
                .first(
                    flow.transaction("letter", Select.app("office"), Shipment.class)
                        .key(KeyPart.of("letter"))
                        .open(Pattern.of("letter {letter} covers {parcel}"))
                        .step(Pattern.of("letter {letter} read"))
                        .end(COMPLETED, "sealed", Pattern.of("letter {letter} sealed"))
                        .idle(Duration.ofSeconds(60)))
                .then(tourOfParcel(flow), "parcel");

    EventEnvelope<?> e =
        TestRun.of(module)
            .lines(
                "10:00:00 a office letter L1 covers P1",
                "10:00:01 b driver P1 delivered",
                "10:00:55 a office letter L1 read",
                "10:01:50 a office letter L1 read",
                "10:02:45 a office letter L1 read",
                "10:03:40 a office letter L1 sealed")
            .run()
            .only();

    assertThat(e.outcome()).isEqualTo(COMPLETED);
    assertThat(time(e)).isEqualTo("10:03:40");
  }

  record Shipment(String letter, String parcel) implements TransactionEvent {}

  private static TransactionFlow tourOfParcel(Flow flow) {
    return flow.transaction("tour", Select.app("driver"), Shipment.class)
        .key(KeyPart.of("parcel"))
        .openAndEnd(COMPLETED, "delivered", Pattern.of("{parcel} delivered"))
        .total(Duration.ofSeconds(10));
  }

  @Test
  void leg_thatComesAfterItsTime_isAnEventOfItsOwn() {
    TestRun.Result result =
        post(
                "10:00:00 a office letter L1 covers P1",
                "10:00:01 a office letter L1 sealed",
                "10:01:41 b depot parcel P1 onto T1",
                "10:01:42 b depot parcel P1 out",
                "10:01:42 c driver tour T1 begins",
                "10:01:43 c driver tour T1 delivered",
                "10:10:00 a office nothing to do")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome, EventEnvelope::reason)
        .containsExactly(
            tuple(List.of("L1"), FAILED, "no parcel"),
            tuple(List.of("P1"), END_WITHOUT_START, "out"));
    assertThat(result.events.get(1).event()).isEqualTo(new Consignment(null, "P1", "T1", null, 0));
    assertThat(result.events.get(1).evidence().count()).isEqualTo(4);
  }

  @Test
  void leg_completingWithoutNamingTheNext_failsTheChainAtOnce() {
    EventEnvelope<?> e =
        post("10:00:00 a office letter L1 to Ulm", "10:00:02 a office letter L1 sealed")
            .run()
            .only();

    assertThat(e.outcome()).isEqualTo(FAILED);
    assertThat(e.reason()).isEqualTo("no parcel");
    assertThat(time(e)).isEqualTo("10:00:02");
  }

  @Test
  void leg_thatNeedNotFollow_isWaitedForOnlyWhereItWasNamed() {
    TestRun.Result result =
        postWithPickUp(
                "10:00:00 a office letter L1 covers P1",
                "10:00:01 a office letter L1 sealed",
                "10:00:02 b depot parcel P1 in",
                "10:00:03 b depot parcel P1 out",
                "10:00:05 a office letter L2 covers P2",
                "10:00:06 a office letter L2 sealed",
                "10:00:07 b depot parcel P2 onto T2",
                "10:00:08 b depot parcel P2 out",
                "10:01:00 a office nothing to do")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome, EventEnvelope::reason)
        .containsExactly(
            tuple(List.of("L1"), COMPLETED, "out"), tuple(List.of("L2"), FAILED, "no tour"));
  }

  @Test
  void failure_ofAnyLeg_isThatOfTheChain() {
    TestRun.Result result =
        post(
                "10:00:00 a office letter L1 to Ulm",
                "10:00:01 a office letter L1 refused",
                "10:00:02 a office letter L2 covers P2",
                "10:00:02 a office letter L2 sealed",
                "10:00:03 b depot parcel P2 damaged",
                "10:00:04 a office letter L3 covers P3",
                "10:00:04 a office letter L3 sealed",
                "10:00:05 b depot parcel P3 onto T3",
                "10:00:05 b depot parcel P3 out",
                "10:00:06 c driver tour T3 begins",
                "10:00:07 c driver tour T3 comes back",
                "10:00:08 a office letter L4 covers P4",
                "10:00:08 a office letter L4 sealed",
                "10:00:09 b depot parcel P4 onto T4",
                "10:00:09 b depot parcel P4 out",
                "10:00:10 c driver tour T4 begins",
                "10:05:00 a office nothing to do")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome, EventEnvelope::reason)
        .containsExactly(
            tuple(List.of("L1"), FAILED, "refused"),
            tuple(List.of("L2"), END_WITHOUT_START, "damaged"), // only its end was seen
            tuple(List.of("L3"), FAILED, "nobody at home"),
            tuple(List.of("L4"), TIMED_OUT, "tour: no record for 30s"));
  }

  @Test
  void failure_ofAnEarlierLeg_staysTheChainsWhateverFollows() {
    EventEnvelope<?> e =
        post(
                "10:00:00 a office letter L1 covers P1",
                "10:00:01 a office letter L1 refused",
                "10:00:02 b depot parcel P1 in",
                "10:00:03 b depot parcel P1 onto T1",
                "10:00:04 b depot parcel P1 out",
                "10:00:05 c driver tour T1 begins",
                "10:00:06 c driver tour T1 delivered")
            .run()
            .only();

    assertThat(e.outcome()).isEqualTo(FAILED);
    assertThat(e.reason()).isEqualTo("refused");
    assertThat(e.event()).isEqualTo(new Consignment("L1", "P1", "T1", null, 0));
    assertThat(e.evidence().count()).isEqualTo(7);
  }

  @Test
  void leg_thatNamesSeveralIds_givesAnEventForEach() {
    TestRun.Result result =
        postWithPickUp(
                "10:00:00 a office letter L1 to Ulm",
                "10:00:01 a office letter L1 covers P1",
                "10:00:01 a office letter L1 covers P2",
                "10:00:01 a office letter L1 covers P1",
                "10:00:01 a office letter L1 covers P3",
                "10:00:02 a office letter L1 sealed",
                "10:00:03 b depot parcel P3 in",
                "10:00:03 b depot parcel P2 in",
                "10:00:04 b depot parcel P3 out",
                "10:00:05 b depot parcel P2 damaged",
                "10:05:00 a office nothing to do")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::event, EventEnvelope::outcome, EventEnvelope::reason)
        .containsExactly(
            tuple(new Consignment("L1", "P3", null, "Ulm", 0), COMPLETED, "out"),
            tuple(new Consignment("L1", "P2", null, "Ulm", 0), FAILED, "damaged"),
            tuple(new Consignment("L1", "P1", null, "Ulm", 0), FAILED, "no parcel"));
    assertThat(result.events).extracting(e -> e.evidence().count()).containsExactly(8L, 8L, 6L);
  }

  @Test
  void record_thatTwoLegsTake_isCountedOnce() {
    LogicModule<NoSettings> module =
        (flow, c) -> {
          Pattern naming = Pattern.of("parcel {parcel} with letter {letter}");
          TransactionFlow letter =
              flow.transaction("letter", Select.app("office", "depot"), Shipment.class)
                  .key(KeyPart.of("letter"))
                  .open(Pattern.of("letter {letter} opened"))
                  .open(naming)
                  .end(COMPLETED, "sealed", Pattern.of("letter {letter} sealed"))
                  .total(Duration.ofSeconds(60));
          TransactionFlow parcel =
              flow.transaction("parcel", Select.app("depot"), Shipment.class)
                  .key(KeyPart.of("parcel"))
                  .open(naming)
                  .end(COMPLETED, "out", Pattern.of("parcel {parcel} out"))
                  .total(Duration.ofSeconds(60));
          flow.chain("shipment", Shipment.class).first(letter).then(parcel, "parcel");
        };

    EventEnvelope<?> e =
        TestRun.of(module)
            .lines(
                "10:00:00 a office letter L1 opened",
                "10:00:01 b depot parcel P1 with letter L1",
                "10:00:02 b depot parcel P1 out",
                "10:00:03 a office*3 letter L1 opened",
                "10:00:04 a office letter L1 sealed")
            .run()
            .only();

    assertThat(e.outcome()).isEqualTo(COMPLETED);
    assertThat(e.evidence().count()).isEqualTo(7); // a record that stands for three is three
    assertThat(e.evidence().records())
        .extracting(r -> r.line())
        .containsExactly(1L, 2L, 3L, 4L, 4L, 4L, 5L);
  }

  @Test
  void ids_namedByWhatLedUpToALeg_countOnceItHasBegun() {
    LogicModule<NoSettings> module =
        (flow, c) ->
            flow.chain("shipment", Shipment.class)
                .first(
                    flow.transaction("letter", Select.app("office"), Shipment.class)
                        .key(KeyPart.of("letter"))
                        .lead(Pattern.of("letter {letter} may cover {parcel}"))
                        .open(Pattern.of("letter {letter} written"))
                        .end(COMPLETED, "sealed", Pattern.of("letter {letter} sealed"))
                        .total(Duration.ofSeconds(60)))
                .then(tourOfParcel(flow), "parcel");

    TestRun.Result result =
        TestRun.of(module)
            .lines(
                "10:00:00 a office letter L1 may cover P1",
                "10:00:00 a office letter L2 may cover P2",
                "10:00:01 b driver P1 delivered",
                "10:00:01 b driver P2 delivered",
                "10:00:02 a office letter L1 written",
                "10:00:03 a office letter L1 sealed",
                "10:05:00 a office nothing to do")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome)
        .containsExactly(tuple(List.of("L1"), COMPLETED), tuple(List.of("P2"), END_WITHOUT_START));
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void id_namedByTwoLegs_belongsToTheFirst() {
    TestRun.Result result =
        postWithPickUp(
                "10:00:00 a office letter L1 covers P1",
                "10:00:01 a office letter L2 covers P1",
                "10:00:02 a office letter L2 sealed",
                "10:00:03 a office letter L1 sealed",
                "10:00:04 b depot parcel P1 in",
                "10:00:05 b depot parcel P1 out",
                "10:05:00 a office nothing to do")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome, EventEnvelope::reason)
        .containsExactly(
            tuple(List.of("L1"), COMPLETED, "out"), tuple(List.of("L2"), FAILED, "no parcel"));
  }

  @Test
  void id_usedAgain_isThatOfANewLeg() {
    TestRun.Result result =
        postWithPickUp(
                "10:00:00 a office letter L1 covers P1",
                "10:00:00 a office letter L1 sealed",
                "10:00:01 b depot parcel P1 in",
                "10:00:02 b depot parcel P1 out",
                "10:00:02 b depot parcel P1 in",
                "10:00:03 b depot parcel P1 damaged",
                "10:00:04 a office letter L2 covers P1",
                "10:00:05 a office letter L2 sealed")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome, EventEnvelope::reason)
        .containsExactly(
            tuple(List.of("L1"), COMPLETED, "out"), tuple(List.of("L2"), FAILED, "damaged"));
  }

  @Test
  void input_thatEndsEarly_leavesChainsOpenUnlessTheyHaveFailed() {
    TestRun.Result result =
        post(
                "10:00:00 a office letter L1 to Ulm",
                "10:00:01 a office letter L2 covers P2",
                "10:00:01 a office letter L2 sealed",
                "10:00:02 a office letter L3 covers P3",
                "10:00:02 a office letter L3 sealed",
                "10:00:03 b depot parcel P3 onto T3",
                "10:00:04 a office letter L4 covers P4",
                "10:00:04 a office letter L4 refused",
                "10:00:05 b depot parcel P5 in",
                "10:00:05 b depot parcel P5 out")
            .run();

    assertThat(result.events)
        .extracting(EventEnvelope::key, EventEnvelope::outcome, EventEnvelope::partial)
        .containsExactlyInAnyOrder(
            tuple(List.of("L1"), OPEN_AT_END, true),
            tuple(List.of("L2"), OPEN_AT_END, true),
            tuple(List.of("L3"), OPEN_AT_END, true),
            tuple(List.of("L4"), FAILED, false),
            tuple(List.of("P5"), OPEN_AT_END, true));
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }
}
