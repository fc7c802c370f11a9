package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where a module asks for records of a format. */
class WantedFormatTest {

  private static final String SOLD = "02.03.2026 09:00:00 | sold tea\n";
  private static final String JSON = "{\"time\":\"2026-03-02T09:00:00Z\",\"msg\":\"sold tea\"}\n";

  private static final String SYSLOG =
      """
      2026-03-02T09:00:00Z web1 sshd[5]: Connection closed by 192.0.2.1 port 22 [preauth]
      2026-03-02T09:00:01Z web1 cron[6]: tick
      """;

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void layOut() {
    desk = new Desk(temporary).withModule(Tills.class).whichRuns();
  }

  private void describe(String format) {
    desk.file(
        "correlator.yaml",
        "formats: {" + format + ": {line: '{time} | {text}', time: 'dd.MM.yyyy HH:mm:ss'}}");
  }

  private String log(String content) {
    return desk.file("some.log", content).toString();
  }

  @Test
  void textsThatMatch_inAnotherFormat_areToldByTheFormatThatIsWanted() {
    describe("till");

    assertThat(desk.type("run", "tills", log(SOLD)).out())
        .contains("1 used")
        .doesNotContain("NOTE");
    assertThat(desk.type("run", "tills", log(JSON)).out())
        .contains(
            "RECORDS 1 = 0 used + 1 ignored (no program 1)",
            "NOTE    nothing for tills: wanted are records of format till; these are of no program,"
                + " of format json")
        .doesNotContain("no format has that name");
  }

  @Test
  void programsOfAnotherFormat_areNotToldAsThoseWithoutPattern() {
    describe("till");

    assertThat(desk.type("run", log(SYSLOG)).out()).contains("1 used", "(cron 1)");
    assertThat(desk.type("run", log(SYSLOG), desk.file("till.log", SOLD).toString()).out())
        .contains("2 used", "(cron 1)");
  }

  @Test
  void formatThatIsNotDescribed_isToldByTheCheckAndWhereNothingIsUsed() {
    String told =
        "tills asks for records of format 'till', but no format has that name: it is not described"
            + " under 'formats:'\n";

    assertThat(desk.type("check", "tills").out()).contains("tills: right\n", "  NOTE  " + told);
    assertThat(desk.type("run", "tills", log(JSON)).out()).contains("\nNOTE    " + told);
  }

  @Test
  void formatThatIsMisspelt_isToldWithTheNearest() {
    describe("tlil");
    assertThat(desk.type("check", "tills").out())
        .contains("but no format has that name; did you mean 'tlil'?\n");

    describe("till");
    assertThat(desk.type("check", "tills").out())
        .contains("format till: right\n", "tills: right\n")
        .doesNotContain("NOTE");
  }
}
