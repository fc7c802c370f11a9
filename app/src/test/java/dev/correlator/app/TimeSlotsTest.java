package dev.correlator.app;

import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeSlotsTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");

  private static long sum(TimeSlots slots, int series) {
    return slots.counts(series).stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void slots_ofAShortTime_areSeconds() {
    TimeSlots slots = new TimeSlots(ZoneOffset.UTC);
    slots.add(1, FAILED, "why", START);
    slots.add(1, FAILED, "why", START.plusSeconds(2));
    slots.add(1, COMPLETED, null, START.plusSeconds(2));

    assertThat(slots.widthMillis()).isEqualTo(1_000);
    assertThat(slots.firstMillis()).isEqualTo(START.toEpochMilli());
    assertThat(slots.series())
        .containsExactly(
            new TimeSlots.Series(1, FAILED, "why"), new TimeSlots.Series(1, COMPLETED, null));
    assertThat(slots.counts(0)).containsExactly(1L, 0L, 1L);
    assertThat(slots.counts(1)).containsExactly(0L, 0L, 1L);
  }

  @Test
  void slots_thatWouldBeTooMany_becomeWider_andLoseNothing() {
    TimeSlots slots = new TimeSlots(ZoneOffset.UTC);
    for (int i = 0; i < 10_000; i++) { // forwards and backwards, over seven years and more
      slots.add(1, FAILED, "why", START.plus(Duration.ofHours(i % 2 == 0 ? 6L * i : -i)));
    }

    assertThat(slots.counts(0)).hasSizeLessThanOrEqualTo(TimeSlots.SLOTS_MAX);
    assertThat(sum(slots, 0)).isEqualTo(10_000);
    assertThat(slots.widthMillis()).isEqualTo(Duration.ofDays(28).toMillis());
  }

  @Test
  void slotOfADay_beginsWithTheDayOfTheZone() {
    TimeSlots slots = new TimeSlots(ZoneId.of("Asia/Tokyo"));
    slots.add(1, FAILED, "why", START);
    slots.add(1, FAILED, "why", START.plus(Duration.ofDays(200)));

    assertThat(slots.widthMillis()).isEqualTo(Duration.ofDays(1).toMillis());
    assertThat(Instant.ofEpochMilli(slots.firstMillis())).isEqualTo("2026-03-02T15:00:00Z");
  }

  @Test
  void reasons_beyondTheBound_areCountedTogether() {
    TimeSlots slots = new TimeSlots(ZoneOffset.UTC);
    for (int i = 0; i < 1_000; i++) {
      slots.add(1, FAILED, "reason " + i, START);
    }

    assertThat(slots.series())
        .hasSize(TimeSlots.SERIES_MAX + 1)
        .last()
        .isEqualTo(new TimeSlots.Series(TimeSlots.NO_TYPE, FAILED, null));
    assertThat(sum(slots, TimeSlots.SERIES_MAX)).isEqualTo(1_000 - TimeSlots.SERIES_MAX);
  }
}
