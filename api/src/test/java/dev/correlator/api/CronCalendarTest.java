package dev.correlator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronCalendarTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "* * * * *, 2026-03-02T10:00:30, 2026-03-02T10:01, 2026-03-02T10:00",
    "*/15 * * * *, 2026-03-02T10:15, 2026-03-02T10:30, 2026-03-02T10:15",
    "0 * * * *, 2026-12-31T23:59:59.999, 2027-01-01T00:00, 2026-12-31T23:00",
    "3 20 * * *, 2026-03-02T20:03, 2026-03-03T20:03, 2026-03-02T20:03",
    "3 20 * * *, 2026-03-02T20:02:59, 2026-03-02T20:03, 2026-03-01T20:03",
    "'5-20/5 8,17 * * *', 2026-03-02T08:20, 2026-03-02T17:05, 2026-03-02T08:20",
    "50/3 12 * * *, 2026-03-02T12:51, 2026-03-02T12:53, 2026-03-02T12:50",
    "0 0 29 2 *, 2026-03-02T00:00, 2028-02-29T00:00, 2024-02-29T00:00",
    "0 0 29 2 *, 2097-01-01T00:00, 2104-02-29T00:00, 2096-02-29T00:00",
    "0 0 31 * *, 2026-03-31T00:00, 2026-05-31T00:00, 2026-03-31T00:00",
    "0 9 * * 1-5, 2026-11-20T09:00, 2026-11-23T09:00, 2026-11-20T09:00",
    "0 9 * * 7, 2026-11-21T09:00, 2026-11-22T09:00, 2026-11-15T09:00",
    "0 9 * * 0, 2026-11-21T09:00, 2026-11-22T09:00, 2026-11-15T09:00",
    "0 9 13 * 5, 2026-11-13T09:00, 2026-11-20T09:00, 2026-11-13T09:00",
    "0 9 13 * 5, 2026-12-11T09:00, 2026-12-13T09:00, 2026-12-11T09:00",
    "0 9 1-31 * 5, 2026-11-13T09:00, 2026-11-20T09:00, 2026-11-13T09:00"
  })
  void cron_inUtc_namesTheTimesAround(
      String expression, LocalDateTime time, LocalDateTime next, LocalDateTime atOrBefore) {
    Calendar calendar = Calendar.cron(expression);
    Instant instant = time.toInstant(ZoneOffset.UTC);
    assertThat(calendar.next(instant, ZoneOffset.UTC)).isEqualTo(next.toInstant(ZoneOffset.UTC));
    assertThat(calendar.atOrBefore(instant, ZoneOffset.UTC))
        .isEqualTo(atOrBefore.toInstant(ZoneOffset.UTC));
  }

  @Test
  void daily_overTheDaysOfAutumnAndSpring_comesOnceADayByTheClock() {
    assertThat(times(Calendar.daily(), "2026-10-23T12:00+02:00", 4))
        .containsExactly(
            "2026-10-24T00:00+02:00",
            "2026-10-25T00:00+02:00",
            "2026-10-26T00:00+01:00",
            "2026-10-27T00:00+01:00");
    assertThat(times(Calendar.daily(), "2026-03-28T12:00+01:00", 2))
        .containsExactly("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00");
  }

  @Test
  void dailyTime_thatTheClockLeapsOver_comesAtTheFirstTimeAfterTheGap() {
    assertThat(times(Calendar.daily("02:30"), "2026-03-27T12:00+01:00", 3))
        .containsExactly(
            "2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
    assertThat(times(Calendar.cron("0,30 2,3 * * *"), "2026-03-29T00:00+01:00", 3))
        .as("both skipped times and the one at the end of the gap are one")
        .containsExactly(
            "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00", "2026-03-30T02:00+02:00");
  }

  @Test
  void dailyTime_thatTheClockShowsTwice_comesTheFirstTime() {
    Calendar calendar = Calendar.daily("02:30");
    assertThat(times(calendar, "2026-10-24T12:00+02:00", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(calendar.atOrBefore(instant("2026-10-25T02:10+01:00"), BERLIN))
        .as("in the second pass, before the clock shows the time again")
        .isEqualTo(instant("2026-10-25T02:30+02:00"));
  }

  @Test
  void hourly_overTheDaysOfAutumnAndSpring_comesEachHourThatPasses() {
    assertThat(times(Calendar.hourly(), "2026-10-25T01:00+02:00", 3))
        .containsExactly(
            "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
    assertThat(times(Calendar.hourly(), "2026-03-29T01:00+01:00", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 15, 30})
  void everyMinutes_overTheDaysOfAutumnAndSpring_keepsItsPace(int minutes) {
    Calendar calendar = Calendar.everyMinutes(minutes);
    for (String night : List.of("2026-10-25T00:00+02:00", "2026-03-29T00:00+01:00")) {
      Instant time = instant(night);
      for (int i = 0; i < 6 * 60 / minutes; i++) {
        Instant next = calendar.next(time, BERLIN);
        assertThat(next).isEqualTo(time.plusSeconds(60L * minutes));
        time = next;
      }
    }
  }

  /** Lord Howe's clock moves by half an hour, Apia left out a whole day, Caracas had half hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Caracas",
        "Africa/Monrovia"
      })
  void timesAround_anyInstant_lieNextToEachOther(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    Random random = new Random(7);
    List<Calendar> calendars = new ArrayList<>();
    for (String e :
        List.of(
            "0 * * * *",
            "*/10 * * * *",
            "30 2 * * *",
            "0 0 * * *",
            "*/20 0-3 * * *",
            "15 * * * 0",
            "0 0 29 2 *")) {
      calendars.add(Calendar.cron(e));
    }
    for (int i = 0; i < 4_000; i++) {
      Calendar calendar = calendars.get(i % calendars.size());
      Instant near =
          zone.getRules().getTransitions().isEmpty() ? Instant.EPOCH : transition(zone, random);
      Instant time = near.plusMillis((long) (random.nextGaussian() * 6 * 3_600_000));
      Instant before = calendar.atOrBefore(time, zone);
      Instant after = calendar.next(time, zone);
      assertThat(before).as("%s at %s", calendar, time).isBeforeOrEqualTo(time);
      assertThat(after).as("%s at %s", calendar, time).isAfter(time);
      assertThat(calendar.next(before, zone)).as("%s behind %s", calendar, before).isEqualTo(after);
      assertThat(calendar.atOrBefore(after, zone)).isEqualTo(after);
      assertThat(calendar.atOrBefore(after.minusNanos(1), zone)).isEqualTo(before);
    }
  }

  private static Instant transition(ZoneId zone, Random random) {
    List<java.time.zone.ZoneOffsetTransition> transitions = zone.getRules().getTransitions();
    return transitions.get(random.nextInt(transitions.size())).getInstant();
  }

  private static Instant instant(String text) {
    return ZonedDateTime.parse(text).toInstant();
  }

  private static List<String> times(Calendar calendar, String after, int n) {
    List<String> times = new ArrayList<>();
    Instant time = instant(after);
    for (int i = 0; i < n; i++) {
      time = calendar.next(time, BERLIN);
      assertThat(calendar.atOrBefore(time, BERLIN)).isEqualTo(time);
      times.add(time.atZone(BERLIN).toOffsetDateTime().toString());
    }
    return times;
  }

  @Test
  void calendars_ofTheSameTimes_areEqual() {
    assertThat(Calendar.daily("20:03"))
        .isEqualTo(Calendar.cron("3 20 * * *"))
        .hasSameHashCodeAs(Calendar.cron("3 20 * * *"));
    assertThat(Calendar.cron("0 0 * * 0")).isEqualTo(Calendar.cron("0 0 * * 7"));
    assertThat(Calendar.cron("0 0 * * *")).isNotEqualTo(Calendar.cron("0 0 1 * *"));
  }

  @ParameterizedTest
  @CsvSource({
    "3 20 * * *, daily at 20:03",
    "0 * * * *, hourly",
    "* * * * *, every minute",
    "*/5 * * * *, every 5 minutes",
    "'0,1,2,30 9-17 * 1,2 1-5', 'cron 0-2,30 9-17 * 1,2 1-5'"
  })
  void calendar_asText_isReadable(String expression, String text) {
    assertThat(Calendar.cron(expression)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 0 * *; has 4 fields, 5 are needed: minute, hour, day of month, month, day of week",
        "60 0 * * *; minute '60': a number from 0 to 59 is needed",
        "0 24 * * *; hour '24': a number from 0 to 23 is needed",
        "0 0 0 * *; day of month '0': a number from 1 to 31 is needed",
        "0 0 * JAN *; month 'JAN': a number from 1 to 12 is needed",
        "0 0 * * 8; day of week '8': a number from 0 to 7 is needed",
        "*/0 0 * * *; minute '0': a number from 1 to 59 is needed",
        "5-1 0 * * *; minute '5-1': the range runs backwards",
        "1,,2 0 * * *; minute '': a number from 0 to 59 is needed",
        "0 0 30 2 *; names no day that exists"
      })
  void cron_withAMistake_isRefusedWithTheFieldAndTheRange(String expression, String message) {
    assertThatThrownBy(() -> Calendar.cron(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expression)
        .hasMessageContaining(message);
  }

  @Test
  void calendar_ofImpossibleTimes_isRefused() {
    assertThatThrownBy(() -> Calendar.daily("24:00"))
        .hasMessage("'24:00' is no time of a day; write hours and minutes, as 20:03");
    assertThatThrownBy(() -> Calendar.daily("8pm")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Calendar.everyMinutes(7))
        .hasMessage("every 7 minutes: the minutes must be 1, 5, 10, 15 or 30");
  }
}
