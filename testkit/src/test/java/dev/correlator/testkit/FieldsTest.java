package dev.correlator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogRecord;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Patterns ask for fields of records, and keys and values come out of them. */
class FieldsTest {

  /** Orders of a shop that logs JSON. */
  @Named("orders")
  static final class Orders implements LogicModule<Orders.Config> {

    record Config() {}

    record Order(String orderId, int amount, @Nullable String by, @Nullable String why)
        implements TransactionEvent {}

    static final Pattern PLACED =
        Pattern.of("order placed{? by {by}}")
            .with("order_id", "{orderId:key}")
            .with("amount", "{amount:int}");

    /** Behind the others, and of the same text: the first that holds applies. */
    static final Pattern PLACED_FREE =
        Pattern.of("order placed{? by {by}}").with("order_id", "{orderId:key}");

    static final Pattern SHIPPED =
        Pattern.of("{*}").with("event", "shipped").with("order_id", "{orderId:key}");

    static final Pattern BROKEN =
        Pattern.of("{*}").with("error", "{why}").with("order_id", "{orderId:key}");

    @Override
    public void define(Flow flow, Orders.Config c) {
      flow.transaction("order", Select.app("shop"), Order.class)
          .key(KeyPart.of("orderId"))
          .open(PLACED)
          .open(PLACED_FREE)
          .end(Outcome.COMPLETED, "shipped", SHIPPED)
          .fail("broken", BROKEN)
          .total(Duration.ofHours(1));
    }
  }

  private static Scenario orders(String... lines) {
    String[] json = new String[lines.length];
    for (int i = 0; i < lines.length; i++) {
      json[i] =
          "{'time':'2026-03-02T08:00:0%dZ','app':'shop',%s}"
              .formatted(i, lines[i])
              .replace('\'', '"');
    }
    return Scenario.of(new Orders(), new Orders.Config()).lines(json);
  }

  private static List<? extends Event> events(Scenario scenario) {
    return scenario.run().events().stream()
        .map(EventEnvelope::event)
        .filter(e -> e instanceof Orders.Order)
        .toList();
  }

  @Test
  void fieldsOfRecords_areHolesOfThePattern() {
    Scenario scenario =
        orders(
            "'msg':'order placed by ann','order_id':'o-1','amount':250",
            "'msg':'order placed','order_id':'o-2'",
            "'msg':'order placed','amount':3",
            "'msg':'on its way','event':'shipped','order_id':'o-1'",
            "'msg':'odd','error':'no \\'van\\'','order_id':'o-2'");

    assertThat(events(scenario))
        .isEqualTo(
            List.of(
                new Orders.Order("o-1", 250, "ann", null),
                new Orders.Order("o-2", 0, null, "no \"van\"")));
  }

  @Test
  void fieldOfAnotherForm_orOfAnotherName_doesNotHold() {
    Scenario scenario =
        orders(
            "'msg':'order placed','order_id':'o 1','amount':250",
            "'msg':'order placed','order':'o-1','amount':250",
            "'msg':'order placed','order_id':'o-3','amount':2.5");

    assertThat(events(scenario)).isEqualTo(List.of(new Orders.Order("o-3", 0, null, null)));
  }

  @Test
  void lastOfTwoFieldsOfOneName_isTaken() {
    Scenario scenario = orders("'msg':'order placed','order_id':'o-1','order_id':'o-2'");

    assertThat(events(scenario)).isEqualTo(List.of(new Orders.Order("o-2", 0, null, null)));
  }

  @Test
  void record_thatComesAgain_hasTheFieldsOfTheFirst() {
    Scenario scenario =
        Scenario.of(new Orders(), new Orders.Config())
            .lines(
                "<13>1 2026-03-02T08:15:01Z web1 shop 1 - [x@1 order_id=\"o-1\" error=\"a\\\"b\"]"
                    + " odd",
                "<13>1 2026-03-02T08:15:02Z web1 syslogd - - - last message repeated 2 times");

    List<EventEnvelope<?>> events = scenario.run().events();

    assertThat(events).hasSize(3);
    for (EventEnvelope<?> e : events) {
      assertThat(((Orders.Order) e.event()).why()).isEqualTo("a\"b");
      LogRecord record = Objects.requireNonNull(e.record());
      assertThat(record.raw()).startsWith("<13>1 2026-03-02T08:15:01Z").endsWith("odd");
      assertThat(record.fields()).containsEntry("error", "a\"b");
    }
  }

