package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.END_WITHOUT_START;
import static dev.correlator.api.Outcome.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Flow;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Severity;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule does by what came before, by the application, and beside the transaction. */
class RuleStepsTest {

  record Order(int served, int dropped, @Nullable String state, @Nullable String note)
      implements TransactionEvent {}

  private static final Pattern SERVED = Pattern.of("served");
  private static final Pattern DROPPED = Pattern.of("dropped");
  private static final Pattern DONE = Pattern.of("done");
  private static final Pattern REMARK = Pattern.of("remark {note}");

  private static void order(Flow flow) {
    flow.transaction("order", Select.appLike("*/waiter", "guest"), Order.class)
        .key(PROC_ID)
        .reasons("left", "mixed")
        .open(
            SERVED,
            s ->
                s.count("served")
                    .set("state", "served")
                    .where("dropped", w -> w.set("state", "mixed").reason("mixed")))
        .open(
            DROPPED,
            s ->
                s.count("dropped")
                    .set("state", "dropped")
                    .reason("dropped")
                    .where("served", w -> w.set("state", "mixed").reason("mixed")))
        .end(FAILED, "left", DONE, s -> s.only(Select.app("guest")))
        .endOrFail("paid", DONE)
        .step(REMARK, s -> s.aside().where("dropped", w -> w.keep("note")))
        .total(Duration.ofHours(1));
  }

  private static TestRun.Result run(String... lines) {
    return TestRun.of((flow, c) -> order(flow)).lines(lines).run();
  }

  @Test
  void where_asksForWhatWasFilledBeforeTheRecord() {
    EventEnvelope<?> served =
        run("10:00:00 a x/waiter[1] served", "10:00:01 a x/waiter[1] done").only();
    assertThat(served.event()).isEqualTo(new Order(1, 0, "served", null));
    assertThat(served.outcome()).isEqualTo(COMPLETED);
    assertThat(served.reason()).isEqualTo("paid");

    EventEnvelope<?> dropped =
        run("10:00:00 a x/waiter[1] dropped", "10:00:01 a x/waiter[1] done").only();
    assertThat(dropped.event()).isEqualTo(new Order(0, 1, "dropped", null));
    assertThat(dropped.outcome()).isEqualTo(FAILED);
    assertThat(dropped.reason()).isEqualTo("dropped");

    EventEnvelope<?> mixed =
        run(
                "10:00:00 a x/waiter[1] dropped",
                "10:00:01 a x/waiter[1] served",
                "10:00:02 a x/waiter[1] done")
            .only();
    assertThat(mixed.event()).isEqualTo(new Order(1, 1, "mixed", null));
    assertThat(mixed.reason()).isEqualTo("mixed");
  }

  record Visit(int rings, @Nullable String who, @Nullable String first)
      implements TransactionEvent {}

  @Test
  void whereEmpty_asksForWhatHadNoValueBeforeTheRecord_andAnEmptyTextIsOne() {
    Pattern named = Pattern.of("at the door: <{who}>");
    Consumer<Flow> visit =
        flow ->
            flow.transaction("visit", Select.app("bell"), Visit.class)
                .key(PROC_ID)
                .open(
                    SERVED, s -> s.count("rings").whereEmpty("rings", w -> w.set("first", "ring")))
                .open(named, s -> s.whereEmpty("who", w -> w.count("rings")))
                .end(COMPLETED, "gone", DONE)
                .total(Duration.ofHours(1));

    for (String who : List.of("ann", "")) {
      TestRun.Result result =
          TestRun.of((flow, c) -> visit.accept(flow))
              .lines(
                  "10:00:00 a bell[1] served",
                  "10:00:01 a bell[1] at the door: <" + who + ">",
                  "10:00:02 a bell[1] at the door: <" + who + ">",
                  "10:00:03 a bell[1] done")
              .run();
      assertThat(result.only().event()).isEqualTo(new Visit(2, who, "ring"));
    }
  }

  @Test
  void whereKeep_fillsOnlyWhatIsEmpty_whereTheComponentWasFilledBefore() {
    assertThat(note("served", "remark good", "remark better")).isEqualTo("better");
    assertThat(note("served", "remark good", "dropped", "remark better")).isEqualTo("good");
    assertThat(note("dropped", "remark good", "remark better")).isEqualTo("good");
  }

