package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as people write them. */
class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "5m, PT5M",
    "2d, PT48H",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "0s, PT0S",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "36500d, PT876000H"
  })
  void text_ofUnitsInFallingOrder_isRead(String text, Duration meant) {
    assertThat(DurationText.read(text)).isEqualTo(meant);
    assertThat(text).matches(DurationText.FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "5", "m", "5 m", "-5m", "1.5h", "30m1h", "5m5m", "5M", "5min", "5m3", "1w", "５m"
      })
  void text_ofAnyOtherForm_isRefused(String text) {
    assertThat(DurationText.read(text)).isNull();
    assertThat(text).doesNotMatch(DurationText.FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"36501d", "36500d1ms", "99999999999999999999d", "999999999999999s"})
  void text_ofMoreThanAHundredYears_isRefused(String text) {
    assertThat(DurationText.read(text)).isNull();
  }

  @Test
  void anyDuration_writtenAndRead_isTheSame() {
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(DurationText.LONGEST.toMillis() + 1));

      assertThat(DurationText.read(DurationText.write(duration))).isEqualTo(duration);
    }
  }
}
