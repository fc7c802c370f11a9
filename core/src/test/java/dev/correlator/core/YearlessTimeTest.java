package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearlessTimeTest {

  private final YearlessTime years = new YearlessTime(2025);

  private static long nanos(LocalDateTime t) {
    return Times.nanos(t.toInstant(ZoneOffset.UTC));
  }

  private static LocalDateTime time(long local) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(local, Times.SECOND),
        (int) Math.floorMod(local, Times.SECOND),
        ZoneOffset.UTC);
  }

  /** A time of the leap year 2000, counted from its start. */
  private static long yearless(String monthAndDay, String time) {
    return nanos(LocalDateTime.parse("2000-" + monthAndDay + "T" + time))
        - nanos(LocalDateTime.of(2000, 1, 1, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "12-31, 2026-01-01T00:00:05, 2025-12-31T23:59:59",
    "01-01, 2025-12-31T00:00:05, 2026-01-01T23:59:59",
    "06-15, 2025-06-15T00:00:00, 2025-06-15T23:59:59",
    "03-01, 2025-02-28T00:00:00, 2025-03-01T23:59:59",
    "03-01, 2024-02-29T00:00:00, 2024-03-01T23:59:59",
    "02-29, 2024-03-01T00:00:00, 2024-02-29T23:59:59",
    "02-29, 2025-01-01T00:00:00, 2024-02-29T23:59:59",
    "02-29, 2026-12-01T00:00:00, 2028-02-29T23:59:59",
    "02-29, 1901-01-01T00:00:00, 1904-02-29T23:59:59",
    "02-29, 1899-01-01T00:00:00, 1896-02-29T23:59:59",
  })
  void nearest_toATime_isInTheYearAround(String day, LocalDateTime near, LocalDateTime expected) {
    assertThat(time(years.nearest(yearless(day, "23:59:59"), nanos(near)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "06-15, 2026-06-15T12:00:00, 2026-06-15T12:00:00",
    "06-15, 2026-06-15T11:59:59, 2025-06-15T12:00:00",
    "12-31, 2026-01-01T00:00:00, 2025-12-31T12:00:00",
    "02-29, 2026-01-01T00:00:00, 2024-02-29T12:00:00",
    "02-29, 1904-01-01T00:00:00, 1896-02-29T12:00:00",
    "03-01, 2025-03-01T12:00:00, 2025-03-01T12:00:00",
  })
  void latest_beforeALimit_isNotBehindIt(String day, LocalDateTime limit, LocalDateTime expected) {
    assertThat(time(years.latest(yearless(day, "12:00:00"), nanos(limit)))).isEqualTo(expected);
  }

  @Test
  void stated_inAYearWithoutTheLeapDay_isInTheLastThatHasIt() {
    assertThat(time(years.stated(yearless("02-29", "01:02:03"), 2026)))
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 1, 2, 3));
    assertThat(time(years.stated(yearless("02-28", "01:02:03"), 2026)))
        .isEqualTo(LocalDateTime.of(2026, 2, 28, 1, 2, 3));
  }

  @Test
  void nearest_whateverWasAskedBefore_isTheNearestOfAllYears() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      long yearless = random.nextLong(YearlessTime.LEAP_YEAR);
      long near =
          nanos(LocalDateTime.of(1970, 1, 1, 0, 0).plusSeconds(random.nextLong(3_000_000_000L)));
      long found = years.nearest(yearless, near);
      long best = Long.MAX_VALUE;
      int middle = time(near).getYear();
      for (int year = middle - 9; year <= middle + 9; year++) {
        best = Math.min(best, distance(yearless, year, near));
      }
      assertThat(Math.abs(found - near)).isEqualTo(best);
      LocalDateTime back = time(found);
      assertThat(back.withYear(2000))
          .isEqualTo(time(nanos(LocalDateTime.of(2000, 1, 1, 0, 0)) + yearless));
    }
  }

  private static long distance(long yearless, int year, long near) {
    LocalDateTime inLeapYear = time(nanos(LocalDateTime.of(2000, 1, 1, 0, 0)) + yearless);
    boolean leapDay = inLeapYear.getMonthValue() == 2 && inLeapYear.getDayOfMonth() == 29;
    if (leapDay && !LocalDate.of(year, 1, 1).isLeapYear()) {
      return Long.MAX_VALUE;
    }
    return Math.abs(nanos(inLeapYear.withYear(year)) - near);
  }
}
