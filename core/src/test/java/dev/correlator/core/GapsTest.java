package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which times without a record stand out. */
class GapsTest {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  /** The seconds of the gaps that are told of a log whose records are so many seconds apart. */
  private static List<Long> told(List<Long> seconds) {
    Gaps gaps = new Gaps();
    long time = 0;
    for (long apart : seconds) {
      long next = time + apart * Times.SECOND;
      if (next - time > gaps.least) { // as the engine asks
        gaps.add(time, next);
      }
      time = next;
    }
    return gaps.outstanding().stream().map(g -> g.length().toSeconds()).toList();
  }

  private static List<Long> steadily(long seconds, int records, Long... others) {
    List<Long> all = new ArrayList<>(Collections.nCopies(records, seconds));
    all.addAll(List.of(others));
    Collections.shuffle(all, new Random(7));
    return all;
  }

  @Test
  void longOnes_ofALogThatElseWrites_areTold_longestFirst_threeAtMost() {
    assertThat(told(steadily(1, 1_000, 20 * MINUTE, HOUR, MINUTE)))
        .containsExactly(HOUR, 20 * MINUTE, MINUTE);
    assertThat(told(steadily(1, 1_000, 5 * HOUR, 2 * HOUR, HOUR, 4 * HOUR)))
        .containsExactly(5 * HOUR, 4 * HOUR, 2 * HOUR);
  }

  @Test
  void gap_inWhichARecordStands_thatCameLater_isTwo() {
    Gaps gaps = new Gaps();
    for (int i = 0; i < 20; i++) {
      gaps.add(i * Times.SECOND, (i + 1) * Times.SECOND);
    }
    gaps.add(20 * Times.SECOND, 20 * Times.SECOND + HOUR * Times.SECOND);

    gaps.seen(0);
    gaps.seen(20 * Times.SECOND);
    assertThat(gaps.outstanding()).hasSize(1);
    gaps.seen((20 + 20 * MINUTE) * Times.SECOND);

    assertThat(gaps.outstanding().stream().map(g -> g.length().toSeconds()))
        .containsExactly(40 * MINUTE, 20 * MINUTE);
    assertThat(gaps.outstanding().getFirst().to())
        .isEqualTo(Times.instant((20 + HOUR) * Times.SECOND));
  }

  @Test
  void shortOnes_areToldOfNoLog() {
    assertThat(told(List.of(1L, 2L, 59L))).isEmpty();
    assertThat(told(List.of(1L, 2L, 60L))).containsExactly(60L);
  }

  @Test
  void thoseOfALogThatAlwaysPausesSoLong_areNotTold() {
    assertThat(told(steadily(HOUR, 24))).isEmpty();
    assertThat(told(steadily(HOUR, 4))).isEmpty();
    assertThat(told(List.of(HOUR))).isEmpty();
    assertThat(told(steadily(1, 1_000, Collections.nCopies(10, HOUR).toArray(Long[]::new))))
        .isEmpty();
  }

  @Test
  void oneThatIsLongerThanThePausesOfTheLog_isTold() {
    assertThat(told(steadily(HOUR, 24, 2 * HOUR - 1))).isEmpty();
    assertThat(told(steadily(HOUR, 24, 2 * HOUR))).containsExactly(2 * HOUR);
  }

  @Test
  void oneOfALogOfFewRecords_isHeldAgainstTheShortest() {
    assertThat(told(List.of(1L, 2 * HOUR))).containsExactly(2 * HOUR);
    assertThat(told(List.of(HOUR, HOUR + 1))).isEmpty();
  }

  @Test
  void recordsOfOneTime_haveNoneBetweenThem() {
    assertThat(told(List.of(0L, 0L, 0L, HOUR, HOUR))).isEmpty();
  }
}
