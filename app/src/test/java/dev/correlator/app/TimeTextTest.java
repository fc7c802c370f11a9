package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-01T23:00:00Z",
    "2026-03-02T08:15, 2026-03-02T07:15:00Z",
    "2026-03-02 08:15:01, 2026-03-02T07:15:01Z",
    "2026-03-02 08:15:01.250, 2026-03-02T07:15:01.250Z",
    "2026-03-02T08:15:01Z, 2026-03-02T08:15:01Z",
    "2026-03-02t08:15:01.000000001z, 2026-03-02T08:15:01.000000001Z",
    "2026-03-02T08:15:01+05:30, 2026-03-02T02:45:01Z",
    "2026-03-02T08:15:01+0530, 2026-03-02T02:45:01Z",
    "2026-03-02T08:15+05, 2026-03-02T03:15:00Z",
  })
  void time_inAnyOfItsForms_isRead(String text, Instant time) {
    assertThat(TimeText.instant(text, BERLIN)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026",
        "2026-03",
        "2026-02-30",
        "2026-03-02T25:00",
        "2026-03-02Z",
        "08:15"
      })
  void text_thatIsNoTime_isNone(String text) {
    assertThat(TimeText.instant(text, BERLIN)).isNull();
  }
}
