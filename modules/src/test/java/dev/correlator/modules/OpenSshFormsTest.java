package dev.correlator.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.EngineSummary;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import dev.correlator.testkit.Variation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of records that the recordings of real servers do not have. */
class OpenSshFormsTest {

  private static List<EventEnvelope<OpenSsh.Connection>> connections(String... texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add("Mar  2 08:15:01 web1 " + (text.startsWith("sshd") ? text : "sshd[7]: " + text));
    }
    List<EventEnvelope<OpenSsh.Connection>> found = new ArrayList<>();
    Scenario scenario =
        Scenario.of(new OpenSsh(), OpenSshSettings.DEFAULT)
            .lines(lines.toArray(new String[0]))
            .drain();
    for (EventEnvelope<?> e : scenario.run().events()) {
      if (e.event() instanceof OpenSsh.Connection) {
        @SuppressWarnings("unchecked") // the type of its event was just seen
        EventEnvelope<OpenSsh.Connection> connection = (EventEnvelope<OpenSsh.Connection>) e;
        found.add(connection);
      }
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Received disconnect from 192.0.2.1: 14: No more authentication methods. [preauth] | no"
            + " method left | | 192.0.2.1 | 0 | disconnected",
        "error: Received disconnect from 192.0.2.1 port 41:3: com.jcraft.jsch.JSchException: Auth"
            + " fail for methods 'password' [preauth] | log-in failed | | 192.0.2.1 | 41 |"
            + " disconnected",
        "Did not receive identification string from UNKNOWN port 65535 | no identification | | | 0"
            + " | closed",
        "Connection closed by UNKNOWN port 65535 [preauth] | left before log-in | | | 0 | closed",
        "banner exchange: Connection from UNKNOWN port 65535: invalid format | not SSH | | | 0 |"
            + " server",
        "Bad protocol version identification 'GET /' from UNKNOWN port 65535 | not SSH | | | 0 |"
            + " server",
        "Unable to negotiate with UNKNOWN port 65535: no matching cipher found. Their offer: x"
            + " [preauth] | no common algorithm | | | 0 | server",
        "ssh_dispatch_run_fatal: Connection from authenticating user ann 192.0.2.1 port 41: message"
            + " authentication code incorrect [preauth] | not SSH | ann | 192.0.2.1 | 41 | server",
        "ssh_dispatch_run_fatal: Connection from 192.0.2.1 port 41: Broken pipe [preauth] | left"
            + " before log-in | | 192.0.2.1 | 41 | reset",
        "packet_write_wait: Connection from 192.0.2.1 port 41: Broken pipe [preauth] | left before"
            + " log-in | | 192.0.2.1 | 41 | reset",
        "fatal: Write failed: Connection reset by peer [preauth] | left before log-in | | | 0 |"
            + " reset",
        "fatal: Read from socket failed: Connection timed out [preauth] | timed out | | | 0 | timed"
            + " out",
        "fatal: Read from socket failed: Operation timed out [preauth] | timed out | | | 0 | timed"
            + " out",
        "Connection from invalid user a b 192.0.2.1 port 41 timed out [preauth] | timed out | a b |"
            + " 192.0.2.1 | 41 | timed out",
        "fatal: Timeout before authentication for UNKNOWN port 65535 | timed out | | | 0 | timed"
            + " out",
        "Disconnecting 192.0.2.1 port 41: Packet corrupt [preauth] | server gave up | | 192.0.2.1 |"
            + " 41 | server",
        "Disconnecting: Too many authentication failures for ann from 192.0.2.1 port 41 ssh2"
            + " [preauth] | too many failures | ann | 192.0.2.1 | 41 | too many failures",
        "refused connect from 192.0.2.1 | refused by address | | 192.0.2.1 | 0 | server",
        "Failed password for illegal user ann from 192.0.2.1 port 41 ssh2 | unknown user | ann |"
            + " 192.0.2.1 | 41 |",
        "Authentication failure for ann from 192.0.2.1 | wrong password | ann | 192.0.2.1 | 0 |",
        "error: PAM: Authentication error for illegal user ann from 192.0.2.1 via 192.0.2.9 |"
            + " unknown user | ann | 192.0.2.1 | 0 |"
      })
  void record_alone_saysWhatHappened(
      String text,
      String reason,
      @Nullable String user,
      @Nullable String addr,
      int port,
      @Nullable String end) {
    assertThat(connections(text))
        .singleElement()
        .satisfies(e -> {
          OpenSsh.Connection c = e.event();
          assertThat(e.reason()).isEqualTo(reason);
          assertThat(c.user()).isEqualTo(user);
          assertThat(c.addr()).isEqualTo(addr);
          assertThat(c.port()).isEqualTo(port);
          assertThat(c.end()).isEqualTo(end);
        });
  }

  @Test
  void sessionOfRoot_inTheProcessOfTheConnection_isOneTransaction() {
    List<EventEnvelope<OpenSsh.Connection>> found =
        connections(
            "Accepted password for root from 192.0.2.1 port 4001 ssh2",
            "pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)",
            "Received disconnect from 192.0.2.1 port 4001:11: disconnected by user",
            "Disconnected from user root 192.0.2.1 port 4001",
            "pam_unix(sshd:session): session closed for user root");

    assertThat(found)
        .singleElement()
        .satisfies(e -> {
          assertThat(e.reason()).isEqualTo("log-in session");
          assertThat(e.evidence().count()).isEqualTo(5);
        });
  }

  @Test
  void visitor_whoSaysNothing_leftWithoutIdentification() {
    List<EventEnvelope<OpenSsh.Connection>> found =
        connections(
            "error: kex_exchange_identification: Connection closed by remote host",
            "Connection closed by 192.0.2.1 port 4001");

    assertThat(found)
        .singleElement()
        .satisfies(e -> {
          assertThat(e.reason()).isEqualTo("no identification");
          assertThat(e.event().addr()).isEqualTo("192.0.2.1");
          assertThat(e.event().end()).isEqualTo("closed");
        });
  }

  private static final String FAILED =
      " sshd[7]: Failed password for ann from 192.0.2.1 port 41 ssh2";

  @Test
  void usersOfASource_areThoseOfAllItsFailures_noOthers() {
    List<String> lines = new ArrayList<>();
    lines.add("Mar  2 08:00:00 web1 sshd[5]: Failed password for zoe from 192.0.2.1 port 41 ssh2");
    String users = "ann bob ann cyd dan eve bob fay";
    int second = 10;
    for (String user : users.split(" ", -1)) {
      lines.add(
          "Mar  2 08:15:%d web1 sshd[7]: Failed password for %s from 192.0.2.1 port 41 ssh2"
              .formatted(second++, user));
    }

    Scenario scenario =
        Scenario.of(new OpenSsh(), OpenSshSettings.DEFAULT).lines(lines.toArray(String[]::new));

    assertThat(scenario.run().events(OpenSsh.GuessingSource.class))
        .singleElement()
        .satisfies(s -> {
          assertThat(s.failures()).isEqualTo(8);
          assertThat(s.users()).as("of %s; zoe's was not counted", users).isEqualTo(6);
          assertThat(s.first()).isEqualTo("2026-03-02T08:15:10Z");
          assertThat(s.last()).isEqualTo("2026-03-02T08:15:17Z");
        });
    scenario.invariant(Variation.shards(1, 2, 8));
  }

  @Test
  void failure_thatTheDaemonSaysCameAgain_countsAsOftenAsItSays() {
    Scenario scenario =
        Scenario.of(new OpenSsh(), OpenSshSettings.DEFAULT)
            .lines(
                "Mar  2 08:15:01 web1" + FAILED,
                "Mar  2 08:15:31 web1 last message repeated 3 times",
                "Mar  2 08:17:31 web1 syslogd: last message repeated 1 time",
                "Mar  2 08:17:32 web1 sshd[7]: Connection closed by 192.0.2.1 port 41");

    ScenarioResult result = scenario.run();
    assertThat(result.events(OpenSsh.AttemptsExceeded.class))
        .containsExactly(
            new OpenSsh.AttemptsExceeded(
                "192.0.2.1", "ann", 5, Instant.parse("2026-03-02T08:15:01Z")));
    assertThat(result.events(OpenSsh.Connection.class))
        .singleElement()
        .satisfies(c -> assertThat(c.failures()).isEqualTo(5));
    assertThat(result.summary().records()).isEqualTo(6);
    assertThat(result.summary().apps())
        .extracting(EngineSummary.App::name, EngineSummary.App::records)
        .containsExactly(tuple("sshd", 6L));
    EventEnvelope<?> last = result.events().getLast();
    for (EventEnvelope<?> e : result.events()) {
      if (e.event() instanceof OpenSsh.AttemptsExceeded) {
        last = e;
      }
    }
    assertThat(last.time()).isEqualTo("2026-03-02T08:17:31Z");
    assertThat(last.evidence().records())
        .extracting(r -> r.line())
        .containsExactly(1L, 2L, 2L, 2L, 3L);
    scenario.invariant(
        Variation.shards(1, 2, 8), Variation.blocks(0, 60, 130, 200), Variation.parsers(1, 2));
  }

  @Test
  void repetitions_amongTheRecordsOfManyHosts_areOfTheRecordRightBefore() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String host = " web" + i % 7;
      String time = "Mar  2 08:%02d:%02d".formatted(i / 60, i % 60);
      lines.add(time + host + FAILED.replace("0.2.1 ", "0.2." + i % 50 + " "));
      lines.add(time + (i % 3 == 0 ? " web" + i % 2 : host) + " last message repeated 3 times");
    }
    Scenario scenario =
        Scenario.of(new OpenSsh(), OpenSshSettings.DEFAULT).lines(lines.toArray(new String[0]));

    long repeated = 0;
    for (int i = 0; i < 300; i++) {
      repeated += i % 3 != 0 || i % 7 == i % 2 ? 3 : 1;
    }
    assertThat(scenario.run().summary().records()).isEqualTo(300 + repeated);
    scenario.invariant(
        Variation.shards(1, 2, 8), Variation.blocks(0, 300, 1000), Variation.parsers(1, 2, 4));
    assertThatThrownBy(() -> scenario.invariant(Variation.splits(1, 1)))
        .hasMessageContaining("belong behind it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Invalid user {user} from 192.0.2.1",
        "Failed password for invalid user {user} from 192.0.2.1 port 41 ssh2",
        "Failed publickey for invalid user {user} from 192.0.2.1 port 41 ssh2",
        "error: PAM: Authentication error for illegal user {user} from 192.0.2.1 via 192.0.2.9"
      })
  void unknownUser_isCountedOnceInAConnection_whicheverRecordIsTheFirst(String first) {
    for (String user : first.startsWith("Invalid") ? List.of("ann", "") : List.of("ann")) {
      String password = "Failed password for invalid user " + user + " from 192.0.2.1 port 41 ssh2";
      List<String> lines = new ArrayList<>();
      for (String text : List.of(first.replace("{user}", user), password, password)) {
        lines.add("Mar  2 08:15:01 web1 sshd[7]: " + text);
      }
      ScenarioResult result =
          Scenario.of(new OpenSsh(), OpenSshSettings.DEFAULT)
              .lines(lines.toArray(new String[0]))
              .drain()
              .run();

      assertThat(result.events(OpenSsh.Daily.class))
          .as(user)
          .containsExactly(new OpenSsh.Daily(0, 1, 1, 0));
    }
  }
}
