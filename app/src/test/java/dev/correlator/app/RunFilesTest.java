package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run reads and what it writes: none of it is both, and each has one writer. */
class RunFilesTest {

  private static final Path SAMPLE = Path.of("..", "demo", "openssh", "auth.log");

  @TempDir private Path temporary;
  private Desk desk;
  private Path folder;
  private Path log;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(temporary).whichRuns();
    log = desk.file("auth.log", Files.readString(SAMPLE));
    folder = temporary.resolve("desk");
  }

  private Desk.Answer run(String... words) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(words));
    return desk.type(all.toArray(String[]::new));
  }

  /** A configuration whose applications have these handlers, which write into the folder. */
  private void handlers(String... ofApplications) {
    StringBuilder yaml = new StringBuilder("system: {data_dir: '" + folder + "'}\napplications:\n");
    char name = 'a';
    for (String handlers : ofApplications) {
      yaml.append("  ").append(name++).append(":\n    modules: {openssh: {use: openssh}}\n");
      yaml.append("    handlers:\n").append(handlers.indent(6));
    }
    desk.file("correlator.yaml", yaml.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"replace", "rotate", "append"})
  void handler_thatWouldWriteTheLogThatIsRead_isRefused_andTheLogStays(String existing)
      throws IOException {
    handlers("j: {use: jsonl, config: {file: auth.log, existing: " + existing + "}}");

    for (String input : List.of(log.toString(), folder + "/au*.log")) {
      Desk.Answer answer = run("a", input);

      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err())
          .endsWith(
              "correlator.yaml:6:7: CFG_REFUSED: handler 'j' writes auth.log: the file is read;"
                  + " name one that is not, to keep it\n");
    }
    assertThat(log).hasSameTextualContentAs(SAMPLE);
    assertThat(folder).isDirectoryNotContaining("glob:**auth.1.log");
  }

  @Test
  void handler_thatWouldWriteTheLogByAnOption_isRefusedWhereTheOptionStands() {
    handlers("j: {use: jsonl, config: {file: j.jsonl}}");

    assertThat(run("a", log.toString(), "--set", "handlers.j.file=auth.log").err())
        .contains("--set handlers.j.file: CFG_REFUSED: handler 'j' writes auth.log: the file is");
    assertThat(run("a", log.toString(), "--set", "handlers.j.existing=append").err())
        .doesNotContain("CFG_REFUSED");
    assertThat(run("a", folder + "/j.js*", "--set", "handlers.j.existing=append").err())
        .contains("correlator.yaml:6:7: CFG_REFUSED: handler 'j' writes j.jsonl: the file is");
  }

  @Test
  void handler_thatWouldWriteTheLogByALink_isRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("soft.jsonl"), log);
    Files.createLink(folder.resolve("hard.jsonl"), log);
    handlers(
        "s: {use: jsonl, config: {file: soft.jsonl}}\nh: {use: jsonl, config: {file: hard.jsonl}}");

    assertThat(run("a", log.toString()).err())
        .contains("'s' writes soft.jsonl: the file is read", "'h' writes hard.jsonl: the file is");
  }

  @Test
  void filesOfTheLastRun_thatAPatternTakes_areNotReadAndWritten() throws IOException {
    handlers("c: {use: csv, config: {directory: out}}");
    assertThat(run("a", log.toString()).code()).isZero();
    Files.copy(log, folder.resolve("out/auth.log"));

    Desk.Answer answer = run("a", folder + "/out/*");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("handler 'c' writes out/openssh.AttemptsExceeded.csv: the file is read;")
        .contains("to keep it (and ");
    assertThat(folder.resolve("out/openssh.Connection.1.csv")).doesNotExist();
    assertThat(run("a", folder + "/out/*.log").code()).isZero();
    assertThat(folder.resolve("out/openssh.Connection.1.csv")).exists();
  }

  @Test
  void next_ofARun_writesEventsToNoFileOfAHandler() {
    handlers(
        "j: {use: jsonl, config: {file: events.jsonl}}",
        "k: {use: jsonl, config: {file: events-2.jsonl}}");

    Desk.Answer first = run("a,b", log.toString());

    String offered = " --events events-3.jsonl " + log + "\n";
    assertThat(first.out()).contains("run a" + offered, "run b" + offered);
    assertThat(run("a,b", "--events", "events-3.jsonl", log.toString()).code()).isZero();
  }

  @Test
  void next_ofAPattern_takesTheFilesThatWereRead_notWhatWasWrittenMeanwhile() {
    String pattern = folder + "/auth*";
    handlers("j: {use: jsonl, config: {file: events.jsonl}}");

    assertThat(run("a", pattern).out()).endsWith(" --events events-2.jsonl '" + pattern + "'\n");

    handlers("j: {use: jsonl, config: {file: auth.jsonl}}");

    assertThat(run("a", pattern).out())
        .containsPattern("NEXT +correlator trace \\w+ a \\Q" + log + "\\E\n")
        .endsWith(" --events events.jsonl " + log + "\n");
  }

  @Test
  void twoThatWouldWriteOneFile_areRefusedTogether_withBothNames() throws IOException {
    handlers(
        """
        j: {use: jsonl, config: {file: all.jsonl}}
        k: {use: jsonl, config: {file: same.jsonl}}
        l: {use: jsonl, config: {file: ./same.jsonl}}
        c: {use: csv, config: {directory: out}}
        d: {use: csv, config: {directory: ./out}}
        """,
        "k: {use: jsonl, config: {file: same.jsonl}}");
    String failed = folder + "/out/openssh.Connection.csv";

    Desk.Answer answer =
        run("a,b", "--events", folder + "/all.jsonl", "--failed", failed, log.toString());

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("handler 'j' of 'a' writes all.jsonl: --events is to write the same file;")
        .contains("handler 'l' of 'a' writes ./same.jsonl: handler 'k' of 'a' is to write the same")
        .contains("'c' of 'a' writes out/openssh.Connection.csv: --failed is to write the same")
        .contains(
            "handler 'd' of 'a' writes ./out/openssh.AttemptsExceeded.csv: handler 'c' of 'a' is")
        .contains("handler 'k' of 'b' writes same.jsonl: handler 'k' of 'a' is to write the same")
        .endsWith("5 mistakes; nothing was started\n");
    assertThat(folder).isDirectoryNotContaining("glob:**{.jsonl,.part,/out}");
  }

  @Test
  void handlersThatShareAFolder_butNoFile_writeBoth() throws IOException {
    handlers(
        """
        c: {use: csv, on: [Connection], config: {directory: out}}
        d: {use: csv, on: [AttemptsExceeded], config: {directory: out}}
        j: {use: jsonl, config: {file: out/all.jsonl}}
        """);

    for (int runs = 1; runs <= 2; runs++) { // the second finds the files of the first
      assertThat(run("a", log.toString()).code()).isZero();
    }
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/openssh.Connection.1.csv");
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/openssh.AttemptsExceeded.csv");
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/all.1.jsonl");
  }

  @Test
  void files_thatAreNotOverwritten_mayHaveTwoWriters() {
    assertThat(
            run("openssh", "--events", "/dev/null", "--rejects", "/dev/null", log.toString())
                .code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--events", "--failed", "--rejects", "--html"})
  void result_inAFolderThatIsNotThere_hasItMade(String option) {
    Path file = folder.resolve("of/today/result.csv");

    assertThat(run("openssh", option, file.toString(), log.toString()).code()).isZero();

    assertThat(file).isRegularFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--events", "--failed", "--rejects", "--html"})
  void result_thatCannotBeWritten_isRefusedInTheSameWords_beforeAnythingIsRead(String option) {
    Desk.Answer inFile = run("openssh", option, log + "/result.csv", "absent.log");
    Desk.Answer isFolder = run("openssh", option, folder.toString(), "absent.log");

    assertThat(inFile.code()).isEqualTo(2);
    assertThat(inFile.err())
        .isEqualTo(
            option
                + " auth.log/result.csv: CLI_USAGE: cannot be written: auth.log is a file, not a"
                + " folder\n");
    assertThat(isFolder.code()).isEqualTo(2);
    assertThat(isFolder.err()).endsWith(": CLI_USAGE: is a directory; name a file\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--events, events.jsonl",
    "--failed, failed.csv",
    "--failed, failed.json",
    "--failed, failed.jsonl",
    "--rejects, rejects.txt",
    "--html, report.html"
  })
  void result_isWrittenOverThatOfAnEarlierRun_andOverAnEmptyFile(String option, String name)
      throws IOException {
    Path file = desk.file(name, "");
    for (int lines : new int[] {603, 603, 2}) { // more of them, the same, next to none
      List<String> some = Files.readAllLines(SAMPLE).subList(0, lines);
      Files.writeString(log, "nothing\n" + String.join("\n", some) + "\n");

      Desk.Answer answer = run("openssh", option, file.toString(), log.toString());

      assertThat(answer.code()).as(answer.err()).isZero();
      assertThat(Files.readString(file).isEmpty())
          .isEqualTo(name.endsWith(".jsonl") && option.equals("--failed") && lines == 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--events, other.log",
    "--failed, other.csv",
    "--rejects, other.log",
    "--html, other.html"
  })
  void result_overAFileThatItsOptionDidNotWrite_isRefused_untilTheUserSaysSo(
      String option, String name) throws IOException {
    Path forgotten = desk.file(name, Files.readString(SAMPLE));

    Desk.Answer answer = run("openssh", option, forgotten.toString(), log.toString());

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            option
                + " "
                + name
                + ": CLI_USAGE: is there, and holds what "
                + option
                + " did not write, so it is kept; "
                + option
                + " writes the file that is named behind it: name another file, or say --existing"
                + " replace\n");
    assertThat(forgotten).hasSameTextualContentAs(SAMPLE);
    assertThat(
            run("openssh", option, forgotten.toString(), "--existing", "replace", log.toString())
                .code())
        .isZero();
    assertThat(Files.readString(forgotten)).isNotEqualTo(Files.readString(SAMPLE));
  }

  @Test
  void resultsOfOptions_areNotWrittenOverEachOther() throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    written.put("--events", folder + "/events.csv");
    written.put("--failed", folder + "/failed.csv");
    written.put("--rejects", folder + "/rejects.csv");
    written.put("--html", folder + "/page.csv");
    desk.file("auth.log", "nothing\n" + Files.readString(SAMPLE));
    written.forEach(
        (option, file) -> assertThat(run("openssh", option, file, log.toString()).code()).isZero());

    for (String option : written.keySet()) {
      for (Map.Entry<String, String> other : written.entrySet()) {
        Desk.Answer again = run("openssh", option, other.getValue(), log.toString());

        boolean own = other.getKey().equals(option);
        assertThat(again.code()).as(option + ": " + other).isEqualTo(own ? 0 : 2);
      }
    }
  }

  @Test
  void damagedFile_isReportedAsFarAsItWasRead_andEndsWithTheCodeOfInputs() throws IOException {
    Path file = folder.resolve("auth.log.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      Files.copy(log, out);
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 3_000));

    Desk.Answer run = run("openssh", file.toString());
    Desk.Answer trace = desk.type("trace", "alice", "openssh", file.toString());
    Desk.Answer nothing = desk.type("trace", "nobody", "openssh", file.toString());

    assertThat(run.code()).isEqualTo(66);
    assertThat(run.out()).contains("wrong password", "auth.log.gz: reading stopped after ");
    assertThat(trace.code()).isEqualTo(66);
    assertThat(trace.err()).containsOnlyOnce("auth.log.gz: reading stopped after ");
    assertThat(trace.out()).contains("wrong password");
    assertThat(nothing.code()).isEqualTo(66);
    assertThat(nothing.err()).contains("reading stopped after", "CLI_UNKNOWN_NAME");
    assertThat(desk.type("capture", "ls", file.toString()).code()).isEqualTo(66);
  }
}
