package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is shown on a terminal while files are read. */
class ProgressLineTest {

  @Test
  void fileOfKnownSize_hasABar_theTimeLeft_andTheRate() {
    assertThat(ProgressLine.line(1_000, 250, 3_000, 2.0))
        .isEqualTo("[#####               ]  25 % 6s left, 3,000 records, 1,500/s");
  }

  @Test
  void oneRecord_isTold_inTheSingular() {
    assertThat(ProgressLine.line(0, 250, 1, 2.0)).isEqualTo("1 record, 1/s");
  }

  @Test
  void standardInput_hasTheRateAlone() {
    assertThat(ProgressLine.line(0, 250, 3_000, 2.0)).isEqualTo("3,000 records, 1,500/s");
  }

  @Test
  void line_ofALargeRun_fitsATerminal() {
    assertThat(ProgressLine.line(100_000_000_000L, 20_000_000_000L, 999_999_999L, 900.0))
        .hasSizeLessThan(80);
  }
}
