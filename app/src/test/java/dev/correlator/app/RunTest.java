package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run} and {@code trace} do with real files, from the words typed to what is said. */
class RunTest {

  private static final Path SAMPLE = Path.of("..", "demo", "openssh", "auth.log");
  private static final Pattern NEXT =
      Pattern.compile("NEXT {4}correlator ((?:trace|capture) [^\n]*)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir private Path folder;
  private Map<String, String> environment = Map.of();

  private record Answer(int code, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(SAMPLE, folder.resolve("auth.log"));
  }

  private void file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private Answer type(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            RunTest.class.getClassLoader(),
            null,
            new PrintWriter(out),
            new PrintWriter(err));
    int code = new CommandShell(surroundings, new HistoryRunner()).execute(words);
    return new Answer(code, out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"unmatched", "java"})
  void log_ofAFormatThatIsDescribed_isReadWithItsTracesAndTold(String lines) throws IOException {
    file(
        "correlator.yaml",
        """
        formats:
          shop:
            line: "{time} [{thread}] {level} {logger:word} ({order:key}) - {text}"
            time: "dd.MM.yyyy HH:mm:ss,SSS"
            lines: %s
        """
            .formatted(lines));
    file(
        "shop.log",
        """
        02.03.2026 08:00:00,123 [main] INFO  shop.Cart (o-1) - added
        02.03.2026 08:00:01,456 [main] ERROR shop.Cart (o-1) - broke
        java.lang.IllegalStateException: no stock
                at shop.Cart.add(Cart.java:42)
        02.03.2026 08:00:02,789 [main] INFO  shop.Till (o-2) - paid
        """);

    Answer answer = type("run", log("shop.log"));

    assertThat(answer.err()).doesNotContain("CFG_");
    assertThat(answer.out())
        .contains("shop.log: shop format")
        .contains("2026-03-02 08:00:00 to 2026-03-02 08:00:02")
        .contains("shop.Cart", "shop.Till")
        .contains(" + 0 not parsed");
    assertThat(type("run", "--format", "json", log("shop.log")).out())
        .containsPattern("\"total\" : 3,");
  }

  private String log(String name) {
    return folder.resolve(name).toString();
  }

  /** Types what the report offers to do next, as a shell would take it. */
  private Answer typeNext(String report) {
    Matcher next = NEXT.matcher(report);
    assertThat(next.find()).as(report).isTrue();
    return type(
        WORD.matcher(next.group(1))
            .results()
            .map(w -> w.group(1) == null ? w.group(2) : w.group(1))
            .toArray(String[]::new));
  }

  @Test
  void run_ofTheSample_reportsOnStandardOutputAlone() {
    Answer answer = type("run", "openssh", log("auth.log"));

    assertThat(answer.code()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).contains("TRANSACTIONS", "FAILED, newest 10 of 91", "EXACT   yes");
  }

  @Test
  void repetitions_thatAreTooManyToBeCounted_areTold() throws IOException {
    file(
        "repeated.log",
        """
        2026-03-03T10:00:00Z web1 sshd[5]: message repeated 5000 times: [ Failed password for root from 203.0.113.7 port 40000 ssh2]
        2026-03-03T10:00:01Z web1 cron[5]: tick
        2026-03-03T10:00:02Z web1 last message repeated 1200 times
        """);

    assertThat(type("run", "openssh", log("repeated.log")).out())
        .contains("RECORDS 2,001 = 1,000 used + 1,001 ignored (cron 1,001) + 0 not parsed\n")
        .contains("REPEATS 4,200 records not counted");
    assertThat(type("run", "openssh", "--format", "json", log("repeated.log")).out())
        .contains("\"repeats_left_out\" : 4200");
    assertThat(type("run", "openssh", log("auth.log")).out()).doesNotContain("REPEATS");
  }

