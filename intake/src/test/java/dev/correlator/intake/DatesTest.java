package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DatesTest {

  @Test
  void everyDay_thatFits_isWhereTheCalendarHasIt() {
    for (int year = Dates.YEAR_MIN; year <= Dates.YEAR_MAX; year++) {
      for (int month = 0; month <= 13; month++) {
        for (int day : new int[] {0, 1, 2, 28, 29, 30, 31, 32}) {
          long expected = epochNanos(year, month, day);
          if (Dates.nanos(year, month, day) != expected) {
            throw new AssertionError(year + "-" + month + "-" + day);
          }
        }
      }
    }
  }

  private static long epochNanos(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day).toEpochDay() * Dates.DAY;
    } catch (DateTimeException e) {
      return Long.MIN_VALUE;
    }
  }

  @Test
  void dayOfLeapYear_isThatOfTheYear2000() {
    for (LocalDate d = LocalDate.of(2000, 1, 1); d.getYear() == 2000; d = d.plusDays(1)) {
      assertThat(Dates.dayOfLeapYear(d.getMonthValue(), d.getDayOfMonth()))
          .isEqualTo(d.getDayOfYear() - 1);
    }
    assertThat(Dates.dayOfLeapYear(2, 30)).isEqualTo(-1);
    assertThat(Dates.dayOfLeapYear(0, 1)).isEqualTo(-1);
    assertThat(Dates.dayOfLeapYear(13, 1)).isEqualTo(-1);
  }

  @Test
  void year_outsideOfWhatNanosecondsReach_isNone() {
    assertThat(Dates.nanos(1679, 12, 31)).isEqualTo(Long.MIN_VALUE);
    assertThat(Dates.nanos(2261, 1, 1)).isEqualTo(Long.MIN_VALUE);
  }
}
