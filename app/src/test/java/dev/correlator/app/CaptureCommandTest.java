package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of captures. */
class CaptureCommandTest {

  private static final String CAPTURE =
      """
      <86>1 2026-03-02T08:15:01.25Z web1 sshd 7 - - Accepted \u001B[31m
      rubbish
      <84>1 2026-03-02T08:15:03+01:00 web2 sshd 8 - - refused

      2026-03-02T08:15:04Z web1 cron[9]: run
      """;

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
  }

  private static Path gzip(Path file, byte[] content) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  @Test
  void ls_ofACapture_listsEachRecordWithItsNumber_andStatistics() {
    desk.file("a.log", CAPTURE);

    Desk.Answer answer = desk.type("capture", "ls", "a.log");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out().lines().skip(1).map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "NUMBER TIME HOST PROGRAM SEVERITY BYTES TEXT",
            "1 2026-03-02 08:15:01.250 web1 sshd info 60 Accepted \\u001b[31m",
            "2 - - - - 7 not parsed, no header of this format: rubbish",
            "3 2026-03-02 07:15:03.000 web2 sshd warning 55 refused",
            "4 - - - - 0 not parsed, empty line:",
            "5 2026-03-02 08:15:04.000 web1 cron - 38 run",
            "RECORDS 3, 160 bytes, 2026-03-02 07:15:03.000 to 2026-03-02 08:15:04.000",
            "NOT PARSED 2",
            "FORMATS rfc5424 2, iso 1",
            "HOSTS web1 2, web2 1",
            "PROGRAMS sshd 2, cron 1",
            "SEVERITIES (none) 1, info 1, warning 1");
  }

  @Test
  void ls_ofTimesWithoutYearAndZone_saysWhatItAssumed() {
    Path log = desk.file("a.log", "Mar  2 08:15:01 web1 sshd[7]: a\n");
    desk.file("b.log", "2026-03-02T08:15:01Z web1 sshd[7]: b\n");
    String assumed =
        "ASSUMED     "
            + log
            + ": no year: 2024 as stated (--year); no zone: UTC assumed (--zone)\n";

    assertThat(desk.type("capture", "ls", "--year", "2024", "a.log", "b.log").out())
        .endsWith("\nSEVERITIES  (none) 2\n" + assumed);
    assertThat(desk.type("capture", "ls", "b.log").out()).doesNotContain("ASSUMED");
    assertThat(
            desk.type("capture", "cut", "--year", "2024", "--to", "2025-01-01", "-o", "c", "a.log")
                .out())
        .endsWith("\n" + assumed);
    JsonNode source =
        JsonMapper.shared()
            .readTree(
                desk.type("capture", "ls", "--format", "json", "--year", "2024", "a.log").out())
            .at("/statistics/sources/0");
    assertThat(source.get("name").asString()).isEqualTo(log.toString());
    assertThat(source.get("first_year").asInt()).isEqualTo(2024);
    assertThat(source.get("year_from").asString()).isEqualTo("stated");
    assertThat(source.get("zone_assumed").asBoolean()).isTrue();
  }

  @Test
  void ls_asJson_isOneDocument_withRecordsAndStatistics() throws IOException {
    gzip(
        desk.file("a.log.gz", ""),
        CAPTURE.replace("\n", "\u001E").getBytes(StandardCharsets.UTF_8));

    Desk.Answer answer =
        desk.type("capture", "ls", "--format", "json", "--trailer", "\\x1e", "a.log.gz");

    assertThat(answer.code()).as(answer.err()).isZero();
    JsonNode document = JsonMapper.shared().readTree(answer.out());
    JsonNode records = document.get("records");
    assertThat(records).hasSize(5);
    assertThat(records.get(0).get("time").asString()).isEqualTo("2026-03-02T08:15:01.250Z");
    assertThat(records.get(0).get("text").asString()).isEqualTo("Accepted \u001B[31m");
    assertThat(records.get(1).get("not_parsed").asString()).isEqualTo("no header of this format");
    assertThat(records.get(1).has("time")).isFalse();
    assertThat(records.get(4).get("number").asInt()).isEqualTo(5);
    assertThat(records.get(4).get("format").asString()).isEqualTo("iso");
    JsonNode statistics = document.get("statistics");
    assertThat(statistics.get("records").asInt()).isEqualTo(3);
    assertThat(statistics.get("not_parsed").asInt()).isEqualTo(2);
    assertThat(statistics.get("bytes").asInt()).isEqualTo(160);
    assertThat(statistics.get("hosts").get("web1").asInt()).isEqualTo(2);
    assertThat(statistics.get("severities").get("(none)").asInt()).isEqualTo(1);
  }

  @Test
  void ls_asJson_showsWhatConditionsMayAskFor() {
    desk.file(
        "a.jsonl",
        """
        {"time":"2026-03-02T08:15:01Z","service":"shop","msg":"paid","order":"o-1","http":{"status":404}}
        {"time":"2026-03-02T08:15:02Z","service":"shop","msg":"left","order":"o-2"}
        """);
    desk.file("b.log", "2026-03-02T08:15:04Z web1 cron[9]: run\n");

    JsonNode paid =
        JsonMapper.shared()
            .readTree(desk.type("capture", "ls", "--format", "json", "a.jsonl").out())
            .get("records")
            .get(0);
    assertThat(paid.get("fields").get("http.status").asString()).isEqualTo("404");
    String where = "record.fields.order == '" + paid.get("fields").get("order").asString() + "'";
    assertThat(desk.type("capture", "ls", "--format", "json", "--where", where, "a.jsonl").out())
        .contains("paid")
        .doesNotContain("left");

    JsonNode run =
        JsonMapper.shared()
            .readTree(desk.type("capture", "ls", "--format", "json", "b.log").out())
            .get("records")
            .get(0);
    assertThat(run.get("procId").asString()).isEqualTo("9");
    assertThat(run.has("fields")).isFalse();
  }

  @Test
  void ls_ofManyBlocks_numbersAllRecords_andKeepsTheirOrder() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9000; i++) {
      text.append(
          "2026-03-%02dT08:15:04Z web1 cron[9]: run %d of many\n".formatted(1 + i / 500, i));
    }
    desk.file("a.log", text.toString());

    Desk.Answer answer = desk.type("capture", "ls", "--format", "json", "a.log");

    JsonNode records = JsonMapper.shared().readTree(answer.out()).get("records");
    assertThat(text.length()).isGreaterThan(256 * 1024);
    assertThat(records).hasSize(9000);
    for (int i = 0; i < 9000; i++) {
      assertThat(records.get(i).get("number").asInt()).isEqualTo(i + 1);
      assertThat(records.get(i).get("text").asString()).isEqualTo("run " + i + " of many");
      assertThat(records.get(i).get("time").asString())
          .isEqualTo("2026-03-%02dT08:15:04Z".formatted(1 + i / 500));
    }
  }

  @Test
  void ls_ofADamagedFile_listsWhatIsBefore_andSaysSo() throws IOException {
    Path file = gzip(desk.file("a.log.gz", ""), CAPTURE.getBytes(StandardCharsets.UTF_8));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 90));

    Desk.Answer answer = desk.type("capture", "ls", "a.log.gz");

    assertThat(answer.code()).isEqualTo(ExitCode.NO_INPUT.number());
    assertThat(answer.err()).contains("reading stopped after");
    assertThat(answer.out()).contains("NUMBER").contains("NOT PARSED");
  }

  @Test
  void ls_ofAFileWithoutARecord_saysWhatWasTried_andHowFarItWent() {
    desk.file(
        "correlator.yaml",
        """
        formats:
          shop: {line: "{time} [{level}] {app}: {text}", time: "yyyy-MM-dd HH:mm"}
          till: {line: "<{level}> {text}"}
        """);
    desk.file(
        "a.log",
        "\nhello\n2026-03-02 08:15 [INFO] \u00e4pp started\n<34>1 2026-13-45T00:00:00Z x\n");
    desk.file("b.log", "<INFA> hello\n");
    desk.file("c.log", "<34>1 2026-13-45T00:00:00Z x\n<999>1 x\n");

    Desk.Answer a = desk.type("capture", "ls", "a.log");

    assertThat(a.code()).isEqualTo(ExitCode.NO_RECORD.number());
    assertThat(a.err())
        .contains("a.log: CLI_NO_RECORD: nothing in it could be read as a record; --input-format")
        .contains(
            "the page 'Formats: what is read, and what is not' of the documentation describes");
    assertThat(tried(a))
        .startsWith(
            "a.log:3: 2026-03-02 08:15 [INFO] \u00e4pp started",
            "  shop: as described up to column 24, and not from there on: \u00e4pp started")
        .contains("  cri, iso, logging: time cannot be read")
        .hasSize(4);
    assertThat(tried(a).get(3)).contains(", rfc5424").endsWith(": no header of this format");
    assertThat(tried(desk.type("capture", "ls", "b.log")))
        .startsWith(
            "b.log:1: <INFA> hello",
            "  till: as described up to column 1, and not from there on: INFA> hello")
        .anyMatch(line -> line.matches("  .*rfc5424.*: priority is not 0..191"));
    assertThat(tried(desk.type("capture", "ls", "c.log")))
        .startsWith("c.log:1: <34>1 2026-13-45T00:00:00Z x")
        .anyMatch(line -> line.matches("  .*rfc5424: time cannot be read"));
    Desk.Answer all = desk.type("capture", "ls", "a.log", "auth.log", "b.log");
    assertThat(all.code()).isEqualTo(ExitCode.NO_RECORD.number());
    assertThat(all.err()).contains("a.log, auth.log, b.log: CLI_NO_RECORD: nothing in them could");
    assertThat(tried(all)).filteredOn(line -> !line.startsWith(" ")).hasSize(2);
  }

  @Test
  void ls_ofAFileWithoutARecord_isAsTheGuideShows() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "guides", "captures.md"));
    int from = guide.indexOf("```\n", guide.indexOf("<!-- tried -->")) + 4;
    String shown = guide.substring(from, guide.indexOf("```\n", from));
    desk.file(
        "correlator.yaml",
        """
        formats:
          shop: {line: "{time} [{level}] {app}: {text}", time: "yyyy-MM-dd HH:mm"}
        """);
    desk.file("shop.log", "2026-03-02 08:15 [INFO] started\n");

    assertThat(desk.type("capture", "ls", "shop.log").out().replace(temporary + "/desk/", ""))
        .isEqualTo(shown);
  }

  private List<String> tried(Desk.Answer answer) {
    String label = "TRIED       ";
    return answer
        .out()
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).replace(temporary + "/desk/", ""))
        .toList();
  }

  @Test
  void ls_ofTextThatIsNoLog_takesNoLineOfAStackTraceForTheNearest() {
    desk.file(
        "a.log", "Exception in thread \"main\" x.NoException: no\n\tat shop.Till.pay(T.java:4)\n");
    desk.file("b.log", "\tat shop.Till.pay(T.java:4)\n2026-03-02 08:1x order taken\n");

    assertThat(tried(desk.type("capture", "ls", "a.log")))
        .startsWith("a.log:1: Exception in thread \"main\" x.NoException: no")
        .noneMatch(line -> line.contains("it is one") || line.contains("untimed"));
    assertThat(tried(desk.type("capture", "ls", "b.log")).get(0)).startsWith("b.log:2: 2026-03-02");
  }

  @Test
  void ls_inAStatedFormat_namesTheOneThatTheLineHas() {
    desk.file("a.log", CAPTURE.lines().findFirst().orElseThrow() + "\n");

    Desk.Answer answer = desk.type("capture", "ls", "--input-format", "json", "a.log");

    assertThat(answer.code()).isEqualTo(ExitCode.NO_RECORD.number());
    assertThat(tried(answer).get(1)).isEqualTo("  rfc5424: it is one (--input-format rfc5424)");
  }

  @Test
  void ls_asJson_ofAFileWithoutARecord_saysWhatWasTried() {
    desk.file("a.log", "<34>1 2026-13-45T00:00:00Z x\n");

    Desk.Answer answer = desk.type("capture", "ls", "--format", "json", "a.log");

    assertThat(answer.code()).isEqualTo(ExitCode.NO_RECORD.number());
    JsonNode unread = JsonMapper.shared().readTree(answer.out()).at("/statistics/unread");
    assertThat(unread).hasSize(1);
    assertThat(unread.get(0).get("line").asInt()).isEqualTo(1);
    assertThat(unread.get(0).get("text").asString()).isEqualTo("<34>1 2026-13-45T00:00:00Z x");
    JsonNode tried = unread.get(0).get("tried");
    assertThat(tried).hasSizeGreaterThan(10);
    assertThat(tried.get(0).get("not_parsed").asString()).isEqualTo("time cannot be read");
    assertThat(tried.findValuesAsString("format")).contains("rfc5424", "json");
  }

  @Test
  void ls_ofNothing_orOfNoneThatIsMeant_isDone() {
    desk.file("a.log", CAPTURE);

    assertThat(desk.type("capture", "ls", "auth.log").code()).isZero();
    Desk.Answer none = desk.type("capture", "ls", "--where", "record.app == 'x'", "a.log");
    assertThat(none.code()).isZero();
    assertThat(none.out()).doesNotContain("TRIED");
  }

  @Test
  void ls_thatNobodyReadsOn_isDone_whateverItWouldHaveFound() {
    desk.file("a.log", "rubbish\n".repeat(600_000) + CAPTURE);

    assertThat(desk.typeToHead("capture", "ls", "a.log")).isEqualTo(new Desk.Answer(0, "", ""));
  }

  @Test
  void capture_thatCannotBeDone_isRefusedWithTheReason() {
    assertThat(desk.type("capture", "ls", "absent.log").code())
        .isEqualTo(ExitCode.NO_INPUT.number());
    assertThat(desk.type("capture", "list", "auth.log").err()).contains("'list' is none of ls");
    assertThat(desk.type("capture", "ls").code()).isEqualTo(ExitCode.USAGE.number());
    Desk.Answer withoutTask = desk.type("capture", "auth.log");
    assertThat(withoutTask.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(withoutTask.err())
        .isEqualTo(
            """
            correlator capture: CLI_USAGE: missing: TASK, ls or cut, in front of auth.log
              correlator capture ls auth.log
              correlator capture cut --marked list.txt --output new.log auth.log
            what it takes: correlator capture --help
            """);
    assertThat(desk.type("capture", "auth.log", "b.log")).isEqualTo(withoutTask);
    assertThat(desk.type("capture", "-", "--format", "json", "b.log").err())
        .contains("missing: TASK, ls or cut, in front of -\n");
    desk.file("x\u001B[31m", CAPTURE);
    assertThat(desk.type("capture", "x\u001B[31m").err())
        .contains("in front of x\\u001b[31m\n")
        .doesNotContain("\u001B");
    assertThat(desk.type("capture", "cut").err()).contains("CLI_USAGE: missing: FILE\n");
    assertThat(desk.type("capture", "ls", "--zone", "Nowhere", "auth.log").err())
        .contains("'Nowhere'; it takes a time zone");
    assertThat(desk.type("capture", "ls", "--trailer", "\\q", "auth.log").err())
        .contains("there is no such escape");
  }

  @Test
  void setting_ofAnApplication_isRefused_withThePartsThatACaptureHas() {
    desk.file("a.log", CAPTURE);
    Desk.Answer ofModule = desk.type("capture", "ls", "--set", "openssh.x=", "a.log");

    assertThat(ofModule)
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                "--set openssh.x: CFG_UNKNOWN_KEY: 'openssh' is no part of a capture, which is read"
                    + " without modules and handlers; its parts: inputs.files, system\n"));
    // Of whatever application formats are looked for by: its settings have no effect here either.
    assertThat(desk.type("capture", "ls", "--set", "certbot.quiet=1d", "a.log").err())
        .contains("'certbot' is no part of a capture");
    assertThat(desk.type("capture", "ls", "--set", "certbot.inputs.files.year=2020", "a.log").err())
        .contains("'certbot.inputs.files' is no part of a capture");
    assertThat(desk.type("capture", "ls", "--set", "inputs.file.year=2020", "a.log").err())
        .contains("'inputs.file' is no part of a capture, ", "; did you mean 'inputs.files'?\n")
        .hasLineCount(1);
    assertThat(desk.type("capture", "ls", "--set", "inputs.files.year=2020", "a.log").code())
        .isZero();
  }
}
