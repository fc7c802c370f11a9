package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.SlidingCount;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is wrong with a module's description is said before the first record, all at once. */
class DefinitionTest {

  record Job(String user, int failures, Instant ready) implements TransactionEvent {}

  record Failure(String user, String addr) implements Fact {}

  record Success(String user) implements Fact {}

  record Alarm(String user, int count) implements NoticeEvent {}

  private static final Pattern BEGIN = Pattern.of("begin {user}");
  private static final Pattern DONE = Pattern.of("done");

  private static List<String> mistakes(Consumer<Flow> module) {
    LogicModule<TestRun.NoSettings> m = (flow, none) -> module.accept(flow);
    ProgramException e =
        catchThrowableOfType(ProgramException.class, () -> TestRun.of(m).program(new Sources()));
    return e == null ? List.of() : e.problems();
  }

  /** A transaction that is right. */
  private static void job(Flow flow) {
    flow.transaction("job", Select.all(), Job.class)
        .key(PROC_ID)
        .open(BEGIN, s -> s.count("failures").time("ready"))
        .end(Outcome.COMPLETED, "done", DONE)
        .total(Duration.ofHours(1));
  }

  /** Nothing to remember. */
  static final class Empty extends State {}

  @Test
  void rightModule_hasNoMistakes() {
    assertThat(mistakes(DefinitionTest::job)).isEmpty();
  }

  @Test
  void module_thatDescribedItself_isAPartOfOneProgram_andDoesSoOnce() {
    int[] times = new int[1];
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          times[0]++;
          job(flow);
        };
    ModuleDescription described =
        ModuleDescription.of("app", "shop", module, new TestRun.NoSettings());

    assertThat(described.problems()).isEmpty();
    assertThat(described.events()).containsExactly(Job.class);
    assertThat(described.takesAll()).isFalse();
    assertThat(described.isTaken()).isFalse();
    Program program = Program.builder("app").module(described).build();