  @Test
  void recordsThatCouldNotBeParsed_areToldWithReasonAndSample_inJsonToo() throws IOException {
    file(
        "broken.log",
        """
        2026-03-03T10:00:00Z web1 sshd[5]: Connection closed by 192.0.2.1 port 22 [preauth]
        2026-03-03T10:00:01Z web1 sshd[6]: Connection closed by 192.0.2.1 port 22 [preauth]
        no\tform at \u001b[1mall
        2026-03-33T10:00:01Z web1 sshd[5]: x
        """);

    assertThat(type("run", "openssh", "--format", "json", log("broken.log")).out())
        .contains("\"rejected\" : 2")
        .containsPattern(
            "\"not_parsed\" : \\[ \\{\\s+\"reason\" : \"HEADER\",\\s+\"text\" : \"no header of this"
                + " format\",\\s+\"count\" : [12],\\s+\"samples\" : \\[ \\{\\s+\"source\" :"
                + " \".*broken.log\",\\s+\"line\" : 3,\\s+\"text\" : \"no");
  }

  @Test
  void controlCharactersOfALog_areShownInOneNotation() throws IOException {
    file(
        "odd.log",
        """
        2026-03-03T10:00:00Z web1 sshd[5]: Invalid user a\u001bb from 192.0.2.1 port 40000
        2026-03-03T10:00:01Z web1 sshd[5]: Connection closed by 192.0.2.1 port 40000 [preauth]
        2026-03-03T10:00:02Z web1 sshd[6]: Connection closed by 192.0.2.1 port 22 [preauth]
        no form at \u001b[1mall
        """);
    String rejects = log("rejects.txt");

    assertThat(type("run", "openssh", log("odd.log")).out())
        .contains("  a\\u001bb  ", "odd.log:4: no form at \\u001b[1mall\n");
    assertThat(type("run", "openssh", "--rejects", rejects, log("odd.log")).code()).isZero();
    assertThat(Files.readString(Path.of(rejects))).endsWith(": no form at \\u001b[1mall\n");
    assertThat(type("trace", "192.0.2.1", "openssh", log("odd.log")).out())
        .contains("user: a\\u001bb\n", "Invalid user a\\u001bb from");
    assertThat(type("capture", "ls", log("odd.log")).out())
        .contains("Invalid user a\\u001bb from", "no form at \\u001b[1mall");
  }

  @Test
  void findings_thatSayFromWhenToWhen_areShownWithoutTheTimeTheyWereRaised() {
    String report = type("run", "openssh", log("auth.log")).out();

    assertThat(report)
        .containsPattern("\n  ID +ADDR +FAILURES +USERS +FIRST +LAST +LOG INS\n")
        .containsPattern("\n  ID +ENDED +USER +ADDR ");
  }

  @Test
  void failed_areShownWithTheTimeOfTheirLastRecord_asTheListSaysIt() throws IOException {
    file(
        "one.log",
        """
        2026-03-03T10:00:00Z web1 sshd[7]: Failed password for ann from 192.0.2.1 port 401 ssh2
        2026-03-03T10:00:02Z web1 sshd[7]: Connection closed by 192.0.2.1 port 401 [preauth]
        """);
    Path list = folder.resolve("failed.csv");

    String report = type("run", "openssh", "--failed", list.toString(), log("one.log")).out();

    // The outcome was certain when no record trailed any more; that is the list's 'time'.
    assertThat(Files.readString(list))
        .startsWith("id,time,system,key,outcome,reason,began,ended,")
        .contains(",2026-03-03T10:00:07Z,", ",2026-03-03T10:00:00Z,2026-03-03T10:00:02Z,ann,");
    assertThat(report).containsPattern("\n  ID +ENDED +USER .*\n  \\w{8}  03-03 10:00:02  ann ");
  }

