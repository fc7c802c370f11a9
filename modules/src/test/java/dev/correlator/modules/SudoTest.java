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
            new Sudo.Command(
                "alice", "bob", "adm", null, "/home/alice", "/usr/bin/id", 0, null, null),
            new Sudo.Command(
                "alice", "root", null, "pts/0", "/home/alice", "/usr/bin/id -u", 0, null, null),
            new Sudo.Command(
                "maximilian", "root", null, null, "/tmp", "/usr/bin/id", 0, null, null),
            new Sudo.Command("bob", "root", null, null, "/home/bob", "/usr/bin/id", 3, null, null),
            new Sudo.Command(
                "bob", "root", null, null, "/home/bob", "/usr/bin/id", 0, "LD_PRELOAD", null));
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

  private static List<EventEnvelope<?>> events(String... texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add("Mar  2 08:15:01 web1 " + text);
    }
    return Scenario.of(new Sudo(), DEFAULT).lines(lines.toArray(new String[0])).drain().events();
  }

  private static List<String> commands(String... texts) {
    List<String> commands = new ArrayList<>();
    for (EventEnvelope<?> e : events(texts)) {
      if (e.event() instanceof Sudo.Command c) {
        commands.add(Recording.ending(e) + ": " + c.runAs() + ": " + c.command() + " " + c.doubt());
      }
    }
    return commands;
  }

  @Test
  void argumentThatLooksLikeAnExitStatus_doesNotHideTheCommand() {
    String evil = "sudo: ann : TTY=pts/1 ; PWD=/a ; USER=root ; COMMAND=/bin/sh evil.sh";

    assertThat(commands(evil + " ; EXIT=0"))
        .containsExactly("COMPLETED: ran, told at its end: root: /bin/sh evil.sh exit status");
    assertThat(commands(evil + " ; SIGNAL=KILL ; EXIT=137"))
        .containsExactly("COMPLETED: ran, told at its end: root: /bin/sh evil.sh exit status");
    assertThat(commands(evil, evil + " ; EXIT=0"))
        .containsExactly("COMPLETED: ran: root: /bin/sh evil.sh null");
    assertThat(commands(evil, evil + " ; EXIT=0", evil + " ; EXIT=0"))
        .containsExactlyInAnyOrder(
            "COMPLETED: ran: root: /bin/sh evil.sh null",
            "COMPLETED: ran, told at its end: root: /bin/sh evil.sh exit status");
    assertThat(
            commands(
                evil.replace("sudo", "sudo[7]"), evil.replace("sudo", "sudo[8]") + " ; EXIT=0"))
        .containsExactlyInAnyOrder(
            "COMPLETED: ran: root: /bin/sh evil.sh null",
            "COMPLETED: ran, told at its end: root: /bin/sh evil.sh exit status");
  }

  @Test
  void exitStatus_ofCommandsThatWereTold_isNoFurtherCommand() {
    List<EventEnvelope<?>> events =
        recording("status").scenario("auth.log", new Sudo(), DEFAULT).events();
    List<EventEnvelope<?>> plain =
        recording("plain").scenario("auth.log", new Sudo(), DEFAULT).events();

    assertThat(Recording.inOrder(events, "over")).isEmpty();
    // What is too long for one record is told once more when it is over.
    assertThat(Recording.inOrder(events, "command"))
        .hasSize(Recording.inOrder(plain, "command").size() + 1);
  }

  @Test
  void command_thatGoesOnInFurtherRecords_isMarkedAsCut() {
    List<EventEnvelope<?>> commands =
        events(
            "sudo: ann : TTY=pts/1 ; PWD=/a ; USER=root ; COMMAND=/bin/echo one two",
            "sudo: ann : (command continued) three ; USER=bob ; COMMAND=/bin/true",
            "sudo: ann : (command continued) four");

    assertThat(commands)
        .filteredOn(e -> e.event() instanceof Sudo.Command)
        .singleElement()
        .satisfies(e -> {
          Sudo.Command command = (Sudo.Command) e.event();
          assertThat(command.runAs()).isEqualTo("root");
          assertThat(command.command()).isEqualTo("/bin/echo one two");
          assertThat(command.doubt()).isEqualTo("cut");
          assertThat(e.evidence().count()).isEqualTo(3);
        });
  }

  @Test
  void command_thatALongDirectoryMovesIntoALaterRecord_isTold() {
    assertThat(
            commands(
                "sudo: ann : TTY=pts/1 ;",
                "sudo: ann : (command continued) PWD=/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "sudo: ann : (command continued) aaaa ; USER=root ; COMMAND=/bin/sh evil.sh ;",
                "sudo: ann : (command continued) USER=bob ; COMMAND=/bin/true"))
        .containsExactly("COMPLETED: ran: root: /bin/sh evil.sh ; cut");
    assertThat(
            commands(
                "sudo: ann : command not allowed ; TTY=pts/1 ;",
                "sudo: ann : (command continued) PWD=/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "sudo: ann : (command continued) USER=root ; COMMAND=/bin/sh"))
        .containsExactly("FAILED: command not allowed: root: /bin/sh cut");
    assertThat(
            commands(
                "sudo: ann : out of luck ; TTY=pts/1 ;",
                "sudo: ann : (command continued) PWD=/a b ; x ; USER=root ; COMMAND=/bin/sh"))
        .containsExactly("FAILED: refused: root: /bin/sh cut");
    assertThat(
            commands(
                "sudo: ann : TTY=pts/1 ; PWD=/a ; USER=root ; ENV=A=aaaaaaaaaaaaaaaaaa",
                "sudo: ann : (command continued) B=1;2 ; COMMAND=/bin/sh"))
        .containsExactly("COMPLETED: ran: null: /bin/sh cut");
  }

  @Test
  void names_withBlanks_areRead() {
    List<Sudo.Command> commands =
        events(
                "sudo: jane doe : TTY=pts/1 ; PWD=/a ; USER=ad admin ; GROUP=domain users ;"
                    + " COMMAND=/bin/ls ; GROUP=wheel ; COMMAND=/bin/true",
                "sudo:      bob : command not allowed ; TTY=pts/1 ; PWD=/a ; USER=domain users ;"
                    + " COMMAND=/bin/ls")
            .stream()
            .filter(e -> e.event() instanceof Sudo.Command)
            .map(e -> (Sudo.Command) e.event())
            .toList();

    assertThat(commands)
        .containsExactlyInAnyOrder(
            new Sudo.Command(
                "jane doe",
                "ad admin",
                "domain users",
                "pts/1",
                "/a",
                "/bin/ls ; GROUP=wheel ; COMMAND=/bin/true",
                0,
                null,
                null),
            new Sudo.Command("bob", "domain users", null, "pts/1", "/a", "/bin/ls", 0, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A directory, and arguments, that look like fields.
        "TTY=pts/1 ; PWD=/tmp/a ; USER=bob ; COMMAND=/bin/true ; USER=root ; COMMAND=/bin/sh",
        "TTY=pts/1 ; PWD=/a b ; USER=root ; GROUP=domain users ; COMMAND=/bin/sh ; USER=bob ;"
            + " COMMAND=/bin/true",
        "ENV=A ; TTY=pts/1 ; PWD=/a ; USER=root ; ENV=A=1 ; COMMAND=/bin/sh ; COMMAND=/bin/true",
        "unknown user x ; PWD=/ ; USER=bob ; COMMAND=/bin/true ; TTY=pts/1 ; PWD=/a ; USER=root ;"
            + " COMMAND=/bin/sh"
      })
  void record_thatCanBeReadInTwoWays_isToldInDoubt(String text) {
    List<EventEnvelope<?>> events = events("sudo: ann : " + text);

    assertThat(events)
        .filteredOn(e -> e.event() instanceof Sudo.InDoubt)
        .extracting(e -> (Sudo.InDoubt) e.event())
        .containsExactly(new Sudo.InDoubt("web1", "ann", "ann : " + text));
    assertThat(events).filteredOn(e -> e.event() instanceof Sudo.Command).hasSize(1);
  }

  @Test
  void record_thatCanBeReadInOneWay_isNotInDoubt() {
    assertThat(
            events(
                "sudo: ann : TTY=pts/1 ; PWD=/a b ; USER=root ; COMMAND=/bin/sh x ; y COMMAND=z"))
        .noneMatch(e -> e.event() instanceof Sudo.InDoubt);
  }

  @Test
  void environment_withSemicolonsAndArgumentsThatLookLikeACommand_isTheFirst() {
    assertThat(
            commands(
                "sudo: ann : TTY=pts/1 ; PWD=/a ; USER=root ; ENV=A=1 ; COMMAND=/bin/sh ;"
                    + " COMMAND=/bin/true"))
        .containsExactly("COMPLETED: ran: root: /bin/sh ; COMMAND=/bin/true null");
    assertThat(commands("sudo: ann : TTY=pts/1 ; PWD=/a ; USER=root ; ENV=A=1;2 ; COMMAND=/bin/sh"))
        .containsExactly("COMPLETED: ran: root: /bin/sh null");
  }

  @Test
  void commands_areTheSameHoweverTheyAreFound() {
    recording("pid")
        .scenario("auth.log", new Sudo(), DEFAULT)
        .invariant(Variation.shards(1, 2, 8), Variation.blocks(0, 500));
  }
}
