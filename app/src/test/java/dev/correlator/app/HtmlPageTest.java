package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a page, from the words typed to its bytes. */
class HtmlPageTest {

  private static final Path SAMPLE = Path.of("..", "demo", "openssh", "auth.log");

  private static final Pattern SECTION =
      Pattern.compile(
          "<script type=\"application/octet-stream\" data-run=\"(\\d+)\" data-part=\"(\\w+)\">"
              + "([^<]*)</script>");

  @TempDir private Path folder;
  private Path page;

  private record Answer(int code, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(SAMPLE, folder.resolve("auth.log"));
    page = folder.resolve("report.html");
  }

  private Answer type(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            folder,
            HtmlPageTest.class.getClassLoader(),
            null,
            new PrintWriter(out),
            new PrintWriter(err));
    int code = new CommandShell(surroundings, new HistoryRunner()).execute(words);
    return new Answer(code, out.toString(), err.toString());
  }

  private Answer run(String log) {
    return type("run", "openssh", "--html", page.toString(), folder.resolve(log).toString());
  }

  private String section(String name) throws IOException {
    Matcher section = SECTION.matcher(Files.readString(page));
    while (section.find()) {
      if (section.group(1).equals("0") && section.group(2).equals(name)) {
        String content = section.group(3);
        assertThat(content).matches("[A-Za-z0-9+/=\n]*");
        byte[] packed = Base64.getMimeDecoder().decode(content);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("no section " + name);
  }

  @Test
  void page_ofTheSample_isToldInTheReport() throws IOException {
    Answer answer = run("auth.log");

    assertThat(answer.code()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains("PAGE    " + page + ": 131 transactions; 462 of their records\n");
    assertThat(section("head"))
        .contains("\"application\":\"openssh\"", "\"allFailed\":91", "\"exact\":true")
        .contains("\"limits\":[]");
    assertThat(section("text").lines()).hasSize(462);
    assertThat(section("text"))
        .contains("sshd[6474]: Failed password for dave from 203.0.113.60 port");
  }

  @Test
  void legsOfAChain_areNoTransactions_inThePageAsInTheReport() throws IOException {
    Files.copy(Path.of("..", "demo", "postfix", "mail.log"), folder.resolve("mail.log"));

    Answer answer =
        type("run", "postfix", "--html", page.toString(), folder.resolve("mail.log").toString());

    assertThat(answer.out())
        .containsPattern("  total +68\n")
        .contains("FAILED 26    ", "PAGE    " + page + ": 68 transactions; ");
    assertThat(section("head"))
        .contains("\"allTransactions\":68,\"allFailed\":26", "\"stage\":\"postfix/session\"")
        .doesNotContain("\"stage\":\"postfix/queued\"");
  }

  @Test
  void page_allowsItsOwnScriptAndStyleOnly() throws Exception {
    run("auth.log");

    String html = Files.readString(page);
    String script = between(html, "<script>", "</script>");
    String style = between(html, "<style>", "</style>");
    assertThat(between(html, "Content-Security-Policy\" content=\"", "\""))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none';"
                    .formatted(hash(style), hash(script))
                + " form-action 'none'");
    assertThat(html)
        .doesNotContainPattern("(?i)https?://(?!www\\.w3\\.org/2000/svg)")
        .doesNotContainPattern("(?i)\\son\\w+=");
    assertThat(script)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
        .doesNotContain("<!--", "new Function", "localStorage");
  }

  private static String between(String text, String from, String to) {
    int begin = text.indexOf(from) + from.length();
    return text.substring(begin, text.indexOf(to, begin));
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void whatALogHolds_isNowhereInThePageAsItStands() throws IOException {
    String line =
        "Mar  3 10:00:00 web1 sshd[%d]: Failed password for invalid user %s from ::1 port 1";
    byte[] bad = line.formatted(99, "\u00ff").getBytes(StandardCharsets.ISO_8859_1); // no UTF-8
    List<String> users =
        List.of("</script><img/onerror=x>", "<!--<script>", "a\u2028b", "\"'&amp;", "x\u001b[2J");
    StringBuilder log = new StringBuilder();
    users.forEach(user -> log.append(line.formatted(users.indexOf(user), user)).append('\n'));
    Path file = folder.resolve("</script>.log".replace('/', '_'));
    Files.writeString(file, log.toString());
    Files.write(file, bad, java.nio.file.StandardOpenOption.APPEND);

    Answer answer = run(file.getFileName().toString());

    assertThat(answer.code()).as(answer.err()).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .doesNotContain("onerror", "\u2028", "&amp;", "\u001b", "<_script>")
        .matches("(?s).*</script>\n</body>\n</html>\n");
    assertThat(html.split("<script", -1)).hasSize(1 + 4 + 1);
    assertThat(section("text"))
        .contains("</script><img/onerror=x>", "<!--<script>", "a\\u2028b", "\"'&amp;")
        .contains("x\\u001b[2J", "\ufffd");
    assertThat(section("strings")).contains("</script><img/onerror=x>");
  }

  @Test
  void page_thatCannotBeWritten_isRefusedBeforeAnythingIsRead() {
    assertThat(type("run", "openssh", "--html", folder.toString(), "auth.log").err())
        .startsWith("--html " + folder)
        .contains("is a directory; name a file");
    for (String name : List.of("auth.log/report.html", "x".repeat(300))) {
      page = folder.resolve(name);
      Answer answer = run("auth.log");
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err())
          .containsPattern(
              "--html .*: CLI_USAGE: cannot be written: (.*/auth.log is a file, not a folder|File"
                  + " name too long)\n");
      assertThat(answer.out()).isEmpty();
    }
  }

  @Test
  void page_thatFailsInTheEnd_isToldWithTheReport() throws Exception {
    page = pipe();
    var reader =
        CompletableFuture.supplyAsync(() -> {
          try (InputStream in = Files.newInputStream(page)) {
            return in.read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    Answer answer = run("auth.log");

    assertThat(reader.get()).isEqualTo('<');
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out())
        .contains("TRANSACTIONS", "ERROR   --html: the page is not written: Broken pipe")
        .doesNotContain("PAGE ");
  }

  @Test
  void page_whosePlaceIsAPipe_isWrittenIntoIt() throws Exception {
    page = pipe();
    var reader =
        CompletableFuture.supplyAsync(() -> {
          try {
            return Files.readString(page);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    assertThat(run("auth.log").code()).isZero();

    assertThat(reader.get()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(Files.isRegularFile(page)).isFalse();
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  void page_whoseNameIsALink_isWhereTheLinkLeads_inAFolderThatIsMade() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), Path.of("of/today.html"));
    page = link;

    assertThat(run("auth.log").code()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("of")).isDirectoryContaining("glob:**/today.html");
  }

  @Test
  void json_saysWhatThePageHolds() {
    Answer answer =
        type(
            "run",
            "openssh",
            "--format",
            "json",
            "--html",
            page.toString(),
            folder.resolve("auth.log").toString());

    assertThat(answer.out().replaceAll("\\s", ""))
        .contains(
            "\"page\":{\"transactions\":131,\"of_transactions\":131,\"records\":462,"
                + "\"of_records\":462}");
    assertThat(page).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void page_isNoFileThatIsRead_norAnother() {
    page = folder.resolve("auth.log");
    assertThat(run("auth.log").err()).contains("the file is read; name one that is not");
    page = folder.resolve("one");
    assertThat(
            type(
                    "run",
                    "openssh",
                    "--events",
                    page.toString(),
                    "--html",
                    page.toString(),
                    folder.resolve("auth.log").toString())
                .err())
        .contains("--events is to write the same file");
  }

  @Test
  void page_withLittleRoom_holdsTheFailedFirst_andSaysSo() throws Exception {
    RunRequest request = request();
    Application application = request.configuration().applications().get(0);
    try (Interruption interruption = new Interruption();
        HtmlPage small = new HtmlPage(page, request, 100, 300)) {
      RunResult result = result(request, application, small);

      PageSummary told =
          requireNonNull(
              small
                  .write(List.of(result), new PrintWriter(new StringWriter()), interruption)
                  .get(0)
                  .page());

      assertThat(told.transactions()).isEqualTo(100);
      assertThat(told.allTransactions()).isEqualTo(131);
      assertThat(told.records()).isEqualTo(300);
      assertThat(told.notes())
          .containsExactly(
              "the page lists 100 of 131 transactions: 91 of the 91 failed ones, then others, of"
                  + " each the newest; counts, bars and durations are of all",
              "it has room for 300 log lines; left out: 34 more");
    }
    assertThat(section("head")).contains("\"transactions\":100,\"failed\":91");
    assertThat(section("text").lines()).hasSize(300);
  }

  @Test
  void notesOfTheReport_areOnThePageToo() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    lines.add(lines.get(0));
    Files.write(folder.resolve("late.log"), lines);

    run("late.log");

    assertThat(section("head")).contains("\"1 record stands behind others of later times, by up");
  }

  private RunRequest request() {
    RunRequest[] kept = new RunRequest[1];
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            folder,
            HtmlPageTest.class.getClassLoader(),
            null,
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()));
    Runner keeper =
        new Runner() {
          @Override
          public ExitCode run(RunRequest request, PrintWriter out, PrintWriter err) {
            kept[0] = request;
            return ExitCode.OK;
          }

          @Override
          public ExitCode trace(TraceRequest request, PrintWriter out, PrintWriter err) {
            return ExitCode.OK;
          }
        };
    new CommandShell(surroundings, keeper)
        .execute("run", "openssh", folder.resolve("auth.log").toString());
    return kept[0];
  }

  private static RunResult result(RunRequest request, Application application, HtmlPage page)
      throws Exception {
    ApplicationRun found = new ApplicationRun(application, null, page.events(application));
    try (HistoryRun run =
        new HistoryRun(
            new Reading(List.of(application)),
            request.configuration().system().record().timezone(),
            request.formats(),
            request.inputs(),
            new dev.correlator.intake.Rejects(),
            false,
            1,
            null)) {
      run.run(new ReadingOutput(List.of(found), null, () -> {}, run::stop));
      return found.ended(run, 1, false);
    }
  }
}
