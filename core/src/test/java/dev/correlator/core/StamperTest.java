package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.core.StampPolicy.Order;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal") // Rows of blocks hold clocks as bytes.
class StamperTest {

  private static final Instant FILE_DATE = Instant.parse("2026-06-01T12:00:00Z");

  /** A record of a file: when its clock said it was, on which host. */
  private record Line(Clock clock, long timeNanos, String host) {}

  /** What became of it. */
  private record Stamp(Instant time, Instant tau, int flags) {

    boolean is(int flag) {
      return (flags & flag) != 0;
    }
  }

  /** A file whose records are stamped in order. */
  private static final class LogFile {

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, OriginClock> origins = new HashMap<>();
    private Duration hold = Duration.ofSeconds(10);

    LogFile at(String instant) {
      return at("web1", instant);
    }

    LogFile at(String host, String instant) {
      return add(Clock.ABSOLUTE, Times.nanos(Instant.parse(instant)), host);
    }

    /** Without zone: {@code 2026-10-25T02:30:00}. */
    LogFile local(String time) {
      long seconds = LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
      return add(Clock.LOCAL, seconds * Times.SECOND, "web1");
    }

    /** Without zone and year: {@code 12-31T23:59:59}. */
    LogFile yearless(String... times) {
      for (String time : times) {
        long start = LocalDateTime.of(2000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        long seconds = LocalDateTime.parse("2000-" + time).toEpochSecond(ZoneOffset.UTC) - start;
        add(Clock.YEARLESS, seconds * Times.SECOND, "web1");
      }
      return this;
    }

    /** The time of day alone: {@code 23:59:59}. */
    LogFile dayless(String... times) {
      for (String time : times) {
        add(Clock.DAYLESS, LocalTime.parse(time).toNanoOfDay(), "web1");
      }
      return this;
    }

    LogFile untimed() {
      return add(Clock.NONE, 0, "web1");
    }

    private LogFile add(Clock clock, long nanos, String host) {
      lines.add(new Line(clock, nanos, host));
      return this;
    }

    LogFile hold(Duration newHold) {
      hold = newHold;
      return this;
    }

    List<Stamp> stamped(Stamper stamper) {
      List<Stamp> stamps = new ArrayList<>();
      long watermark = Long.MIN_VALUE;
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        OriginClock origin = origins.computeIfAbsent(line.host(), h -> new OriginClock());
        long time = stamper.time(line.clock().ordinal(), line.timeNanos(), origin, following(i));
        long tau = stamper.stamp(origin, watermark);
        assertThat(tau).isGreaterThan(watermark);
        watermark = Math.max(watermark, tau - hold.toNanos());
        stamps.add(new Stamp(Times.instant(time), Times.instant(tau), stamper.flags()));
      }
      return stamps;
    }

    private Following following(int row) {
      return new Following() {
        @Override
        public int clock(int n) {
          return row + n < lines.size() ? lines.get(row + n).clock().ordinal() : -1;
        }

        @Override
        public long timeNanos(int n) {
          return lines.get(row + n).timeNanos();
        }
      };
    }
  }

  private static Stamper stamper(Order order) {
    return stamper(order, YearRule.before(FILE_DATE, YearRule.Source.FILE_DATE), null);
  }

  private static Stamper stamper(Order order, YearRule years, @Nullable ZoneId zone) {
    return new Stamper(StampPolicy.of(order), years, zone);
  }

  private static Stamper stamper(YearRule years) {
    return stamper(Order.ARRIVAL, years, null);
  }

  private static Stamper stamperIn(String zone) {
    return stamper(
        Order.ARRIVAL, YearRule.before(FILE_DATE, YearRule.Source.FILE_DATE), ZoneId.of(zone));
  }

  private static List<String> times(List<Stamp> stamps) {
    return stamps.stream().map(s -> s.time().toString()).toList();
  }

  private static List<String> taus(List<Stamp> stamps) {
    return stamps.stream().map(s -> s.tau().toString()).toList();
  }

  // Order

