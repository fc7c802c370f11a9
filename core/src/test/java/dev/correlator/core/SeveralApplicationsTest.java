package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Applications that are run together. */
class SeveralApplicationsTest {

  record Seen(String word) implements NoticeEvent {}

  private static LogicModule<TestRun.NoSettings> words(String app, String pattern) {
    return (flow, none) ->
        flow.each("word", Select.app(app))
            .on(Pattern.of(pattern), Seen.class, (seen, record, context) -> context.emit(seen));
  }

  /** Fails at the word that it is not to see. */
  private static LogicModule<TestRun.NoSettings> picky(String word) {
    return (flow, none) ->
        flow.each("word", Select.app("x").and(Select.where(r -> fails(r.text(), word))))
            .on(
                Pattern.of("see {word}"),
                Seen.class,
                (seen, record, context) -> context.emit(seen));
  }

  private static boolean fails(String text, String word) {
    if (text.endsWith(word)) {
      throw new IllegalStateException(word);
    }
    return true;
  }

  private static final String[] LINES = {
    "10:00:00 h x[1] see one",
    "10:00:01 h x[1] see two",
    "10:00:01 h x[1] hear three",
    "10:00:02 h y[1] see four",
  };

  private static List<String> of(String application, TestRun.Result result) {
    return result.events.stream()
        .filter(e -> e.application().equals(application))
        .map(e -> e.id() + " " + TestRun.text(e))
        .toList();
  }

  @Test
  void applications_runTogether_findAndCountWhatTheyDoAlone() {
    TestRun.Result alone = TestRun.of(words("x", "see {word}")).lines(LINES).run();

    for (int shards = 1; shards <= 3; shards++) {
      TestRun.Result both =
          TestRun.of(words("x", "see {word}"))
              .and("another", words("y", "see {word}"))
              .and("a-third", words("x", "hear {word}"))
              .shards(shards, TestRun.shuffled(new Random(7)))
              .lines(LINES)
              .run();

      assertThat(of("test", both)).hasSize(2).isEqualTo(of("test", alone));
      assertThat(both.summary("test")).isEqualTo(alone.summary());
      assertThat(both.summary("another").apps())
          .containsExactly(
              new EngineSummary.App("x", 3, 3, false), new EngineSummary.App("y", 1, 0, true));
      assertThat(both.summary("a-third").used()).isEqualTo(1);
      assertThat(both.events).extracting(EventEnvelope::system).containsOnly("module");
    }
  }

  @Test
  void codeOfAnApplication_thatFails_isCountedThereAlone() {
    TestRun.Result both =
        TestRun.of(picky("two")).and("another", words("x", "see {word}")).lines(LINES).run();

    assertThat(of("test", both)).hasSize(1);
    assertThat(of("another", both)).hasSize(2);
    assertThat(both.summary("test").failures()).isEqualTo(1);
    assertThat(both.summary("another").failures()).isZero();
    assertThatThrownBy(both::summary).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> both.summary("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[test, another]");
  }

  @Test
  void mistakes_ofApplicationsRunTogether_areAllTold() {
    assertThatThrownBy(() ->
            Program.builder("one")
                .module("m", words("x", "a"), new TestRun.NoSettings())
                .module("m", words("x", "b"), new TestRun.NoSettings())
                .application("two")
                .application("one")
                .build())
        .isInstanceOfSatisfying(
            ProgramException.class,
            e ->
                assertThat(e.problems())
                    .contains(
                        "two modules are named 'm'",
                        "two applications are named 'one'",
                        "application 'two' has no modules"));
  }
}
