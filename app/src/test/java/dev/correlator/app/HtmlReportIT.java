package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a browser: the packaged program writes it, Chromium opens it from its file. Nothing
 * is downloaded: where no Chromium is installed, these tests say so and end.
 */
class HtmlReportIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Instant RECORDED = Instant.parse("2026-11-21T12:00:00Z");

  /** Names a Chromium that is not on the path. */
  private static final String CHROMIUM = "CORRELATOR_CHROMIUM";

  /** What users of the log call themselves, and what a page is to show of it. */
  private static final Map<String, String> HOSTILE =
      Map.of(
          "<script>alert(1)</script>", "<script>alert(1)</script>",
          "</script><img/src=x/onerror=alert(2)>", "</script><img/src=x/onerror=alert(2)>",
          "<!--<script>", "<!--<script>",
          "\"'`&lt;", "\"'`&lt;",
          "a\u2028b\u202ec", "a\\u2028b\\u202ec",
          "x\u001b[2J\u0001", "x\\u001b[2J\\u0001");

  @TempDir private static Path folder;
  private static @Nullable Playwright playwright;
  private static @Nullable Browser browser;

  /** What the page under test did that it should not do. */
  private final List<String> troubles = new ArrayList<>();

  private @Nullable BrowserContext context;

  @BeforeAll
  static void openBrowser() throws Exception {
    Path chromium = chromium();
    if (chromium == null) {
      Assumptions.abort(
          "no Chromium on the path: install it (apt-get install chromium), or name it in "
              + CHROMIUM);
      return;
    }
    Playwright started =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    playwright = started;
    browser =
        started.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium));
    Path log = folder.resolve("auth.log");
    Files.copy(ROOT.resolve("demo/openssh/auth.log"), log);
    Files.setLastModifiedTime(log, FileTime.from(RECORDED));
    write("sample.html", "auth.log");
    Files.writeString(folder.resolve("hostile.log"), hostileLog());
    write("hostile.html", "hostile.log");
  }

  private static @Nullable Path chromium() {
    String named = System.getenv(CHROMIUM);
    if (named != null) {
      return Path.of(named);
    }
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program)) {
          return program;
        }
      }
    }
    return null;
  }

  private static String hostileLog() {
    StringBuilder log = new StringBuilder();
    int pid = 100;
    for (String user : HOSTILE.keySet()) {
      String from = "2026-03-03T10:00:00Z web1 sshd[" + ++pid + "]: ";
      log.append(from).append("Failed password for invalid user ").append(user);
      log.append(" from 203.0.113.5 port 22 ssh2\n");
      log.append(from).append("Connection closed by 203.0.113.5 port 22 [preauth]\n");
    }
    return log.toString();
  }

  /** Runs the program; what it reports. */
  private static String write(String page, String log) throws IOException, InterruptedException {
    return write(page, "openssh", log);
  }

  /** Runs an application, with what is typed behind its name; what it reports. */
  private static String write(String page, String application, String... typed)
      throws IOException, InterruptedException {
    Path out = folder.resolve(page + ".out");
    List<String> words = new ArrayList<>();
    words.add(ROOT.resolve("app/target/correlator/bin/correlator").toString());
    words.addAll(List.of("run", application, "--html", page));
    words.addAll(List.of(typed));
    ProcessBuilder command = new ProcessBuilder(words);
    command.directory(folder.toFile());
    command.environment().put("CORRELATOR_JAVA_HOME", System.getProperty("java.home"));
    if (words.contains("-")) {
      command.redirectInput(folder.resolve("auth.log").toFile());
    }
    command.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    assertThat(command.start().waitFor()).isZero();
    return Files.readString(out);
  }

  @AfterAll
  static void closeBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @AfterEach
  void pageDidNothingThatItShouldNot() {
    if (context != null) {
      context.close();
    }
    assertThat(troubles).isEmpty();
  }

  private Page open(String name) {
    return open(name, new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  private Page open(String name, Browser.NewContextOptions options) {
    Page page = openAtOnce(name, options, "");
    page.waitForSelector("body[data-ready=yes]");
    return page;
  }

  /** Not waiting until all is shown, and with a script that runs before those of the page. */
  private Page openAtOnce(String name, Browser.NewContextOptions options, String script) {
    String address = folder.resolve(name).toUri().toString();
    BrowserContext opened =
        requireNonNull(browser).newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    context = opened;
    opened.addInitScript(
        "document.addEventListener('securitypolicyviolation', (e) =>"
            + " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));"
            + script);
    Page page = opened.newPage();
    page.onConsoleMessage(m -> troubles.add(m.type() + ": " + m.text()));
    page.onPageError(e -> troubles.add("error: " + e));
    page.onDialog(d -> {
      troubles.add("dialog: " + d.message());
      d.dismiss();
    });
    page.onRequest(r -> {
      if (!r.url().startsWith(address)) {
        troubles.add("request: " + r.url());
      }
    });
    page.navigate(address);
    return page;
  }

  private static List<String> column(Page page, int number) {
    return page.locator("#transactions tbody tr[data-row] > td:nth-child(" + number + ")")
        .allInnerTexts();
  }

  private static void waitForResult(Page page, String text) {
    page.waitForFunction(
        "text => document.getElementById('filter-result').textContent.startsWith(text)", text);
  }

  @Test
  void head_saysWhatTheReportSays() {
    Page page = open("sample.html");

    assertThat(page.title()).isEqualTo("Correlator report: openssh");
    assertThat(page.locator("#subtitle").innerText()).contains("by correlator 0.");
    assertThat(page.locator("#summary").innerText())
        .contains("131", "91", "69 % of all", "603", "477", "126", "Exact\nyes")
        .contains("0 re-timed, 0 adjusted, 0 evicted", "web1", "rfc3164-file format; no year")
        .contains("2026-11-21 08:04:55 to 2026-11-21 08:11:23 UTC", "sshd without pattern 13");
    assertThat(page.locator("#outcomes").innerText())
        .contains("completed 32", "failed 91", "no common algorithm", "1m30s");
    assertThat(page.locator("#outcomes svg.drawing rect").count()).isGreaterThan(50);
    assertThat(page.locator("#durations").innerText()).contains("90th percentile", "1m30s");
    assertThat(page.locator("#findings").innerText())
        .contains("Addresses with too many failures: 4", "203.0.113.77");
    assertThat(page.locator("#statistics").innerText()).contains("2026-11-21", "74", "67");
  }

  @Test
  void page_untilAllIsUnpacked_saysThatMoreIsToCome() {
    String afterTheHead =
        """
        let unpacked = 0;
        const whole = Response.prototype.arrayBuffer;
        const held = new Promise((go) => { window.release = go; });
        Response.prototype.arrayBuffer = async function () {
          if (++unpacked > 2) {
            await held;
          }
          return whole.call(this);
        };
        """;
    Page page = openAtOnce("sample.html", new Browser.NewContextOptions(), afterTheHead);
    page.waitForSelector("#statistics table");
    assertThat(page.locator("#unpacking").innerText()).isEqualTo("Unpacking the transactions …");
    assertThat(page.locator("#transactions tbody tr").count()).isZero();

    page.evaluate("window.release()");
    page.waitForSelector("body[data-ready=yes]");

    assertThat(page.locator("#unpacking").isVisible()).isFalse();
    assertThat(page.locator("#transactions tbody tr").count()).isPositive();
  }

  @Test
  void bars_byReason_haveATableOfTheSameNumbers() {
    Page page = open("sample.html");

    page.selectOption("#bars-by", "reason");
    page.locator("#outcomes summary").click();

    assertThat(page.locator("#bars-words").innerText()).contains("wrong password 28");
    int wrong =
        page.locator("#outcomes details tbody tr td:nth-of-type(2)").allInnerTexts().stream()
            .mapToInt(Integer::parseInt)
            .sum();
    assertThat(page.locator("#outcomes details thead th").nth(2).innerText())
        .isEqualTo("wrong password");
    assertThat(wrong).isEqualTo(28);
  }

  @Test
  void search_findsInFieldsAndInLogLines() {
    Page page = open("sample.html");
    assertThat(page.locator("#filter-result").innerText()).isEqualTo("91 of 131 transactions");

    page.fill("#filter-text", "GRACE");
    waitForResult(page, "2 of 131");
    assertThat(column(page, 8)).containsOnly("grace");

    page.fill("#filter-text", "access denied for user Grace");
    waitForResult(page, "1 of 131");
    page.uncheck("#filter-lines");
    waitForResult(page, "0 of 131");
  }

  @Test
  void filter_byOutcomeReasonAndTime_leavesThose() {
    Page page = open("sample.html");

    page.click("button[data-outcome=COMPLETED]");
    waitForResult(page, "123 of 131");
    page.selectOption("#filter-reason", "wrong password");
    waitForResult(page, "28 of 131");
    page.fill("#filter-to", "2026-11-21T08:08:01");
    page.locator("#filter-to").blur();
    page.waitForFunction(
        "() => !document.getElementById('filter-result').textContent.startsWith('28')");
    assertThat(column(page, 3))
        .isNotEmpty()
        .allMatch(began -> began.compareTo("2026-11-21 08:08:02") < 0);
    assertThat(column(page, 7)).containsOnly("wrong password");

    page.click("#filter-all");
    waitForResult(page, "131 of 131");
    page.click("#filter-clear");
    waitForResult(page, "91 of 131");
  }

  @Test
  void topFailures_leadToTheirTransactions() {
    Page page = open("sample.html");

    page.selectOption(
        "#failures-by", new com.microsoft.playwright.options.SelectOption().setLabel("addr"));
    Locator first = page.locator("#failures tbody tr").first();
    String address = first.locator("th").innerText();
    String failed = first.locator("td button").first().innerText();
    first.locator("td button").first().click();

    waitForResult(page, failed + " of 131");
    assertThat(column(page, 9)).containsOnly(address);
    page.locator("button.chip[aria-label^=Remove]").click();
    waitForResult(page, "91 of 131");
  }

  @Test
  void finding_leadsToTheTransactionsOfItsAddress() {
    Page page = open("sample.html");

    page.locator("#findings button.cell:has-text('203.0.113.88')").click();

    assertThat(column(page, 9)).isNotEmpty().containsOnly("203.0.113.88");
  }

  @Test
  void table_isSortedByItsHeadings() {
    Page page = open("sample.html");

    Locator user = page.locator("#transactions th:has-text('User')");
    user.locator("button").click();
    assertThat(user.getAttribute("aria-sort")).isEqualTo("ascending");
    assertThat(
            column(page, 8).stream()
                .map(u -> u.equals("-") ? "" : u.toLowerCase(java.util.Locale.ROOT)))
        .isSorted();
    user.locator("button").press("Enter");
    assertThat(user.getAttribute("aria-sort")).isEqualTo("descending");
    page.click("#transactions button[aria-label='Next page']");
    assertThat(page.locator("#transactions .pager span").innerText()).isEqualTo("51 to 91 of 91");
  }

  @Test
  void row_opensItsRecords() throws IOException {
    Page page = open("sample.html");
    List<String> log = Files.readAllLines(folder.resolve("auth.log"));

    page.fill("#filter-text", "dave from 203.0.113.60");
    waitForResult(page, "1 of 131");
    page.fill("#filter-text", column(page, 2).get(0));
    waitForResult(page, "1 of 131");
    Locator toggle = page.locator("#transactions button.toggle");
    toggle.press("Enter");

    assertThat(toggle.getAttribute("aria-expanded")).isEqualTo("true");
    List<String> places = page.locator("#transactions .records .place").allInnerTexts();
    List<String> lines = page.locator("#transactions .records .line").allInnerTexts();
    assertThat(places)
        .containsExactly(
            "auth.log:579", "auth.log:580", "auth.log:581", "auth.log:582", "auth.log:583");
    assertThat(lines).isEqualTo(log.subList(578, 583));
    assertThat(page.locator("#transactions .records .gap").last().innerText()).startsWith("+");
    toggle.press("Space");
    assertThat(page.locator("#transactions .records").count()).isZero();
  }

  @Test
  void timeline_isMovedByWheelMouseAndButtons() {
    Page page = open("sample.html");
    Locator status = page.locator("#timeline-status");
    Locator canvas = page.locator("canvas");
    canvas.scrollIntoViewIfNeeded();
    page.waitForFunction(
        "() => /^91 of 91/.test(document.getElementById('timeline-status').textContent)");
    assertThat(
            (Boolean)
                page.evaluate(
                    "() => { const c = document.querySelector('canvas'); return"
                        + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v,"
                        + " i) => i % 4 === 0 && v > 150); }"))
        .isTrue();

    canvas.hover();
    page.mouse().wheel(0, -1); // past it: nothing is clicked yet
    canvas.click(new Locator.ClickOptions().setPosition(1100, 330));
    for (int i = 0; i < 8; i++) {
      page.mouse().wheel(0, -120);
    }
    page.waitForFunction(
        "() => !/^91 of 91/.test(document.getElementById('timeline-status').textContent)");
    String near = status.innerText();
    var box = requireNonNull(canvas.boundingBox());
    page.mouse().move(box.x + 600, box.y + 300);
    page.mouse().down();
    page.mouse().move(box.x + 200, box.y + 300);
    page.mouse().up();
    page.waitForFunction(
        "was => document.getElementById('timeline-status').textContent !== was", near);
    page.click("#timeline button[aria-label='Filter by the time that is in view']");
    assertThat(page.inputValue("#filter-from")).startsWith("2026-11-21T08:");
    page.click("#filter-clear");
    page.click("#timeline button[aria-label='Show the whole time']");
    page.waitForFunction(
        "() => /^91 of 91/.test(document.getElementById('timeline-status').textContent)");
  }

  @Test
  void timeline_isMovedByKeys_andOpensRecords() {
    Page page = open("sample.html");
    Locator canvas = page.locator("canvas");

    canvas.focus();
    canvas.press("+");
    canvas.press("ArrowRight");
    canvas.press("n");
    canvas.press("n");
    canvas.press("Enter");

    assertThat(page.locator("#timeline .panel h3").innerText())
        .matches("Chosen: [0-9a-f]{8}, failed: .*");
    assertThat(page.locator("#timeline .panel .line").first().innerText()).contains("sshd[");
    page.waitForFunction(
        "() => /Chosen: /.test(document.getElementById('timeline-status').textContent)");
    page.locator("#timeline summary").click();
    assertThat(page.locator("#timeline details tbody tr").count()).isPositive();
    canvas.press("0");
    canvas.press("Escape");
    assertThat(page.locator("#timeline .panel h3").count()).isZero();
  }

  @Test
  void hostileLines_areShownAsText_andDoNothing() {
    Page page = open("hostile.html");

    assertThat(column(page, 8)).containsExactlyInAnyOrderElementsOf(HOSTILE.values());
    while (page.locator("#transactions button.toggle[aria-expanded=false]").count() > 0) {
      page.locator("#transactions button.toggle[aria-expanded=false]").first().click();
    }
    String records = String.join("\n", page.locator("#transactions .line").allInnerTexts());
    HOSTILE
        .values()
        .forEach(shown -> assertThat(records).contains("invalid user " + shown + " from"));
    assertThat(page.locator("img, iframe, object, body script:not([type]) ~ script").count())
        .isZero();
    page.fill("#filter-text", "<script>alert(1)");
    waitForResult(page, "1 of 6");
    page.selectOption(
        "#failures-by", new com.microsoft.playwright.options.SelectOption().setLabel("user"));
    assertThat(page.locator("#failures tbody th").innerText())
        .isEqualTo("<script>alert(1)</script>");
  }

  @Test
  void kindsOfTransactions_areToldApartWhereThereIsMoreThanOne() throws Exception {
    Files.copy(
        ROOT.resolve("demo/postfix/mail.log"),
        folder.resolve("mail.log"),
        StandardCopyOption.REPLACE_EXISTING);
    write("mail.html", "postfix", "mail.log");
    Page page = open("mail.html");

    assertThat(page.locator("#filter-result").innerText()).isEqualTo("26 of 68 transactions");
    assertThat(page.locator("#outcomes > div > .frame tbody td:first-child").allInnerTexts())
        .contains("mail", "session")
        .hasSize(14);
    assertThat(page.locator("#transactions thead th").allInnerTexts()).contains("Kind");
    assertThat(page.locator("#durations-of option").allInnerTexts())
        .contains("all of kind mail", "mail: completed: sent", "session: completed: session");
    assertThat(page.locator("#failures thead").innerText())
        .contains("mail: bounced", "session: rejected");
    page.selectOption("#bars-by", "kind");
    assertThat(page.locator("#bars-words").innerText()).contains("by kind: session 37, mail 31.");
    page.click("#filter-all");
    page.selectOption("#filter-kind", "postfix/session");
    waitForResult(page, "37 of 68");
    page.click("#filter-clear");
    waitForResult(page, "26 of 68");
    page.locator("#failures td button").nth(1).click(); // of the most frequent reason
    waitForResult(page, page.locator("#failures td button").first().innerText() + " of 68");
    assertThat(page.inputValue("#filter-kind")).isEqualTo("postfix/session");
  }

  @Test
  void oneModuleUnderTwoNames_isNamedWhereItsEventsAre() throws Exception {
    Files.writeString(
        folder.resolve("two.yaml"),
        """
        applications:
          both:
            description: two doors
            modules:
              inner: {use: openssh, config: {login_failure_limit: 6}}
              outer: {use: openssh, config: {login_failure_limit: 3}}
        """);
    write("two.html", "both", "--config", "two.yaml", "auth.log");
    Page page = open("two.html");

    assertThat(page.locator("#findings h3").allInnerTexts())
        .contains(
            "Addresses with too many failures of inner: 4",
            "Addresses with too many failures of outer: 12");
    assertThat(page.locator("#statistics caption").allInnerTexts())
        .containsExactly("Daily of inner", "Daily of outer");
    assertThat(page.locator("#filter-kind option").allInnerTexts())
        .containsExactly("any", "inner (131)", "outer (131)");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void page_inBothColourSchemes_isAccessible(ColorScheme scheme) {
    Page page =
        open(
            "sample.html",
            new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(scheme));
    page.locator("#transactions button.toggle").first().click();
    page.locator("#outcomes summary").click();
    page.locator("#timeline summary").click();

    assertThat(violations(page)).isEmpty();
    String background = "() => getComputedStyle(document.body).backgroundColor";
    assertThat(page.evaluate(background))
        .isEqualTo(scheme == ColorScheme.DARK ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)");
    page.selectOption("#theme", scheme == ColorScheme.DARK ? "light" : "dark");
    assertThat(page.evaluate(background))
        .isEqualTo(scheme == ColorScheme.DARK ? "rgb(255, 255, 255)" : "rgb(20, 24, 29)");
  }

  /** Where the page fails those who use it in another way than by mouse and eye. */
  private static List<String> violations(Page page) {
    List<String> violations = new ArrayList<>();
    new AxeBuilder(page)
        .analyze()
        .getViolations()
        .forEach(v ->
            v.getNodes()
                .forEach(
                    n -> violations.add(v.getId() + ": " + n.getHtml() + n.getFailureSummary())));
    return violations;
  }

  @Test
  void keyboard_reachesAllThatCanBeOperated() {
    Page page = open("sample.html");
    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.textContent"))
        .isEqualTo("Skip to the report");

    List<Object> reached = new ArrayList<>();
    for (int i = 0; i < 400 && !reached.contains("filter-text"); i++) {
      page.keyboard().press("Tab");
      reached.add(page.evaluate("() => document.activeElement.id"));
    }
    assertThat(reached).contains("theme", "bars-by", "durations-of", "filter-text");
  }

  @Test
  void paper_hasWhatWasFound_andNoControls() {
    Page page = open("sample.html");
    assertThat(page.pdf().length).isGreaterThan(20_000);
    page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));

    assertThat(page.locator("#outcomes table.wide").isVisible()).isTrue();
    assertThat(page.locator("#transactions table").isVisible()).isTrue();
    for (String control : List.of("#filter", "#timeline", ".pager button", ".switches", "nav")) {
      assertThat(page.locator(control).first().isVisible()).as(control).isFalse();
    }
    assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
  }

  @ParameterizedTest
  @ValueSource(ints = {380, 800})
  void paper_hasAllThatTheFilterLeaves_andSaysWhichThatIs(int width) throws Exception {
    Files.copy(
        ROOT.resolve("demo/postfix/mail.log"),
        folder.resolve("mail.log"),
        StandardCopyOption.REPLACE_EXISTING);
    write("paper.html", "postfix", "mail.log");
    for (String name : List.of("sample.html", "paper.html")) {
      Page page = open(name, new Browser.NewContextOptions().setViewportSize(width, 900));
      int all = name.equals("sample.html") ? 91 : 26;
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

      page.waitForFunction(
          "text => document.querySelector('#transactions .pager span').textContent === text",
          "All " + all + " rows");
      assertThat(page.locator("#transactions tr[data-row]").count()).isEqualTo(all);
      assertThat(page.locator("#transactions .paper").innerText())
          .startsWith("Filter: failed. " + all + " of ");
      if (width == 800) {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(width);
      }
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      page.waitForFunction(
          "() => document.querySelectorAll('#transactions tr[data-row]').length <= 50");
      requireNonNull(context).close();
    }
  }

  @Test
  void paper_hasABound_andSaysWhatIsLeftOut() throws Exception {
    writeMany();
    Page page = open("many.html");

    page.fill("#filter-text", "u7");
    waitForResult(page, "400 of");
    page.fill("#filter-text", "");
    waitForResult(page, "4,000 of");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

    page.waitForFunction(
        "() => document.querySelectorAll('#transactions tr[data-row]').length === 1000");
    assertThat(page.locator("#transactions .pager span").innerText())
        .isEqualTo(
            "The first 1,000 rows of 4,000: paper has room for 1,000, 3,000 more are left out");
  }

  @Test
  void timelineFromAfar_hasAScale_andTellsEachBar() throws Exception {
    writeMany();
    Page page = open("many.html");

    page.waitForFunction(
        "() => /each bar tells how many began in/.test("
            + "document.getElementById('timeline-status').textContent)");
    assertThat(page.locator("#timeline-status").innerText())
        .contains("each bar tells how many began in 10s, the scale ends at 10; zoom in");
    page.locator("canvas").scrollIntoViewIfNeeded();
    page.locator("canvas").hover(new Locator.HoverOptions().setPosition(600, 300));
    assertThat(page.locator("#timeline .hint").innerText())
        .endsWith("10 transactions began: failed 10");
  }

  /** 4,000 transactions, one in each second. */
  private static void writeMany() throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    Instant time = Instant.parse("2026-03-03T00:00:00Z");
    for (int i = 0; i < 4_000; i++) {
      String from = time.plusSeconds(i) + " web1 sshd[" + i + "]: ";
      lines.append(from).append("Invalid user u").append(i % 10).append(" from 203.0.113.5\n");
      lines.append(from).append("Connection closed by 203.0.113.5 port 22 [preauth]\n");
    }
    Files.writeString(folder.resolve("many.log"), lines);
    write("many.html", "many.log");
  }

  @Test
  void longValues_areClipped_andShownWholeWhenAskedFor() throws Exception {
    String user = "x".repeat(3_000);
    String from = "2026-03-03T10:00:00Z web1 sshd[7]: ";
    Files.writeString(
        folder.resolve("long.log"),
        from
            + "Invalid user "
            + user
            + " from 203.0.113.5 port 22\n"
            + from
            + "Connection closed by 203.0.113.5 port 22 [preauth]\n"
            + from.replace("[7]", "[8]")
            + "Invalid user bob from 203.0.113.6 port 22\n");
    write("long.html", "long.log");
    Page page = open("long.html");

    for (String row : List.of("#transactions tbody tr", "#failures tbody tr")) {
      assertThat(requireNonNull(page.locator(row).first().boundingBox()).height).isLessThan(90);
    }
    assertThat(page.locator("#transactions td .clipped").innerText())
        .isEqualTo("x".repeat(79) + "… more");
    page.locator("#transactions td button.more").press("Enter");
    assertThat(page.locator("#transactions td .whole").innerText().length())
        .isGreaterThanOrEqualTo(2_000);
    assertThat(requireNonNull(page.locator("#transactions tbody tr").first().boundingBox()).height)
        .isLessThan(250);
    assertThat(violations(page)).isEmpty();
    page.locator("canvas").focus();
    page.locator("canvas").press("n");
    page.waitForFunction(
        "() => /Chosen: /.test(document.getElementById('timeline-status').textContent)");
    assertThat(page.locator("#timeline-status").innerText().length()).isLessThan(500);
  }

  @Test
  void emptyInput_hasNoTimes() throws Exception {
    Files.writeString(folder.resolve("empty.log"), "");
    write("empty.html", "empty.log");
    Page page = open("empty.html");
    page.waitForFunction("() => document.getElementById('timeline-status').textContent !== ''");

    assertThat(page.locator("body").evaluate("b => b.textContent").toString())
        .doesNotContain("1969-", "1970-");
    assertThat(page.locator("#summary").innerText()).contains("Span\nnone");
    assertThat(page.locator("#statistics").innerText()).contains("or nothing of what they count");
  }

  @ParameterizedTest
  @ValueSource(ints = {380, 800, 1400})
  void page_onAScreenOfAnyWidth_isNoWiderThanIt_andBreaksNoShortWord(int width) {
    Page page = open("sample.html", new Browser.NewContextOptions().setViewportSize(width, 800));
    page.locator("#transactions button.toggle").first().click();
    page.locator("#outcomes summary").click();

    assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(
            (List<?>)
                page.evaluate(
                    """
                    () => {
                      const broken = [];
                      const range = document.createRange();
                      for (const cell of document.querySelectorAll('th, td:not(.line)')) {
                        const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                        while (walk.nextNode()) {
                          const node = walk.currentNode;
                          for (const word of node.data.matchAll(/[\\w:-]{2,20}/g)) {
                            const isDate = /^\\d{4}-\\d\\d-\\d\\d$/.test(word[0]);
                            if (isDate || /^\\w+$/.test(word[0])) {
                              range.setStart(node, word.index);
                              range.setEnd(node, word.index + word[0].length);
                              if (new Set([...range.getClientRects()]
                                  .map((r) => Math.round(r.top))).size > 1) {
                                broken.push(word[0]);
                              }
                            }
                          }
                        }
                      }
                      return broken;
                    }\
                    """))
        .isEmpty();
    assertThat(
            (List<?>)
                page.evaluate(
                    "() => [...document.querySelectorAll('caption:not(.hidden)')].filter((c) =>"
                        + " c.getBoundingClientRect().right > innerWidth).map((c) =>"
                        + " c.textContent)"))
        .isEmpty();
  }

  @Test
  void standardInput_whichCannotBeReadAgain_isSaidToBe() throws Exception {
    String report = write("stdin.html", "-");
    Page page = open("stdin.html");

    assertThat(report).contains("stdin can be read only once");
    assertThat(page.locator("#summary").innerText())
        .contains("What this page leaves out", "stdin can be read only once")
        .contains("named by file and line only, without the text: 462 log lines");
    page.locator("#transactions button.toggle").first().click();
    assertThat(page.locator("#transactions .records").innerText())
        .contains("stdin:", "its text is not in this page");
  }

  @Test
  void hundredThousandTransactions_areLoadedAndSearchedInReasonableTime() throws Exception {
    try (OutputStream log = Files.newOutputStream(folder.resolve("large.log"))) {
      StringBuilder lines = new StringBuilder();
      Instant time = Instant.parse("2026-03-03T00:00:00Z");
      for (int i = 0; i < 100_000; i++) {
        String from = time.plusMillis(400L * i) + " web" + i % 9 + " sshd[" + i + "]: ";
        String peer = "198.18." + i % 251 + "." + i % 241 + " port " + (1024 + i % 60_000);
        lines.append(from).append("Invalid user user").append(i).append(" from ").append(peer);
        lines.append('\n').append(from).append("Failed password for invalid user user").append(i);
        lines.append(" from ").append(peer).append(" ssh2\n").append(from);
        lines.append("Connection closed by ").append(peer).append(" [preauth]\n");
        if (lines.length() > 1_000_000) {
          log.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
          lines.setLength(0);
        }
      }
      log.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(write("large.html", "large.log")).contains("100,000 transactions; 300,000 of their");
    assertThat(Files.size(folder.resolve("large.html"))).isLessThan(40_000_000);

    long began = System.nanoTime();
    Page page = open("large.html");
    long loadedMillis = (System.nanoTime() - began) / 1_000_000;
    assertThat(page.locator("#filter-result").innerText())
        .isEqualTo("100,000 of 100,000 transactions");
    began = System.nanoTime();
    page.fill("#filter-text", "user77777 from");
    waitForResult(page, "1 of");
    long foundMillis = (System.nanoTime() - began) / 1_000_000;

    assertThat(loadedMillis).isLessThan(30_000);
    assertThat(foundMillis).isLessThan(5_000);
  }
}
