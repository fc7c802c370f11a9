package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules and records drawn by chance, against the plainest way to say what must come of them. */
class ModelTest {

  private static final int HOSTS = 3;

  /** How many draws of each beginning: a failure names the draw. */
  private static final int DRAWS = 400;

  private final List<PlainModel.Input> inputs = new ArrayList<>();
  private final List<LogLine> lines = new ArrayList<>();

  /** Records of some hosts, each in the order of its time. */
  private void draw(Random random) {
    inputs.clear();
    lines.clear();
    long tau = Times.nanos(LogLine.DAY) + 59 * Times.SECOND;
    int seq = 0;
    int n = random.nextInt(120);
    for (int i = 0; i < n; i++) {
      tau += random.nextInt(3) == 0 ? 0 : random.nextInt(5) * Times.SECOND;
      tau += random.nextInt(40) == 0 ? 70 * Times.SECOND : 0;
      tau += random.nextInt(10) == 0 ? random.nextInt(3) - 1 : 0;
      tau = Math.max(tau, inputs.isEmpty() ? tau : inputs.getLast().tau());
      String host = "h" + random.nextInt(HOSTS);
      String procId = random.nextInt(20) == 0 ? "" : String.valueOf(random.nextInt(3));
      String word = random.nextInt(25) == 0 ? "other" : "w" + random.nextInt(8);
      String v = "vvvv".substring(random.nextInt(4)) + random.nextInt(3);
      int repeat = random.nextInt(15) == 0 ? 1 + random.nextInt(3) : 1;
      String text = word + " " + v;
      lines.add(new LogLine(tau, host, "app", procId, text, repeat, -1));
      for (int r = 0; r < repeat; r++) {
        inputs.add(new PlainModel.Input(tau, host, procId, word, v, seq++, text));
      }
    }
  }

  /** The lines as they may arrive: those of a host in order, hosts late by less than the hold. */
  private static List<LogLine> arriving(List<LogLine> lines, Duration hold, Random random) {
    long[] reached = new long[HOSTS];
    record Arrival(long time, LogLine line) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (LogLine line : lines) {
      int host = line.host().charAt(1) - '0';
      long late = hold.isZero() ? 0 : random.nextLong(hold.toNanos());
      reached[host] = Math.max(reached[host], line.timeNanos() + late);
      arrivals.add(new Arrival(reached[host], line));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::time));
    return arrivals.stream().map(Arrival::line).toList();
  }

  private static String text(EventEnvelope<?> e) {
    LogRecord r = e.record();
    return DrawnModule.text(
        Times.nanos(e.time()),
        e.stage(),
        e.key().toString(),
        e.event(),
        e.outcome(),
        e.reason(),
        Times.nanos(e.began()),
        Times.nanos(e.ended()),
        e.evidence().count(),
        e.partial(),
        r == null ? null : r.text());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10_000, 20_000, 30_000, 40_000})
  void drawnModule_onDrawnRecords_doesWhatThePlainModelSays(long first) {
    for (long seed = first; seed < first + DRAWS; seed++) {
      Random random = new Random(seed);
      DrawnModule module = new DrawnModule(random);
      draw(random);
      List<String> expected = new PlainModel(module).events(inputs);
      Duration hold = Duration.ofSeconds(random.nextInt(12));
      TestRun run =
          TestRun.of(module)
              .shards(1 + random.nextInt(9), TestRun.shuffled(random))
              .linesPerBlock(1 + random.nextInt(40))
              .hashSeed(random.nextLong())
              .hold(hold)
              .lines(arriving(lines, hold, random));

      TestRun.Result result = run.run();

      assertSame(result.events.stream().map(ModelTest::text).toList(), expected, seed, module);
      assertThat(result.leftOver()).as("seed %d", seed).isEqualTo(TestRun.NOTHING_LEFT);
      assertThat(result.events)
          .as("seed %d", seed)
          .extracting(EventEnvelope::id)
          .doesNotHaveDuplicates();
    }
  }

  private static void assertSame(
      List<String> found, List<String> expected, long seed, DrawnModule module) {
    int n = 0;
    while (n < Math.min(found.size(), expected.size()) && found.get(n).equals(expected.get(n))) {
      n++;
    }
    assertThat(found.subList(n, Math.min(n + 3, found.size())))
        .as("seed %d, from event %d of %d on; %s", seed, n, expected.size(), module.transactions)
        .isEqualTo(expected.subList(n, Math.min(n + 3, expected.size())));
  }

  @Test
  void plainModel_saysSomething() {
    int events = 0;
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      DrawnModule module = new DrawnModule(random);
      draw(random);
      events += new PlainModel(module).events(inputs).size();
    }
    assertThat(events).isGreaterThan(5_000);
  }
}
