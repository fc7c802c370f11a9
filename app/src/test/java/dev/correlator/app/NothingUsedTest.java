package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where none of the records is for the application that the user named. */
class NothingUsedTest {

  private static final String SSH =
      """
      2026-03-02T09:00:00Z web1 sshd[5]: Connection closed by 192.0.2.1 port 22 [preauth]
      2026-03-02T09:00:01Z web1 cron[6]: tick
      2026-03-02T09:00:02Z web1 cron[6]: tick
      """;

  private static final String SHOP =
      """
      {"time":"2026-03-02T09:00:00Z","level":"warn","logger":"cart","msg":"text"}
      """;

  private static final String NOBODY = "; no other installed module wants these\n";

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void layOut() {
    desk = new Desk(temporary).whichRuns();
  }

  private String run(String application, String content, String... options) {
    String[] words = new String[options.length + 3];
    words[0] = "run";
    words[1] = application;
    System.arraycopy(options, 0, words, 2, options.length);
    words[words.length - 1] = desk.file("some.log", content).toString();
    Desk.Answer answer = desk.type(words);
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.out();
  }

  @Test
  void recordsForAnotherModule_areToldWithWhatWasWanted_andWithTheRunThatKnowsThem() {
    String report = run("sudo", SSH);

    assertThat(report)
        .containsSubsequence(
            "total             0",
            "NOTE    nothing for sudo: wanted are records of program sudo; these are of programs"
                + " cron, sshd, of format iso\n");
    Matcher next = Pattern.compile("\nNEXT {4}correlator (run \\S+)\n$").matcher(report);
    assertThat(next.find()).as(report).isTrue();
    assertThat(desk.type(next.group(1).split(" ", -1)).out())
        .contains("left before log-in", "1 used");
  }

  @Test
  void recordsThatNoModuleKnows_areToldAsThat_andNothingIsOffered() {
    assertThat(run("openssh", SHOP))
        .contains(
            "NOTE    nothing for openssh: wanted are records of programs sshd, sshd-session,"
                + " sshd-auth; these are of program cart, of format json"
                + NOBODY)
        .doesNotContain("NEXT");
    assertThat(run("sudo", SHOP.replace("\"logger\":\"cart\",", "")))
        .contains("; these are of no program, of format json" + NOBODY);
  }

  @Test
  void manyNames_areToldInPart() {
    assertThat(run("postfix,sudo", SHOP))
        .containsPattern("nothing for postfix,sudo: wanted .*, \\S+ and \\d+ more; these are ");
  }

  @Test
  void recordsOfAWantedProgram_ofWhichNoTextIsKnown_areToldAsThat() {
    assertThat(run("openssh", "2026-03-02T09:00:00Z web1 sshd[5]: Hello\n"))
        .contains(
            "NOTE    nothing for openssh: there are records of program sshd, but none has a wanted"
                + " text"
                + NOBODY);
  }

  @Test
  void eachThatIsNamed_andUsesNothing_isToldInAReportOfSeveral() {
    String report = run("certbot,openssh,sudo", SSH);

    assertThat(report)
        .contains("left before log-in")
        .containsSubsequence(
            "NOTE    nothing for certbot: wanted are records of program",
            "; these are of programs cron, sshd, of format iso\n",
            "NOTE    nothing for sudo: wanted are records of program sudo; these are of programs"
                + " cron, sshd, of format iso\n",
            "correlator run certbot,openssh,sudo --events ")
        .doesNotContain("nothing for openssh", "no other installed module");
    assertThat(run("openssh,sudo", SSH + "2026-03-02T09:00:03Z web1 sudo[7]: Hello\n"))
        .contains(
            "NOTE    nothing for sudo: there are records of program sudo, but none has a wanted"
                + " text\n");
  }

  @Test
  void thoseThatNobodyNamed_areNotTold() {
    Path log = desk.file("some.log", SSH);

    assertThat(desk.type("run", log.toString()).out())
        .contains("left before log-in")
        .doesNotContain("nothing for");
  }

  @Test
  void recordsOutOfOrder_thatOneOfSeveralUses_areStillToBePutInOrder() {
    assertThat(run("openssh,sudo", SSH + SSH.replace("09:00", "08:00")))
        .contains("NOTE    nothing for sudo", "--order");
  }

  @Test
  void recordsOutOfOrder_ofWhichNoneIsWanted_areNotPutInOrderFirst() {
    assertThat(run("sudo", SSH + SSH.replace("09:00", "08:00")))
        .contains("EXACT   no: 3 re-timed", "NOTE    nothing for sudo")
        .doesNotContain("--order", "--hold");
  }

  @Test
  void settingsOfAFilesApplication_areLeftOutOfTheRunWithoutIt() {
    desk.file("correlator.yaml", "applications: {site: {modules: {rights: {use: sudo}}}}");

    assertThat(run("site", SSH, "--set", "rights.refusal_limit=3", "--year", "2026"))
        .containsPattern("NEXT {4}correlator run --year 2026 \\S+\n");
  }

  @Test
  void records_ofWhichOneIsUsed_orThatAreNone_areToldNothing() {
    assertThat(run("openssh", SSH)).contains("1 used").doesNotContain("nothing for");
    assertThat(run("openssh", "")).doesNotContain("nothing for");
  }
}
