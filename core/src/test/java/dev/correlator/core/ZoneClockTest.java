package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneClockTest {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final ZoneClock berlin = new ZoneClock(ZoneId.of("Europe/Berlin"));

  private static long local(String time) {
    return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC) * Times.SECOND;
  }

  private static long at(String instant) {
    return Times.nanos(Instant.parse(instant));
  }

  private Instant convert(String time, long floor, long near) {
    return Times.instant(berlin.instant(local(time), floor, near));
  }

  @Test
  void timeInWinterAndSummer_hasTheOffsetOfTheSeason() {
    assertThat(convert("2026-01-15T12:00:00", UNKNOWN, UNKNOWN)).isEqualTo("2026-01-15T11:00:00Z");
    assertThat(convert("2026-07-15T12:00:00", UNKNOWN, UNKNOWN)).isEqualTo("2026-07-15T10:00:00Z");
  }

  @Test
  void timeThatClocksSkip_movesAheadByTheGap() {
    assertThat(convert("2026-03-29T01:59:59", UNKNOWN, UNKNOWN)).isEqualTo("2026-03-29T00:59:59Z");
    assertThat(convert("2026-03-29T02:30:00", UNKNOWN, UNKNOWN)).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(convert("2026-03-29T03:00:00", UNKNOWN, UNKNOWN)).isEqualTo("2026-03-29T01:00:00Z");
  }

  @Test
  void timeThatClocksShowTwice_withNothingKnown_isTheFirst() {
    assertThat(convert("2026-10-25T02:30:00", UNKNOWN, UNKNOWN)).isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void timeThatClocksShowTwice_whenTheFirstHasPassed_isTheSecond() {
    assertThat(convert("2026-10-25T02:30:00", at("2026-10-25T00:45:00Z"), UNKNOWN))
        .isEqualTo("2026-10-25T01:30:00Z");
    assertThat(convert("2026-10-25T02:30:00", at("2026-10-25T00:30:00Z"), UNKNOWN))
        .isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void timeThatClocksShowTwice_isTheNearerOneToWhatIsKnown() {
    assertThat(convert("2026-10-25T02:30:00", UNKNOWN, at("2026-10-25T01:29:00Z")))
        .isEqualTo("2026-10-25T01:30:00Z");
    assertThat(convert("2026-10-25T02:30:00", UNKNOWN, at("2026-10-25T00:31:00Z")))
        .isEqualTo("2026-10-25T00:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "+05:30",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kolkata",
        "Pacific/Apia"
      })
  void anyTime_inAnyOrder_isWhatTheCalendarSays(String name) {
    ZoneId zone = ZoneId.of(name);
    ZoneClock clock = new ZoneClock(zone);
    Random random = new Random(23);
    LocalDateTime from = LocalDateTime.of(1960, 1, 1, 0, 0);
    LocalDateTime time = from;
    for (int i = 0; i < 40_000; i++) {
      time =
          i % 50 == 0
              ? from.plusSeconds(random.nextLong(4_000_000_000L))
              : time.plusSeconds(random.nextLong(40_000) - 15_000);
      long local = time.toEpochSecond(ZoneOffset.UTC) * Times.SECOND;
      Instant expected = time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
      assertThat(Times.instant(clock.instant(local, UNKNOWN, UNKNOWN))).isEqualTo(expected);
    }
  }
}
