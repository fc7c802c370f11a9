package dev.correlator.core;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.State;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What records of one key come to. */
class TransactionTest {

  record Backup(String name, @Nullable String phase, int errors, long bytes, Instant ready)
      implements TransactionEvent {}

  private static final Pattern BEGIN = Pattern.of("begin {name}");
  private static final Pattern WORK = Pattern.of("work {phase}");
  private static final Pattern ERROR = Pattern.of("error in {phase}");
  private static final Pattern READY = Pattern.of("ready, {bytes:int} bytes");
  private static final Pattern DONE = Pattern.of("done");
  private static final Pattern BROKEN = Pattern.of("broken");
  private static final Pattern REFUSED = Pattern.of("refused {name}");
  private static final Pattern NOTED = Pattern.of("noted");
  private static final Pattern AGAIN = Pattern.of("again {name}");
  private static final Pattern WAIVED = Pattern.of("waived");
  private static final Pattern CLOSED = Pattern.of("closed");

  /** All kinds of rules. */
  private static void backups(Flow flow, Consumer<TransactionFlow> more) {
    TransactionFlow t =
        flow.transaction("backup", Select.app("backup"), Backup.class)
            .key(HOST, PROC_ID)
            .open(BEGIN)
            .start(AGAIN)
            .step(WORK, s -> s.set("phase", "working"))
            .open(ERROR, s -> s.count("errors").reasonIfNone("error"))
            .step(READY, s -> s.time("ready"))
            .step(WAIVED, s -> s.noReason())
            .step(NOTED, s -> s.reason("noted"))
            .end(Outcome.COMPLETED, "finished", DONE)
            .fail("broke", BROKEN)
            .openAndEnd(Outcome.FAILED, "not allowed", REFUSED)
            .endIfOpen(Outcome.COMPLETED, "closed", CLOSED);
    more.accept(t);
  }

  private static TestRun backups() {
    return backups(t -> t.total(Duration.ofHours(1)));
  }

  private static TestRun backups(Consumer<TransactionFlow> more) {
    return TestRun.of((flow, none) -> backups(flow, more));
  }

  private static EventEnvelope<?> only(String... lines) {
    return backups().lines(lines).run().only();
  }

  private static List<String> outcomes(TestRun.Result result) {
    return result.events.stream()
        .map(e -> e.key().get(1) + " " + e.outcome() + " " + e.reason())
        .toList();
  }

