package dev.correlator.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Event;
import dev.correlator.api.Filter;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.TransactionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

  public enum Method {
    PASSWORD,
    PUBLICKEY
  }

  public record Connection(
      @Nullable String user,
      @Nullable String addr,
      int failures,
      long bytes,
      boolean root,
      @Nullable Method method,
      @Nullable Instant loggedIn,
      @Nullable Duration length,
      @Nullable String reason)
      implements TransactionEvent {}

  public record AttemptsExceeded(String addr, int count) implements AuditEvent, ErrorEvent {}

  public record Slow(Duration count) implements AuditEvent {}

  private static final Set<Class<? extends Event>> CONNECTIONS = Set.of(Connection.class);
  private static final Set<Class<? extends Event>> ALL =
      Set.of(Connection.class, AttemptsExceeded.class);

  private static final Envelope<Connection> REFUSED =
      Envelope.of(
              new Connection(
                  "root",
                  "203.0.113.7",
                  6,
                  1L << 40,
                  true,
                  Method.PASSWORD,
                  null,
                  Duration.ofMillis(14_500),
                  "declared"))
          .with(Severity.WARNING)
          .ended(Outcome.FAILED, "wrong password");

  private static final Envelope<AttemptsExceeded> EXCEEDED =
      Envelope.of(new AttemptsExceeded("203.0.113.7", 21)).with(Severity.ERROR);

  private static boolean holds(String condition) throws ExpressionException {
    return Expressions.compile(condition, CONNECTIONS).passes(REFUSED);
  }

  private static List<ExpressionException.Problem> problems(
      String condition, Set<Class<? extends Event>> types) {
    ExpressionException thrown =
        catchThrowableOfType(
            ExpressionException.class, () -> Expressions.compile(condition, types));
    assertThat(thrown).as("'%s' is refused", condition).isNotNull();
    return thrown.problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.severity >= WARNING",
        "event.severity == WARNING",
        "event.severity < ERROR",
        "event.severity in [NOTICE, WARNING]",
        "event.outcome == FAILED",
        "event.outcome == 'FAILED'",
        "event.outcome in [FAILED, TIMED_OUT]",
        "event.reason == 'wrong password'",
        "event.fields.reason == 'declared'",
        "event.type == 'Connection'",
        "event.system == 'openssh' && event.application == 'ssh-report'",
        "event.stage == 'connection'",
        "event.user == 'root'",
        "event.user.startsWith('ro') && event.user.endsWith('ot')",
        "event.user.matches('^ro{2}t$')",
        "event.addr.contains('.113.')",
        "size(event.user) == 4",
        "event.failures > 5",
        "event.failures > 5.5",
        "event.failures * 2 == 12",
        "event.bytes > 1000000000000",
        "event.root",
        "!(event.root && event.failures < 3)",
        "event.method == 'PASSWORD'",
        "event.length > duration('14s')",
        "event.length < duration('1m')",
        "event.time > timestamp('2025-11-30T00:00:00Z')",
        "event.began != null",
        "event.time - event.began == duration('14s')",
        "event.time.getHours() == 23",
        "event.time.getHours('Europe/Berlin') == 0",
        "event.key[0] == 'web1' && '4242' in event.key",
        "event.key.exists(part, part.startsWith('web'))",
        "event.retryKey.size() == 0",
        "!event.retimed && !event.partial",
        "event.id.startsWith('0011')",
        "is('Connection') && is('TransactionEvent')",
        "!is('ErrorEvent')",
        "has(event.user) && has(event.reason)",
        "!has(event.loggedIn)",
        "event.failures > 100 ? false : true",
        "event.failures == 6 &&\n  event.user == 'root'",
      })
  void condition_thatIsTrueOfTheEvent_holds(String condition) throws ExpressionException {
    assertThat(holds(condition)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.severity > WARNING",
        "event.outcome == COMPLETED",
        "event.user == 'admin'",
        "event.user == 'ROOT'",
        "event.failures > 6",
        "is('ErrorEvent')",
        "has(event.loggedIn)",
      })
  void condition_thatIsFalseOfTheEvent_doesNotHold(String condition) throws ExpressionException {
    assertThat(holds(condition)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.loggedIn > timestamp('1970-01-01T00:00:00Z')",
        "!(event.loggedIn > timestamp('1970-01-01T00:00:00Z'))",
        "event.loggedIn != event.time",
        "event.root && event.loggedIn < event.time",
        "[event.loggedIn].size() == 1",
      })
  void condition_onAMissingValue_doesNotHoldEvenIfNegated(String condition)
      throws ExpressionException {
    assertThat(holds(condition)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.loggedIn > event.time || event.root",
        "event.root || event.loggedIn > event.time",
        "has(event.loggedIn) ? event.loggedIn > event.time : event.root",
        "!(event.loggedIn > event.time && event.failures > 100)",
      })
  void alternative_toAMissingValue_holdsByItself(String condition) throws ExpressionException {
    assertThat(holds(condition)).isTrue();
  }

  @Test
  void conditionOnSeveralTypes_fieldOfAnotherType_countsAsMissing() throws ExpressionException {
    Filter many = Expressions.compile("event.count > 20", ALL);
    Filter either = Expressions.compile("event.count > 20 || event.failures > 5", ALL);

    assertThat(many.passes(EXCEEDED)).isTrue();
    assertThat(many.passes(REFUSED)).isFalse();
    assertThat(either.passes(EXCEEDED)).isTrue();
    assertThat(either.passes(REFUSED)).isTrue();
  }

  @Test
  void conditionOnSeveralTypes_fieldTheyShare_isTakenFromEach() throws ExpressionException {
    Filter fromThere = Expressions.compile("event.addr == '203.0.113.7'", ALL);

    assertThat(fromThere.passes(EXCEEDED)).isTrue();
    assertThat(fromThere.passes(REFUSED)).isTrue();
  }

  @Test
  void times_andDurations_writtenAsMistakesSay_areCompared() throws ExpressionException {
    String form = problems("event.time > '2026-03-02'", CONNECTIONS).getFirst().message();
    String time = form.substring(form.indexOf("timestamp("));
    form = problems("event.length > '5m'", CONNECTIONS).getFirst().message();
    String duration = form.substring(form.indexOf("duration("));

    assertThat(Expressions.compile("event.time > " + time, ALL)).isNotNull();
    assertThat(Expressions.compile("event.length > " + duration, CONNECTIONS)).isNotNull();
  }

  @Test
  void standardInterface_severalImplemented_eachIsRecognised() throws ExpressionException {
    assertThat(Expressions.compile("is('AuditEvent') && is('ErrorEvent')", ALL).passes(EXCEEDED))
        .isTrue();
  }

  @Test
  void standardInterface_thatNoTypeImplements_mayBeNamed() throws ExpressionException {
    assertThat(Expressions.compile("is('StatisticsEvent')", ALL).passes(EXCEEDED)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event.sevrity >= WARNING      | 1:7  | no field 'sevrity' in these events; did you mean 'severity'?
          event.usr == 'x'              | 1:7  | no field 'usr' in these events; did you mean 'user'?
          has(event.usr)                | 1:11 | no field 'usr' in these events; did you mean 'user'?
          event.severity >= WARNIG      | 1:19 | no name 'WARNIG'; did you mean 'WARNING'? (texts are written in quotes)
          user == 'root'                | 1:1  | no name 'user'; did you mean 'event.user'?
          event == 'root'               | 1:1  | 'event' alone has no value; name a part of it, as event.severity
          is('ErorEvent')               | 1:4  | no event type 'ErorEvent'; did you mean 'ErrorEvent'?
          event.type == 'Conection'     | 1:15 | event.type is never 'Conection'; did you mean 'Connection'?
          event.outcome == 'LOST'       | 1:18 | event.outcome is never 'LOST'; it is one of: COMPLETED, END_WITHOUT_START, EVICTED, FAILED, OPEN_AT_END, SUPERSEDED, TIMED_OUT
          event.outcome in ['FAILD']    | 1:19 | event.outcome is never 'FAILD'; did you mean 'FAILED'?
          event.method == 'PASWORD'     | 1:17 | event.method is never 'PASWORD'; did you mean 'PASSWORD'?
          event.severity == 'ERROR'     | 1:19 | severities are written without quotes, as event.severity >= ERROR
          event.failures == 'many'      | 1:16 | '==' does not go with int and string
          event.user > 5                | 1:12 | '>' does not go with string and int
          event.severity >= 'ERROR'     | 1:19 | severities are written without quotes, as event.severity >= ERROR
          'ERROR' < event.severity      | 1:1  | severities are written without quotes, as event.severity >= ERROR
          record.severity < "ERROR"     | 1:19 | severities are written without quotes, as record.severity >= ERROR
          event.time > '2026-03-02'     | 1:14 | times are written as timestamp('2026-03-02T08:15:00Z')
          event.began == '2026-03-02'   | 1:16 | times are written as timestamp('2026-03-02T08:15:00Z')
          record.time in ['2026-03-02'] | 1:17 | times are written as timestamp('2026-03-02T08:15:00Z')
          event.time > 5                | 1:14 | times are written as timestamp('2026-03-02T08:15:00Z')
          event.length >= '5m'          | 1:17 | durations are written as duration('1h30m')
          event.length > 300            | 1:16 | durations are written as duration('1h30m')
          event.time > event.length     | 1:12 | '>' does not go with timestamp and duration
          event.user                    | 1:6  | the condition is a string, not true or false
          event.user.name == 'x'        | 1:11 | type 'string' does not support field selection
          event.user.startWith('r')     | 1:21 | no function 'startWith'; did you mean 'startsWith'?
          event.user.startsWith(5)      | 1:22 | 'startsWith' of a string does not take (int)
          event.root and event.root     | 1:12 | 'and' is no operator; did you mean '&&'?
          event.root & event.root       | 1:12 | '&' is no operator; did you mean '&&'?
          event.failures = 5            | 1:16 | '=' is no operator; did you mean '=='?
          event.user =~ 'r.*'           | 1:12 | '=~' is no operator; did you mean 'matches('...')'?
          (event.root                   | 1:12 | the condition ends too early
          record == 'x'                 | 1:1  | 'record' alone has no value; name a part of it, as record.severity
          record.txt == 'x'             | 1:8  | no field 'txt' in records; did you mean 'text'?
          record.tenant == 'x'          | 1:8  | no field 'tenant' in records; there are: app, facility, fields, host, msgId, procId, severity, source, text, time; what records name themselves is record.fields.tenant
          has(record.procid)            | 1:12 | no field 'procid' in records; did you mean 'procId'?
          has(recrd.fields['x'])        | 1:5  | no name 'recrd'; did you mean 'record'? (texts are written in quotes)
          record.severity == 'ERROR'    | 1:20 | severities are written without quotes, as record.severity >= ERROR
          record.fields.n > 5           | 1:17 | '>' does not go with string and int
          record.fields == 'x'          | 1:15 | '==' does not go with map and string
          event.app == 'sshd'           | 1:7  | no field 'app' in these events; did you mean 'record.app'?
          app == 'sshd'                 | 1:1  | no name 'app'; did you mean 'record.app'?
          event.fields == 'x'           | 1:7  | 'event.fields' alone has no value; name a field, as event.fields.user
          is(5)                         | 1:3  | 'is' takes the name of a type in quotes: is('ErrorEvent')
          has(5)                        | 1:4  | 'has' takes a part of the event or the record: has(event.reason)
          """)
  void mistake_inACondition_isNamedWithItsPlaceAndWhatToDo(
      String condition, String place, String message) {
    ExpressionException.Problem first = problems(condition, CONNECTIONS).getFirst();

    assertThat(first.message()).isEqualTo(message);
    assertThat(first.line() + ":" + first.column()).isEqualTo(place);
  }

  @Test
  void severalMistakes_onSeveralLines_areAllNamedInOrder() {
    List<ExpressionException.Problem> problems =
        problems("event.usr == 'x' &&\n  event.sevrity > WARNING &&\n  is('Nothing')", ALL);

    assertThat(problems)
        .extracting(p -> p.line() + ":" + p.column())
        .containsExactly("1:7", "2:9", "3:6");
  }

  @Test
  void emptyCondition_isCompiled_isRefused() {
    assertThat(problems("  \n ", ALL))
        .containsExactly(new ExpressionException.Problem(1, 1, "the condition is empty"));
  }

  @Test
  void fieldOfDifferentTypes_inTwoTypesOfEvents_asksForOn() {
    Set<Class<? extends Event>> types = Set.of(AttemptsExceeded.class, Slow.class);

    assertThat(problems("event.count > 5", types).getFirst().message())
        .isEqualTo(
            "field 'count' is int and duration in different types of events;"
                + " name one type under 'on'");
  }

  @Test
  void conditionThatGoesOnForLong_isEvaluated_isCut() throws ExpressionException {
    String squares = "[1,2,3,4,5,6,7,8,9,10]";
    String nested =
        "%s.all(a, %s.all(b, %s.all(c, %s.all(d, a + b + c + d > 0))))"
            .formatted(squares, squares, squares, squares);

    Filter filter = Expressions.compile(nested, ALL);
    assertThatThrownBy(() -> filter.passes(REFUSED)).isInstanceOf(EvaluationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int(event.user) > 5",
        "!(int(event.user) > 5)",
        "event.failures / (event.failures - event.failures) > 1",
        "timestamp(event.user) > event.time",
      })
  void condition_thatCannotBeEvaluatedOfAValue_saysSo(String condition) throws ExpressionException {
    Filter filter = Expressions.compile(condition, CONNECTIONS);

    assertThatThrownBy(() -> filter.passes(REFUSED))
        .isInstanceOf(EvaluationException.class)
        .message()
        .doesNotContain("<input>");
  }

  @Test
  void conditionThatIsTooLongOrTooDeep_isCompiled_isRefused() {
    String deep = "(".repeat(200) + "true" + ")".repeat(200);
    String wide = "true" + " || true".repeat(3000);

    assertThat(problems(deep, ALL)).isNotEmpty();
    assertThat(problems(wide, ALL)).isNotEmpty();
  }

  @Test
  void hostileText_inAnEvent_isDataAndNothingElse() throws ExpressionException {
    String hostile = "'; ${jndi:ldap://x} || true {{7*7}} \u001b]0;x\u0007";
    Envelope<AttemptsExceeded> event = Envelope.of(new AttemptsExceeded(hostile, 1));

    assertThat(Expressions.compile("event.addr == 'x'", ALL).passes(event)).isFalse();
    assertThat(Expressions.compile("event.addr.contains('{{7*7}}')", ALL).passes(event)).isTrue();
  }

  @Test
  void regularExpression_thatIsCostlyElsewhere_takesLinearTime() throws ExpressionException {
    Filter filter = Expressions.compile("event.addr.matches('^(a+)+$')", ALL);
    Envelope<AttemptsExceeded> event =
        Envelope.of(new AttemptsExceeded("a".repeat(20_000) + "!", 1));

    assertThat(filter.passes(event)).isFalse(); // ends; the JDK's engine does not in a lifetime
  }

  @Test
  void oneFilter_usedByManyThreads_givesEachItsOwnAnswer() throws Exception {
    Filter filter = Expressions.compile("event.count % 2 == 0", ALL);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int first = t;
        tasks.add(() -> {
          for (int i = first; i < 5_000; i += 4) {
            if (filter.passes(Envelope.of(new AttemptsExceeded("x", i))) != (i % 2 == 0)) {
              return false;
            }
          }
          return true;
        });
      }
      for (var right : threads.invokeAll(tasks)) {
        assertThat(right.get()).isTrue();
      }
    }
  }

  @Test
  void filter_asText_isTheCondition() throws ExpressionException {
    assertThat(Expressions.compile("event.root", CONNECTIONS)).hasToString("event.root");
  }

  @Test
  void conditionsOfTheReference_compiled_areRight() throws Exception {
    String reference = Files.readString(Path.of("..", "docs", "reference", "events.md"));
    int from = reference.indexOf("```\n", reference.indexOf("Common Expression Language")) + 4;
    String block = reference.substring(from, reference.indexOf("```", from));

    assertThat(block.lines())
        .hasSizeGreaterThan(5)
        .allSatisfy(condition -> Expressions.compile(condition, ALL));
  }
}
