package dev.correlator.modules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.Variation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of Certbot: those of a recording of a real one, and forms that it does not have. */
class CertbotTest {

  private static final Certbot.Config DEFAULT = new Certbot.Config(Duration.ofMinutes(10));
  private static final Recording RECORDING = Recording.of("certbot/2.1");

  /** What must come of what was done. */
  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          entry("nothing-to-renew", "COMPLETED: not due"),
          entry("obtained", "COMPLETED: obtained"),
          entry("obtained-two", "COMPLETED: obtained"),
          entry("not-due", "COMPLETED: not due"),
          entry("listed", "COMPLETED: listed"),
          entry("renewed", "COMPLETED: renewed"),
          entry("hook-failed", "FAILED: hook failed"),
          entry("obtained-failed-name", "COMPLETED: obtained"),
          entry("not-due-failed-name", "COMPLETED: not due"),
          entry("renewed-hook-output", "COMPLETED: renewed"),
          entry("simulated", "COMPLETED: simulated"),
          entry("simulated-request", "COMPLETED: simulated"),
          entry("simulated-failed", "FAILED: not authenticated"),
          entry("deleted-failed-name", "COMPLETED: deleted"),
          entry("not-authenticated", "FAILED: not authenticated"),
          entry("some-failed", "FAILED: not authenticated"),
          entry("some-failed-quiet", "FAILED: not authenticated"),
          entry("no-such-certificate", "FAILED: wrong use"),
          entry("wrong-argument", "FAILED: wrong use"),
          entry("bad-configuration", "FAILED: configuration broken"),
          entry("first-of-two", "FAILED: not authenticated"),
          entry("locked-out", "FAILED: locked out"),
          entry("all-failed", "FAILED: renewal failed"),
          entry("unreachable", "FAILED: unexpected error"),
          entry("revoked", "FAILED: unexpected error"), // a fault of the recorded version
          entry("deleted", "COMPLETED: deleted"));

  /** Told to say nothing of what goes well, they leave no record. */
  private static final Set<String> SILENT = Set.of("not-due-quiet", "renewed-quiet");

  @ParameterizedTest
  @ValueSource(strings = {"syslog.log", "syslog.iso.log", "syslog.5424.log"})
  void runs_ofARealCertbot_endAsTheyWereProvokedTo(String log) {
    List<EventEnvelope<?>> runs =
        Recording.inOrder(RECORDING.scenario(log, new Certbot(), DEFAULT).events(), "run");

    assertThat(runs)
        .extracting(Recording::ending)
        .containsExactlyElementsOf(RECORDING.kindsBut(SILENT).stream().map(ENDINGS::get).toList());
  }

  @Test
  void run_tellsWhatItRenewed_andWhatItSaidOfTheFirstFailure() {
    List<EventEnvelope<?>> runs =
        Recording.inOrder(RECORDING.scenario("syslog.log", new Certbot(), DEFAULT).events(), "run");
    List<String> kinds = RECORDING.kindsBut(SILENT);

    Certbot.Run failed = (Certbot.Run) runs.get(kinds.indexOf("all-failed")).event();
    assertThat(failed.certificate()).isEqualTo("shop.example.org");
    assertThat(failed.problem()).isEqualTo("Requesting localhost/dir: Connection refused");
    assertThat(failed.notRenewed()).isEqualTo(2);
    assertThat(failed.renewed()).isZero();
    Certbot.Run some = (Certbot.Run) runs.get(kinds.indexOf("some-failed")).event();
    assertThat(some.renewed()).isEqualTo(1);
    assertThat(some.notRenewed()).isEqualTo(1);
    assertThat(some.problem()).contains("network is unreachable");
    Certbot.Run renewed = (Certbot.Run) runs.get(kinds.indexOf("renewed")).event();
    assertThat(renewed.renewed()).isEqualTo(2);
    assertThat(renewed.problem()).isNull();
    assertThat(renewed.mode()).isNull();
    for (String kind : List.of("simulated", "simulated-request", "simulated-failed")) {
      Certbot.Run simulated = (Certbot.Run) runs.get(kinds.indexOf(kind)).event();
      assertThat(simulated.mode()).isEqualTo("simulated");
      assertThat(simulated.renewed()).isZero();
      assertThat(simulated.notRenewed()).isZero();
    }
  }

  @Test
  void everyRecordOfAProcess_isPartOfItsRun_andIsCounted() {
    var result = RECORDING.scenario("syslog.log", new Certbot(), DEFAULT).run();

    long records =
        result.summary().apps().stream()
            .filter(a -> a.name().equals("certbot"))
            .mapToLong(a -> a.records())
            .sum();
    assertThat(result.summary().used()).isEqualTo(records);
    assertThat(result.events(Certbot.Daily.class))
        .singleElement()
        .satisfies(d -> {
          assertThat(d.completed()).isEqualTo(13);
          assertThat(d.failed()).isEqualTo(13);
          assertThat(d.obtained()).isEqualTo(3);
          // Each (success) of the recording but that of a dry run; each (failure), but the same.
          assertThat(d.renewed()).isEqualTo(7 - 1);
          assertThat(d.notRenewed()).isEqualTo(6 - 1);
        });
  }

  private static List<EventEnvelope<?>> runs(String... texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add("Mar  2 08:15:01 web1 certbot[7]: " + text);
    }
    Scenario scenario =
        Scenario.of(new Certbot(), DEFAULT).lines(lines.toArray(new String[0])).drain();
    return Recording.inOrder(scenario.events(), "run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Attempting to renew cert (a.example) from /etc/a.conf produced an unexpected error: Failed"
            + " authorization procedure. Skipping. | FAILED: renewal failed",
        "All renewal attempts failed. The following certs could not be renewed: | FAILED: renewal"
            + " failed",
        "Congratulations, all renewals succeeded. The following certs have been renewed: |"
            + " COMPLETED: renewed",
        "Cert not yet due for renewal; no action taken. | COMPLETED: not due",
        "Something else has failed here | FAILED: failed",
        "failed | FAILED: failed",
        "It Failed! | FAILED: failed",
        "reloaded failover.example | COMPLETED: no record for 10m",
        "3 done, 0 failed, 0 left | COMPLETED: no record for 10m",
        "The dry run was successful. | COMPLETED: simulated",
        "All simulated renewals failed. The following certificates could not be renewed: | FAILED:"
            + " renewal failed",
        "1 renew failure(s), 0 parse failure(s) | FAILED: renewal failed",
        "Waiting 25 seconds for DNS changes to propagate | COMPLETED: no record for 10m"
      })
  void record_alone_saysWhatHappened(String text, String ending) {
    assertThat(runs(text)).extracting(Recording::ending).containsExactly(ending);
  }

  @Test
  void failure_isNotForgotten_whenSomethingElseSucceeds() {
    List<EventEnvelope<?>> runs =
        runs(
            "Failed to renew certificate a.example with error: no address",
            "Congratulations, all renewals succeeded: ",
            "Successfully received certificate.");

    assertThat(runs).extracting(Recording::ending).containsExactly("FAILED: renewal failed");
    assertThat(runs.get(0).time()).isEqualTo("2026-03-02T08:25:01Z");
    assertThat(runs.get(0).ended()).isEqualTo("2026-03-02T08:15:01Z");
  }

  @Test
  void run_thatIsStillUnderWay_isOpenAtTheEnd() {
    List<EventEnvelope<?>> events =
        Scenario.of(new Certbot(), DEFAULT)
            .lines("Mar  2 08:15:01 web1 certbot[7]: Saving debug log to /var/log/x")
            .events();

    assertThat(events).extracting(EventEnvelope::outcome).containsExactly(Outcome.OPEN_AT_END);
  }

  @Test
  void runs_areTheSameHoweverTheyAreFound() {
    Scenario.of(new Certbot(), DEFAULT)
        .year(2026)
        .file(RECORDING.folder().resolve("syslog.log"))
        .invariant(Variation.shards(1, 2, 8), Variation.blocks(0, 700));
  }
}