  @Test
  void records_ofOneKey_fillTheEvent() {
    EventEnvelope<?> e =
        only(
            "10:00:00 web backup[7] begin home",
            "10:00:01 web backup[7] ready, 4711 bytes",
            "10:00:02 web backup[7] ready, 5000 bytes",
            "10:00:03 web backup[7] done");

    assertThat(e.event())
        .isEqualTo(
            new Backup(
                "home", null, 0, 5000, LogLine.DAY.plus(Duration.ofHours(10)).plusSeconds(1)));
    assertThat(e.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(e.reason()).isEqualTo("finished");
    assertThat(e.key()).containsExactly("web", "7");
    assertThat(e.began()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(e.ended()).isEqualTo("2026-03-02T10:00:03Z").isEqualTo(e.time());
    assertThat(TestRun.record(e)).isEqualTo("done");
    assertThat(e.evidence().count()).isEqualTo(4);
    assertThat(e.partial()).isFalse();
  }

  @Test
  void recordsOfOtherKeys_betweenThem_changeNothing() {
    TestRun.Result result =
        backups()
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[8] begin mail",
                "10:00:02 db backup[7] begin base",
                "10:00:03 web backup[7] done",
                "10:00:04 db backup[7] broken",
                "10:00:05 web backup[8] done")
            .run();

    assertThat(result.events)
        .extracting(e -> e.key() + " " + ((Backup) e.event()).name() + " " + e.outcome())
        .containsExactly(
            "[web, 7] home COMPLETED", "[db, 7] base FAILED", "[web, 8] mail COMPLETED");
  }

  @Test
  void openRule_whileOneIsOpen_isAStep() {
    EventEnvelope<?> e =
        only(
            "10:00:00 web backup[7] begin home",
            "10:00:01 web backup[7] begin mail",
            "10:00:02 web backup[7] done");

    assertThat(((Backup) e.event()).name()).isEqualTo("mail");
    assertThat(e.evidence().count()).isEqualTo(3);
  }

  @Test
  void startRule_whileOneIsOpen_supersedesIt() {
    TestRun.Result result =
        backups()
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[7] again mail",
                "10:00:02 web backup[7] done")
            .run();

    assertThat(outcomes(result)).containsExactly("7 SUPERSEDED null", "7 COMPLETED finished");
    EventEnvelope<?> first = result.events.get(0);
    assertThat(first.time()).isEqualTo("2026-03-02T10:00:01Z");
    assertThat(first.ended()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(first.record()).as("it belongs to the next").isNull();
    assertThat(first.evidence().count()).isOne();
  }

  @Test
  void stepRule_whereNoneIsOpen_isCountedAndIgnored() {
    TestRun.Result result =
        backups()
            .lines(
                "10:00:00 web backup[7] work copy",
                "10:00:01 web backup[7] closed",
                "10:00:02 web cron[7] begin home")
            .run();

    assertThat(result.events).isEmpty();
    assertThat(result.summary().orphans()).isEqualTo(2);
    assertThat(result.summary().used()).isZero();
    assertThat(result.summary().records()).isEqualTo(3);
  }

  @Test
  void endRule_whereNoneIsOpen_isAnEndWithoutStart() {
    EventEnvelope<?> e = only("10:00:00 web backup[7] broken");

    assertThat(e.outcome()).isEqualTo(Outcome.END_WITHOUT_START);
    assertThat(e.reason()).isEqualTo("broke");
    assertThat(e.evidence().count()).isOne();
  }

  @Test
  void openAndEndRule_whereNoneIsOpen_isATransactionOfOneRecord() {
    EventEnvelope<?> e = only("10:00:00 web backup[7] refused home");

    assertThat(e.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(e.reason()).isEqualTo("not allowed");
    assertThat(((Backup) e.event()).name()).isEqualTo("home");
    assertThat(e.began()).isEqualTo(e.ended());
  }

  @Test
  void firstRuleThatMatches_applies_andNoOther() {
    TestRun.Result result =
        TestRun.of((flow, none) ->
                flow.transaction("t", Select.all(), Named.class)
                    .key(PROC_ID)
                    .openAndEnd(Outcome.COMPLETED, "first", Pattern.of("a {name}"))
                    .openAndEnd(Outcome.FAILED, "second", Pattern.of("a b"))
                    .openAndEnd(Outcome.FAILED, "third", Pattern.of("{name} b"))
                    .idle(Duration.ofMinutes(1)))
            .lines("10:00:00 web x[1] a b", "10:00:00 web x[2] c b")
            .run();

    assertThat(outcomes2(result)).containsExactly("1 first", "2 third");
  }

  record Named(String name) implements TransactionEvent {}

  private static List<String> outcomes2(TestRun.Result result) {
    return result.events.stream().map(e -> e.key().get(0) + " " + e.reason()).toList();
  }

  @Test
  void reasonGivenBefore_isSaidInPlaceOfTheFailuresOwn() {
    EventEnvelope<?> e =
        only(
            "10:00:00 web backup[7] begin home",
            "10:00:01 web backup[7] error in copy",
            "10:00:02 web backup[7] broken");

    assertThat(e.reason()).isEqualTo("error");
    assertThat(e.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(((Backup) e.event()).errors()).isOne();
  }

  @Test
  void reason_whereOneIsThere_isReplacedByReasonAloneAndForgottenByNoReason() {
    assertThat(
            only(
                    "10:00:00 web backup[7] begin home",
                    "10:00:01 web backup[7] noted",
                    "10:00:02 web backup[7] error in copy",
                    "10:00:03 web backup[7] broken")
                .reason())
        .isEqualTo("noted");
    assertThat(
            only(
                    "10:00:00 web backup[7] error in copy",
                    "10:00:01 web backup[7] noted",
                    "10:00:02 web backup[7] broken")
                .reason())
        .isEqualTo("noted");
    assertThat(
            only(
                    "10:00:00 web backup[7] error in copy",
                    "10:00:01 web backup[7] waived",
                    "10:00:02 web backup[7] broken")
                .reason())
        .isEqualTo("broke");
  }

  @Test
  void reason_ofWhatCompleted_isTheRulesOwn() {
    assertThat(only("10:00:00 web backup[7] error in copy", "10:00:01 web backup[7] done").reason())
        .isEqualTo("finished");
  }

  @Test
  void reason_ofATimeOut_isTheOneGivenBefore() {
    TestRun.Result result =
        backups()
            .lines(
                "10:00:00 web backup[7] error in copy",
                "10:00:00 web backup[8] begin home",
                "11:00:00 web other[1] x")
            .run();

    assertThat(outcomes(result))
        .containsExactly("7 TIMED_OUT error", "8 TIMED_OUT no end within 1h");
  }

  @Test
  void setText_isOverwrittenByALaterHole_andTheOtherWayRound() {
    assertThat(
            ((Backup)
                    only(
                            "10:00:00 web backup[7] error in a",
                            "10:00:01 web backup[7] work b",
                            "10:00:02 web backup[7] done")
                        .event())
                .phase())
        .isEqualTo("working");
    assertThat(
            ((Backup)
                    only(
                            "10:00:00 web backup[7] begin x",
                            "10:00:01 web backup[7] work b",
                            "10:00:02 web backup[7] error in c",
                            "10:00:03 web backup[7] done")
                        .event())
                .phase())
        .isEqualTo("c");
  }

  @Test
  void numbersBeyondInt_areKeptAtTheLimits() {
    TestRun.Result result =
        TestRun.of((flow, none) ->
                flow.transaction("t", Select.all(), Sizes.class)
                    .key(PROC_ID)
                    .openAndEnd(Outcome.COMPLETED, "seen", Pattern.of("{small:int} {large:int}"))
                    .idle(Duration.ofMinutes(1)))
            .lines(
                "10:00:00 web x[1] 2147483647 2147483648",
                "10:00:01 web x[1] 2147483648 -9000000000",
                "10:00:02 web x[1] -9000000000 0")
            .run();

    assertThat(result.bodies(Sizes.class))
        .containsExactly(
            new Sizes(Integer.MAX_VALUE, 2147483648L),
            new Sizes(Integer.MAX_VALUE, -9000000000L),
            new Sizes(Integer.MIN_VALUE, 0));
  }

  record Sizes(int small, long large) implements TransactionEvent {}

  @Test
  void total_isCountedFromTheFirstRecord() {
    TestRun.Result result =
        backups()
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:59:59 web backup[7] work copy",
                "11:00:00 web backup[7] done", // not late: the deadline comes behind it
                "11:00:00 web backup[8] begin mail",
                "12:00:00.000000001 web backup[8] done")
            .run();

    assertThat(outcomes(result))
        .containsExactly(
            "7 COMPLETED finished", "8 TIMED_OUT no end within 1h", "8 END_WITHOUT_START finished");
    EventEnvelope<?> late = result.events.get(1);
    assertThat(late.time()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(late.ended()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(late.record()).isNull();
  }

  @Test
  void idle_isCountedFromTheLastRecord() {
    TestRun.Result result =
        backups(t -> t.idle(Duration.ofMinutes(10)))
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:10:00 web backup[7] work copy",
                "10:20:00 web backup[7] work copy",
                "10:30:00.000000001 web backup[7] done")
            .run();

    assertThat(outcomes(result))
        .containsExactly("7 TIMED_OUT no record for 10m", "7 END_WITHOUT_START finished");
    assertThat(result.events.get(0).time()).isEqualTo("2026-03-02T10:30:00Z");
    assertThat(result.events.get(0).evidence().count()).isEqualTo(3);
  }

  @Test
  void idleAndTotal_whicheverIsFirst_givesItsReason() {
    TestRun.Result result =
        backups(t -> t.idle(Duration.ofMinutes(10)).total(Duration.ofMinutes(15)))
            .lines(
                "10:00:00 web backup[1] begin a",
                "10:00:00 web backup[2] begin b",
                "10:05:00 web backup[3] begin c",
                "10:08:00 web backup[1] work x",
                "10:10:00 web backup[3] work x",
                "12:00:00 web backup[9] work x")
            .run();

    assertThat(outcomes(result))
        .containsExactly(
            "2 TIMED_OUT no record for 10m",
            "1 TIMED_OUT no end within 15m",
            "3 TIMED_OUT no end within 15m"); // both are due: the total is said
  }

  @Test
  void trail_keepsRecordsBehindTheEnd() {
    TestRun.Result result =
        backups(t -> t.trail(Duration.ofSeconds(5)).total(Duration.ofHours(1)))
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[7] done",
                "10:00:06 web backup[7] broken",
                "10:00:06.000000001 web backup[7] work z")
            .run();

    EventEnvelope<?> e = result.only();
    assertThat(e.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(e.reason()).isEqualTo("finished");
    assertThat(e.ended()).isEqualTo("2026-03-02T10:00:01Z");
    assertThat(e.time()).isEqualTo("2026-03-02T10:00:06Z");
    assertThat(e.evidence().count()).isEqualTo(3);
    assertThat(result.summary().orphans()).as("behind the trail").isOne();
  }

  @Test
  void trail_whenTheNextBegins_isOverAtOnce() {
    TestRun.Result result =
        backups(t -> t.trail(Duration.ofSeconds(5)).total(Duration.ofHours(1)))
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[7] broken",
                "10:00:02 web backup[7] begin mail",
                "10:00:03 web backup[7] done")
            .run();

    assertThat(outcomes(result)).containsExactly("7 FAILED broke", "7 COMPLETED finished");
    assertThat(result.events.get(0).time()).isEqualTo("2026-03-02T10:00:02Z");
    assertThat(result.events)
        .as("what ended it, not what made it known")
        .extracting(e -> requireNonNull(e.record()).text())
        .containsExactly("broken", "done");
    assertThat(result.events.get(1).time())
        .as("as if more had come")
        .isEqualTo("2026-03-02T10:00:08Z");
    assertThat(result.events.get(1).partial()).isFalse();
  }

  @Test
  void trail_whereTheInputEndsWithin_givesTheSameEventAsWhereItGoesOn() {
    List<String> lines =
        List.of(
            "10:00:00 web backup[7] begin home",
            "10:00:00 web backup[8] begin mail",
            "10:00:01 web backup[8] done",
            "10:00:03 web backup[7] done");
    List<String> more = new ArrayList<>(lines);
    more.add("10:00:30 web cron[9] wakes up");

    List<EventEnvelope<?>> cut = trailed(lines);
    List<EventEnvelope<?>> whole = trailed(more);

    assertThat(whole)
        .extracting(EventEnvelope::time)
        .containsExactly(
            Instant.parse("2026-03-02T10:00:06Z"), Instant.parse("2026-03-02T10:00:08Z"));
    assertThat(cut)
        .extracting(EventEnvelope::id, EventEnvelope::time, EventEnvelope::ended)
        .containsExactlyElementsOf(
            whole.stream().map(e -> tuple(e.id(), e.time(), e.ended())).toList());
  }

  private static List<EventEnvelope<?>> trailed(List<String> lines) {
    return backups(t -> t.trail(Duration.ofSeconds(5)).total(Duration.ofHours(1)))
        .lines(lines.toArray(new String[0]))
        .run()
        .events;
  }

  @Test
  void openTransactions_atTheEndOfTheInput_areNeitherFailedNorLost() {
    TestRun.Result result =
        backups()
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:59:00 web backup[8] begin mail",
                "11:00:00 web cron[1] x")
            .run();

    assertThat(outcomes(result))
        .containsExactly("7 TIMED_OUT no end within 1h", "8 OPEN_AT_END null");
    EventEnvelope<?> open = result.events.get(1);
    assertThat(open.partial()).isTrue();
    assertThat(open.time()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(open.ended()).isEqualTo("2026-03-02T10:59:00Z");
    assertThat(Outcome.OPEN_AT_END.isFailure()).isFalse();
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void drain_firesAllDeadlines() {
    TestRun.Result result = backups().drain().lines("10:00:00 web backup[7] begin home").run();

    assertThat(outcomes(result)).containsExactly("7 TIMED_OUT no end within 1h");
    assertThat(result.only().time()).isEqualTo("2026-03-02T11:00:00Z");
    assertThat(result.only().partial()).isFalse();
  }

  @Test
  void recordThatStandsForSeveral_isCountedThatOften() {
    EventEnvelope<?> e =
        only(
            "10:00:00 web backup[7] begin home",
            "10:00:01 web backup[7]*3 error in copy",
            "10:00:02 web backup[7] done");

    assertThat(((Backup) e.event()).errors()).isEqualTo(3);
    assertThat(e.evidence().count()).isEqualTo(5);
  }

  @Test
  void recordThatStandsForSeveral_ofAStartRule_startsEach() {
    TestRun.Result result = backups().lines("10:00:00 web backup[7]*3 again x").run();

    assertThat(outcomes(result))
        .containsExactly("7 SUPERSEDED null", "7 SUPERSEDED null", "7 OPEN_AT_END null");
    assertThat(result.events).extracting(EventEnvelope::id).doesNotHaveDuplicates();
  }

  @Test
  void observer_seesEachRecordOfATransaction() {
    StringBuilder seen = new StringBuilder();
    backups()
        .observer((application, module, stage, key, began, time, timing, record) ->
            seen.append(stage)
                .append(key)
                .append(time.getEpochSecond() - began.getEpochSecond())
                .append(record.text())
                .append(timing == Timing.OWN ? ";" : " late;"))
        .lines(
            "10:00:00 web backup[7] begin home",
            "10:00:01 web backup[9] work copy",
            "10:00:02 web backup[7] done")
        .run();

    assertThat(seen).hasToString("backup[web, 7]0begin home;backup[web, 7]2done;");
  }

  @Test
  void observer_isToldHowTimesCameAbout() {
    List<String> seen = new ArrayList<>();
    backups()
        .observer((application, module, stage, key, began, time, timing, record) ->
            seen.add(record.time() + " " + time + " " + timing))
        .lines(
            "10:00:00 web backup[7] begin home",
            "10:05:00 web cron[9] tick",
            "10:01:00 web backup[7] work copy",
            "10:04:59 web backup[7] done")
        .run();

    assertThat(seen)
        .containsExactly(
            "2026-03-02T10:00:00Z 2026-03-02T10:00:00Z OWN",
            "2026-03-02T10:01:00Z 2026-03-02T10:05:00Z RETIMED",
            "2026-03-02T10:04:59Z 2026-03-02T10:05:00Z ADJUSTED");
  }

  @Test
  void transactionsOfTwoStages_takeTheSameRecords() {
    LogicModule<TestRun.NoSettings> both =
        (flow, none) -> {
          backups(flow, t -> t.total(Duration.ofHours(1)));
          flow.transaction("by-name", Select.app("backup"), Named.class)
              .key(KeyPart.of("name"))
              .openAndEnd(Outcome.COMPLETED, "seen", BEGIN)
              .idle(Duration.ofMinutes(1));
        };
    TestRun.Result result =
        TestRun.of(both)
            .lines("10:00:00 web backup[7] begin home", "10:00:01 web backup[7] done")
            .run();

    assertThat(result.events).extracting(EventEnvelope::stage).containsExactly("by-name", "backup");
    assertThat(result.summary().used()).as("records, not matches").isEqualTo(2);
  }

  /** Notes what it is told. */
  static final class Ended extends State {
    int failed;
  }

  record Retry(String name, int count) implements dev.correlator.api.NoticeEvent {}

  @Test
  void eventOfATransaction_isTakenByALaterStage() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          backups(flow, t -> t.total(Duration.ofHours(1)));
          flow.stage("retries", Ended::new)
              .key("name")
              .on(
                  Backup.class,
                  (b, state, context) -> {
                    if (b.errors() > 0) {
                      context.emit(new Retry(b.name(), ++state.failed));
                    }
                  })
              .idle(Duration.ofDays(1));
        };
    TestRun.Result result =
        TestRun.of(module)
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[7] error in copy",
                "10:00:02 web backup[7] done",
                "10:10:00 db backup[1] begin home",
                "10:10:01 db backup[1] error in copy",
                "10:10:02 db backup[1] broken")
            .run();

    assertThat(result.bodies(Retry.class))
        .containsExactly(new Retry("home", 1), new Retry("home", 2));
    assertThat(TestRun.record(result.of(Retry.class).get(1))).isEqualTo("broken");
    assertThat(result.of(Retry.class).get(1).evidence().count()).isOne();
  }

