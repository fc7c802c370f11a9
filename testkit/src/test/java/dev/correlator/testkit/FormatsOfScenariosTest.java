package dev.correlator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Pattern;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import dev.correlator.intake.LineFormat;
import dev.correlator.intake.LineRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of all formats can be given to a module, those too that name no program and no host. */
class FormatsOfScenariosTest {

  /** Says what it sees of the records of a format. */
  static final class Seen implements LogicModule<Seen.Config> {

    record Config(String format) {}

    record Said(String text, String fields) implements NoticeEvent {}

    @Override
    public void define(Flow flow, Seen.Config c) {
      flow.each("seen", Select.format(c.format()))
          .on((record, context) ->
              context.emit(
                  new Said(
                      record.text(),
                      String.join(
                          " ",
                          record.fields().entrySet().stream().map(Object::toString).toList()))));
    }
  }

  /** Ties the records of a key that is a field. */
  static final class Tied implements LogicModule<Tied.Config> {

    record Config(String format) {}

    record Work(String id, int records) implements TransactionEvent {}

    @Override
    public void define(Flow flow, Tied.Config c) {
      flow.transaction("work", Select.format(c.format()), Work.class)
          .key(KeyPart.of("id"))
          .open(Pattern.of("{*}").with("id", "{id:key}"), s -> s.count("records"))
          .quiet(Duration.ofSeconds(5));
    }
  }

  private static final RecordFormat MINE =
      new LineFormat("{time} {id:key} {text}", "", LineRule.UNMATCHED, "");

  private static Scenario seen(String format) {
    return Scenario.of(new Seen(), new Seen.Config(format));
  }

  private static Scenario tied(String format) {
    return Scenario.of(new Tied(), new Tied.Config(format));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "json;{\"time\":\"2026-03-02T08:00:01Z\",\"msg\":\"say \\\"x\\\"\",\"id\":7};say"
            + " \"x\";id=7",
        "access;192.0.2.7 - - [02/Mar/2026:00:00:01 +0100] \"GET / HTTP/1.1\" 200 2;"
            + "\"GET / HTTP/1.1\" 200 2;"
            + "client=192.0.2.7 method=GET path=/ protocol=HTTP/1.1 status=200 bytes=2",
        "logging;2026-03-02 08:00:00,123 [main] WARN - text;text;thread=main",
        "docker;{\"log\":\"text\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-02T00:00:01Z\"};text;"
            + "stream=stdout",
        "mine;2026-03-02T08:00:01Z o-1 text;text;id=o-1"
      })
  void recordsWithoutAProgram_areSelectedByTheirFormat(
      String format, String line, String text, String fields) {
    Scenario scenario =
        seen(format)
            .format("mine", MINE)
            .lines(line, "<13>1 2026-03-02T08:00:02Z web1 shop 7 - - other");

    assertThat(scenario.events(Seen.Said.class)).containsExactly(new Seen.Said(text, fields));
    assertThat(scenario.inputFormat(format).run().summary().used()).isEqualTo(1);
  }

  @Test
  void recordsOfSeveralLines_giveTheSameInAllWaysThatKeepTheirPlaces() {
    Scenario scenario =
        tied("mine")
            .format("mine", MINE)
            .lines(
                "2026-03-02T08:00:00Z a begins",
                "  with more",
                "2026-03-02T08:00:01Z b begins",
                "2026-03-02T08:00:02Z a fails",
                "java.lang.IllegalStateException",
                "\tat shop.Till.pay(Till.java:42)",
                "2026-03-02T08:00:03Z b ends",
                "2026-03-02T08:00:20Z c begins");

    assertThat(scenario.events(Tied.Work.class))
        .containsExactly(new Tied.Work("a", 2), new Tied.Work("b", 2), new Tied.Work("c", 1));
    assertThat(scenario.events().get(0).evidence().records().get(1).line()).isEqualTo(4);
    scenario.invariantInPlace();
    assertThatThrownBy(scenario::invariant)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("invariantInPlace()");
  }

  @Test
  void recordsOfSeveralLinesWithAHost_giveTheSameInAllWays() {
    Scenario scenario =
        tied("hosts")
            .format(
                "hosts",
                new LineFormat("{time} {host} {id:key} {text}", "", LineRule.UNMATCHED, ""))
            .lines(
                "2026-03-02T08:00:00Z web1 a begins",
                "  with more",
                "2026-03-02T08:00:01Z web2 b begins",
                "",
                "2026-03-02T08:00:02Z web1 a fails",
                "\tat shop.Till.pay(Till.java:42)",
                "2026-03-02T08:00:03Z web2 b ends");

    assertThat(scenario.run().events()).hasSize(2);
    scenario.invariant();
  }

  @Test
  void recordsThatAreDecoded_orPutTogether_giveTheSameInAllWays() {
    Scenario json =
        tied("json")
            .lines(
                "{\"time\":\"2026-03-02T08:00:00Z\",\"host\":\"web\\u0031\",\"msg\":\"a\\nb\",\"id\":7}",
                "no object",
                "{\"time\":\"2026-03-02T08:00:01Z\",\"host\":\"web2\",\"msg\":\"a\",\"id\":7}",
                "{\"time\":\"2026-03-02T08:00:09Z\",\"host\":\"web2\",\"msg\":\"a\",\"id\":8}");
    Scenario container =
        seen("cri")
            .lines(
                "2026-03-02T08:00:00Z stdout P one ",
                "2026-03-02T08:00:01Z stderr F other",
                "2026-03-02T08:00:02Z stdout F and two",
                "2026-03-02T08:00:03Z stdout F three");

    json.invariant();
    assertThat(container.events(Seen.Said.class))
        .extracting(Seen.Said::text)
        .containsExactly("one and two", "other", "three");
    container.invariantInPlace();
  }

  @Test
  void recordsThatNoPatternMatches_areNamedWithAllTheirLines() {
    Scenario scenario =
        tied("mine")
            .format("mine", new LineFormat("{time} - {text}", "", LineRule.UNMATCHED, ""))
            .lines("2026-03-02T08:00:00Z - begins", "  with more", "2026-03-02T08:00:02Z - ends");

    assertThat(scenario.unmatched())
        .containsExactly(
            "2026-03-02T08:00:00Z - begins\n  with more", "2026-03-02T08:00:02Z - ends");
  }

  @Test
  void format_thatIsNotFoundByItself_isUsedWhereItIsNamed() {
    Scenario scenario =
        seen("any")
            .format("any", new LineFormat("{id:word} {text}", "", LineRule.NONE, ""))
            .lines("a text", "b text");

    assertThat(scenario.run().summary().used()).isZero();
    assertThat(scenario.inputFormat("any").events(Seen.Said.class))
        .containsExactly(new Seen.Said("text", "id=a"), new Seen.Said("text", "id=b"));
  }

  @Test
  void format_thatThereIsNot_orThatThereIsTwice_isRefused() {
    assertThatThrownBy(() -> seen("mine").inputFormat("mien"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no format 'mien'; there are [access, ");
    assertThatThrownBy(() -> seen("json").format("json", MINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("two formats are named 'json'");
  }

  @Test
  void source_ofARecordWithoutHost_isItsOrigin() {
    Scenario scenario = seen("mine").format("mine", MINE).lines("2026-03-02T08:00:01Z o-1 text");

    EventEnvelope<?> event = scenario.events().get(0);

    assertThat(event.key()).containsExactly("stdin");
  }
}
