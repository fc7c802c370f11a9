package dev.correlator.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Severity;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import dev.correlator.testkit.Variation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A notice for every record, and the counts. */
class ReportTest {

  private static final Report.Config DEFAULT = new Report.Config(List.of(), true);
  private static final Path RECORDED =
      Path.of("src", "test", "resources", "systemd", "252", "syslog.5424.log");

  @Test
  void everyRecordOfARealLog_hasANotice_thatSaysAllOfIt() throws Exception {
    ScenarioResult result = Scenario.of(new Report(), DEFAULT).file(RECORDED).run();

    List<String> lines = Files.readAllLines(RECORDED);
    List<Report.Notice> notices = result.events(Report.Notice.class);
    assertThat(notices).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      Report.Notice n = notices.get(i);
      assertThat(lines.get(i)).contains(" " + n.host() + " ").endsWith(n.text().strip());
    }
    assertThat(notices)
        .contains(
            new Report.Notice(
                "web1", "systemd", "1", Severity.INFO, " Started web.service - Web shop.".strip()));
    assertThat(result.events(Report.Daily.class))
        .singleElement()
        .satisfies(d -> {
          assertThat(d.records()).isEqualTo(lines.size());
          assertThat(d.critical() + d.errors() + d.warnings() + d.notices() + d.infos())
              .isEqualTo(lines.size());
          assertThat(d.hosts()).isEqualTo(1);
        });
    assertThat(
            result.events(Report.ProgramDay.class).stream()
                .mapToLong(Report.ProgramDay::records)
                .sum())
        .isEqualTo(lines.size());
  }

  private static final String[] LINES = {
    "<14>Mar  2 08:15:01 web1 cron[7]: one",
    "<11>Mar  2 09:15:01 web2 cron[7]: two",
    "Mar  2 10:15:01 web1 two words",
    "<12>Mar  3 08:15:01 web1 cron[7]: three",
    "<8>Mar  3 08:15:01 web1 kernel: four",
    "<15>Mar  5 08:15:01 web1 cron[7]: five"
  };

  @Test
  void days_ofProgramsAndHosts_areToldEach_andThePresentOneAtTheEnd() {
    ScenarioResult result = Scenario.of(new Report(), DEFAULT).lines(LINES).run();

    List<String> days = new ArrayList<>();
    for (EventEnvelope<?> e : result.events()) {
      if (e.event() instanceof Report.ProgramDay p) {
        days.add(
            p.program()
                + " "
                + p.day().toString().substring(5, 10)
                + " "
                + p.records()
                + " "
                + p.warnings()
                + " "
                + p.errors()
                + (e.partial() ? " partial" : ""));
      }
    }
    assertThat(days)
        .containsExactlyInAnyOrder(
            "cron 03-02 2 0 1",
            " 03-02 1 0 0",
            "cron 03-03 1 1 0",
            "kernel 03-03 1 0 1",
            "cron 03-05 1 0 0 partial");
    assertThat(result.events(Report.HostDay.class))
        .extracting(h -> h.host() + " " + h.day().toString().substring(5, 10) + " " + h.records())
        .containsExactlyInAnyOrder("web1 03-02 2", "web2 03-02 1", "web1 03-03 2", "web1 03-05 1");
    assertThat(result.events(Report.Daily.class))
        .containsExactly(
            new Report.Daily(3, 0, 1, 0, 0, 1, 0, 1, 2, 2),
            new Report.Daily(2, 1, 0, 1, 0, 0, 0, 0, 2, 1),
            new Report.Daily(1, 0, 0, 0, 0, 0, 1, 0, 1, 1));
  }

  @Test
  void day_ofTwentyFiveHours_isOneDay() {
    List<Report.HostDay> days =
        Scenario.of(new Report(), DEFAULT)
            .zone(ZoneId.of("Europe/Berlin"))
            .lines(
                "Oct 25 00:10:00 web1 cron[7]: first",
                "Oct 25 23:50:00 web1 cron[7]: last",
                "Oct 26 00:10:00 web1 cron[7]: next",
                "Oct 28 00:10:00 web1 cron[7]: later")
            .events(Report.HostDay.class);

    assertThat(days)
        .extracting(Report.HostDay::day, Report.HostDay::records)
        .startsWith(
            org.assertj.core.api.Assertions.tuple(Instant.parse("2026-10-24T22:00:00Z"), 2L),
            org.assertj.core.api.Assertions.tuple(Instant.parse("2026-10-25T23:00:00Z"), 1L));
  }

  @Test
  void programs_thatAreNamed_areTheOnlyOnes_andNoticesCanBeLeftOut() {
    ScenarioResult result =
        Scenario.of(new Report(), new Report.Config(List.of("kernel"), false)).lines(LINES).run();

    assertThat(result.events(Report.Notice.class)).isEmpty();
    assertThat(result.events(Report.ProgramDay.class))
        .extracting(Report.ProgramDay::program)
        .containsExactly("kernel");
    assertThat(result.summary().used()).isEqualTo(1);
  }

  @Test
  void notices_areTheSameHoweverTheyAreFound() {
    Scenario.of(new Report(), DEFAULT)
        .lines(LINES)
        .invariant(
            Variation.shards(1, 2, 8), Variation.blocks(0, 60, 200), Variation.parsers(1, 2));
    Scenario.of(new Report(), DEFAULT)
        .file(RECORDED)
        .invariant(Variation.shards(1, 2, 8), Variation.blocks(0, 600));
  }
}
