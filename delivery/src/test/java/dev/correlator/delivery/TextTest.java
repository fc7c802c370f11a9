package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How times, durations and file names are written. */
class TextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-11-30T23:58:41Z",
        "2025-11-30T23:58:41.100Z",
        "2025-11-30T23:58:41.000001Z",
        "2025-11-30T23:58:41.000000001Z",
        "2025-11-30T23:58:41.999999999Z",
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.500Z",
        "2024-02-29T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z"
      })
  void instant_written_isAsTheJdkWritesIt(String text) {
    assertThat(new IsoInstants().text(Instant.parse(text))).isEqualTo(text);
  }

  @Test
  void instants_inAnyOrder_areAllAsTheJdkWritesThem() {
    IsoInstants instants = new IsoInstants();
    Random random = new Random(20251130);
    long second = 1_764_547_121L;
    for (int i = 0; i < 100_000; i++) {
      second += random.nextInt(20) == 0 ? random.nextLong(-1_000_000_000, 1_000_000_000) : 0;
      int nanos =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1_000;
            default -> random.nextInt(1_000_000_000);
          };
      Instant instant = Instant.ofEpochSecond(second, nanos);
      assertThat(instants.text(instant)).isEqualTo(instant.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0",
    "PT4M12S, 252",
    "PT0.25S, 0.25",
    "PT0.000000001S, 0.000000001",
    "PT-1.5S, -1.5",
    "PT-0.25S, -0.25",
    "PT-1S, -1",
    "PT100000000H, 360000000000"
  })
  void duration_written_isSeconds(Duration duration, String text) {
    assertThat(Seconds.text(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openssh.Connection", "a", "A-b_c.9", "_x"})
  void safeName_asFileName_staysAsItIs(String name) {
    assertThat(SafeFileName.of(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "-x", "a/b", "a b", "ä", "a\u0000b", ".hidden"})
  void unsafeName_asFileName_isSafeAndItsOwn(String name) {
    assertThat(SafeFileName.of(name))
        .matches("_[A-Za-z0-9._-]*-[0-9a-f]{12}")
        .hasSizeLessThanOrEqualTo(SafeFileName.CHARS_MAX)
        .isNotEqualTo(SafeFileName.of(name + "!"));
  }
}
