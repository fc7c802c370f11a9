package dev.correlator.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.Event;
import dev.correlator.api.Severity;
import dev.correlator.api.WarningEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that name records: those that triggered events, and records alone. */
class RecordConditionsTest {

  public record Refused(@Nullable String user) implements WarningEvent {}

  private static final Set<Class<? extends Event>> TYPES = Set.of(Refused.class);

  private static final Envelope<Refused> BY_TIMER =
      Envelope.of(new Refused("root")).with(Severity.WARNING);

  private static boolean holds(String condition, Envelope<?> event) throws ExpressionException {
    return Expressions.compile(condition, TYPES).passes(event);
  }

  private static boolean holds(String condition, Line record) throws ExpressionException {
    return Expressions.compileForRecords(condition).test(record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.app == 'shop'",
        "record.host == 'web1'",
        "record.procId == '4242'",
        "record.facility == 4",
        "record.severity >= WARNING && record.severity < ERROR",
        "record.text.contains('refused')",
        "record.time > timestamp('2025-11-30T00:00:00Z')",
        "record.source.endsWith('.log')",
        "record.fields.tenant == 'acme'",
        "record.fields['tenant'] == 'acme'",
        "record.fields['user-agent'].startsWith('curl/')",
        "record.fields.http.status == '503'",
        "record.fields['http.status'] == '503'",
        "record.fields.http == 'object' && record.fields.http.status != record.fields.http",
        "int(record.fields.http.status) >= 500",
        "record.fields.tenant in ['acme', 'other']",
        "'tenant' in record.fields",
        "size(record.fields) == 4",
        "record.fields.exists(name, name.startsWith('user'))",
        "has(record.app) && has(record.fields.tenant) && has(record.fields['user-agent'])",
        "!has(record.fields.user) && !has(record.fields['no']) && !has(record.msgId)",
        "record.fields.user == 'x' || record.fields.tenant == 'acme'",
        "has(record.fields.user) ? false : true",
      })
  void condition_thatIsTrueOfTheRecord_holds_alone_andInAnEvent(String condition)
      throws ExpressionException {
    assertThat(holds(condition, Line.REFUSED)).isTrue();
    assertThat(holds(condition, BY_TIMER.raisedBy(Line.REFUSED))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.app == 'shop'",
        "record.app != 'shop'",
        "!(record.procId == '1')",
        "record.facility >= 0",
        "record.severity < ERROR",
        "record.fields.tenant != 'x'",
        "!(record.fields.tenant == 'x')",
        "record.fields['tenant'] != 'x'",
        "has(record.fields.tenant)",
        "has(record.app)",
        "'tenant' in record.fields",
      })
  void condition_onWhatARecordLacks_doesNotHold_norDoesItWithoutARecord(String condition)
      throws ExpressionException {
    assertThat(holds(condition, Line.BARE)).isFalse();
    assertThat(holds(condition, BY_TIMER)).isFalse();
  }

  @Test
  void condition_onEventAndRecord_asksBoth() throws ExpressionException {
    String both = "event.severity >= WARNING && record.fields.tenant == 'acme'";
    String either = "record.fields.tenant == 'acme' || event.user == 'root'";

    assertThat(holds(both, BY_TIMER.raisedBy(Line.REFUSED))).isTrue();
    assertThat(holds(both, BY_TIMER.raisedBy(Line.REFUSED).with(Severity.INFO))).isFalse();
    assertThat(holds(both, BY_TIMER.raisedBy(Line.BARE))).isFalse();
    assertThat(holds(both, BY_TIMER)).isFalse();
    assertThat(holds(either, BY_TIMER)).isTrue();
    assertThat(holds("!has(record.text)", BY_TIMER)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event.severity > ERROR     | 1:1 | a condition on records names record., not event.
          has(event.user)            | 1:5 | a condition on records names record., not event.
          is('ErrorEvent')           | 1:3 | 'is' asks for types of events; a condition on records names record., not event.
          has(5)                     | 1:4 | 'has' takes a part of the record: has(record.app)
          severity >= ERROR          | 1:1 | no name 'severity'; did you mean 'record.severity'?
          record.severity > WARNIG   | 1:19 | no name 'WARNIG'; did you mean 'WARNING'? (texts are written in quotes)
          record.hots == 'web1'      | 1:8 | no field 'hots' in records; did you mean 'host'?
          record.facility == 'auth'  | 1:17 | '==' does not go with int and string
          record.app                 | 1:7 | the condition is a string, not true or false
          """)
  void mistake_inAConditionOnRecords_isNamedWithItsPlace(
      String condition, String place, String message) {
    ExpressionException thrown =
        catchThrowableOfType(
            ExpressionException.class, () -> Expressions.compileForRecords(condition));

    assertThat(thrown).as(condition).isNotNull();
    ExpressionException.Problem first = thrown.problems().getFirst();
    assertThat(first.message()).isEqualTo(message);
    assertThat(first.line() + ":" + first.column()).isEqualTo(place);
  }

  @Test
  void conditionOnRecords_asText_isTheCondition() throws ExpressionException {
    assertThat(Expressions.compileForRecords("record.app == 'x'")).hasToString("record.app == 'x'");
  }
}
