package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** New captures of records of others. */
class CaptureCutTest {

  private static final String CAPTURE =
      """
      <86>1 2026-03-02T08:15:01.25Z web1 sshd 7 - - Accepted \u001B[31m
      rubbish
      <84>1 2026-03-02T08:15:03+01:00 web2 sshd 8 - [a@1 tenant="acme"] refused

      2026-03-02T08:15:04Z web1 cron[9]: run
      """;

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
    desk.file("a.log", CAPTURE);
  }

  private static String lines(int... numbers) {
    StringBuilder chosen = new StringBuilder();
    for (int n : numbers) {
      chosen.append(CAPTURE.lines().toList().get(n - 1)).append('\n');
    }
    return chosen.toString();
  }

  private String read(String name) throws IOException {
    return Files.readString(temporary.resolve("desk").resolve(name));
  }

  /** Cuts to {@code new.log}, which must work; what it says. */
  private Desk.Answer cut(String... words) {
    List<String> all = new ArrayList<>(List.of("capture", "cut", "--output", "new.log"));
    all.addAll(List.of(words));
    Desk.Answer answer = desk.type(all.toArray(new String[0]));
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer;
  }

  /** Cuts to {@code new.log}, which must be refused and leave nothing behind; why it is. */
  private String refusal(ExitCode code, String... words) throws IOException {
    List<String> before = files();
    List<String> all = new ArrayList<>(List.of("capture", "cut", "--output", "new.log"));
    all.addAll(List.of(words));
    Desk.Answer answer = desk.type(all.toArray(new String[0]));
    assertThat(answer.code()).as(answer.err()).isEqualTo(code.number());
    assertThat(files()).isEqualTo(before);
    return answer.err();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("desk"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** Lists the file and marks lines of records. */
  private void mark(String list, String file, int... numbers) {
    StringBuilder marked = new StringBuilder();
    for (String line : desk.type("capture", "ls", file).out().lines().toList()) {
      boolean isMarked = Arrays.stream(numbers).anyMatch(n -> line.strip().startsWith(n + "  "));
      marked.append(isMarked ? "#" : "").append(line).append('\n');
    }
    desk.file(list, marked.toString());
  }

  @Test
  void cut_byAMarkedList_takesTheMarkedRecords_andTellsHowManyAndWhat() throws IOException {
    mark("list.txt", "a.log", 2, 3, 4);

    Desk.Answer answer = cut("--marked", "list.txt", "a.log");

    assertThat(read("new.log")).isEqualTo(lines(2, 3, 4));
    assertThat(answer.out().lines())
        .startsWith("CUT         3 of 5 records to " + temporary.resolve("desk").resolve("new.log"))
        .contains("NOT PARSED  2", "HOSTS       web2 1", "FORMATS     rfc5424 1");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void mark_behindBlanks_orInPlaceOfOne_isAMark() throws IOException {
    String list = desk.type("capture", "ls", "a.log").out();
    desk.file(
        "list.txt",
        list.replace("      1  2026", "  #  1  2026")
            .replace("      5  2026", "  # \t5  2026")
            .replace("\n", "\r\n"));

    cut("--marked", "list.txt", "a.log");

    assertThat(read("new.log")).isEqualTo(lines(1, 5));
  }

  @Test
  void list_thatATerminalHasPrintedInAscii_stillFits() throws IOException {
    desk.file("u.log", "2026-03-02T08:15:04Z web1 cron[9]: gr\u00FC\u00DFe \uD83D\uDE00\n");
    mark("list.txt", "u.log", 1);
    desk.file("list.txt", read("list.txt").replaceAll("\u00FC|\u00DF|\uD83D\uDE00", "?"));

    cut("--marked", "list.txt", "u.log");

    assertThat(read("new.log")).isEqualTo(read("u.log"));
  }

  @Test
  void marksOnLinesThatAreNoRecords_meanNothing_andSeveralAreOne() throws IOException {
    desk.file("b.log", "sshd: hello\n");
    String list = desk.type("capture", "ls", "a.log", "b.log").out();
    assertThat(list).contains("FILE ", "PROGRAMS ", "NOT PARSED ", "TRIED ");
    List<String> all =
        list.lines().map(line -> line.matches(" *[1-5]  .*") ? line : "#" + line).toList();
    desk.file("list.txt", String.join("\n", all).replaceFirst("\n +3 ", "\n## 3 ") + "\n");

    cut("--marked", "list.txt", "a.log", "b.log");

    assertThat(read("new.log")).isEqualTo(lines(3) + "sshd: hello\n");
    desk.file("list.txt", "#RECORDS     1\n");
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log"))
        .contains("no line of a record begins with #");
    desk.file("list.txt", "#RECORDSx\n");
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log"))
        .contains("marked, but not the line of a record: RECORDSx");
  }

  @Test
  void cut_byTime_takesFromInclusive_toExclusive_andNoneWithoutTime() throws IOException {
    cut("--from", "2026-03-02T07:15:03Z", "--to", "2026-03-02T08:15:04Z", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(1, 3));

    cut("--from", "2026-03-02T08:15:04+00:00", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(5));

    cut("--to", "2026-03-03", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(1, 3, 5));

    cut("--zone", "Europe/Berlin", "--from", "2026-03-02 09:15:02", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(5));
  }

  @Test
  void cut_byACondition_takesRecordsThatMeetIt() throws IOException {
    cut("--where", "record.fields.tenant == 'acme' && record.severity >= WARNING", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(3));

    cut("--where", "record.app == 'cron' || record.text.startsWith('Accepted')", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(1, 5));

    cut("--where", "record.facility == 10 && record.procId != '8' && !has(record.msgId)", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(1));
  }

  @Test
  void severalWishes_mustAllBeMet_andListsTakeThemToo() throws IOException {
    mark("list.txt", "a.log", 1, 2, 3, 5);

    cut(
        "--marked",
        "list.txt",
        "--where",
        "record.host == 'web1'",
        "--to",
        "2026-03-02T08:15:02Z",
        "a.log");
    assertThat(read("new.log")).isEqualTo(lines(1));

    assertThat(
            desk.type("capture", "ls", "--where", "record.host == 'web1'", "a.log")
                .out()
                .lines()
                .map(String::strip))
        .anyMatch(line -> line.startsWith("5  "))
        .noneMatch(line -> line.startsWith("3  "))
        .anyMatch(line -> line.startsWith("RECORDS     2, 98 bytes"));
  }

  @Test
  void cut_ofATimeInWhichThereIsNothing_saysWhenTheRecordsAre() {
    String note =
        "NOTE    no record is meant; those that were read are of 2026-03-02 07:15:03.000 to"
            + " 2026-03-02 08:15:04.000 UTC\n";

    assertThat(cut("--from", "2026-11-22", "a.log").err()).isEqualTo(note);
    assertThat(desk.type("capture", "ls", "--to", "2026-01-01", "a.log").err()).isEqualTo(note);
    assertThat(cut("--where", "record.app == 'none'", "a.log").err()).isEmpty();
    assertThat(cut("--from", "2026-03-02", "a.log").err()).isEmpty();
  }

  @Test
  void statistics_asJson_areOneDocument() {
    JsonNode document =
        JsonMapper.shared()
            .readTree(cut("--format", "json", "--where", "has(record.severity)", "a.log").out());

    assertThat(document.get("taken").asInt()).isEqualTo(2);
    assertThat(document.get("of").asInt()).isEqualTo(5);
    assertThat(document.get("file").asString()).endsWith("new.log");
    assertThat(document.get("statistics").get("records").asInt()).isEqualTo(2);
    assertThat(document.get("statistics").get("hosts").get("web2").asInt()).isEqualTo(1);
  }

  @Test
  void listThatDoesNotGoWithTheFiles_isRefused_withLineAndRecord() throws IOException {
    mark("list.txt", "a.log", 3, 5);
    desk.file("b.log", CAPTURE.replace("refused", "accepted"));
    desk.file("short.log", lines(1, 2, 3));

    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "b.log"))
        .startsWith("list.txt:5:1: CLI_USAGE: record 3 is another one: 3  2026-03-02 07:15:03.000")
        .contains("options of 'capture ls'");
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "short.log"))
        .startsWith("list.txt:7:1: CLI_USAGE: there is no record 5: the files have 3");
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log", "short.log"))
        .contains("is another one");
  }

  @Test
  void listWithoutUse_isRefused_withTheReason() throws IOException {
    mark("list.txt", "a.log");
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log"))
        .startsWith("list.txt: CLI_USAGE: no line of a record begins with #");

    desk.file("list.txt", "# the records of monday\n" + read("list.txt"));
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log"))
        .startsWith(
            "list.txt:1:1: CLI_USAGE: marked, but not the line of a record: the records of");

    mark("list.txt", "a.log", 1, 3);
    List<String> lines = read("list.txt").lines().toList();
    desk.file("list.txt", lines.get(4) + "\n" + lines.get(2) + "\n");
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log"))
        .startsWith("list.txt:2:1: CLI_USAGE: record 1 stands behind record 3");

    desk.file("list.json", desk.type("capture", "ls", "--format", "json", "a.log").out());
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.json", "a.log"))
        .contains("the list is JSON; mark the table");

    desk.file("list.txt", "x".repeat(10_000));
    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "a.log"))
        .contains("longer than any");
    assertThat(refusal(ExitCode.NO_INPUT, "--marked", "absent.txt", "a.log"))
        .contains("absent.txt: CLI_NO_INPUT: there is no such file");
  }

  @Test
  void cut_thatCannotBeDone_isRefusedWithTheReason_andLeavesNothing() throws IOException {
    assertThat(refusal(ExitCode.USAGE, "a.log")).contains("say which records are meant");
    assertThat(refusal(ExitCode.USAGE, "--from", "yesterday", "a.log"))
        .contains("--from: CLI_USAGE: 'yesterday' is no time");
    assertThat(refusal(ExitCode.USAGE, "--to", "2026-02-30", "a.log")).contains("is no time");
    assertThat(refusal(ExitCode.USAGE, "--from", "2026-03-02", "--to", "2026-03-02", "a.log"))
        .contains("no record is before 2026-03-02T00:00:00Z and not before 2026-03-02T00:00:00Z");
    assertThat(refusal(ExitCode.USAGE, "--where", "record.ap == 'x' || event.user == 'y'", "a.log"))
        .contains("--where:1:8: CFG_FILTER: no field 'ap' in records; did you mean 'app'?")
        .contains("--where:1:21: CFG_FILTER: a condition on records names record., not event.");
    assertThat(refusal(ExitCode.NO_INPUT, "--to", "2026-03-02", "absent.log"))
        .contains("absent.log");
    assertThat(refusal(ExitCode.USAGE, "--marked", "-", "-")).contains("not both");

    Desk.Answer none = desk.type("capture", "cut", "--to", "2026-03-02", "a.log");
    assertThat(none.err()).contains("name the new capture: --output new.log");
    Desk.Answer ls = desk.type("capture", "ls", "-o", "new.log", "a.log");
    assertThat(ls.err()).contains("ls writes no capture; cut does");
    Desk.Answer folder =
        desk.type("capture", "cut", "--to", "2026-03-09", "-o", "a.log/new.log", "a.log");
    assertThat(folder.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(folder.err())
        .isEqualTo(
            "-o a.log/new.log: CLI_USAGE: cannot be written: a.log is a file, not a" + " folder\n");
  }

  @Test
  void newCapture_inAFolderThatIsNotThere_hasItMade() throws IOException {
    desk.type("capture", "cut", "--to", "2026-03-09", "-o", "of/march/new.log", "a.log");

    assertThat(read("of/march/new.log")).isNotEmpty();
  }

  @Test
  void newCapture_whoseNameIsALink_isWhereTheLinkLeads() throws IOException {
    Path real = desk.file("real.log", lines(5));
    Path link = Files.createSymbolicLink(real.resolveSibling("link.log"), Path.of("real.log"));

    desk.type("capture", "cut", "--to", "2026-03-09", "-o", "link.log", "a.log");

    assertThat(link).isSymbolicLink();
    assertThat(read("real.log")).contains("sshd");
  }

  @Test
  void newCapture_thatIsAnInput_orTheList_isRefused() throws IOException {
    mark("list.txt", "a.log", 1);
    for (String name : List.of("a.log", "list.txt", "./a.log")) {
      Desk.Answer answer =
          desk.type("capture", "cut", "--marked", "list.txt", "--output", name, "a.log");
      assertThat(answer.code()).isEqualTo(ExitCode.USAGE.number());
      assertThat(answer.err()).contains("the file is read; name one that is not, to keep it");
    }
    assertThat(read("a.log")).isEqualTo(CAPTURE);
  }

  @Test
  void newCapture_overOneWhoseRecordsAreAllRead_replacesIt() throws IOException {
    for (String host : List.of("web1", "web1", "web2")) { // the same again, then another choice
      cut("--where", "record.host == '" + host + "'", "a.log");
      assertThat(read("new.log"))
          .contains("web")
          .doesNotContain(host.equals("web1") ? "web2" : "web1");
    }
    cut("--from", "2026-03-03", "a.log");
    assertThat(read("new.log")).isEmpty();
    cut("--where", "true", "a.log");
  }

  @Test
  void newCapture_overAFileThatHoldsAnythingElse_isRefused_untilTheUserSaysSo() throws IOException {
    for (String kept : List.of(lines(5, 1), lines(1) + "more\n", "notes\n")) {
      desk.file("new.log", kept);

      String why = refusal(ExitCode.USAGE, "--where", "true", "a.log");

      assertThat(why)
          .isEqualTo(
              "--output new.log: CLI_USAGE: is there, and holds records that are not among those"
                  + " read, so it is kept; name another file, or say --existing replace\n");
      assertThat(read("new.log")).isEqualTo(kept);
    }
    cut("--existing", "replace", "--where", "record.host == 'web2'", "a.log");
    assertThat(read("new.log")).isEqualTo(lines(3));
  }

  @Test
  void newCapture_overACutOneThatIsCompressed_orEndsItsRecordsOtherwise_replacesIt() {
    String stamp = "<86>1 2026-03-02T08:15:01Z web1 sshd 7 - - ";
    desk.file("b.log", stamp + "x\0" + stamp + "y\0" + stamp + "z\0");
    for (String name : List.of("c.log", "c.log.gz")) {
      for (String text : List.of("x", "z", "x")) {
        Desk.Answer answer =
            desk.type(
                "capture", "cut", "-o", name, "--where", "record.text == '" + text + "'", "b.log");
        assertThat(answer.code()).as(answer.err()).isZero();
      }
    }
  }

  @Test
  void damagedInput_endsTheCut_andKeepsWhatWasThere() throws IOException {
    Path file = desk.file("a.log.gz", "");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(CAPTURE.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 120));
    desk.file("new.log", "of yesterday\n");

    String told = refusal(ExitCode.NO_INPUT, "--to", "2026-03-09", "a.log.gz");

    assertThat(told).contains("reading stopped after", "nothing is written");
    assertThat(read("new.log")).isEqualTo("of yesterday\n");
  }

  @Test
  void deviceWithoutRoom_isToldAsAFailure() {
    Desk.Answer answer =
        desk.type("capture", "cut", "--to", "2026-03-09", "--output", "/dev/full", "a.log");

    assertThat(answer.code()).isEqualTo(ExitCode.UNEXPECTED.number());
    assertThat(answer.err()).contains("cannot read or write");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void filesOfDifferentFraming_inOneCut_areRefusedBeforeAnythingIsWritten() throws IOException {
    desk.file("n.log", CAPTURE.replace("\n\n", "\n").replace('\n', '\0'));
    desk.file("c.log", "44 <86>1 2026-03-02T08:15:01.25Z web1 sshd 7 - -");
    desk.file(
        "d.log", "{\"log\":\"a\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-02T08:15:01Z\"}\n");

    assertThat(refusal(ExitCode.USAGE, "--to", "2026-03-09", "a.log", "n.log"))
        .contains(
            "a.log has records that end with line feeds", "n.log has records that end with \\0");
    assertThat(refusal(ExitCode.USAGE, "--to", "2026-03-09", "a.log", "c.log"))
        .contains("c.log has counts in front of its records");
    assertThat(refusal(ExitCode.USAGE, "--to", "2026-03-09", "a.log", "d.log"))
        .contains("d.log has docker format", "records of several lines");
  }

  @Test
  void repetition_whoseRecordWasNotChosen_bringsItAlong_once() throws IOException {
    String log =
        """
        Mar  2 08:15:01 web1 app: first
        Mar  2 08:15:02 web1 app: second
        Mar  2 08:15:03 web1 last message repeated 2 times
        Mar  2 08:15:04 web1 last message repeated 3 times
        Mar  2 08:15:05 web1 app: third
        """;
    desk.file("r.log", log);
    mark("list.txt", "r.log", 1, 3, 4);

    Desk.Answer answer = cut("--marked", "list.txt", "r.log");

    assertThat(read("new.log")).isEqualTo(log.substring(0, log.indexOf("Mar  2 08:15:05")));
    assertThat(answer.out())
        .contains("CUT         3 of 5 records")
        .contains("new.log, and 1 of which the next says that it came again")
        .contains("RECORDS     4,");
  }

  @Test
  void repetitionOfNothing_isKeptApartFromTheRecordInFrontOfIt() throws IOException {
    desk.file("x.log", "Mar  2 08:15:00 web1 app: other\n");
    desk.file("y.log", "Mar  2 08:15:01 web1 last message repeated 2 times\n");

    Desk.Answer answer = cut("--from", "2001-01-01", "x.log", "y.log");

    assertThat(read("new.log")).isEqualTo(read("x.log") + "\n" + read("y.log"));
    assertThat(answer.err())
        .contains("NOTE    empty records between others that would else be read as one: 1");
  }

  @Test
  void recordThatWouldGoOnAnother_isRefused_unlessItsOwnComesAlong() throws IOException {
    desk.file("x.log", "2026-03-02 08:00:00,123 [main] WARN Cart - lost\n");
    desk.file(
        "y.log", "\tat Cart.add(Cart.java:7)\n2026-03-02 08:00:01,000 [main] WARN Cart - x\n");
    desk.file(
        "list.txt",
        desk.type("capture", "ls", "x.log", "y.log").out().replaceAll("(?m)^ +(?=[12] )", "#"));

    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "x.log", "y.log"))
        .contains("y.log: CLI_USAGE: record 2 would be read as more lines of the record in front");
  }

  @Test
  void recordThatWouldGoOnOneOfSeveralLines_isRefused_whateverWasReadBetween() throws IOException {
    String own = "2026-03-02 08:00:01,000 [main] WARN Cart - lost\n";
    desk.file("x.log", own.replace("01,000", "00,123") + "\tat Cart.add(Cart.java:7)\n");
    desk.file(
        "y.log",
        "\tat Cart.add(Cart.java:9)\n"
            + own
            + own
            + "{\"time\":\"2026-03-02T08:00:02Z\",\"level\":\"info\",\"msg\":\"other\"}\n"
            + "  and a line that nobody joins\n");
    desk.file(
        "list.txt",
        desk.type("capture", "ls", "x.log", "y.log").out().replaceAll("(?m)^ +(?=[12] )", "#"));

    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "x.log", "y.log"))
        .contains("y.log: CLI_USAGE: record 2 would be read as more lines of the record in front");
  }

  @Test
  void recordThatIsTooLong_isRefused_asItsRestIsNotKept() throws IOException {
    desk.file(
        "l.log",
        lines(1) + "<86>1 2026-03-02T08:15:01Z web1 sshd 7 - - " + "x".repeat(70_000) + "\n");
    mark("list.txt", "l.log", 2);

    assertThat(refusal(ExitCode.USAGE, "--marked", "list.txt", "l.log"))
        .contains("record 2 is longer than 65536 bytes; the rest of it is not kept");
  }

  @Test
  void recordsWithoutYear_keepTheirYear_byTheDateOfTheFile() throws IOException {
    Path file = desk.file("y.log", "Dec 30 08:15:01 web1 app: a\nJan  2 08:15:01 web1 app: b\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2021-01-03T00:00:00Z")));
    String before = desk.type("capture", "ls", "y.log").out();

    cut("--from", "2020-12-30", "y.log");

    assertThat(
            desk.type("capture", "ls", "new.log")
                .out()
                .replace("new.log:", "y.log:")
                .lines()
                .skip(1))
        .isEqualTo(before.lines().skip(1).toList())
        .anyMatch(line -> line.contains("2020-12-30"));
  }

  @Test
  void recordsWithoutDay_keepTheirDay_unlessHalfADayIsLeftOut() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int hour = 0; hour < 60; hour += 6) {
      log.append("%02d:00:00.000 [main] INFO Cart - after %d hours\n".formatted(hour % 24, hour));
    }
    Path file = desk.file("d.log", log.toString());
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2021-01-01T00:00:10Z")));
    List<String> before = desk.type("capture", "ls", "d.log").out().lines().toList();

    Desk.Answer near = cut("--from", "2021-01-01T12:00", "d.log");
    assertThat(near.err()).isEmpty();
    assertThat(desk.type("capture", "ls", "new.log").out().lines().filter(l -> l.contains("after")))
        .map(line -> line.strip().replaceFirst("^[0-9]+ +", ""))
        .isEqualTo(
            before.stream()
                .filter(line -> line.contains("after") && !line.contains("2021-01-01 0"))
                .map(line -> line.strip().replaceFirst("^[0-9]+ +", ""))
                .toList())
        .hasSize(8);

    Desk.Answer far =
        cut(
            "--where",
            "record.text.endsWith(' 6 hours') || record.text.endsWith(' 30 hours')",
            "d.log");
    assertThat(far.err()).contains("no day, and more than half a day lies between some");
  }

  @Test
  void capture_thatIsNotFoundOutByLooking_isToldToItsReader() throws IOException {
    desk.file("t.log", CAPTURE.replace('\n', '\u001E'));

    Desk.Answer answer = cut("--trailer", "\\x1e", "--to", "2026-03-09", "t.log");

    assertThat(answer.err()).contains("NOTE    ", "read it with --trailer '\\x1e'");
    assertThat(read("new.log")).isEqualTo(lines(1, 3, 5).replace('\n', '\u001E'));
  }

  @Test
  void nameThatEndsInGz_getsACompressedCapture() throws IOException {
    Desk.Answer answer =
        desk.type("capture", "cut", "--to", "2026-03-09", "-o", "new.log.gz", "a.log");

    assertThat(answer.code()).as(answer.err()).isZero();
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(temporary.resolve("desk").resolve("new.log.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(lines(1, 3, 5));
    }
    assertThat(files()).containsExactlyInAnyOrder("a.log", "auth.log", "new.log.gz");
  }

  @Test
  void standardOutput_getsTheCaptureAlone() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    Desk.Answer answer;
    try {
      answer = desk.type("capture", "cut", "--to", "2026-03-09", "--output", "-", "a.log");
    } finally {
      System.setOut(before);
    }

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(lines(1, 3, 5));
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("CUT         3 of 5 records to standard output");
  }

  @Test
  void manyBlocks_areCutByMarksAndConditions_asOneIs() throws IOException {
    StringBuilder text = new StringBuilder();
    StringBuilder seventh = new StringBuilder();
    for (int i = 1; i <= 9000; i++) {
      String line =
          "2026-03-%02dT08:15:04Z web1 cron[9]: run %d of many\n".formatted(1 + i / 500, i);
      text.append(line);
      seventh.append(i % 7 == 0 ? line : "");
    }
    desk.file("m.log", text.toString());
    StringBuilder list = new StringBuilder();
    for (String line : desk.type("capture", "ls", "m.log").out().lines().toList()) {
      String number = line.strip().split(" ", 2)[0];
      boolean mark = number.matches("\\d+") && Integer.parseInt(number) % 7 == 0;
      list.append(mark ? "#" : "").append(line).append('\n');
    }
    desk.file("list.txt", list.toString());

    cut("--marked", "list.txt", "m.log");
    assertThat(read("new.log")).isEqualTo(seventh.toString());

    Desk.Answer answer = cut("--where", "record.text.matches('run 89*[0-4] of.*')", "m.log");
    assertThat(read("new.log").lines().map(line -> line.replaceAll(".*run | of.*", "")))
        .hasSize(15)
        .startsWith("80", "81", "82")
        .endsWith("8992", "8993", "8994");
    assertThat(answer.out()).startsWith("CUT         15 of 9,000 records");
  }
}
