package dev.correlator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.AuditEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Filter;
import dev.correlator.api.LogRecord;
import dev.correlator.api.Outcome;
import dev.correlator.api.TransactionEvent;
import dev.correlator.expressions.EvaluationException;
import dev.correlator.expressions.ExpressionException;
import dev.correlator.expressions.Expressions;
import dev.correlator.testkit.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Conditions on events and on records: a text is one, or all that is wrong with it is told. */
class FilterFuzzTest {

  /** An event with values of all types, some of them missing. */
  public record Order(
      @Nullable String user,
      @Nullable String address,
      int tries,
      long bytes,
      boolean express,
      @Nullable Outcome expected,
      @Nullable Instant paid,
      @Nullable Duration waited)
      implements TransactionEvent {}

  /** An event of another shape with a name in common. */
  public record Alarm(String address, int count) implements AuditEvent {}

  private static final List<EventEnvelope<?>> EVENTS =
      List.of(
          SampleEvent.builder(
                  new Order(
                      "root",
                      null,
                      6,
                      1L << 40,
                      true,
                      Outcome.FAILED,
                      null,
                      Duration.ofMillis(14_500)))
              .outcome(Outcome.FAILED, "no stock")
              .record("no stock for root")
              .build(),
          SampleEvent.of(new Alarm("192.0.2.7", 21)));

  /** In one order: that of other sets changes from run to run, and what is drawn with it. */
  private static final Set<Class<? extends Event>> TYPES =
      new LinkedHashSet<>(List.of(Order.class, Alarm.class));

  @FuzzTest(maxExecutions = 500)
  void text_asACondition_compilesAndIsAsked_orIsToldOff(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Cost cost = Cost.counted();
    try {
      Filter filter = Expressions.compile(text, TYPES);
      for (EventEnvelope<?> event : EVENTS) {
        assertThat(said(filter, event)).isEqualTo(said(filter, event));
      }
    } catch (ExpressionException e) {
      assertIsTold(e);
    }
    try {
      Predicate<LogRecord> filter = Expressions.compileForRecords(text);
      for (EventEnvelope<?> event : EVENTS) {
        LogRecord record = event.record();
        if (record != null) {
          assertThat(filter.test(record)).isEqualTo(filter.test(record));
        }
      }
    } catch (ExpressionException e) {
      assertIsTold(e);
    }
    cost.check(data.length);
  }

  /** What a condition says of an event, or why it cannot. */
  private static String said(Filter filter, EventEnvelope<?> event) {
    try {
      return String.valueOf(filter.passes(event));
    } catch (EvaluationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void assertIsTold(ExpressionException e) {
    assertThat(e.problems()).isNotEmpty();
    for (ExpressionException.Problem problem : e.problems()) {
      assertThat(problem.line()).isPositive();
      assertThat(problem.column()).isPositive();
    }
  }
}