  @Test
  void records_inOrder_keepTheirTimes() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps =
        new LogFile()
            .at("2026-03-02T08:00:00Z")
            .at("2026-03-02T08:00:00Z")
            .at("2026-03-02T08:00:01.000000001Z")
            .stamped(stamper);

    assertThat(taus(stamps)).isEqualTo(times(stamps));
    assertThat(stamps).allMatch(s -> s.flags() == 0);
    assertThat(stamper.records()).isEqualTo(3);
    assertThat(stamper.adjusted() + stamper.retimed() + stamper.clockSteps()).isZero();
  }

  @Test
  void smallStepBack_inOrderOfArrival_isRaisedToTheRecordBefore() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps =
        new LogFile()
            .at("2026-03-02T08:00:05Z")
            .at("2026-03-02T08:00:03Z")
            .at("2026-03-02T08:00:04Z")
            .at("2026-03-02T08:00:06Z")
            .stamped(stamper);

    assertThat(taus(stamps))
        .containsExactly(
            "2026-03-02T08:00:05Z",
            "2026-03-02T08:00:05Z",
            "2026-03-02T08:00:05Z",
            "2026-03-02T08:00:06Z");
    assertThat(times(stamps).get(1)).isEqualTo("2026-03-02T08:00:03Z");
    assertThat(stamps.stream().map(s -> s.is(Stamper.ADJUSTED)))
        .containsExactly(false, true, true, false);
    assertThat(stamper.adjusted()).isEqualTo(2);
    assertThat(stamper.retimed()).isZero();
  }

  @Test
  void smallStepBack_inOrderOfTime_isKept() {
    List<Stamp> stamps =
        new LogFile()
            .at("2026-03-02T08:00:05Z")
            .at("2026-03-02T08:00:03Z")
            .stamped(stamper(Order.TIME));

    assertThat(taus(stamps)).isEqualTo(times(stamps));
    assertThat(stamps).allMatch(s -> s.flags() == 0);
  }

  @Test
  void hosts_behindEachOther_areNotAdjusted() {
    List<Stamp> stamps =
        new LogFile()
            .at("web1", "2026-03-02T08:00:05Z")
            .at("web2", "2026-03-02T08:00:02Z")
            .at("web1", "2026-03-02T08:00:06Z")
            .at("web2", "2026-03-02T08:00:03Z")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(taus(stamps)).isEqualTo(times(stamps));
  }

  @Test
  void record_behindTheWatermark_isRetimedToRightAfterIt_andNotLost() {
    Stamper stamper = stamper(Order.TIME);
    List<Stamp> stamps =
        new LogFile()
            .hold(Duration.ofSeconds(10))
            .at("web1", "2026-03-02T08:01:00Z")
            .at("web2", "2026-03-02T08:00:10Z")
            .stamped(stamper);

    assertThat(stamps.get(1).tau()).isEqualTo("2026-03-02T08:00:50.000000001Z");
    assertThat(stamps.get(1).time()).isEqualTo("2026-03-02T08:00:10Z");
    assertThat(stamps.get(1).is(Stamper.RETIMED)).isTrue();
    assertThat(stamper.retimed()).isEqualTo(1);
  }

  @Test
  void largeStepBack_isRetimed_andItsOriginKeepsItsOrder() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps =
        new LogFile()
            .at("2026-03-02T08:00:00Z")
            .at("2026-03-02T07:00:00Z")
            .at("2026-03-02T08:00:01Z")
            .stamped(stamper);

    assertThat(taus(stamps))
        .containsExactly("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", "2026-03-02T08:00:01Z");
    assertThat(stamps.get(1).flags()).isEqualTo(Stamper.RETIMED | Stamper.CLOCK_STEP);
    assertThat(stamper.clockSteps()).isEqualTo(1);
  }

  @Test
  void thirdLargeStepBackInARow_startsTheOriginsClockAnew() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps =
        new LogFile()
            .hold(Duration.ofHours(1))
            .at("2026-03-02T08:30:00Z")
            .at("2026-03-02T08:00:00Z")
            .at("2026-03-02T08:00:01Z")
            .at("2026-03-02T08:00:02Z")
            .at("2026-03-02T08:00:03Z")
            .stamped(stamper);

    assertThat(stamps.stream().map(s -> s.is(Stamper.CLOCK_STEP)))
        .containsExactly(false, true, true, true, false);
    assertThat(stamps.get(4).tau()).isEqualTo("2026-03-02T08:00:03Z");
    assertThat(stamps.get(4).flags()).isZero();
    assertThat(stamper.clockSteps()).isEqualTo(3);
  }

  @Test
  void stepsBack_withOthersBetween_areNotInARow() {
    LogFile file = new LogFile().hold(Duration.ofHours(1)).at("2026-03-02T08:30:00Z");
    for (int i = 0; i < 6; i++) {
      file.at("2026-03-02T08:00:00Z").at("2026-03-02T08:30:01Z");
    }

    List<Stamp> stamps = file.stamped(stamper(Order.ARRIVAL));

    assertThat(stamps.stream().filter(s -> s.is(Stamper.CLOCK_STEP))).hasSize(6);
    assertThat(stamps.get(12).tau()).isEqualTo("2026-03-02T08:30:01Z");
  }

  @Test
  void stamping_ofManyRecords_makesNoObjects() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Stamper stamper = stamperIn("Europe/Berlin");
    OriginClock origin = new OriginClock();
    long second = stampYearless(stamper, origin, 0, 1_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    stampYearless(stamper, origin, second, 100_000);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(bytes).isLessThan(10_000);
    assertThat(stamper.records()).isEqualTo(101_000);
  }

  private static long stampYearless(Stamper stamper, OriginClock origin, long from, int count) {
    long second = from;
    for (int i = 0; i < count; i++) {
      stamper.time(Clock.YEARLESS.ordinal(), second++ * Times.SECOND, origin, Following.NONE);
      stamper.stamp(origin, (second - 20) * Times.SECOND);
    }
    return second;
  }

  // No time

  @Test
  void record_withoutTime_hasThatOfTheOneBefore() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps =
        new LogFile()
            .at("2026-03-02T08:00:00Z")
            .untimed()
            .at("2026-03-02T08:00:01Z")
            .stamped(stamper);

    assertThat(stamps.get(1).tau()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(stamps.get(1).flags()).isEqualTo(Stamper.ASSUMED_TIME);
    assertThat(stamper.assumedTimes()).isEqualTo(1);
    assertThat(stamper.adjusted() + stamper.retimed()).isZero();
  }

  @Test
  void firstRecord_withoutTime_hasThatOfTheFirstWithOne() {
    List<Stamp> stamps =
        new LogFile()
            .untimed()
            .untimed()
            .at("2026-03-02T08:00:00Z")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(taus(stamps)).containsOnly("2026-03-02T08:00:00Z");
  }

  @Test
  void records_ofWhichNoneHasATime_haveTheFileDate() {
    List<Stamp> stamps = new LogFile().untimed().untimed().stamped(stamper(Order.ARRIVAL));

    assertThat(taus(stamps)).containsOnly(FILE_DATE.toString());
  }

  @Test
  void time_outsideOfWhatCanBe_isAssumed() {
    List<Stamp> stamps =
        new LogFile()
            .at("2026-03-02T08:00:00Z")
            .add(Clock.ABSOLUTE, Long.MAX_VALUE, "web1")
            .add(Clock.ABSOLUTE, Long.MIN_VALUE, "web1")
            .add(Clock.YEARLESS, Long.MAX_VALUE, "web1")
            .add(Clock.YEARLESS, -1, "web1")
            .add(Clock.LOCAL, Long.MIN_VALUE, "web1")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(taus(stamps)).containsOnly("2026-03-02T08:00:00Z");
    assertThat(stamps.subList(1, 6)).allMatch(s -> s.flags() == Stamper.ASSUMED_TIME);
  }

  // Leaps ahead

  @Test
  void pauseOfDays_isBelieved() {
    LogFile file = new LogFile().at("2026-03-02T08:00:00Z");
    for (int i = 0; i < 9; i++) {
      file.at("2026-03-09T08:00:0" + i + "Z");
    }
    Stamper stamper = stamper(Order.ARRIVAL);

    assertThat(file.stamped(stamper)).allMatch(s -> s.flags() == 0);
    assertThat(stamper.future()).isZero();
  }

  @Test
  void records_eachDaysApart_areBelieved_toTheLast() {
    LogFile file = new LogFile();
    for (int month = 1; month <= 9; month++) {
      file.at("2026-0" + month + "-01T00:00:00Z");
    }

    assertThat(file.stamped(stamper(Order.ARRIVAL))).allMatch(s -> s.flags() == 0);
  }

  @Test
  void leapAhead_thatTheNextRecordsDoNotConfirm_movesNobodysTime() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps =
        new LogFile()
            .at("web1", "2026-03-02T08:00:00Z")
            .at("web2", "2026-03-02T08:00:01Z")
            .at("web2", "2030-01-01T00:00:00Z")
            .at("web1", "2026-03-02T08:00:02Z")
            .at("web2", "2026-03-02T08:00:03Z")
            .stamped(stamper);

    assertThat(stamps.get(2).time()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(stamps.get(2).tau()).isEqualTo("2026-03-02T08:00:01Z");
    assertThat(stamps.get(2).flags()).isEqualTo(Stamper.FUTURE | Stamper.RETIMED);
    assertThat(taus(stamps.subList(3, 5)))
        .containsExactly("2026-03-02T08:00:02Z", "2026-03-02T08:00:03Z");
    assertThat(stamps.get(3).flags() | stamps.get(4).flags()).isZero();
    assertThat(stamper.future()).isEqualTo(1);
  }

  @Test
  void leapAhead_contradictedByTheEighthRecord_isNotBelieved_byTheNinthIs() {
    for (int after : new int[] {7, 8}) {
      LogFile file = new LogFile();
      for (int i = 0; i < 9; i++) {
        file.at("a", "2026-03-02T08:00:00Z");
      }
      file.at("b", "2026-05-02T08:00:00Z");
      for (int i = 0; i < after; i++) {
        file.at("b", "2026-05-02T08:00:01Z");
      }
      Stamp leap = file.at("a", "2026-03-02T08:00:01Z").stamped(stamper(Order.ARRIVAL)).get(9);

      assertThat(leap.is(Stamper.FUTURE)).as("%d records confirm", after).isEqualTo(after < 8);
    }
  }

  @Test
  void hostThatIsAYearAhead_forTheWholeFile_leavesTheOthersAlone() {
    LogFile file = new LogFile();
    for (int i = 0; i < 60; i++) {
      file.at("wrong", "2027-03-02T08:00:%02dZ".formatted(i));
      file.at("right", "2026-03-02T08:00:%02dZ".formatted(i));
      file.at("other", "2026-03-02T08:00:%02dZ".formatted(i));
    }
    Stamper stamper = stamper(Order.ARRIVAL);

    List<Stamp> stamps = file.stamped(stamper);

    for (int i = 0; i < stamps.size(); i++) {
      assertThat(stamps.get(i).is(Stamper.FUTURE)).isEqualTo(i % 3 == 0);
      assertThat(stamps.get(i).tau()).isBefore("2026-03-02T08:01:00Z");
    }
    assertThat(stamper.future()).isEqualTo(60);
  }

  @Test
  void hostThatIsAYearBehind_doesNotMakeTheOthersLeap() {
    LogFile file = new LogFile().at("right", "2026-03-02T08:00:00Z");
    for (int i = 0; i < 60; i++) {
      file.at("wrong", "2025-03-02T08:00:%02dZ".formatted(i));
      file.at("right", "2026-03-02T08:00:%02dZ".formatted(i));
    }

    List<Stamp> stamps = file.stamped(stamper(Order.ARRIVAL));

    for (int i = 0; i < stamps.size(); i += 2) {
      assertThat(stamps.get(i).flags()).isZero();
    }
  }

  @Test
  void firstRecord_farBehindMostOthers_doesNotMakeThemLeap() {
    LogFile file = new LogFile();
    for (int i = 0; i < 60; i++) {
      file.at("wrong", "1970-01-01T00:00:%02dZ".formatted(i));
      file.at("right", "2026-03-02T08:00:%02dZ".formatted(i));
      file.at("other", "2026-03-02T08:00:%02dZ".formatted(i));
    }

    List<Stamp> stamps = file.stamped(stamper(Order.ARRIVAL));

    assertThat(stamps.get(0).flags()).isZero();
    for (int i = 0; i < stamps.size(); i++) {
      assertThat(stamps.get(i).is(Stamper.RETIMED)).isEqualTo(i % 3 == 0 && i > 0);
    }
  }

  @Test
  void recordsWithoutYear_monthsApart_areOneBehindTheOther() {
    List<Stamp> stamps =
        new LogFile()
            .yearless("01-05T00:00:00", "03-05T00:00:00", "05-05T00:00:00", "07-05T00:00:00")
            .yearless("09-05T00:00:00", "11-05T00:00:00", "01-06T00:00:00", "03-06T00:00:00")
            .yearless("05-06T00:00:00", "07-06T00:00:00")
            .stamped(stamper(YearRule.stated(2024, FILE_DATE)));

    assertThat(times(stamps))
        .startsWith("2024-01-05T00:00:00Z", "2024-03-05T00:00:00Z")
        .endsWith("2025-03-06T00:00:00Z", "2025-05-06T00:00:00Z", "2025-07-06T00:00:00Z");
    assertThat(stamps).allMatch(s -> s.flags() == 0);
  }

  @Test
  void firstRecord_farAheadOfAllOthers_isNotBelieved() {
    List<Stamp> stamps =
        new LogFile()
            .at("2030-01-01T00:00:00Z")
            .at("2026-03-02T08:00:00Z")
            .at("2026-03-02T08:00:01Z")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(stamps.get(0).is(Stamper.FUTURE)).isTrue();
    assertThat(taus(stamps))
        .containsExactly("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", "2026-03-02T08:00:01Z");
  }

  @Test
  void recordsWithoutTime_betweenThoseThatConfirm_doNotCount() {
    LogFile file = new LogFile().at("2026-03-02T08:00:00Z").at("2030-01-01T00:00:00Z");
    for (int i = 0; i < 20; i++) {
      file.untimed();
    }

    Stamp leap = file.at("2026-03-02T08:00:01Z").stamped(stamper(Order.ARRIVAL)).get(1);

    assertThat(leap.is(Stamper.FUTURE)).isTrue();
  }

  // Years

  @Test
  void holdThatIsMissing_isThatOfTheTimeThatWasSettledLongest() {
    Stamper stamper = stamper(Order.ARRIVAL);
    LogFile file = new LogFile().at("2026-03-02T10:00:00Z").at("2026-03-02T10:05:00Z");
    for (String late : List.of("10:04:55", "10:01:00", "10:03:00")) {
      file.at("2026-03-02T" + late + "Z");
    }

    file.stamped(stamper);

    assertThat(stamper.retimed()).isEqualTo(3);
    assertThat(Duration.ofNanos(stamper.missingHoldNanos()))
        .isEqualTo(Duration.ofMinutes(4).minusSeconds(10).plusNanos(1));
    assertThat(new Duration[] {missingHold(file, 0), missingHold(file, 1)})
        .containsExactly(Duration.ofNanos(1), Duration.ZERO);
  }

  /** How much longer a hold of four minutes and so many nanoseconds would have to be. */
  private static Duration missingHold(LogFile file, long nanos) {
    Stamper stamper = stamper(Order.TIME);
    file.hold(Duration.ofMinutes(4).plusNanos(nanos)).stamped(stamper);
    return Duration.ofNanos(stamper.missingHoldNanos());
  }

  @Test
  void holdThatIsMissing_ofTimesCenturiesApart_isTheLongestThereIs() {
    Stamper stamper = stamper(Order.TIME);

    new LogFile()
        .at("2250-01-01T00:00:00Z")
        .at("2250-01-01T00:00:01Z")
        .at("2250-01-01T00:00:02Z")
        .at("1690-01-01T00:00:00Z")
        .stamped(stamper);

    assertThat(stamper.missingHoldNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void yearOfTheFirstRecord_isTheLatestThatTheFileDateAllows() {
    Stamper stamper = stamper(Order.ARRIVAL);

    assertThat(times(new LogFile().yearless("06-02T13:59:59").stamped(stamper)))
        .containsExactly("2026-06-02T13:59:59Z");
    assertThat(stamper.firstYear()).isEqualTo(2026);
    assertThat(stamper.yearSource()).isEqualTo(YearRule.Source.FILE_DATE);
    assertThat(times(new LogFile().yearless("06-02T14:00:01").stamped(stamper(Order.ARRIVAL))))
        .containsExactly("2025-06-02T14:00:01Z");
  }

  @Test
  void timesOfDay_lieOnTheLastDayThatTheFileDateAllows_andGoOnOverMidnight() {
    assertThat(times(new LogFile().dayless("11:59:00", "12:00:00").stamped(stamper(Order.ARRIVAL))))
        .containsExactly("2026-06-01T11:59:00Z", "2026-06-01T12:00:00Z");
    assertThat(
            times(
                new LogFile()
                    .dayless("12:00:02", "23:59:59", "00:00:01", "23:59:59", "11:00:00")
                    .stamped(stamper(Order.TIME))))
        .containsExactly(
            "2026-05-31T12:00:02Z",
            "2026-05-31T23:59:59Z",
            "2026-06-01T00:00:01Z",
            "2026-05-31T23:59:59Z",
            "2026-06-01T11:00:00Z");
    assertThat(
            times(
                new LogFile().dayless("13:59:00", "01:00:00").stamped(stamperIn("Europe/Berlin"))))
        .containsExactly("2026-06-01T11:59:00Z", "2026-06-01T23:00:00Z");
    assertThat(times(new LogFile().dayless("01:30:00").stamped(stamperIn("Pacific/Kiritimati"))))
        .containsExactly("2026-06-01T11:30:00Z");
    Stamper stamper = stamperIn("Pacific/Kiritimati");
    new LogFile().dayless("01:30:00", "00:10:00").stamped(stamper);
    assertThat(stamper.firstDay()).isEqualTo(LocalDate.of(2026, 6, 2));
    assertThat(stamper.firstYear()).isZero();
  }

  @Test
  void newYear_isPassed_andStragglersAreOfTheOld() {
    List<Stamp> stamps =
        new LogFile()
            .yearless("12-31T23:59:58", "01-01T00:00:00", "12-31T23:59:59", "01-01T00:00:01")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(times(stamps))
        .containsExactly(
            "2025-12-31T23:59:58Z",
            "2026-01-01T00:00:00Z",
            "2025-12-31T23:59:59Z",
            "2026-01-01T00:00:01Z");
    assertThat(stamps.get(2).flags()).isEqualTo(Stamper.ADJUSTED);
  }

  @Test
  void fileOfSeveralYears_goesOnThroughThem() {
    List<Stamp> stamps =
        new LogFile()
            .yearless("11-01T00:00:00", "02-01T00:00:00", "06-01T00:00:00", "11-01T00:00:00")
            .yearless("03-01T00:00:00")
            .stamped(stamper(YearRule.stated(2013, FILE_DATE)));

    assertThat(times(stamps))
        .containsExactly(
            "2013-11-01T00:00:00Z",
            "2014-02-01T00:00:00Z",
            "2014-06-01T00:00:00Z",
            "2014-11-01T00:00:00Z",
            "2015-03-01T00:00:00Z");
  }

  @Test
  void yearThatIsStated_isTaken_alsoWhereItIsAheadOfTheFileDate() {
    Stamper stamper = stamper(YearRule.stated(2031, FILE_DATE));

    assertThat(times(new LogFile().yearless("12-31T00:00:00").stamped(stamper)))
        .containsExactly("2031-12-31T00:00:00Z");
    assertThat(stamper.firstYear()).isEqualTo(2031);
    assertThat(stamper.yearSource()).isEqualTo(YearRule.Source.STATED);
  }

  @Test
  void leapDay_makesTheYearALeapYear() {
    List<Stamp> stamps =
        new LogFile()
            .yearless("02-29T12:00:00", "03-01T00:00:00", "05-31T00:00:00")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(times(stamps))
        .containsExactly("2024-02-29T12:00:00Z", "2024-03-01T00:00:00Z", "2024-05-31T00:00:00Z");
  }

  @Test
  void recordsWithYears_thatBecomeYearless_goOnFromThere() {
    List<Stamp> stamps =
        new LogFile()
            .at("2019-12-31T23:00:00Z")
            .yearless("01-01T00:00:00")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(times(stamps).get(1)).isEqualTo("2020-01-01T00:00:00Z");
  }

  @Test
  void recordsThatHaveYears_needNone() {
    Stamper stamper = stamper(Order.ARRIVAL);
    new LogFile().at("2019-12-31T23:00:00Z").stamped(stamper);

    assertThat(stamper.firstYear()).isZero();
    assertThat(stamper.zoneAssumed()).isFalse();
    assertThat(stamper.zone()).isNull();
  }

  @Test
  void oneRecordOfAnotherSeason_doesNotMoveTheYear() {
    List<Stamp> stamps =
        new LogFile()
            .yearless("12-20T00:00:00", "06-05T00:00:00", "12-20T00:00:01", "12-20T00:00:02")
            .stamped(stamper(Order.ARRIVAL));

    assertThat(times(stamps).get(2)).isEqualTo("2025-12-20T00:00:01Z");
    assertThat(stamps.get(1).is(Stamper.FUTURE)).isTrue();
    assertThat(stamps.get(3).flags()).isZero();
  }

  // Zones

  @Test
  void zone_thatNobodySaid_isAssumedToBeUtc() {
    Stamper stamper = stamper(Order.ARRIVAL);
    List<Stamp> stamps = new LogFile().local("2026-03-02T08:00:00").stamped(stamper);

    assertThat(times(stamps)).containsExactly("2026-03-02T08:00:00Z");
    assertThat(stamper.zoneAssumed()).isTrue();
    assertThat(stamper.zone()).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void zone_thatIsStated_isUsed() {
    Stamper stamper = stamperIn("Europe/Berlin");
    List<Stamp> stamps =
        new LogFile().local("2026-03-28T08:00:00").local("2026-03-29T08:00:00").stamped(stamper);

    assertThat(times(stamps)).containsExactly("2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z");
    assertThat(stamper.zoneAssumed()).isFalse();
  }

  @Test
  void hourThatClocksShowTwice_goesOnWithoutAStep() {
    LogFile file = new LogFile();
    List<String> expected = new ArrayList<>();
    Instant instant = Instant.parse("2026-10-24T22:30:00Z");
    for (int i = 0; i < 30; i++) {
      LocalDateTime clock = LocalDateTime.ofInstant(instant, ZoneId.of("Europe/Berlin"));
      file.local(clock.toString().length() == 16 ? clock + ":00" : clock.toString());
      expected.add(instant.toString());
      instant = instant.plusSeconds(600);
    }

    List<Stamp> stamps = file.stamped(stamperIn("Europe/Berlin"));

    assertThat(times(stamps)).isEqualTo(expected);
    assertThat(stamps).allMatch(s -> s.flags() == 0);
  }

  @Test
  void hourThatClocksSkip_movesAhead() {
    List<Stamp> stamps =
        new LogFile()
            .local("2026-03-29T01:59:00")
            .local("2026-03-29T02:30:00")
            .local("2026-03-29T03:31:00")
            .stamped(stamperIn("Europe/Berlin"));

    assertThat(times(stamps))
        .containsExactly("2026-03-29T00:59:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:31:00Z");
    assertThat(stamps).allMatch(s -> s.flags() == 0);
  }

  @Test
  void yearless_inAZone_crossesNewYearByItsClocks() {
    List<Stamp> stamps =
        new LogFile().yearless("12-31T23:59:59", "01-01T00:00:00").stamped(stamperIn("Asia/Tokyo"));

    assertThat(times(stamps)).containsExactly("2025-12-31T14:59:59Z", "2025-12-31T15:00:00Z");
  }
}