  @Test
  void record_ofAHostWhoseNameIsEscaped_comesAgain() {
    Scenario scenario =
        Scenario.of(new Orders(), new Orders.Config())
            .lines(
                "2026-03-02T08:15:01Z web1 shop[1]: other",
                "{\"time\":\"2026-03-02T08:15:02Z\",\"host\":\"web\\u0031\",\"app\":\"shop\","
                    + "\"msg\":\"odd\",\"error\":\"e\",\"order_id\":\"o-1\"}",
                "2026-03-02T08:15:03Z web1 last message repeated 2 times");

    assertThat(events(scenario)).hasSize(3);
  }

  @Test
  void recordOfAnEvent_hasItsFieldsAndItsLine() {
    Scenario scenario =
        orders(
            "'msg':'order placed','order_id':'o-1'",
            "'msg':'broken \\'down\\'','error':'e','order_id':'o-1','at':{'x':1}");

    LogRecord record = Objects.requireNonNull(scenario.run().events().get(0).record());

    assertThat(record.text()).isEqualTo("broken \"down\"");
    assertThat(record.fields()).containsEntry("at.x", "1").containsEntry("error", "e");
    assertThat(record.raw()).startsWith("{\"time\":").endsWith("\"at\":{\"x\":1}}");
    assertThat(record.ref().line()).isEqualTo(2);
  }

  /** Orders of one shop, told by a field. */
  static final class OfOneShop implements LogicModule<OfOneShop.Config> {

    record Config() {}

    record Seen(String text) implements NoticeEvent {}

    @Override
    public void define(Flow flow, OfOneShop.Config c) {
      flow.each("seen", Select.format("json").and(Select.where(OfOneShop::isWanted)))
          .on(
              Pattern.of("order {what}"),
              (record, context) -> {
                context.emit(new Seen(record.text()));
              })
          .on((record, context) -> context.emit(new Seen("other: " + record.fields())));
    }

    static boolean isWanted(LogRecord record) {
      return Objects.equals(record.fields().get("shop"), "7");
    }
  }

  @Test
  void selectByCode_seesTheFieldsOfARecord() {
    Scenario scenario =
        Scenario.of(new OfOneShop(), new OfOneShop.Config())
            .lines(
                "{\"time\":\"2026-03-02T08:00:00Z\",\"msg\":\"order placed\",\"shop\":7,\"id\":1}",
                "{\"time\":\"2026-03-02T08:00:01Z\",\"msg\":\"order placed\",\"shop\":8,\"id\":2}",
                "{\"time\":\"2026-03-02T08:00:02Z\",\"msg\":\"none\",\"by\":\"ann\",\"shop\":7}");

    assertThat(scenario.events(OfOneShop.Seen.class))
        .containsExactly(
            new OfOneShop.Seen("order placed"), new OfOneShop.Seen("other: {by=ann, shop=7}"));
    scenario.invariantInPlace();
  }

  /** Jobs, of which some records say in a field which one it is. */
  static final class Jobs implements LogicModule<Jobs.Config> {

    record Config() {}

    record Job(String job) implements NoticeEvent {}

    @Override
    public void define(Flow flow, Jobs.Config c) {
      flow.each("seen", Select.app("job"))
          .on(
              Pattern.of("done").with("job", "{job:key}"),
              Job.class,
              (job, record, context) -> context.emit(job))
          .on(Pattern.of("done"), (record, context) -> context.emit(new Job("-")))
          .on(
              Pattern.of("failed").with("job", "{job:key}"),
              Job.class,
              (job, record, context) -> context.emit(job));
    }
  }

  @Test
  void recordsWithFieldsAndWithout_ofOneApplication_areTakenByTheRulesThatFitThem() {
    Scenario scenario =
        Scenario.of(new Jobs(), new Jobs.Config())
            .lines(
                "<13>1 2026-03-02T08:15:01Z web1 job - - - done",
                "<13>1 2026-03-02T08:15:02Z web1 job - - [x@1 job=\"a\"] done",
                "<13>1 2026-03-02T08:15:03Z web1 job - - [x@1 other=\"b\"] done",
                "<13>1 2026-03-02T08:15:04Z web1 job - - - failed",
                "<13>1 2026-03-02T08:15:05Z web1 job - - [x@1 job=\"c\"] failed",
                "<13>1 2026-03-02T08:15:06Z web1 job - - - done");

    assertThat(scenario.events(Jobs.Job.class))
        .extracting(Jobs.Job::job)
        .containsExactly("-", "a", "-", "c", "-");
    scenario.invariantInPlace();
  }
}