    assertThat(program.events()).containsExactly(Job.class);
    assertThat(times[0]).isOne();
    assertThat(described.isTaken()).isTrue();
    assertThatThrownBy(() -> Program.builder("app").module(described))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("module 'shop' is a part of a program already");
  }

  record Shop(List<Payment> payments, int till) {}

  enum Payment {
    CASH
  }

  @Test
  void setting_thatLeavesOut_isAListOfTheConfiguration() {
    List<String> problems = new ArrayList<>();
    LogicModule<Shop> shop =
        (flow, c) ->
            flow.transaction("job", Select.all(), Job.class)
                .key(PROC_ID)
                .open(
                    BEGIN,
                    s ->
                        s.count("failures")
                            .time("ready")
                            .leftOut("payments", Payment.CASH)
                            .leftOut("paymnts", Payment.CASH))
                .end(Outcome.COMPLETED, "done", DONE, s -> s.leftOut("till", Payment.CASH))
                .total(Duration.ofHours(1));

    ModuleSpec.of("application", "shop", shop, new Shop(List.of(), 1), problems);

    assertThat(problems)
        .containsExactly(
            "module 'shop': leftOut('paymnts', ...): no setting of that name is a list; did you"
                + " mean 'payments'?",
            "module 'shop': leftOut('till', ...): no setting of that name is a list");
  }

  @Test
  void severalMistakes_areSaidAllAtOnce_withWhatWasMeant() {
    List<String> mistakes =
        mistakes(flow -> {
          flow.transaction("job", Select.all(), Job.class)
              .key(KeyPart.of("usr"))
              .open(BEGIN, s -> s.count("failurs").time("redy").set("usr", "x"))
              .retryKey("user", "addres");
          flow.transaction("Job 2", Select.all(), Job.class).idle(Duration.ZERO);
        });

    assertThat(mistakes)
        .anySatisfy(m -> assertThat(m).contains("count('failurs')", "did you mean 'failures'?"))
        .anySatisfy(m -> assertThat(m).contains("time('redy')", "did you mean 'ready'?"))
        .anySatisfy(m -> assertThat(m).contains("set('usr')", "did you mean 'user'?"))
        .anySatisfy(m -> assertThat(m).contains("retryKey('addres')").doesNotContain("did you"))
        .anySatisfy(m -> assertThat(m).contains("key's 'usr'", "begin {user}"))
        .anySatisfy(m -> assertThat(m).contains("stage 'job'", "must be given an end"))
        .anySatisfy(m -> assertThat(m).contains("'Job 2'", "lower case"))
        .anySatisfy(m -> assertThat(m).contains("'Job 2'", "has no key"))
        .anySatisfy(m -> assertThat(m).contains("'Job 2'", "has no rules"))
        .anySatisfy(m -> assertThat(m).contains("'Job 2'", "idle(PT0S) is not more than 0"))
        .allMatch(m -> m.startsWith("module 'module': "));
  }

  @Test
  void componentThatNothingFills_isAMistake() {
    assertThat(
            mistakes(flow ->
                flow.transaction("job", Select.all(), Job.class)
                    .key(PROC_ID)
                    .open(BEGIN)
                    .total(Duration.ofHours(1))))
        .hasSize(2)
        .anySatisfy(m -> assertThat(m).contains("nothing fills the component 'failures' of Job"))
        .anySatisfy(m -> assertThat(m).contains("nothing fills the component 'ready' of Job"));
  }

  record Port(int port) implements TransactionEvent {}

  @Test
  void textForANumber_isAMistake_withTheWayOut() {
    assertThat(
            mistakes(flow ->
                flow.transaction("port", Select.all(), Port.class)
                    .key(PROC_ID)
                    .open(Pattern.of("port {port}"))
                    .total(Duration.ofHours(1))))
        .singleElement()
        .asString()
        .contains("'port'", "INT", "{port:int}");
  }

  record Lists(List<String> all, Object any) implements TransactionEvent {}

  @Test
  void componentsOfOtherTypes_areMistakes() {
    assertThat(
            mistakes(flow ->
                flow.transaction("lists", Select.all(), Lists.class)
                    .key(PROC_ID)
                    .open(DONE)
                    .total(Duration.ofHours(1))))
        .anySatisfy(m -> assertThat(m).contains("Lists.all", "List", "use int, long, boolean"))
        .anySatisfy(m -> assertThat(m).contains("Lists.any", "Object"));
  }

  @EventType(summary = "{user} from {adr}: {reason}")
  record Summed(String user) implements TransactionEvent {}

  @EventType(summary = "{word}: {n log line}")
  record Counted(String word, int n) implements NoticeEvent {}

  @Test
  void numberOfASummary_withItsNoun_isOneOrMany() {
    TestRun.Result result =
        TestRun.of((flow, none) ->
                flow.each("word", Select.all())
                    .on((r, c) -> c.emit(new Counted(r.text(), r.text().length()))))
            .lines("10:00:00 h x[1] a", "10:00:01 h x[1] bb")
            .run();

    assertThat(result.events)
        .extracting(e -> e.message(MessageFormat.TEXT))
        .containsExactly("a: 1 log line", "bb: 2 log lines");
  }

  @EventType(summary = "{word} took {length}")
  record Took(String word, Duration length) implements NoticeEvent {}

  @Test
  void durationOfASummary_isSaidInUnits() {
    TestRun.Result result =
        TestRun.of((flow, none) ->
                flow.each("word", Select.all())
                    .on((r, c) -> c.emit(new Took(r.text(), Duration.ofMillis(3_723_500)))))
            .lines("10:00:00 h x[1] a")
            .run();

    assertThat(result.only().message(MessageFormat.TEXT)).isEqualTo("a took 1h02m");
  }

  @Test
  void numberOfASummary_thatIsNone_isAMistake() {
    assertThat(
            mistakes(flow ->
                flow.transaction("miscounted", Select.all(), Missummed.class)
                    .key(PROC_ID)
                    .open(BEGIN)
                    .total(Duration.ofHours(1))))
        .singleElement()
        .asString()
        .contains("Missummed", "[adrs]");
  }

  @EventType(summary = "{adrs user} of {user}")
  record Missummed(String user) implements TransactionEvent {}

  @Test
  void summaryThatNamesNothing_isAMistake() {
    assertThat(
            mistakes(flow ->
                flow.transaction("summed", Select.all(), Summed.class)
                    .key(PROC_ID)
                    .open(BEGIN)
                    .total(Duration.ofHours(1))))
        .singleElement()
        .asString()
        .contains("Summed", "[adr]");
  }

  @EventType(
      columns = {"user", "adr"},
      worst = "nunber")
  record Listed(String user, int number) implements TransactionEvent {}

  @Test
  void columnsThatNameNothing_areMistakes() {
    assertThat(
            mistakes(flow ->
                flow.transaction("listed", Select.all(), Listed.class)
                    .key(PROC_ID)
                    .open(Pattern.of("{user} {number:int}"))
                    .total(Duration.ofHours(1))))
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).contains("Listed: columns names no component: 'adr'"),
            m -> assertThat(m).contains("worst", "'nunber'", "did you mean 'number'?"));
  }

  @Test
  void outcomesThatOnlyTheEngineGives_areMistakes() {
    for (Outcome o :
        List.of(
            Outcome.SUPERSEDED, Outcome.END_WITHOUT_START, Outcome.EVICTED, Outcome.OPEN_AT_END)) {
      assertThat(
              mistakes(flow -> {
                job(flow);
                flow.transaction("other", Select.all(), Summary.class)
                    .key(PROC_ID)
                    .end(o, "x", BEGIN)
                    .idle(Duration.ofHours(1));
              }))
          .singleElement()
          .asString()
          .contains("stage 'other'", o.name());
    }
  }

  record Summary(String user) implements TransactionEvent {}

  @Test
  void factThatCannotBeFilled_isAMistake() {
    assertThat(
            mistakes(flow -> {
              flow.transaction("job", Select.all(), Summary.class)
                  .key(PROC_ID)
                  .open(BEGIN, s -> s.tell(Failure.class))
                  .total(Duration.ofHours(1));
              flow.threshold("alarm", Alarm.class)
                  .of(Failure.class)
                  .key("user")
                  .count(2, Duration.ofHours(1));
            }))
        .singleElement()
        .asString()
        .contains("nothing fills 'addr' of Failure at \"begin {user}\"");
  }

  record Numbered(int user, long procId) implements Fact {}

  @Test
  void textForANumberOfAFact_isAMistake() {
    assertThat(
            mistakes(flow -> {
              flow.transaction("job", Select.all(), Summary.class)
                  .key(PROC_ID)
                  .open(BEGIN, s -> s.tell(Numbered.class))
                  .total(Duration.ofHours(1));
              flow.stage("hears", Empty::new)
                  .key("user")
                  .on(Numbered.class, (n, state, context) -> {})
                  .idle(Duration.ofHours(1));
            }))
        .anySatisfy(m -> assertThat(m).contains("Numbered.user"))
        .anySatisfy(m -> assertThat(m).contains("Numbered.procId"));
  }

  @Test
  void threshold_withoutWhatItNeeds_saysAllOfIt() {
    assertThat(
            mistakes(flow -> {
              flow.transaction("job", Select.all(), Summary.class)
                  .key(PROC_ID)
                  .open(BEGIN, s -> s.tell(Success.class))
                  .total(Duration.ofHours(1));
              flow.threshold("nothing", Alarm.class);
              flow.threshold("wrong", Alarm.class)
                  .of(Success.class)
                  .key("usr")
                  .count(1, Duration.ZERO)
                  .maxKeys(17);
            }))
        .anySatisfy(m -> assertThat(m).contains("'nothing'", "of(...) is missing"))
        .anySatisfy(m -> assertThat(m).contains("'wrong'", "count(1, ...) is not in 2..10000"))
        .anySatisfy(m -> assertThat(m).contains("'wrong'", "the window is not more than 0"))
        .anySatisfy(m -> assertThat(m).contains("'wrong'", "'usr'", "did you mean 'user'?"))
        .anySatisfy(m -> assertThat(m).contains("maxKeys(17) is less than 50000"));
  }

  @Test
  void valuesToTell_thatTheFactOrTheKeyHasNot_areAMistake() {
    assertThat(
            mistakes(flow -> {
              flow.transaction("job", Select.all(), Summary.class)
                  .key(PROC_ID)
                  .open(BEGIN, s -> s.tell(Success.class))
                  .total(Duration.ofHours(1));
              flow.threshold("misspelt", Alarm.class)
                  .of(Success.class)
                  .key("user")
                  .count(2, Duration.ofHours(1))
                  .tellEach("usr", Success.class);
              flow.threshold("twice", Alarm.class)
                  .of(Success.class)
                  .key("user")
                  .count(2, Duration.ofHours(1))
                  .tellEach("user", Failure.class)
                  .tellEach("user", Failure.class);
            }))
        .anySatisfy(m ->
            assertThat(m)
                .contains(
                    "'misspelt'", "Success has no String of that name", "did you mean 'user'?"))
        .anySatisfy(m -> assertThat(m).contains("'twice'", "nothing fills 'addr' of Failure"))
        .anySatisfy(m -> assertThat(m).contains("'twice'", "is given tellEach(...) twice"));
  }

  @Test
  void inputThatNobodySends_isAMistake() {
    assertThat(
            mistakes(flow -> {
              job(flow);
              flow.threshold("alarm", Alarm.class)
                  .of(Success.class)
                  .key("user")
                  .count(2, Duration.ofHours(1));
            }))
        .anySatisfy(m -> assertThat(m).contains("stage 'alarm'", "Success", "no earlier stage"));
  }

  /** Fields that cannot be kept. */
  static class Hoarding extends State {
    Map<String, Integer> all = new HashMap<>();
    SlidingCount recent = new SlidingCount(this, 2, Duration.ofHours(1));
    final int[] numbers = {};
    int fine;
    Outcome alsoFine = Outcome.FAILED;
  }

  @Test
  void stateWithFieldsThatCannotBeKept_isAMistake_byTheirNames() {
    assertThat(
            mistakes(flow -> {
              job(flow);
              flow.stage("hoard", Hoarding::new)
                  .key("user")
                  .on(Job.class, (j, state, context) -> {})
                  .idle(Duration.ofHours(1));
            }))
        .hasSize(3)
        .anySatisfy(m -> assertThat(m).contains("Hoarding.all", "Map"))
        .anySatisfy(m -> assertThat(m).contains("Hoarding.recent", "must be final"))
        .anySatisfy(m -> assertThat(m).contains("Hoarding.numbers", "int[]"));
  }

  @Test
  void stage_withoutWhatItNeeds_saysAllOfIt() {
    assertThat(mistakes(flow -> flow.stage("empty", Empty::new)))
        .anySatisfy(m -> assertThat(m).contains("'empty'", "on(...) is missing"))
        .anySatisfy(m -> assertThat(m).contains("'empty'", "idle(...)"));
    assertThat(
            mistakes(flow -> {
              job(flow);
              var stage =
                  flow.stage("timers", Empty::new)
                      .key("user")
                      .on(Job.class, (j, state, context) -> {})
                      .idle(Duration.ofHours(1));
              for (int i = 0; i < 9; i++) {
                stage.onTimer("t" + i, (state, context) -> {});
              }
            }))
        .singleElement()
        .asString()
        .contains("has 9 timers; at most 8");
  }

  record WrongStatistics(int done, String name) implements StatisticsEvent {}

  @Test
  void metricsThatAreNoNumbers_andTwoStagesOfOneName_areMistakes() {
    assertThat(
            mistakes(flow -> {
              job(flow);
              job(flow);
              flow.statistics(WrongStatistics.class, Calendar.daily());
            }))
        .anySatisfy(m -> assertThat(m).contains("two stages named 'job'"))
        .anySatisfy(m -> assertThat(m).contains("WrongStatistics.name", "int or long"));
  }

  @Test
  void tallyThatNoStatisticsEventHas_isAMistake() {
    assertThat(
            mistakes(flow -> {
              flow.transaction("job", Select.all(), Summary.class)
                  .key(PROC_ID)
                  .open(BEGIN)
                  .total(Duration.ofHours(1))
                  .tally("logins", Outcome.COMPLETED);
              flow.statistics(Logins.class, Calendar.daily());
            }))
        .singleElement()
        .asString()
        .contains("'logins'", "did you mean 'logIns'?");
  }

  record Logins(int logIns) implements StatisticsEvent {}

  @Test
  void timesThatAreTooLong_areTakenAsForever() {
    assertThat(
            mistakes(flow ->
                flow.transaction("job", Select.all(), Summary.class)
                    .key(PROC_ID)
                    .open(BEGIN)
                    .total(Duration.ofSeconds(Long.MAX_VALUE))))
        .isEmpty();
  }

  record Sent(Map<String, String> all) implements NoticeEvent {}

  @Test
  void eventFromCode_thatCannotBeKept_isAnExceptionOfTheCall() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          job(flow);
          flow.stage("sends", Empty::new)
              .key("user")
              .on(Job.class, (j, state, context) -> context.emit(new Sent(Map.of())))
              .idle(Duration.ofHours(1));
        };
    TestRun.Result result =
        TestRun.of(module).lines("10:00:00 h x[1] begin anna", "10:00:01 h x[1] done").run();

    assertThat(result.of(Sent.class)).isEmpty();
    assertThat(result.failures)
        .singleElement()
        .satisfies(f -> assertThat(f.cause()).hasMessageContaining("Sent.all"));
  }

  @Test
  void selectByCode_thatFails_isToldAndCounted_andTheStageDoesNotTakeTheRecord() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) ->
            flow.transaction(
                    "job",
                    Select.where(r -> {
                      if (r.text().endsWith("bad")) {
                        throw new IllegalStateException("planted");
                      }
                      return true;
                    }),
                    Summary.class)
                .key(PROC_ID)
                .open(BEGIN)
                .total(Duration.ofHours(1));
    TestRun.Result result =
        TestRun.of(module).lines("10:00:00 h x[1] begin anna", "10:00:01 h x[2] begin bad").run();

    assertThat(result.bodies(Summary.class)).containsExactly(new Summary("anna"));
    assertThat(result.summary().failures()).isOne();
    assertThat(result.summary().failed()).isOne();
    assertThat(result.summary().apps()).containsExactly(new EngineSummary.App("x", 2, 0, true));
    assertThat(result.failures)
        .singleElement()
        .satisfies(f -> {
          assertThat(f.stage()).isEqualTo("job");
          assertThat(f.key()).isEmpty();
          assertThat(f.record()).endsWith("begin bad");
          assertThat(f.cause()).hasMessage("planted");
        });
  }

  @Test
  void selectByCode_thatFailsOften_isToldInTheOrderOfRecords_whateverTheShards() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.transaction(
                  "job",
                  Select.where(r -> r.text().length() / (r.text().charAt(6) - 'x') > 0)
                      .or(Select.host("h0")),
                  Summary.class)
              .key(PROC_ID)
              .open(BEGIN)
              .total(Duration.ofHours(1));
          flow.each("also", Select.app("x")).on(BEGIN, (record, context) -> {});
        };
    String[] lines = new String[120];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          "10:%02d:%02d h%d x[1] begin %s".formatted(i / 60, i % 60, i % 3, i % 2 == 0 ? "x" : "a");
    }
    for (int shards = 1; shards <= 3; shards++) {
      TestRun.Result result =
          TestRun.of(module).lines(lines).shards(shards, TestRun.shuffled(new Random(7))).run();

      assertThat(result.summary().failures()).isEqualTo(60);
      assertThat(result.summary().failed()).isZero(); // the other stage used them
      assertThat(result.summary().used()).isEqualTo(120);
      assertThat(result.failures).hasSize(60).isSortedAccordingTo(ModuleFailure.ORDER);
      assertThat(result.failures)
          .allSatisfy(f -> assertThat(f.cause()).isInstanceOf(ArithmeticException.class));
    }
  }

  @Test
  void selectByCode_thatFailsInSeveralPlaces_isToldWithThatOfTheRecord_whateverTheBlocks() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) ->
            flow.transaction("job", Select.where(r -> failsAs(r.text())), Summary.class)
                .key(PROC_ID)
                .open(BEGIN)
                .total(Duration.ofHours(1));
    List<String> lines = new ArrayList<>();
    List<String> thrown = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String kind = i < 30 || i % 3 == 0 ? "number" : i % 3 == 1 ? "state" : "index";
      lines.add("10:00:%02d h x[1] begin %s".formatted(i, kind));
      thrown.add(kind);
    }
    for (int linesPerBlock : new int[] {1, 7, 1000}) {
      TestRun.Result result =
          TestRun.of(module).lines(lines.toArray(String[]::new)).linesPerBlock(linesPerBlock).run();

      assertThat(result.failures)
          .extracting(f -> f.cause().getMessage())
          .containsExactlyElementsOf(thrown);
    }
  }

  private static boolean failsAs(String text) {
    throw switch (text) {
      case "begin number" -> thrownAt(1, new NumberFormatException("number"));
      case "begin state" -> thrownAt(1, new IllegalStateException("state"));
      default -> thrownAt(2, new IllegalStateException("index"));
    };
  }

  /** As if code of an author had thrown it, which these tests are not. */
  private static RuntimeException thrownAt(int line, RuntimeException e) {
    e.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("shop.Orders", "takes", "Orders.java", line)
        });
    return e;
  }

  @Test
  void twoModulesOfOneName_andNone_areMistakes() {
    LogicModule<TestRun.NoSettings> m = (flow, none) -> job(flow);
    assertThat(
            catchThrowableOfType(
                    ProgramException.class,
                    () ->
                        Program.builder("app")
                            .module("a", m, new TestRun.NoSettings())
                            .module("a", m, new TestRun.NoSettings())
                            .build())
                .problems())
        .singleElement()
        .asString()
        .contains("two modules are named 'a'");
    assertThat(
            catchThrowableOfType(ProgramException.class, () -> Program.builder("app").build())
                .problems())
        .containsExactly("application 'app' has no modules");
  }

  @Test
  void keyOrTotal_givenTwice_isAMistake() {
    assertThat(
            mistakes(flow -> {
              job(flow);
              flow.transaction("twice", Select.all(), Job.class)
                  .key(PROC_ID)
                  .key(KeyPart.of("user"))
                  .open(BEGIN, s -> s.count("failures").time("ready"))
                  .total(Duration.ofHours(1))
                  .total(Duration.ofHours(2));
              flow.threshold("often", Alarm.class).of(Failure.class).key("user").key("addr");
              flow.stage("state", Empty::new).key("user").key("addr");
            }))
        .contains(
            "module 'module': stage 'twice': is given key(...) twice",
            "module 'module': stage 'twice': is given total(...) twice",
            "module 'module': stage 'often': is given key(...) twice",
            "module 'module': stage 'state': is given key(...) twice");
  }

  @Test
  void null_isToldByWhatItStandsFor() {
    assertThat(thrown(flow -> flow.transaction("job", Select.all(), Job.class).total(none())))
        .isEqualTo("java.lang.NullPointerException: total");
    assertThat(
            thrown(
                flow -> flow.transaction("job", Select.all(), Job.class).end(none(), "done", DONE)))
        .isEqualTo("java.lang.NullPointerException: outcome");
  }

  private static String thrown(Consumer<Flow> module) {
    LogicModule<TestRun.NoSettings> m = (flow, none) -> module.accept(flow);
    return String.valueOf(catchThrowable(() -> TestRun.of(m).program(new Sources())));
  }

  /** What an author without a checker of nulls may pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }

  @Test
  void module_tellsWhichRecordsItsStagesAskFor() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) -> {
          flow.each("web", Select.app("nginx", "httpd").and(Select.host("web1"))).on((r, c) -> {});
          flow.each("mail", Select.appLike("*/smtpd").and(Select.where(r -> true)))
              .on((r, c) -> {});
          flow.each("hits", Select.format("access").or(Select.app("nginx"))).on((r, c) -> {});
        };

    ModuleDescription described = described(module);

    assertThat(described.wanted())
        .isEqualTo(
            new Wanted(List.of("nginx", "httpd", "*/smtpd"), List.of("access"), List.of("web1")));
    assertThat(described.mayTake("nginx", "iso")).isTrue();
    assertThat(described.mayTake("cron", "access")).isTrue();
    assertThat(described.mayTake("cron", "iso")).isFalse();
  }

  @Test
  void module_thatAsksForNames_takesNoOthers() {
    LogicModule<TestRun.NoSettings> module =
        (flow, none) ->
            flow.each("mail", Select.appLike("*/smtpd").and(Select.host("web1"))).on((r, c) -> {});

    ModuleDescription described = described(module);

    assertThat(described.mayTake("postfix/smtpd", "iso")).isTrue();
    assertThat(described.mayTake("postfix/qmgr", "iso")).isFalse();
  }

  private static ModuleDescription described(LogicModule<TestRun.NoSettings> module) {
    return ModuleDescription.of("app", "shop", module, new TestRun.NoSettings());
  }
}
