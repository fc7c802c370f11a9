package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the report says of choices that are left out, in whole runs. */
class LeftOutTest {

  private static final String HINT =
      "NOTE    no finding of openssh, but 7 records left out: openssh.counts is failed_password,"
          + " without invalid_user (--set openssh.counts=failed_password,invalid_user takes"
          + " them)\n";

  @TempDir private Path folder;

  @BeforeEach
  void sevenUnknownUsers() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      log.append("2026-03-02T08:15:0%dZ web1 sshd[%d]: ".formatted(i, i))
          .append("Invalid user u%d from 192.0.2.1 port 40%d\n".formatted(i, i))
          .append("2026-03-02T08:15:0%dZ web1 sshd[%d]: ".formatted(i, i))
          .append(
              "Connection closed by invalid user u%d 192.0.2.1 port 40%d [preauth]\n"
                  .formatted(i, i));
    }
    Files.writeString(folder.resolve("auth.log"), log);
  }

  private String report(String... words) {
    StringWriter out = new StringWriter();
    Surroundings here =
        new Surroundings(
            Map.of(),
            folder,
            LeftOutTest.class.getClassLoader(),
            null,
            new PrintWriter(out),
            new PrintWriter(new StringWriter()));
    new CommandShell(here, new HistoryRunner()).execute(words);
    return out.toString();
  }

  private String log() {
    return folder.resolve("auth.log").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void failures_noneOfWhichIsOfACountedKind_areSaidToBeLeftOut(String shards) {
    assertThat(report("run", "openssh", "--shards", shards, log())).contains(HINT);
  }

  @Test
  void failures_whichAreTooFewButAllCount_areNotSaidToBeLeftOut() throws IOException {
    Files.writeString(
        folder.resolve("auth.log"),
        """
        2026-03-02T08:15:00Z web1 sshd[1]: Failed password for ann from 192.0.2.1 port 401 ssh2
        2026-03-02T08:15:01Z web1 sshd[1]: Connection closed by 192.0.2.1 port 401 [preauth]
        """);

    assertThat(report("run", "openssh", log()))
        .contains("FAILED 1 ")
        .doesNotContain("ADDRESSES WITH", "NOTE ");
  }

  @Test
  void failures_ofWhichEnoughCount_areFoundWithoutAWordOfTheOthers() throws IOException {
    StringBuilder log = new StringBuilder(Files.readString(folder.resolve("auth.log")));
    for (int i = 0; i < 5; i++) {
      log.append(
          "2026-03-02T08:16:0%dZ web1 sshd[9]: Failed password for ann from 192.0.2.9 port 1 ssh2\n"
              .formatted(i));
    }
    Files.writeString(folder.resolve("auth.log"), log);

    assertThat(report("run", "openssh", log()))
        .contains("ADDRESSES WITH TOO MANY FAILURES: 1")
        .doesNotContain("NOTE ");
  }

  @Test
  void choice_thatTheUserMade_isNotQuestioned() {
    assertThat(report("run", "openssh", "--set", "openssh.counts=failed_password", log()))
        .contains("TRANSACTIONS")
        .doesNotContain("NOTE ");
  }

  @Test
  void hint_whenFollowed_findsThem() {
    String set = HINT.substring(HINT.indexOf("openssh.counts="), HINT.indexOf(" takes them"));

    assertThat(report("run", "openssh", "--set", set, log()))
        .contains("ADDRESSES WITH TOO MANY FAILURES: 1")
        .doesNotContain("NOTE ");
  }
}