  private static @Nullable String note(String... texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add("10:00:0" + lines.size() + " a x/waiter[1] " + text);
    }
    lines.add("10:00:09 a x/waiter[1] done");
    return ((Order) run(lines.toArray(new String[0])).only().event()).note();
  }

  @Test
  void only_leavesTheRecordsOfOtherApplicationsToTheRulesBehind() {
    EventEnvelope<?> left = run("10:00:00 a x/waiter[1] served", "10:00:01 a guest[1] done").only();
    assertThat(left.outcome()).isEqualTo(FAILED);
    assertThat(left.reason()).isEqualTo("left");
  }

  @Test
  void endOrFail_whereNoneIsOpen_isAnEndWithoutStart() {
    EventEnvelope<?> e = run("10:00:01 a x/waiter[1] done").only();
    assertThat(e.outcome()).isEqualTo(END_WITHOUT_START);
    assertThat(e.reason()).isEqualTo("paid");
  }

  @Test
  void aside_fillsAndIsNoRecordOfTheTransaction() {
    EventEnvelope<?> e =
        run(
                "10:00:00 a x/waiter[1] served",
                "10:00:01 a guest[1] remark good",
                "10:00:02 a x/waiter[1] done")
            .only();
    assertThat(e.event()).isEqualTo(new Order(1, 0, "served", "good"));
    assertThat(e.evidence().count()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "postfix/smtpd, */smtpd, true",
    "postfix/a/smtpd, */smtpd, true",
    "smtpd, */smtpd, false",
    "postfix/smtpd2, */smtpd, false",
    "postfix/smtpd, postfix/*, true",
    "postfix/, postfix/*, true",
    "postfix, postfix/*, false",
    "postfix/a/qmgr, postfix*/q*r, true",
    "ab, ab*b, false",
    "abb, ab*b, true",
    "aXbYc, a*b*c, true",
    "aXc, a*b*c, false",
    "any, *, true",
    "cron, cron, true",
    "crond, cron, false"
  })
  void appLike_takesNamesOfAForm(String app, String form, boolean taken) {
    assertThat(((Select.AppsLike) Select.appLike(form)).takes(app)).isEqualTo(taken);
  }

  record Backup(@Nullable String host, @Nullable String app) implements TransactionEvent {}

  @Test
  void hole_withTheNameOfAHeaderField_fillsItsComponent_andNoHeaderDoes() {
    EventEnvelope<?> e =
        TestRun.of((flow, c) ->
                flow.transaction("backup", Select.all(), Backup.class)
                    .key(PROC_ID)
                    .open(Pattern.of("backup of {host:host}"))
                    .end(COMPLETED, "done", DONE)
                    .total(Duration.ofHours(1)))
            .lines("10:00:00 nas tool[1] backup of db1", "10:00:01 nas tool[1] done")
            .run()
            .only();

    assertThat(e.event()).isEqualTo(new Backup("db1", "tool"));
  }

  @Test
  void mistakes_areSaid() {
    ProgramException e =
        catchThrowableOfType(
            ProgramException.class,
            () ->
                TestRun.of((flow, c) ->
                        flow.transaction("order", Select.app("waiter"), Order.class)
                            .key(PROC_ID)
                            .open(SERVED, s -> s.aside().where("servd", w -> w.tally("x")))
                            .open(
                                DROPPED,
                                s ->
                                    s.only(Select.atLeast(Severity.ERROR))
                                        .where("served", w -> w.unless("note"))
                                        .where("dropped", w -> w.keep("note")))
                            .total(Duration.ofHours(1)))
                    .program(new Sources()));

    assertThat(e.problems())
        .anyMatch(p -> p.contains("aside() at a rule whose record may be a transaction's only one"))
        .anyMatch(p -> p.contains("where('servd')") && p.contains("did you mean 'served'?"))
        .anyMatch(p -> p.contains("only(...) asks for more than the application"))
        .anyMatch(p -> p.contains("keep('note'): no hole of \"dropped\" has this name"))
        .anyMatch(p -> p.contains("where('served', ...) takes count, tally, time, keep, set"));
  }
}
