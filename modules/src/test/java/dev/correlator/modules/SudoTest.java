package dev.correlator.modules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import dev.correlator.testkit.Variation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of sudo: those of recordings of a real one, and forms that they do not have. */
class SudoTest {

  private static final Sudo.Config DEFAULT =
      new Sudo.Config(Duration.ofMinutes(10), 3, Duration.ofDays(2));

  /** What must come of what was done; whatever is not here was run. */
  private static final Map<String, String> REFUSALS =
      Map.ofEntries(
          entry("wrong-thrice", "FAILED: wrong password"),
          entry("wrong-once", "FAILED: wrong password"),
          entry("no-password", "FAILED: password required"),
          entry("not-allowed", "FAILED: command not allowed"),
          entry("not-allowed-user", "FAILED: command not allowed"),
          entry("not-in-sudoers", "FAILED: not in sudoers"),
          entry("other-host", "FAILED: not allowed on this host"),
          entry("account-expired", "FAILED: account not valid"),
          entry("environment-refused", "FAILED: environment not allowed"),
          entry("guessing", "FAILED: not in sudoers"));

  /** They leave no record of a command. */
  private static final Set<String> SILENT =
      Set.of("listed", "nothing-said", "command-not-found", "edited");

  private static Recording recording(String form) {
    return Recording.of("sudo/1.9.13/" + form);
  }

  private static List<String> expected(String form) {
    List<String> expected = new ArrayList<>();
    boolean listed = false;
    for (String kind : recording(form).kindsBut(SILENT)) {
      String refusal = REFUSALS.getOrDefault(kind, "COMPLETED: ran");
      // The list of what one may do is refused in other words.
      boolean list = kind.equals("not-in-sudoers") && listed;
      listed |= kind.equals("not-in-sudoers");
      expected.add(list ? "FAILED: command not allowed" : refusal);
    }
    return expected;
  }

  @ParameterizedTest
  @CsvSource({
    "plain, auth.log",
    "plain, auth.iso.log",
    "plain, auth.5424.log",
    "pid, auth.log",
    "pid, auth.5424.log"
  })
  void commands_ofARealSudo_endAsTheyWereProvokedTo(String form, String log) {
    List<EventEnvelope<?>> commands =
        Recording.inOrder(recording(form).scenario(log, new Sudo(), DEFAULT).events(), "command");

    assertThat(commands).extracting(Recording::ending).containsExactlyElementsOf(expected(form));
  }

  @Test
  void command_saysWhoRanWhatAsWhomAndWhere() {
    List<Sudo.Command> commands =
        recording("plain").scenario("auth.log", new Sudo(), DEFAULT).events(Sudo.Command.class);

    assertThat(commands)
        .contains(
            new Sudo.Command("alice", "bob", "adm", null, "/home/alice", "/usr/bin/id", 0, null),
            new Sudo.Command(
                "alice", "root", null, "pts/0", "/home/alice", "/usr/bin/id -u", 0, null),
            new Sudo.Command("maximilian", "root", null, null, "/tmp", "/usr/bin/id", 0, null),
            new Sudo.Command("bob", "root", null, null, "/home/bob", "/usr/bin/id", 3, null),
            new Sudo.Command(
                "bob", "root", null, null, "/home/bob", "/usr/bin/id", 0, "LD_PRELOAD"));
  }

  @Test
  void argument_thatLooksLikeAField_isNone() {
    List<Sudo.Command> commands =
        recording("plain").scenario("auth.log", new Sudo(), DEFAULT).events(Sudo.Command.class);

    assertThat(commands)
        .filteredOn(c -> String.valueOf(c.command()).startsWith("/usr/bin/echo ' ;"))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.runAs()).isEqualTo("root");
          assertThat(c.directory()).isEqualTo("/home/alice");
        });
    assertThat(commands)
        .filteredOn(c -> String.valueOf(c.directory()).contains("my files"))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.directory()).isEqualTo("/home/alice/my files ; USER=root ; COMMAND=none");
          assertThat(c.command()).isEqualTo("/usr/bin/id");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pid", "status"})
  void session_whereThereAreProcessIds_isOneWithItsCommand(String form) {
    ScenarioResult result = recording(form).scenario("auth.log", new Sudo(), DEFAULT).run();
    List<EventEnvelope<?>> sessions = Recording.inOrder(result.events(), "session");

    assertThat(sessions)
        .hasSize(13)
        .extracting(Recording::ending)
        .containsOnly("COMPLETED: session closed");
    assertThat(sessions)
        .filteredOn(e -> Duration.between(e.began(), e.ended()).toSeconds() == 2)
        .extracting(e -> ((Sudo.Session) e.event()).command())
        .containsExactly("/usr/bin/sleep 2");
    List<@Nullable String> exits = new ArrayList<>();
    for (EventEnvelope<?> e : sessions) {
      Sudo.Session s = (Sudo.Session) e.event();
      exits.add(s.signal() == null ? s.exit() : s.signal());
    }
    if (form.equals("status")) {
      assertThat(exits).contains("0", "1", "KILL");
    } else {
      assertThat(exits).containsOnlyNulls();
    }
  }

  @Test
  void session_withoutAProcessId_isNotToldOf() {
    List<EventEnvelope<?>> events =
        recording("plain").scenario("auth.log", new Sudo(), DEFAULT).events();

    assertThat(Recording.inOrder(events, "session")).isEmpty();
  }

  @Test
  void user_whoIsRefusedAgainAndAgain_exceeds_once() {
    ScenarioResult result = recording("plain").scenario("auth.log", new Sudo(), DEFAULT).run();

    assertThat(result.events(Sudo.RefusalsExceeded.class))
        .extracting(Sudo.RefusalsExceeded::user)
        .containsExactly("bob", "carol");
    assertThat(result.events(Sudo.Daily.class)).containsExactly(new Sudo.Daily(13, 15, 2, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann : no tty ; TTY=unknown ; PWD=/ ; USER=root ; COMMAND=/bin/ls | FAILED: no terminal",
        "ann : problem with defaults entries ; TTY=pts/1 ; PWD=/ ; USER=root ; | none",
        "ann : parse error in /etc/sudoers near line 7 ; TTY=pts/1 ; PWD=/ ; USER=root ;"
            + " COMMAND=/bin/ls | FAILED: refused",
        "a.very.long.name : TTY=pts/1 ; PWD=/ ; USER=#1000 ; COMMAND=/bin/ls -l | COMPLETED: ran",
        "ann : HOST=web2 ; TTY=pts/1 ; CHROOT=/srv/x ; PWD=/a b ; USER=root ; GROUP=adm ;"
            + " TSID=00001A ; ENV=A=1 B=2 ; COMMAND=/bin/ls | COMPLETED: ran",
        "ann : (command continued) and so on | none"
      })
  void record_alone_saysWhatHappened(String text, String ending) {
    List<EventEnvelope<?>> events =
        Scenario.of(new Sudo(), DEFAULT)
            .lines("Mar  2 08:15:01 web1 sudo: " + text)
            .drain()
            .events();

    assertThat(Recording.inOrder(events, "command"))
        .extracting(Recording::ending)
        .isEqualTo(ending.equals("none") ? List.of() : List.of(ending));
  }

  @Test
  void commands_areTheSameHoweverTheyAreFound() {
    recording("pid")
        .scenario("auth.log", new Sudo(), DEFAULT)
        .invariant(Variation.shards(1, 2, 8), Variation.blocks(0, 500));
  }
}
