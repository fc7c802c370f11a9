package dev.correlator.modules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import dev.correlator.testkit.Variation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units: those of recordings of a real systemd, and forms that they do not have. */
class SystemdTest {

  private static final Systemd.Config DEFAULT =
      new Systemd.Config(5, Duration.ofMinutes(10), Duration.ofDays(1));

  /** What must come of what was done to a unit. */
  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          entry("started", "COMPLETED: started"),
          entry("finished", "COMPLETED: finished"),
          entry("failed", "FAILED: exit-code"),
          entry("dependency", "FAILED: dependency"),
          entry("crash", "FAILED: signal"),
          entry("killed", "FAILED: signal"),
          entry("timeout", "FAILED: timeout"),
          entry("watchdog", "FAILED: watchdog"),
          entry("setup-failed", "FAILED: exit-code"),
          entry("unmet", "COMPLETED: skipped"),
          entry("reload", "COMPLETED: reloaded"),
          entry("reload-failed", "FAILED: reload failed"),
          entry("no-disk", "FAILED: exit-code"),
          entry("flaky", "FAILED: exit-code"),
          entry("loop", "FAILED: restarted too often"),
          entry("restarted", "COMPLETED: stopped"),
          entry("stopped", "COMPLETED: stopped"),
          entry("stop-timeout", "FAILED: timeout"));

  private static ScenarioResult run(String recording, String log) {
    return Recording.of("systemd/" + recording).scenario(log, new Systemd(), DEFAULT).run();
  }

  private static List<String> found(ScenarioResult result) {
    List<String> found = new ArrayList<>();
    for (EventEnvelope<?> e : Recording.inOrder(result.events(), "unit")) {
      found.add(((Systemd.Unit) e.event()).unit() + " " + Recording.ending(e));
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"syslog.log", "syslog.iso.log", "syslog.5424.log"})
  void units_ofARealSystemd_endAsTheyWereProvokedTo(String log) {
    List<String> expected = new ArrayList<>();
    for (Recording.Deed deed : Recording.of("systemd/252").did()) {
      boolean isSaid = ENDINGS.containsKey(deed.kind()) && !isOther(deed.what());
      if (isSaid) {
        expected.add(deed.what() + " " + ENDINGS.get(deed.kind()));
      }
    }

    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(found(run("252", log))).containsAll(expected);
  }

  /** Sockets and targets are reached, not started. */
  private static boolean isOther(String unit) {
    return unit.endsWith(".socket") || unit.endsWith(".target");
  }

  @Test
  void failure_saysHowTheProcessEnded() {
    List<Systemd.Unit> units = run("252", "syslog.log").events(Systemd.Unit.class);

    assertThat(units)
        .contains(
            new Systemd.Unit("import.service", "Import of orders", "exited", "3/NOTIMPLEMENTED"),
            new Systemd.Unit("crash.service", null, "killed", "11/SEGV"),
            new Systemd.Unit("missing.service", null, "exited", "203/EXEC"),
            new Systemd.Unit("stubborn.service", "Does not want to stop", "killed", "9/KILL"));
  }

  @Test
  void failure_isOneTransaction_withAllThatIsSaidOfIt() {
    List<EventEnvelope<?>> units =
        Recording.inOrder(run("252", "syslog.log").events(), "unit").stream()
            .filter(e -> e.key().get(1).equals("slow.service"))
            .toList();

    assertThat(units)
        .singleElement()
        .satisfies(e -> {
          assertThat(e.evidence().count()).isEqualTo(4);
          assertThat(Duration.between(e.began(), e.ended()).toSeconds()).isEqualTo(2);
        });
  }

  @Test
  void unit_thatLoops_isToldOf_andThatItIsGivenUp() {
    Systemd.Config early = new Systemd.Config(3, DEFAULT.restartWindow(), DEFAULT.maxJobTime());
    ScenarioResult result =
        Recording.of("systemd/252").scenario("syslog.log", new Systemd(), early).run();

    assertThat(result.events(Systemd.RestartLoop.class))
        .singleElement()
        .satisfies(l -> {
          assertThat(l.unit()).isEqualTo("loop.service");
          assertThat(l.host()).isEqualTo("web1");
          assertThat(l.count()).isEqualTo(3);
        });
    assertThat(result.events(Systemd.GivenUp.class))
        .containsExactly(new Systemd.GivenUp("web1", "loop.service"));
    assertThat(result.events(Systemd.Daily.class)).containsExactly(new Systemd.Daily(17, 5, 1));
  }

  @Test
  void units_namedByDescriptions_endUnderTheseAndUnderTheirNames() {
    ScenarioResult result = run("252-descriptions", "syslog.log");

    assertThat(found(result))
        .contains(
            "Web shop COMPLETED: started",
            "Web shop COMPLETED: stopped",
            "Nightly backup COMPLETED: finished",
            "Import of orders FAILED: not started",
            "import.service FAILED: exit-code",
            "crash.service FAILED: signal",
            "watched.service FAILED: watchdog",
            "loop.service FAILED: restarted too often",
            "Needs what is not there FAILED: dependency");
    assertThat(result.events(Systemd.Daily.class)).containsExactly(new Systemd.Daily(17, 5, 1));
  }

  private static ScenarioResult lines(String... texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add("Mar  2 08:15:01 web1 systemd: " + text);
    }
    return Scenario.of(new Systemd(), DEFAULT).lines(lines.toArray(new String[0])).drain().run();
  }

  @Test
  void failure_asVersion219SaysIt_isOne() {
    ScenarioResult result =
        lines(
            "Starting The Apache HTTP Server...",
            "httpd.service: main process exited, code=exited, status=1/FAILURE",
            "Failed to start The Apache HTTP Server.",
            "Unit httpd.service entered failed state.",
            "httpd.service failed.",
            "httpd.service holdoff time over, scheduling restart.",
            "start request repeated too quickly for httpd.service");

    assertThat(found(result))
        .containsExactlyInAnyOrder(
            "The Apache HTTP Server FAILED: not started", "httpd.service FAILED: failed");
    assertThat(result.events(Systemd.Unit.class))
        .contains(new Systemd.Unit("httpd.service", null, "exited", "1/FAILURE"));
    assertThat(result.events(Systemd.GivenUp.class))
        .containsExactly(new Systemd.GivenUp("web1", "httpd.service"));
    assertThat(result.events(Systemd.Daily.class)).containsExactly(new Systemd.Daily(1, 1, 1));
  }

  @Test
  void failure_asVersions229To236SayIt_isOne() {
    ScenarioResult result =
        lines(
            "app.service: Main process exited, code=exited, status=1/FAILURE",
            "app.service: Unit entered failed state.",
            "app.service: Failed with result 'exit-code'.",
            "app.service: Service hold-off time over, scheduling restart.");

    assertThat(found(result)).containsExactly("app.service FAILED: exit-code");
    assertThat(result.events(Systemd.Daily.class)).containsExactly(new Systemd.Daily(1, 1, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.service: Failed with result 'oom-kill'. | app.service FAILED: oom-kill",
        "app.service: Failed with result 'core-dump'. | app.service FAILED: core-dump",
        "app.service: Failed with result 'start-limit-hit'. | app.service FAILED: start-limit-hit",
        "app.service: Failed with result 'of-the-future'. | app.service FAILED: failed",
        "Started Session 12 of user ann. | Session 12 of user ann COMPLETED: started",
        "Condition check resulted in Clean php session files being skipped. | Clean php session"
            + " files COMPLETED: skipped",
        "Condition check resulted in foo.service - Foo being skipped. | foo.service COMPLETED:"
            + " skipped",
        "foo.service - Foo was skipped because no trigger condition checks were met. | foo.service"
            + " COMPLETED: skipped",
        "Foo things was skipped because of an unmet condition check (ConditionPathExists=/x). | Foo"
            + " things COMPLETED: skipped",
        "Started dev-disk-by\\x2duuid-1.device - A disk. | dev-disk-by\\x2duuid-1.device COMPLETED:"
            + " started",
        "Dependency failed for /data. | /data FAILED: dependency"
      })
  void record_alone_saysWhatHappened(String text, String found) {
    assertThat(found(lines(text))).containsExactly(found);
  }

  @Test
  void killOfTheOomKiller_isAReason_alsoWhereNoResultIsSaid() {
    assertThat(
            found(
                lines(
                    "app.service: A process of this unit has been killed by the OOM killer.",
                    "Unit app.service entered failed state.")))
        .containsExactly("app.service FAILED: oom-kill");
  }

  @Test
  void restarts_tooFarApart_areNoLoop() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(
          "Mar  2 %02d:00:01 web1 systemd[1]: app.service: Scheduled restart job, restart counter is at %d."
              .formatted(i, i));
    }
    lines.add(
        "Mar  2 21:00:00 web1 systemd[1]: app.service: Scheduled restart job, restart counter is at"
            + " 20.");
    for (int i = 1; i < 5; i++) {
      lines.add(
          "Mar  2 21:01:%02d web1 systemd[1]: app.service: Scheduled restart job, restart counter is at %d."
              .formatted(i, 20 + i));
    }

    assertThat(
            Scenario.of(new Systemd(), DEFAULT)
                .lines(lines.toArray(new String[0]))
                .events(Systemd.RestartLoop.class))
        .containsExactly(
            new Systemd.RestartLoop(
                "web1", "app.service", 5, Instant.parse("2026-03-02T21:00:00Z")));
  }

  @Test
  void reloadOfTheManager_isOfNoUnit() {
    assertThat(
            found(
                lines(
                    "Reloading requested from client PID 4711 ('systemctl') (unit"
                        + " session-2.scope)...",
                    "Reload requested from client PID 4711 ('systemctl')...",
                    "Reloading...",
                    "Reloading.",
                    "Reloading finished in 123 ms.",
                    "Reexecuting requested from client PID 4711 ('systemctl')...",
                    "Reexecuting.",
                    "Reloading web.service - Web...",
                    "Reloaded web.service - Web.")))
        .containsExactly("web.service COMPLETED: reloaded");
  }

  private static ScenarioResult raw(String... lines) {
    return Scenario.of(new Systemd(), DEFAULT).lines(lines).drain().run();
  }

  @Test
  void unitsOfSeveralManagers_areApart() {
    String at = "Mar  2 08:15:0";
    ScenarioResult result =
        raw(
            at + "1 web1 systemd[1]: Starting dbus.service - Bus...",
            at + "2 web1 systemd[1200]: Starting dbus.service - Bus...",
            at + "3 web1 systemd[1300]: Starting dbus.service - Bus...",
            at + "4 web1 systemd[1300]: dbus.service: Failed with result 'exit-code'.",
            at + "5 web1 systemd[1]: Started dbus.service - Bus.",
            at + "6 web1 systemd[1200]: Started dbus.service - Bus.");

    assertThat(Recording.inOrder(result.events(), "unit"))
        .extracting(e -> e.key() + " " + Recording.ending(e) + " " + e.evidence().count())
        .containsExactly(
            "[web1, dbus.service, 1] COMPLETED: started 2",
            "[web1, dbus.service, 1200] COMPLETED: started 2",
            "[web1, dbus.service, 1300] FAILED: exit-code 2");
  }

  @Test
  void restarts_ofSeveralManagers_areCountedApart() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.add(
          "Mar  2 08:15:0%d web1 systemd[%d]: app.service: Scheduled restart job, restart counter is at 1."
              .formatted(i, i % 2 == 0 ? 1 : 1200));
    }

    assertThat(raw(lines.toArray(new String[0])).events(Systemd.RestartLoop.class)).isEmpty();
  }

  @Test
  void start_afterOneThatNeverEnded_isAnother() {
    ScenarioResult result =
        raw(
            "Mar  2 08:15:01 web1 systemd[1]: Starting app.service - App...",
            "Mar  2 09:00:00 web1 systemd[1]: Starting app.service - App...",
            "Mar  2 09:00:01 web1 systemd[1]: Started app.service - App.");

    assertThat(Recording.inOrder(result.events(), "unit"))
        .extracting(Recording::ending)
        .containsExactly("SUPERSEDED: null", "COMPLETED: started");
  }

  @Test
  void jobThatTimesOut_isOneFailure_andSoIsWhatDependsOnIt() {
    ScenarioResult result =
        lines(
            "dev-sdb1.device: Job dev-sdb1.device/start timed out.",
            "Timed out waiting for device dev-sdb1.device - /dev/sdb1.",
            "Dependency failed for data.mount - /data.",
            "data.mount: Job data.mount/start failed with result 'dependency'.",
            "dev-sdb1.device: Job dev-sdb1.device/start failed with result 'timeout'.");

    assertThat(found(result))
        .containsExactlyInAnyOrder(
            "dev-sdb1.device FAILED: timeout", "data.mount FAILED: dependency");
    assertThat(result.events(Systemd.Daily.class)).containsExactly(new Systemd.Daily(2, 0, 0));
  }

  @Test
  void jobThatTimesOut_whereUnitsAreNamedByDescriptions_isToldByItsName() {
    assertThat(
            found(
                lines(
                    "Job dev-sdb1.device/start timed out.",
                    "Timed out waiting for device A disk.",
                    "Dependency failed for /data.",
                    "Job data.mount/start failed with result 'dependency'.",
                    "Job dev-sdb1.device/start failed with result 'timeout'.")))
        .containsExactlyInAnyOrder("dev-sdb1.device FAILED: timeout", "/data FAILED: dependency");
    assertThat(
            found(
                lines(
                    "Starting Foo...",
                    "foo.service: Job foo.service/start timed out.",
                    "Timed out starting Foo.",
                    "foo.service: Job foo.service/start failed with result 'timeout'.")))
        .containsExactlyInAnyOrder("Foo FAILED: timeout", "foo.service FAILED: timeout");
  }

  /** As journalctl exports them: text, and the field that names the unit. */
  private static ScenarioResult journal(String field, String... textsOfFoo) {
    List<String> lines = new ArrayList<>();
    for (String text : textsOfFoo) {
      lines.add(
          ("{\"__REALTIME_TIMESTAMP\":\"1772409601123456\",\"_HOSTNAME\":\"web1\",\"_PID\":\"1\","
               + "\"SYSLOG_IDENTIFIER\":\"systemd\",\"PRIORITY\":\"6\",\"_SYSTEMD_UNIT\":\"init.scope\","
               + "\"%s\":\"foo.service\",\"MESSAGE\":\"%s\"}")
              .formatted(field, text));
    }
    return raw(lines.toArray(new String[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNIT", "USER_UNIT"})
  void failedStart_inAJournal_isOneWhateverTheTextsNameTheUnitBy(String field) {
    assertThat(
            found(
                journal(
                    field,
                    "Starting Foo daemon...",
                    "foo.service: Main process exited, code=exited, status=1/FAILURE",
                    "foo.service: Failed with result 'exit-code'.",
                    "Failed to start Foo daemon.")))
        .containsExactly("foo.service FAILED: exit-code");
    ScenarioResult old =
        journal(
            field,
            "Starting Foo daemon...",
            "foo.service: main process exited, code=exited, status=1/FAILURE",
            "Failed to start Foo daemon.",
            "Unit foo.service entered failed state.",
            "foo.service failed.");
    assertThat(old.events(Systemd.Unit.class))
        .containsExactly(new Systemd.Unit("foo.service", "Foo daemon", "exited", "1/FAILURE"));
    assertThat(found(journal(field, "Starting foo.service - Foo...", "Failed to start Foo.")))
        .containsExactly("foo.service FAILED: not started");
    assertThat(
            found(
                journal(
                    field,
                    "Timed out starting Foo.",
                    "foo.service: Job foo.service/start failed with result 'timeout'.")))
        .containsExactly("foo.service FAILED: timeout");
    assertThat(
            found(
                journal(
                    field,
                    "Dependency failed for Foo.",
                    "foo.service: Job foo.service/start failed with result 'dependency'.")))
        .containsExactly("foo.service FAILED: dependency");
    assertThat(found(journal(field, "Condition check resulted in Foo being skipped.")))
        .containsExactly("foo.service COMPLETED: skipped");
  }

  @Test
  void units_areTheSameHoweverTheyAreFound() {
    Recording.of("systemd/252")
        .scenario("syslog.log", new Systemd(), DEFAULT)
        .invariant(Variation.shards(1, 2, 8), Variation.blocks(0, 500));
  }
}
