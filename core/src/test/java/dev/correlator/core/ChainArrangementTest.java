package dev.correlator.core;

import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.END_WITHOUT_START;
import static dev.correlator.api.Outcome.EVICTED;
import static dev.correlator.api.Outcome.FAILED;
import static dev.correlator.api.Outcome.TIMED_OUT;
import static dev.correlator.core.PostOffice.chain;
import static dev.correlator.core.PostOffice.outcomes;
import static dev.correlator.core.PostOffice.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Outcome;
import dev.correlator.core.TestRun.NoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains at their bounds, and on any number of shards. */
class ChainArrangementTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void siblings_endingAtOneInstant_areTheSameOnAnyNumberOfShards(int shards) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add("10:00:00 a office letter L1 covers P" + i);
    }
    lines.add("10:00:00 a office letter L1 sealed");
    lines.add("10:10:00 a office nothing to do");

    TestRun.Result one = post(lines.toArray(String[]::new)).run();
    TestRun.Result several = post(lines.toArray(String[]::new)).shards(shards).run();

    assertThat(one.events).hasSize(40);
    assertThat(several.texts()).isEqualTo(one.texts());
    assertThat(one.events).extracting(EventEnvelope::id).doesNotHaveDuplicates();
  }

  @Test
  void ids_moreThanOneLegMayName_areCountedAndNotFollowed() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      lines.add("10:00:00 a office letter L1 covers P" + i);
    }
    lines.add("10:00:00 a office letter L1 sealed");
    lines.add("10:10:00 a office nothing to do");

    TestRun.Result result = post(lines.toArray(String[]::new)).run();

    assertThat(result.events).hasSize(64);
    assertThat(result.summary().evicted()).isEqualTo(6);
  }

  @Test
  void legs_moreThanOneIdCanHave_areEvicted() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      lines.add("10:00:00 a office letter L" + i + " covers P1");
      lines.add("10:00:00 a office letter L" + i + " sealed");
    }
    lines.add("10:10:00 a office nothing to do");

    TestRun.Result result = post(lines.toArray(String[]::new)).run();

    assertThat(outcomes(result)).hasSize(70);
    assertThat(outcomes(result)).filteredOn(o -> o == EVICTED).hasSize(6);
    assertThat(outcomes(result)).filteredOn(o -> o == FAILED).hasSize(64);
    assertThat(result.summary().evicted()).isEqualTo(6);
  }

  @Test
  void ids_moreThanMayWait_areEvictedAlikeOnAnyNumberOfShards() {
    LogicModule<NoSettings> module = (flow, c) -> chain(flow).maxKeys(50_000);
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      Duration late = Duration.ofMillis(i);
      lines.add(LogLine.of("10:00:00 a office letter L" + i + " covers P" + i).later(late));
      lines.add(LogLine.of("10:00:00 a office letter L" + i + " sealed").later(late));
    }

    TestRun.Result one = TestRun.of(module).lines(lines).run();
    TestRun.Result eight = TestRun.of(module).lines(lines).shards(8).run();

    assertThat(one.events).hasSize(60_000);
    assertThat(one.summary().evicted()).isBetween(10_000L, 15_000L);
    assertThat(outcomes(one)).filteredOn(o -> o == EVICTED).hasSize((int) one.summary().evicted());
    assertThat(outcomes(one)).doesNotContain(FAILED);
    assertThat(eight.texts()).isEqualTo(one.texts());
    assertThat(one.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  /** Few ids, so that they are used again, named twice, named late, or never. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void log_drawnByChance_givesTheSameEventsInAnyArrangement(long seed) {
    List<LogLine> lines = someLines(new Random(seed));
    LogicModule<NoSettings> module = (flow, c) -> chain(flow);

    TestRun.Result plain = TestRun.of(module).lines(lines).run();

    for (int shards : new int[] {1, 2, 3, 8}) {
      for (int linesPerBlock : new int[] {1, 17, 1000}) {
        TestRun.Result other =
            TestRun.of(module)
                .lines(lines)
                .shards(shards, TestRun.shuffled(new Random(seed)))
                .linesPerBlock(linesPerBlock)
                .hashSeed(seed * shards)
                .run();
        assertThat(other.texts()).isEqualTo(plain.texts());
        assertThat(other.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
      }
    }
    assertThat(plain.events).extracting(EventEnvelope::id).doesNotHaveDuplicates();
    assertThat(plain.failures).isEmpty();
    Set<Outcome> seen = new HashSet<>(List.of(outcomes(plain)));
    assertThat(seen).contains(COMPLETED, FAILED, TIMED_OUT, END_WITHOUT_START);
  }

  private static List<LogLine> someLines(Random random) {
    String[] forms = {
      "office letter L# to Ulm",
      "office letter L# covers P#",
      "office letter L# covers P#",
      "office letter L# sealed",
      "office letter L# refused",
      "depot parcel P# in",
      "depot parcel P# onto T#",
      "depot parcel P# out",
      "depot parcel P# out",
      "driver tour T# begins",
      "driver tour T# at stop",
      "driver tour T# delivered"
    };
    List<LogLine> lines = new ArrayList<>();
    long seconds = 0;
    for (int i = 0; i < 3000; i++) {
      seconds += random.nextInt(4) == 0 ? random.nextInt(6) : 0;
      StringBuilder text = new StringBuilder();
      for (char c : forms[random.nextInt(forms.length)].toCharArray()) {
        text.append(c == '#' ? String.valueOf(random.nextInt(12)) : String.valueOf(c));
      }
      lines.add(
          LogLine.of("00:00:00 host" + random.nextInt(3) + " " + text)
              .later(Duration.ofSeconds(seconds)));
    }
    return lines;
  }
}
