package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of records that do not count at their own times, and whether it helps. */
class OwnTimesTest {

  private static final String STEPPING =
      """
      2026-03-02T09:00:00Z web1 sshd[5]: Connection from 192.0.2.1 port 4000 on 10.0.0.1 port 22
      2026-03-02T09:04:52Z web1 sshd[5]: Failed password for ann from 192.0.2.1 port 4000 ssh2
      2026-03-02T09:02:00Z web1 sshd[5]: Failed password for ann from 192.0.2.1 port 4000 ssh2
      2026-03-02T09:04:51Z web1 sshd[5]: Failed password for ann from 192.0.2.1 port 4000 ssh2
      2026-03-02T09:05:30Z web1 sshd[5]: Connection closed by authenticating user ann 192.0.2.1 port 4000 [preauth]
      """;

  private static final Pattern ADVICE = Pattern.compile("NEXT {4}correlator (run .*--.*)\n");

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void layOut() {
    desk = new Desk(temporary).whichRuns();
  }

  private String run(String... words) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(Arrays.asList(words));
    return desk.type(all.toArray(String[]::new)).out();
  }

  private String log(String content) {
    return desk.file("some.log", content).toString();
  }

  /** Types what the report offers to read the records in order. */
  private String runAsAdvised(String report) {
    Matcher advice = ADVICE.matcher(report);
    assertThat(advice.find()).as(report).isTrue();
    return desk.type(advice.group(1).split(" ", -1)).out();
  }

  @Test
  void trace_ofRecordsThatCountAtOtherTimes_showsTheirOwn() {
    String file = log(STEPPING);

    assertThat(desk.type("trace", "ann", "openssh", file).out())
        .containsSubsequence(
            "09:04:52.000   +4m52s  " + file + ":2  web1 sshd[5]: ",
            "09:04:52.000      +0s  " + file + ":3  [re-timed; says 09:02:00.000]  web1 sshd[5]: ",
            "09:04:52.000      +0s  " + file + ":4  [adjusted; says 09:04:51.000]  web1 sshd[5]: ",
            "09:05:30.000     +38s  " + file + ":5  web1 sshd[5]: ");
    assertThat(desk.type("trace", "ann", "openssh", "--order", "time", "--hold", "3m", file).out())
        .containsSubsequence(":1  web1", "09:02:00.000   +2m00s  " + file + ":3  web1", ":4  web1");
  }

  @Test
  void trace_ofARecordOfAnotherDay_showsThatToo() {
    String file = log(STEPPING.replace("2026-03-02T09:02", "2026-03-01T23:02"));

    assertThat(desk.type("trace", "ann", "openssh", file).out())
        .contains("[re-timed; says 2026-03-01 23:02:00.000]");
  }

  @Test
  void trace_ofARecordWithoutTime_doesNotSayThatItHasOne() {
    String file =
        log(
            """
            <38>1 2026-03-02T10:00:05Z web1 sshd 5 - - Failed password for ann from 192.0.2.1 port 4000 ssh2
            <38>1 2026-03-02T10:00:00Z web2 cron 1 - - tick
            <38>1 - web1 sshd 5 - - Failed password for ann from 192.0.2.1 port 4000 ssh2
            <38>1 - web1 sshd 5 - - Failed password for ann from 192.0.2.1 port 4000 ssh2
            """);

    assertThat(desk.type("trace", "ann", "openssh", file).out())
        .containsSubsequence(
            "10:00:05.000           " + file + ":1  web1 sshd[5]: ",
            "10:00:05.000      +0s  " + file + ":3  [no time that can be read]  web1 sshd[5]: ",
            "10:00:05.000      +0s  " + file + ":4  [no time that can be read]  web1 sshd[5]: ");
    assertThat(run("openssh", file)).contains("EXACT   yes: 0 re-timed, 0 adjusted");
  }

  @Test
  void recordsThatNoModuleKnows_outOfOrder_areToldToo_becauseTheirSpanIs() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Instant time = Instant.parse("2026-03-02T09:00:00Z").plusSeconds(30L * i);
      lines.add("{\"time\":\"" + time + "\",\"msg\":\"served\"}\n");
    }
    String moved = String.join("", lines.subList(20, 40)) + String.join("", lines.subList(0, 20));

    String report = run(log(moved));

    assertThat(report)
        .containsSubsequence(
            "No installed module knows these records",
            "EXACT   no: 20 re-timed",
            "NOTE    20 records stand behind others of later times, by up to 19m30s",
            "NEXT    correlator run --order time --hold 20m ");
    assertThat(runAsAdvised(report))
        .contains("2026-03-02 09:00:00 to 2026-03-02 09:19:30", "EXACT   yes")
        .doesNotContain("NOTE");
    assertThat(runAsAdvised(run(log(String.join("", lines.reversed()))))).contains("EXACT   yes");
    assertThat(run("openssh", log(moved)))
        .contains("EXACT   no: 20 re-timed", "NOTE    nothing for openssh")
        .doesNotContain("NEXT");
  }

  @Test
  void linesOutOfOrder_areToldWithTheOptionsThatPutThemInOrder() {
    String report = run("openssh", log(STEPPING));

    assertThat(report)
        .containsSubsequence(
            "EXACT   no: 1 re-timed, 1 adjusted",
            "NOTE    1 record stands behind others of later times, by up to 2m52s; unless a clock"
                + " was set back, --order time --hold 3m puts it in order\n",
            "NEXT    correlator run openssh --order time --hold 3m ");
    assertThat(runAsAdvised(report)).contains("EXACT   yes").doesNotContain("NOTE    1 record st");
    assertThat(run("openssh", "--format", "json", log(STEPPING)))
        .containsPattern("\"exact_with\" : \\[ \"--order\", \"time\", \"--hold\", \"3m\" ]")
        .containsPattern("\"retimed\" : true");
  }

  @Test
  void hostWhoseRecordsComeLate_needsALongerHoldAlone() {
    String report =
        run(
            "openssh",
            log(
                """
                2026-03-02T09:00:40Z web1 cron[1]: tick
                2026-03-02T09:00:00Z web2 cron[1]: tick
                2026-03-02T09:00:01Z web2 cron[1]: tick
                2026-03-02T09:00:41Z web1 sshd[5]: Connection closed by 192.0.2.1 port 22 [preauth]
                """));

    assertThat(report)
        .contains(
            "NOTE    2 records stand behind others of later times, by up to 40s; --hold 40s puts"
                + " them in order\n");
    assertThat(runAsAdvised(report)).contains("EXACT   yes");
  }

  @Test
  void holdThatIsTyped_isReplacedByTheOneThatIsNeeded() {
    String report = run("openssh", "--order", "time", "--hold", "20s", log(STEPPING));

    assertThat(report).contains("NEXT    correlator run openssh --order time --hold 3m ");
    assertThat(runAsAdvised(report)).contains("EXACT   yes");
  }

  @Test
  void smallStepsBack_needNoLongerHold() {
    String report = run("openssh", log(STEPPING.replace("09:02:00", "09:04:47")));

    assertThat(report)
        .contains(
            "NOTE    1 record stands behind others of later times; unless a clock was set back,"
                + " --order time puts it in order\n");
    assertThat(runAsAdvised(report)).contains("EXACT   yes");
  }

  @Test
  void timeThatIsNotBelieved_isToldAndNoOptionOffered() {
    String report = run("openssh", log(STEPPING.replace("2026-03-02T09:02", "2027-03-02T09:02")));

    assertThat(report)
        .contains("EXACT   no: 1 re-timed")
        .contains(
            "NOTE    1 record says a time more than a day ahead of what follows: not believed")
        .doesNotContain("--order", "--hold");
  }

  @Test
  void recordsOfWhichTooManyWouldWait_areNotSaidToBePutInOrder() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1_100; i++) {
      String time = Instant.parse("2026-03-02T09:00:00Z").plusSeconds(i).toString();
      lines.append(time).append(" web1 cron[1]: message repeated 1000 times: [ tick]\n");
    }
    lines.append("2026-03-02T09:00:01Z web1 cron[1]: tick\n").append(STEPPING);

    assertThat(run("openssh", log(lines.toString())))
        .contains("(--order time --hold 19m) more would have to wait than there is room for")
        .doesNotContainPattern("(NEXT|\n {7}) .*--hold");
  }

  @Test
  void logsInOrder_areToldNothing() {
    assertThat(run("openssh", log(STEPPING.replace("09:02:00", "09:04:51"))))
        .contains("EXACT   no: 0 re-timed, 2 adjusted")
        .doesNotContain("NOTE    1 record st", "--order", "--hold");
  }

  @Test
  void drawnLogs_readAsAdvised_areExact() {
    int advised = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<String> words = new ArrayList<>(List.of("openssh"));
      int files = 1 + random.nextInt(3);
      for (int f = 0; f < files; f++) {
        words.add(desk.file("drawn" + f + ".log", drawn(random)).toString());
      }

      String report = run(words.toArray(String[]::new));

      if (!report.contains(" 0 re-timed")) {
        assertThat(runAsAdvised(report)).as("seed %d: %s", seed, report).contains("EXACT   yes");
        advised++;
      }
    }
    assertThat(advised).isGreaterThan(20);
  }

  private static String drawn(Random random) {
    StringBuilder lines = new StringBuilder();
    Instant time = Instant.parse("2026-03-02T09:00:00Z").plusSeconds(random.nextInt(600));
    for (int i = 0; i < 40; i++) {
      time = time.plusMillis(random.nextInt(20_000));
      Instant said = random.nextInt(4) > 0 ? time : time.minusMillis(random.nextInt(400_000));
      lines
          .append(said)
          .append(" web")
          .append(random.nextInt(3))
          .append(" sshd[5]: Failed password for ann from 192.0.2.1 port 4000 ssh2\n");
    }
    return lines.toString();
  }
}
