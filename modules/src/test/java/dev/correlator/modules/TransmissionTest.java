package dev.correlator.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import dev.correlator.testkit.Variation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Torrents: those of a recording of a real daemon, and forms that it does not have. */
class TransmissionTest {

  private static final Transmission.Config DEFAULT = new Transmission.Config(Duration.ofDays(30));
  private static final Recording RECORDING = Recording.of("transmission/3.00");

  @ParameterizedTest
  @ValueSource(strings = {"syslog.log", "syslog.iso.log", "syslog.5424.log"})
  void torrents_thatARealDaemonFetched_areFinished(String log) {
    ScenarioResult result = RECORDING.scenario(log, new Transmission(), DEFAULT).run();

    assertThat(result.events())
        .filteredOn(e -> "finished".equals(e.reason()))
        .<Object>extracting(e -> e.event())
        .containsExactly(
            new Transmission.Torrent("small.iso", "Complete"),
            new Transmission.Torrent("name with blanks (2026).iso", "Complete"));
    assertThat(result.events(Transmission.Daily.class)).containsExactly(new Transmission.Daily(2));
  }

  @Test
  void torrent_thatIsNotFetched_isRemovedWithTheDaemon_andDoesNotFail() {
    ScenarioResult result = RECORDING.scenario("syslog.log", new Transmission(), DEFAULT).run();

    assertThat(result.events())
        .filteredOn(e -> e.event() instanceof Transmission.Torrent)
        .filteredOn(e -> !"finished".equals(e.reason()))
        .isNotEmpty()
        .extracting(Recording::ending)
        .containsOnly("COMPLETED: removed");
    assertThat(result.events(Transmission.Torrent.class))
        .extracting(Transmission.Torrent::torrent)
        .contains("never.iso", "large.iso");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b.iso State changed from \"Incomplete\" to \"Complete\" (torrent.c:2118) | a b.iso |"
            + " Complete",
        "[12:01:02.345] a.iso: State changed from \"Incomplete\" to \"Done\" (torrent.c:2118) |"
            + " [12:01:02.345] a.iso | Done",
        "[2018-03-02 12:01:02.345] a.iso: State changed from \"Incomplete\" to \"Complete\""
            + " (torrent.c:1986) | a.iso | Complete",
        "[2023-03-02 12:01:02.345] TRC a.iso State changed from Incomplete to Incomplete"
            + " (torrent.cc:1801) | a.iso | Incomplete",
        "State changed from \"Incomplete\" to \"Complete\" x State changed from \"Incomplete\" to"
            + " \"Complete\" (torrent.c:1) | State changed from \"Incomplete\" to \"Complete\" x |"
            + " Complete"
      })
  void record_alone_saysWhatWasFinished(String text, String torrent, String state) {
    assertThat(
            Scenario.of(new Transmission(), DEFAULT)
                .lines("Mar  2 08:15:01 nas1 transmission-daemon[7]: " + text)
                .events(Transmission.Torrent.class))
        .containsExactly(new Transmission.Torrent(torrent, state));
  }

  @Test
  void torrent_thatIsNeverFinished_isGivenUp() {
    assertThat(
            Scenario.of(new Transmission(), DEFAULT)
                .lines(
                    "Mar  2 08:15:01 nas1 transmission-daemon[7]: a.iso Queued for verification"
                        + " (verify.c:272)",
                    "May  2 08:15:01 nas1 transmission-daemon[7]: Closing session")
                .events())
        .extracting(Recording::ending)
        .containsExactly("TIMED_OUT: no end within 30d");
  }

  @Test
  void torrents_areTheSameHoweverTheyAreFound() {
    RECORDING
        .scenario("syslog.log", new Transmission(), DEFAULT)
        .invariant(Variation.shards(1, 2, 8), Variation.blocks(0, 500));
  }
}
