package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long many things took. */
class DurationsTest {

  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00.7Z");

  private static Durations of(long... millis) {
    Durations d = new Durations();
    Arrays.stream(millis).forEach(m -> d.add(BEGAN, BEGAN.plusMillis(m)));
    return d;
  }

  @Test
  void length_isThatBetweenTheTimes_inWholeMilliseconds_andNeverBelowNone() {
    Durations d = new Durations();
    d.add(BEGAN, BEGAN.plusNanos(1_300_999_999));
    assertThat(d.longest()).hasMillis(1_300);
    d.add(BEGAN, BEGAN.minusNanos(1));
    assertThat(d.median()).isZero();
  }

  @Test
  void few_areTheirOwnMedian() {
    assertThat(of(299_000).median()).hasMillis(299_000);
    assertThat(of(1_200_000, 1_199_000, 1_180_000).median()).hasMillis(1_199_000);
    assertThat(of(1_000, 2_000).median()).hasMillis(1_000);
    assertThat(of().median()).isZero();
    assertThat(of(299_000).percentile(99)).hasMillis(299_000);
  }

  @Test
  void asManyAsAreKept_areExact_andMoreAreRightTo3Percent() {
    Random random = new Random(7);
    for (int n : new int[] {Durations.EXACT_MAX, Durations.EXACT_MAX + 1, 5_000}) {
      long[] millis = random.longs(n, 0, 3_600_000).toArray();

      Durations d = of(millis);

      Arrays.sort(millis);
      long median = millis[(n - 1) / 2];
      assertThat(d.median().toMillis()).isBetween(median - median * 32 / 1000, median);
      if (n <= Durations.EXACT_MAX) {
        assertThat(d.median()).hasMillis(median);
      }
      assertThat(millis).contains(d.median().toMillis());
      assertThat(d.count()).isEqualTo(n);
      assertThat(d.longest()).hasMillis(millis[n - 1]);
    }
  }

  @Test
  void manyOfOneLength_haveThatMedian() {
    long[] millis = new long[1_000];
    Arrays.fill(millis, 299_000);

    assertThat(of(millis).median()).hasMillis(299_000);
  }

  @Test
  void classes_holdAll_fromTheShortestOn() {
    List<String> told = new ArrayList<>();
    of(5_000, 4_999, 5_000).classes((shortest, n) -> told.add(shortest + ": " + n));
    assertThat(told).containsExactly("4999: 1", "5000: 2");

    List<Long> counts = new ArrayList<>();
    of(new Random(8).longs(1_000, 0, 9_000).toArray()).classes((shortest, n) -> counts.add(n));
    assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(1_000);
  }

  @Test
  void fineText_hasMillisecondsBelowAMinute() {
    assertThat(Durations.fineText(Duration.ofMillis(1_800))).isEqualTo("1.8s");
    assertThat(Durations.fineText(Duration.ofMillis(59_999))).isEqualTo("59.999s");
    assertThat(Durations.fineText(Duration.ofMillis(10_050))).isEqualTo("10.05s");
    assertThat(Durations.fineText(Duration.ofMillis(200))).isEqualTo("200ms");
    assertThat(Durations.fineText(Duration.ofSeconds(2))).isEqualTo("2s");
    assertThat(Durations.fineText(Duration.ofMillis(60_800))).isEqualTo("1m00s");
    assertThat(Durations.fineText(Duration.ZERO)).isEqualTo("0s");
  }
}