  record Told(String name, String host, String procId, long bytes, int errors) implements Fact {}

  record Heard(String name, String host, String procId, long bytes, int errors)
      implements dev.correlator.api.NoticeEvent {}

  @Test
  void fact_isFilledFromHolesThenValuesThenHeader() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.transaction("backup", Select.all(), Backup.class)
              .key(PROC_ID)
              .open(BEGIN)
              .open(ERROR, s -> s.count("errors"))
              .step(READY, s -> s.time("ready").tell(Told.class))
              .step(AGAIN, s -> s.tell(Told.class))
              .total(Duration.ofHours(1));
          flow.stage("listener", Ended::new)
              .key("host")
              .on(
                  Told.class,
                  (t, state, context) ->
                      context.emit(
                          new Heard(t.name(), t.host(), t.procId(), t.bytes(), t.errors())))
              .idle(Duration.ofDays(1));
        };
    TestRun.Result result =
        TestRun.of(module)
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[7] error in copy",
                "10:00:02 web backup[7] ready, 17 bytes",
                "10:00:03 web backup[7] again mail")
            .run();

    assertThat(result.bodies(Heard.class))
        .containsExactly(
            new Heard("home", "web", "7", 17, 1), new Heard("mail", "web", "7", 17, 1));
  }

  @Test
  void retryKey_isThatOfTheComponents_andEmptyWhereOneIsMissing() {
    TestRun.Result result =
        backups(t -> t.retryKey("name", "phase").total(Duration.ofHours(1)))
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:00:01 web backup[7] error in copy",
                "10:00:02 web backup[7] broken",
                "10:00:03 web backup[8] begin mail",
                "10:00:04 web backup[8] broken")
            .run();

    assertThat(result.events.get(0).retryKey()).containsExactly("home", "copy");
    assertThat(result.events.get(1).retryKey()).isEmpty();
  }

  @Test
  void lateRecord_isRetimedAndSaid() {
    TestRun.Result result =
        backups()
            .hold(Duration.ofSeconds(10))
            .lines(
                "10:00:00 web backup[7] begin home",
                "10:01:00 db backup[1] begin base",
                "10:00:30 mail backup[3] begin late", // half a minute behind all others
                "10:01:01 web backup[7] done",
                "10:01:02 db backup[1] done",
                "10:01:03 mail backup[3] done")
            .run();

    assertThat(result.summary().retimed()).isOne();
    assertThat(result.events)
        .extracting(e -> e.key().get(0) + " " + e.retimed())
        .containsExactly("web false", "db false", "mail true");
    assertThat(result.events.get(2).began()).isAfter("2026-03-02T10:00:49Z");
  }
}
