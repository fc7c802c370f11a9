package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several modules in one run. */
class SeveralModulesTest {

  private static final String LOG =
      """
      Mar  2 08:15:01 web1 sshd[7]: Failed password for ann from 192.0.2.1 port 41 ssh2
      Mar  2 08:15:02 web1 sshd[7]: Connection closed by authenticating user ann 192.0.2.1 port 41 [preauth]
      Mar  2 08:15:03 web1 sudo:      bob : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls
      Mar  2 08:15:04 web1 systemd[1]: app.service: Failed with result 'signal'.
      Mar  2 09:15:04 web1 other[1]: something else
      """;

  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");

  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.writeString(folder.resolve("auth.log"), LOG);
  }

  /** Types a command; what it says. */
  private String type(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            folder,
            SeveralModulesTest.class.getClassLoader(),
            null,
            new PrintWriter(out),
            new PrintWriter(err));
    int code = new CommandShell(surroundings, new HistoryRunner()).execute(words);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> ids(String applications) throws IOException {
    type("run", applications, "--year", "2026", "--events", path("events.jsonl"), path("auth.log"));
    List<String> ids = new ArrayList<>();
    for (String event : Files.readAllLines(folder.resolve("events.jsonl"))) {
      Matcher id = ID.matcher(event);
      // What the program says about a run is outside the identity of runs.
      if (!event.contains("\"system\":\"engine\"") && id.find()) {
        ids.add(id.group(1));
      }
    }
    return ids;
  }

  @Test
  void applications_namedTogether_readTheirInputOnce() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)));
    try {
      // What was read to its end cannot be read again: all find their records in one reading.
      String report = type("run", "openssh,sudo,systemd", "--year", "2026", "-");

      assertThat(report)
          .contains("wrong password", "not in sudoers", "signal")
          .contains("of openssh", "of sudo", "of systemd")
          .contains("RECORDS 5 = 4 used + 1 ignored")
          .containsOnlyOnce("EXACT");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void events_ofApplicationsNamedTogether_areThoseOfEach() throws IOException {
    List<String> each = new ArrayList<>(ids("openssh"));
    each.addAll(ids("sudo"));
    each.addAll(ids("systemd"));

    assertThat(ids("openssh,sudo,systemd"))
        .hasSizeGreaterThan(4)
        .containsExactlyInAnyOrderElementsOf(each);
  }

  @Test
  void report_isOnlyRunWhereItIsNamed() {
    assertThat(type("run", "--year", "2026", path("auth.log")))
        .contains("wrong password")
        .doesNotContain("PROGRAMS");
    assertThat(type("run", "report", "--year", "2026", path("auth.log"))).contains("PROGRAMS: 4");
  }

  @Test
  void module_twiceUnderTwoNames_hasSettingsOfItsOwnUnderEach() throws IOException {
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        applications:
          site:
            modules:
              strict: {use: sudo, config: {refusal_limit: 2}}
              lenient: {use: sudo, config: {refusal_limit: 9}}
        """);
    String refusal = LOG.lines().skip(2).findFirst().orElseThrow() + "\n";
    Files.writeString(folder.resolve("auth.log"), LOG.replace(refusal, refusal + refusal));
    type(
        "run",
        "site",
        "--config",
        path("site.yaml"),
        "--year",
        "2026",
        "--events",
        path("events.jsonl"),
        path("auth.log"));

    String events = Files.readString(folder.resolve("events.jsonl"));
    List<String> exceeded =
        events.lines().filter(l -> l.contains("\"type\":\"RefusalsExceeded\"")).toList();
    assertThat(exceeded).hasSize(1);
    assertThat(exceeded.get(0)).contains("\"system\":\"strict\"");
    assertThat(events.lines().filter(l -> l.contains("\"type\":\"Command\"")))
        .hasSize(4)
        .filteredOn(l -> l.contains("\"system\":\"lenient\""))
        .hasSize(2);
  }

  private String reportOfTwo(String module, String log) throws IOException {
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        applications:
          site:
            modules:
              web: {use: MODULE}
              strict: {use: MODULE}
        """
            .replace("MODULE", module));
    Files.writeString(folder.resolve("auth.log"), log);
    return type("run", "site", "--config", path("site.yaml"), "--year", "2026", path("auth.log"));
  }

  @Test
  void report_ofAModuleUnderTwoNames_saysWhichOneFoundWhat() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 10; i < 30; i++) {
      log.append(
          "Mar  2 08:15:%d web1 sshd[%d]: Failed password for ann from 192.0.2.1 port 41 ssh2%n"
              .formatted(i, i));
      log.append(
          "Mar  2 08:15:%d web1 sshd[%d]: Connection closed by 192.0.2.1 port 41 [preauth]%n"
              .formatted(i, i));
    }

    String report = reportOfTwo("openssh", log.toString());

    assertThat(report)
        .contains("ADDRESSES WITH TOO MANY FAILURES of strict: 1\n")
        .contains("ADDRESSES WITH TOO MANY FAILURES of web: 1\n")
        .contains("DAY of strict ", "DAY of web ")
        .contains(
            "\n  of strict\n",
            "\n  of web\n",
            "\n  of strict: newest 10 of 20\n",
            "\n  of web: newest 10 of 20\n")
        .contains("FAILED 40    all:");
    assertThat(type("run", "openssh", "--year", "2026", path("auth.log")))
        .contains("ADDRESSES WITH TOO MANY FAILURES: 1\n", "\nDAY  ")
        .doesNotContain("of openssh");
  }

  @Test
  void report_ofSeveralKindsOfTransactions_saysWhichEndedHow() throws IOException {
    String log =
        """
        Mar  2 08:15:01 web1 sudo[12]:      ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls
        Mar  2 08:15:01 web1 sudo[12]: pam_unix(sudo:session): session opened for user root(uid=0) by ann(uid=1000)
        Mar  2 08:15:02 web1 sudo[12]: pam_unix(sudo:session): session closed for user root
        """;

    assertThat(reportOfTwo("sudo", log))
        .contains("\n  of strict/command\n", "\n  of strict/session\n")
        .contains("\n  of web/command\n", "\n  of web/session\n");
    assertThat(type("run", "sudo", "--year", "2026", path("auth.log")))
        .contains("\n  of sudo/command\n", "\n  of sudo/session\n")
        .contains("\nDAY  ");
  }
}