  @Test
  void input_inWhichNothingIsARecord_isToldAndEndsWithItsExitCode() throws IOException {
    file("own.log", "#1# one\n#2# two\n");
    String log = log("own.log");
    String told =
        log
            + ": CLI_NO_RECORD: nothing in it could be read as a record; --input-format says which"
            + " format it is: access,";

    for (Answer answer : List.of(type("run", log), type("run", "openssh", log))) {
      assertThat(answer.code()).isEqualTo(65);
      assertThat(answer.err()).startsWith(told).hasLineCount(1);
      assertThat(answer.out())
          .contains("RECORDS 2 = 0 used + 0 ignored + 2 not parsed")
          .contains("\nEXACT   no record could be read\n")
          .endsWith("\nNEXT    correlator capture ls " + log + "\n")
          .doesNotContain("re-timed", "--input-format");
    }
    Answer json = type("run", "--format", "json", log);
    assertThat(json.code()).isEqualTo(65);
    assertThat(json.err()).startsWith(told).hasLineCount(1);
    assertThat(json.out()).contains("\"rejected\" : 2", "\"exact\" : null");
    Answer failed = type("run", "--fail-on", "rejected", log);
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err()).startsWith(told);
  }

  @Test
  void input_inWhichNothingIsOfTheStatedFormat_isToldSo_andListedInIt() throws IOException {
    file("own.log", "#1# one\n");
    String log = log("own.log");

    Answer answer =
        type(
            "run",
            "openssh",
            "--input-format",
            "json",
            "--hold",
            "1s",
            "--set",
            "openssh.login_failure_limit=3",
            "--set",
            "inputs.files.zone=Europe/Berlin",
            log);

    assertThat(answer.code()).isEqualTo(65);
    assertThat(answer.err())
        .contains("could be read as a record of the format json, which was stated; where none is")
        .doesNotContain("--input-format");
    assertThat(answer.out())
        .endsWith(
            "\nNEXT    correlator capture ls --input-format json"
                + " --set inputs.files.zone=Europe/Berlin "
                + log
                + "\n");
    Answer listed = typeNext(answer.out());
    assertThat(listed.code()).as(listed.err()).isEqualTo(65);
    assertThat(listed.out()).contains("TRIED");
    assertThat(listed.err()).contains("of the format json, which was stated");
  }

  @Test
  void records_thatNameNoHost_areNotSaidToBeOfAHostOfTheNameOfTheirFile() throws IOException {
    file("web1", "2026-03-03T10:00:00Z web1 cron[1]: a\n");
    file("app.jsonl", "{\"time\":\"2026-03-03T10:00:00Z\",\"message\":\"b\"}\n");

    assertThat(type("run", log("app.jsonl")).out()).contains("\n1 record, no host named, ");
    assertThat(type("run", "--format", "json", log("app.jsonl")).out())
        .contains("\"hosts\" : [ ],");
    assertThat(type("run", log("app.jsonl"), log("web1")).out()).contains(" records, host web1, ");
  }

  @Test
  void inputs_thatAreMany_areNotAllNamed_whereThereIsNoRecord() throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    for (int i = 10; i < 50; i++) {
      file(i + ".own", "#1# one\n");
      words.add(log(i + ".own"));
    }

    Answer answer = type(words.toArray(String[]::new));

    assertThat(answer.err())
        .contains(log("19.own") + ", and 30 more: CLI_NO_RECORD: ")
        .doesNotContain("20.own");
    assertThat(answer.out()).endsWith("\nNEXT    correlator capture ls '" + log("*.own") + "'\n");
  }

  @Test
  void input_ofWhichSomethingIsARecord_orThatIsEmpty_isRead() throws IOException {
    file("own.log", "#1# one\n");
    file("empty.log", "");

    Answer some = type("run", log("own.log"), log("auth.log"));
    assertThat(some.code()).isZero();
    assertThat(some.out()).contains(" + 1 not parsed", "\nEXACT   yes: ");
    Answer empty = type("run", log("empty.log"));
    assertThat(empty.code()).isZero();
    assertThat(empty.err()).isEmpty();
    assertThat(empty.out()).contains("\nEXACT   there is no record\n");
  }

  @Test
  void failOn_whatWasFound_endsWithItsExitCode() throws IOException {
    file("quiet.log", "Mar  3 10:00:00 web1 cron[1]: nothing\n");

    assertThat(type("run", "openssh", "--fail-on", "failed", log("auth.log")).code()).isEqualTo(3);
    assertThat(type("run", "openssh", "--fail-on", "error", log("auth.log")).code()).isEqualTo(3);
    assertThat(type("run", "openssh", "--fail-on", "failed,error", log("quiet.log")).code())
        .isZero();
  }

  @Test
  void events_onStandardOutput_areAloneThere() throws IOException {
    file("quiet.log", "Mar  3 10:00:00 web1 cron[1]: nothing\n");

    Answer answer = type("run", "openssh", "--events", "-", log("quiet.log"));

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("TRANSACTIONS");
  }

  @Test
  void json_isOneDocument_withWhatBecameOfTheEvents() {
    Answer answer =
        type("run", "openssh", "--format", "json", "--events", "/dev/full", log("auth.log"));

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).startsWith("[").contains("\"losses\"", "No space left on device");
  }

  @Test
  void eventsThatCannotBeWritten_areReportedWithTheReason() {
    Answer answer = type("run", "openssh", "--events", "/dev/full", log("auth.log"));

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out())
        .contains("ERROR   handler --events: 0 of ", "  141 of them: ", "No space left on device");
  }

  @Test
  void nameForTheFailed_thatSaysNoFormat_isRefusedInPlainWords() {
    Answer answer =
        type(
            "run", "openssh", "--failed", folder.resolve("failed.txt").toString(), log("auth.log"));

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .startsWith("--failed: CFG_REFUSED: the name of the file says what it will hold");
  }

  @Test
  void next_ofStandardInput_readsAFileThatItIsSavedTo() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(SAMPLE)));
    try {
      assertThat(type("run", "openssh", "--year", "2026", "-").out())
          .contains(
              """

              NEXT    save standard input to a file, as input.log, to read it again:
                      correlator run openssh --year 2026 input.log
              """);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void next_ofPipesThatAreNamedAsFiles_readsFilesThatTheyAreSavedTo() throws Exception {
    Path first = pipe("first");
    Path second = pipe("second");
    String log = log("auth.log");
    Files.write(folder.resolve("auth.log"), GUESSES);
    Thread filled = filled(first);
    assertThat(type("run", "openssh", "--year", "2026", first.toString(), log).out())
        .contains(
            """

            NEXT    save %s to a file, as input.log, to read it again:
                    correlator run openssh --year 2026 input.log %s
            """
                .formatted(first, log));
    filled.join();

    List<Thread> both = List.of(filled(first), filled(second));
    assertThat(type("run", "openssh", first.toString(), second.toString()).out())
        .contains(
            """

            NEXT    save %s and %s to files, as input.log and input-2.log, to read them again:
                    correlator run openssh input.log input-2.log
            """
                .formatted(first, second));
    for (Thread t : both) {
      t.join();
    }
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  /** Somebody who writes guesses to a pipe. */
  private static Thread filled(Path pipe) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            Files.write(pipe, GUESSES);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void next_ofSeveralCommands_hasALineForEach() {
    String log = log("auth.log");

    // A line is what is copied: whatever parts two commands on it, a shell takes for its own.
    assertThat(type("run", "openssh", log).out())
        .containsPattern(
            "\nNEXT {4}correlator trace \\w+ "
                + Pattern.quote(log)
                + "\n {8}correlator run openssh --events events\\.jsonl "
                + Pattern.quote(log)
                + "\n\\z");
  }

  @Test
  void next_ofEvents_namesAFileThatIsNotRead_andHoldsNothingElse() throws IOException {
    Files.copy(SAMPLE, folder.resolve("events.jsonl"));
    file("events-2.jsonl", "notes of mine\n");
    String log = log("events.jsonl");

    assertThat(type("run", "openssh", log).out())
        .endsWith("correlator run openssh --events events-3.jsonl " + log + "\n");

    Answer written = type("run", "openssh", "--events", log("events-3.jsonl"), log);
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(type("run", "openssh", log).out()).contains(" --events events-3.jsonl ");
  }

  @Test
  void next_ofManyFiles_namesThemByAPattern_orSaysHowManyAreToBeAdded() throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "openssh"));
    for (int i = 10; i < 50; i++) {
      file(
          "ssh-" + i + ".log",
          "2026-03-03T10:00:%dZ web1 sshd[%d]: Invalid user a from 192.0.2.7 port 4\n"
              .formatted(i, i));
      words.add(log("ssh-" + i + ".log"));
    }
    words.addAll(List.of("--at-end", "drain"));

    Answer all = type(words.toArray(String[]::new));

    assertThat(all.out()).endsWith(" '" + log("ssh-*.log") + "'\n");
    assertThat(typeNext(all.out()).out()).contains("Invalid user a from 192.0.2.7");

    file("ssh-old.log", "");
    assertThat(type(words.toArray(String[]::new)).out())
        .endsWith(log("ssh-12.log") + " (and 37 more, to be named too)\n");
  }

  @Test
  void next_andHelp_nameTheProgramAsItWasCalled() {
    environment = Map.of("CORRELATOR_CALLED", "./correlator");

    assertThat(type("run", "openssh", log("auth.log")).out())
        .containsPattern(
            "NEXT {4}\\./correlator trace .*\n {8}\\./correlator run openssh --events");
    assertThat(type("run", "--help").out())
        .contains("  ./correlator run unknown.log", "zcat old/*.gz | ./correlator run --zone");
    assertThat(type("run").err()).contains("what it takes: ./correlator run --help");
  }

  @Test
  void next_ofAPlainRun_findsTheTransaction() {
    assertThat(typeNext(type("run", "openssh", log("auth.log")).out()).out())
        .contains("failed: user not allowed");
  }

  @Test
  void next_ofARunWithOptions_findsTheSameTransaction() throws IOException {
    Files.copy(SAMPLE, folder.resolve("it's my.log"));
    file("site.yaml", "applications: {site: {modules: {logins: {use: openssh}}}}");
    String site = log("site.yaml");

    Answer run =
        type(
            ("run site --year 2024 --zone Europe/Berlin --at-end drain --set"
                    + " logins.login_failure_limit=3 --config")
                .concat(" " + site + " " + log("auth.log"))
                .split(" ", -1));

    assertThat(run.out()).contains("2024 as stated");
    assertThat(typeNext(run.out()).out()).contains("failed: user not allowed", "2024-11-21 07:");
    assertThat(type("run", "openssh", log("it's my.log")).out()).contains("it'\\''s my.log'\n");
  }

  @Test
  void recordsThatNoModuleKnows_areDescribed() throws IOException {
    file(
        "other.log",
        """
        Mar  3 10:00:00 web1 nginx[12]: GET / 200
        Mar  3 10:00:01 web1 nginx[12]: GET /a 200
        Mar  3 12:00:00 web1 cron[13]: (root) CMD (run)
        """);

    Answer answer = type("run", "--year", "2026", log("other.log"));

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains(
            "3 records, host web1, 2026-03-03 10:00:00 to 2026-03-03 12:00:00",
            """
            No installed module knows these records.
            PROGRAM  records
              nginx        2
              cron         1
            SEVERITIES  without severity 3
            GAP         1h59m without a record: 2026-03-03 10:00:01 to 2026-03-03 12:00:00
            """,
            "the page 'Write a logic module' of the documentation shows how to write one.");
  }

  @Test
  void timesWithoutARecord_ofALogOfSeconds_areNotTold() throws IOException {
    file(
        "other.log",
        """
        2026-03-03T10:00:00Z web1 nginx[12]: GET / 200
        2026-03-03T10:00:02Z web1 nginx[12]: GET /a 200
        2026-03-03T10:00:05Z web1 nginx[12]: GET /b 200
        """);

    assertThat(type("run", log("other.log")).out()).contains("SEVERITIES").doesNotContain("GAP");
  }

  @Test
  void statedYearThatLacksTheDay_isNotSaidToBeTaken() throws IOException {
    file("leap.log", "Feb 29 10:00:00 web1 nginx[12]: GET / 200\n");

    assertThat(type("run", "--year", "2025", log("leap.log")).out())
        .contains(
            "no year: 2024, the last with a 29 February up to the stated 2025 (--year)",
            "2024-02-29 10:00:00");
    assertThat(type("run", "--year", "2024", log("leap.log")).out())
        .contains("no year: 2024 as stated (--year)");
  }

  @Test
  void recordsWithoutATimeThatCanBeRead_areCountedBesideTheirSource() throws IOException {
    file(
        "some.log",
        """
        {"time":"2026-03-02T08:00:00Z","msg":"a"}
        {"time":"2. March, eight","msg":"b"}
        {"time":"2026-03-02T08:00:02Z","msg":"c"}
        """);
    file("none.log", "{\"time\":\"2. March, eight\",\"msg\":\"b\"}\n");

    assertThat(type("run", log("some.log")).out())
        .contains("some.log: json format; 1 record without a time that can be read: as the one");
    assertThat(type("run", "--format", "json", log("some.log")).out())
        .containsPattern("\"without_time\" : 1,");
    assertThat(type("run", log("none.log")).out())
        .contains("none.log: json format; no time that can be read: all from the file date");
  }

  @Test
  void linesThatAreNoRecords_areDescribedByWhatWouldBe() throws IOException {
    file("notes.txt", "buy milk\nand bread\n");
    file("empty.log", "");

    Answer notes = type("run", log("notes.txt"));
    assertThat(notes.out()).contains("2 no header of this format").doesNotContain("PROGRAM");
    assertThat(notes.err())
        .contains(
            "--input-format says which format it is: access,",
            "describes them, and how a line of another form is described under 'formats:'");
    assertThat(type("run", log("empty.log")).out()).contains("There are no records.");
  }

  @Test
  void timesInAZoneOfTheirOwn_areSaidToBe() {
    assertThat(
            type("run", "openssh", "--set", "system.timezone=Europe/Berlin", log("auth.log")).out())
        .contains(" 09:11:23 Europe/Berlin, read in");
  }

  @Test
  void trace_showsTheRecordsWithTheirGaps() {
    Answer answer = type("trace", "203.0.113.60", log("auth.log"));

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("failed: wrong password", "  user: dave")
        .contains("+0s  " + log("auth.log") + ":580  web1 sshd[6474]: Failed password for dave");
    assertThat(type("trace", "abcdef", log("auth.log")).code()).isEqualTo(2);
  }

  @Test
  void trace_ofARecordOfSeveralLines_showsTheFurtherOnesUnderIt() throws IOException {
    file(
        "lines.json",
        """
        {"time":"2026-03-03T10:00:00Z","host":"web1","app":"sshd","pid":"7","msg":"Failed password for a\\r\\n\\tat B.c\\n\\u001b[1m2026-03-03 from 192.0.2.1 port 22 ssh2"}
        """);

    assertThat(type("trace", "192.0.2.1", "openssh", log("lines.json")).out())
        .contains(
            "lines.json:1  web1 sshd[7]: Failed password for a\n"
                + " ".repeat(36)
                + "    at B.c\n"
                + " ".repeat(36)
                + "\\u001b[1m2026-03-03 from 192.0.2.1 port 22 ssh2\n");
  }

  @Test
  void trace_ofTooLittleOfAnId_saysHowMuchIsNeeded() {
    String report = type("run", "openssh", log("auth.log")).out();
    Matcher id = Pattern.compile("trace ([0-9a-f]{8}) ").matcher(report);
    assertThat(id.find()).isTrue();

    assertThat(type("trace", id.group(1).substring(0, 3), log("auth.log")).err())
        .contains("of which 4 characters are needed")
        .doesNotContain("begins so");
    assertThat(type("trace", id.group(1).substring(0, 4), log("auth.log")).code()).isZero();
    assertThat(type("trace", "abcdef", log("auth.log")).err()).contains("begins so");
  }

  @Test
  void trace_betweenTimesWithMilliseconds_showsThemInTheGap() throws IOException {
    file(
        "fine.log",
        """
        2026-03-03T10:00:00.200Z web1 sshd[1]: Failed password for ann from 192.0.2.1 port 4 ssh2
        2026-03-03T10:00:02.000Z web1 sshd[1]: Connection closed by 192.0.2.1 port 4 [preauth]
        """);

    assertThat(type("trace", "192.0.2.1", log("fine.log")).out()).contains(" +1.8s  ");
  }

  @Test
  void application_behindTheFiles_isSaidToBelongBeforeThem() {
    Answer answer = type("run", log("auth.log"), "report");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("'report' is an application: name it before the files");
  }

  @Test
  void application_behindAnother_isSaidToBelongBehindAComma() {
    Answer answer = type("run", "openssh", "sudo", log("auth.log"));

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("'sudo' is an application too: name several with commas, as openssh,sudo");
  }

  private String handlers(String more) throws IOException {
    file(
        "site.yaml",
        """
        applications:
          site:
            modules:
              openssh: {use: openssh}
            handlers:
              shown: {use: console, on: [AttemptsExceeded], config: {stream: STREAM}}
              never: {use: console, on: [AttemptsExceeded], when: "event.count > 100000"}
        """
            .replace("STREAM", more));
    return log("site.yaml");
  }

  @Test
  void conditionOfAHandler_thatCannotBeEvaluated_isToldWithTheReason() throws IOException {
    file(
        "site.yaml",
        """
        applications:
          site:
            modules:
              openssh: {use: openssh}
            handlers:
              broken: {use: console, on: [Connection], when: "int(event.user) > 5"}
              fine: {use: console, on: [Connection], when: "has(event.user) && event.user == 'x'"}
        """);
    String site = log("site.yaml");

    String report = type("run", "site", "--config", site, log("auth.log")).out();

    assertThat(report)
        .containsPattern(
            "\n"
                + "  broken( +0){5}  'when' could not be evaluated of [1-9][0-9]* events: For input"
                + " string: \"[a-z]+\"\n")
        .containsPattern("\n  fine( +[0-9]+){5} *\n");
    assertThat(type("run", "site", "--format", "json", "--config", site, log("auth.log")).out())
        .containsPattern("\"undecided\" : [1-9][0-9]*,\\s+\"undecided_error\" : \"For input string")
        .contains("\"undecided\" : 0,");
  }

  @Test
  void handlers_areTold_alsoThoseThatTookNothing() throws IOException {
    String site = handlers("auto");

    String report = type("run", "site", "--config", site, log("auth.log")).out();

    assertThat(report)
        .containsPattern("\nHANDLERS +taken  delivered  deferred  refused  failed\n")
        .containsPattern("\n  shown +4 +4 +0 +0 +0\n")
        .containsPattern("\n  never +0 +0 +0 +0 +0\n");
    assertThat(type("run", "openssh", log("auth.log")).out()).doesNotContain("HANDLERS");
  }

  @Test
  void console_besideADocument_isOnStandardError_unlessItIsToldOtherwise() throws IOException {
    String[] run = {"run", "site", "--config", handlers("auto"), log("auth.log")};
    String[] json = {"run", "site", "--config", run[3], "--format", "json", log("auth.log")};
    String[] events = {"run", "site", "--config", run[3], "--events", "-", log("auth.log")};

    assertThat(printed(run)).contains(" openssh: ");
    assertThat(printed(json)).isEmpty();
    assertThat(printed(events).lines()).isNotEmpty().allMatch(line -> line.startsWith("{"));
    handlers("stdout");
    assertThat(printed(json)).contains(" openssh: ");
  }

  /** What a command writes to the process's own standard output, past the shell. */
  private String printed(String... words) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(type(words).code()).isZero();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void mail() throws IOException {
    file(
        "mail.log",
        """
        Mar  3 10:00:00 mx1 postfix/smtpd[1]: connect from a.example[192.0.2.1]
        Mar  3 10:00:00 mx1 postfix/smtpd[1]: 4A1B2C3D: client=a.example[192.0.2.1]
        Mar  3 10:00:00 mx1 postfix/qmgr[2]: 4A1B2C3D: from=<x@a.example>, size=9, nrcpt=1 (queue active)
        Mar  3 10:00:00 mx1 postfix/10025/smtpd[3]: 5A1B2C3D: client=localhost[127.0.0.1]
        Mar  3 10:00:01 mx1 postfix/qmgr[2]: 5A1B2C3D: from=<x@a.example>, size=9, nrcpt=1 (queue active)
        Mar  3 10:00:01 mx1 postfix/smtp[4]: 4A1B2C3D: to=<y@b.example>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5A1B2C3D)
        Mar  3 10:00:01 mx1 postfix/qmgr[2]: 4A1B2C3D: removed
        Mar  3 10:00:02 mx1 postfix/smtpd[1]: lost connection after DATA from a.example[192.0.2.1]
        Mar  3 10:00:02 mx1 postfix/smtpd[1]: disconnect from a.example[192.0.2.1]
        Mar  3 10:00:03 mx1 postfix/smtp[5]: 5A1B2C3D: to=<y@b.example>, relay=none, delay=3, delays=0/0/0/3, dsn=5.4.4, status=bounced (no such host)
        Mar  3 10:00:03 mx1 postfix/qmgr[2]: 5A1B2C3D: removed
        """);
  }

  @Test
  void trace_ofAChainOfOneKind_showsTheRecordsOfAllLegs() throws IOException {
    mail();

    Answer answer = type("trace", "4A1B2C3D 5A1B2C3D", log("mail.log"));

    assertThat(answer.out())
        .contains("postfix/mail  mx1 4A1B2C3D  failed: bounced", "  client: a.example[192.0.2.1]")
        .contains(log("mail.log") + ":2  mx1 postfix/smtpd[1]: 4A1B2C3D: client=")
        .contains("+2s  " + log("mail.log") + ":10  mx1 postfix/smtp[5]: 5A1B2C3D: to=");
    assertThat(answer.out().lines().filter(l -> l.contains(log("mail.log")))).hasSize(8);
  }

  @Test
  void failedTransactions_ofSeveralKinds_areShownKindByKind() throws IOException {
    mail();

    Answer answer = type("run", "postfix", log("mail.log"));

    assertThat(answer.out())
        .contains("bounced", "lost connection", "FAILED 2    all:")
        .contains("\n  of postfix/mail\n", "\n  of postfix/session\n")
        .contains("\n  of postfix/mail: newest 1 of 1\n")
        .contains("\n  of postfix/session: newest 1 of 1\n");
    assertThat(answer.out().indexOf("RECIPIENT"))
        .isPositive()
        .isLessThan(answer.out().indexOf("LOG IN FAILURES"));
    assertThat(typeNext(answer.out()).out()).contains("failed: bounced");
  }

  @Test
  void countsOfOne_areToldInTheSingular() throws IOException {
    file("one.log", "2026-03-03T10:00:00Z web1 cron[5]: tick\n");

    assertThat(type("run", "report", log("one.log")).out()).contains("1 record, host web1, ");
    assertThat(
            type("capture", "cut", "--from", "2026-03-03", "-o", log("new.log"), log("one.log"))
                .out())
        .contains("CUT         1 of 1 record to ");
  }

  @Test
  void rejects_areWrittenWithPlaceAndReason() throws IOException {
    file("some.log", "Mar  3 10:00:00 web1 cron[1]: nothing\nnonsense\n");
    Path rejects = folder.resolve("rejects");

    Answer answer =
        type(
            "run",
            "--fail-on",
            "rejected",
            "--rejects",
            rejects.toString(),
            folder.resolve("some.log").toString());

    assertThat(answer.code()).isEqualTo(3);
    assertThat(Files.readString(rejects))
        .isEqualTo(log("some.log") + ":2: no header of this format: nonsense\n");
  }

  private static final List<String> GUESSES = guesses();

  private static List<String> guesses() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String sshd = "Mar  2 08:15:0" + i + " web1 sshd[" + (70 + i) + "]: ";
      lines.add(sshd + "Failed password for ann from 192.0.2.1 port 41 ssh2");
      lines.add(sshd + "Connection closed by authenticating user ann 192.0.2.1 port 41 [preauth]");
    }
    return lines;
  }

  @Test
  void trace_ofStandardInput_saysThatItsRecordsAreGone() {
    String log = String.join("\n", GUESSES) + "\n";
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
    Answer answer;
    try {
      answer = type("trace", "192.0.2.1", "openssh", "-");
    } finally {
      System.setIn(before);
    }

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("user: ann")
        .doesNotContain("sshd[70]")
        .endsWith(
            "\nNOTE    stdin can be read only once, and events are found before their records are"
                + " looked for: save it to a file to see them\n");
  }

  @Test
  void trace_ofAPipeThatIsNamedAsAFile_readsItOnce_andSaysThatItsRecordsAreGone() throws Exception {
    Path pipe = pipe("pipe");
    Thread writer = filled(pipe);

    Answer answer = type("trace", "192.0.2.1", "openssh", pipe.toString());

    writer.join();
    assertThat(answer.out())
        .contains("user: ann")
        .contains("\nNOTE    " + pipe + " can be read only once, and events are found");
  }

  @Test
  void trace_ofAnEventThatIsNoTransaction_saysSo_andOffersThoseThatNameItsKey() throws IOException {
    Files.write(folder.resolve("guesses.log"), GUESSES);
    String log = log("guesses.log");
    Matcher id =
        Pattern.compile("ADDRESSES WITH TOO MANY FAILURES: 1\n.*\n  (\\w+)")
            .matcher(type("run", "openssh", log).out());
    assertThat(id.find()).isTrue();

    String traced = type("trace", id.group(1), "openssh", log).out();

    assertThat(traced)
        .contains(
            "\nNOTE    "
                + id.group(1)
                + " is no transaction, and has no records of its own; 6 transactions name"
                + " 192.0.2.1\n"
                + "NEXT    correlator trace 192.0.2.1 openssh "
                + log
                + "\n");
    assertThat(type("trace", "192.0.2.1", "openssh", log).out())
        .contains("sshd[70]", "sshd[75]")
        .doesNotContain("NOTE");
    assertThat(type("trace", id.group(1), "--year", "2026", log).out())
        .contains("NEXT    correlator trace 192.0.2.1 --year 2026 " + log + "\n");
  }
}
