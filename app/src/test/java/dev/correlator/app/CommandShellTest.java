package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.intake.IntakeException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands understand, and what they say when they do not. */
class CommandShellTest {

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
  }

  private List<String> applications() {
    return desk.run().configuration().applications().stream().map(Application::name).toList();
  }

  @Test
  void run_ofAnApplicationOnAFile_asksForThat() {
    Desk.Answer answer = desk.type("run", "orders", "auth.log");

    assertThat(answer).isEqualTo(new Desk.Answer(0, "", ""));
    RunRequest request = desk.run();
    assertThat(applications()).containsExactly("orders");
    assertThat(request.chosen()).isTrue();
    assertThat(request.inputs()).containsExactly("auth.log");
    assertThat(request.report()).isEqualTo(RunRequest.Report.TABLE);
    assertThat(request.atEnd()).isEqualTo(RunRequest.AtEnd.STOP);
    assertThat(request.failOn()).isEmpty();
    assertThat(request.events()).isNull();
    assertThat(request.progress()).isTrue();
    assertThat(request.formats())
        .extracting(Plugin::name)
        .contains("rfc3164", "rfc5424")
        .isSorted();
  }

  @Test
  void run_withOptionsBetweenTheWords_takesEachWordOnce() {
    desk.type("run", "orders", "--shards", "2", "a.log", "-q", "b.log");

    assertThat(applications()).containsExactly("orders");
    assertThat(desk.run().inputs()).containsExactly("a.log", "b.log");
    assertThat(desk.run().shards()).isEqualTo(2);
  }

  @Test
  void run_withAllOptions_passesThemOn() {
    desk.type(
        ("run --year 2024 --zone Europe/Berlin --input-format rfc5424 --order time --hold 1m"
             + " --jitter 500ms --trailer \\0 --events events.jsonl --failed failed.csv --rejects"
             + " rejects.log --at-end drain --fail-on failed,inexact --format json --shards 8 --act"
             + " -q --debug orders a.log b.log -")
            .split(" ", -1));

    RunRequest request = desk.run();
    assertThat(request.inputs()).containsExactly("a.log", "b.log", "-");
    assertThat(request.report()).isEqualTo(RunRequest.Report.JSON);
    assertThat(request.atEnd()).isEqualTo(RunRequest.AtEnd.DRAIN);
    assertThat(request.failOn())
        .isEqualTo(Set.of(RunRequest.FailOn.FAILED, RunRequest.FailOn.INEXACT));
    assertThat(request.events()).isEqualTo(temporary.resolve("desk/events.jsonl"));
    assertThat(request.failed()).isEqualTo(temporary.resolve("desk/failed.csv"));
    assertThat(request.rejects()).isEqualTo(temporary.resolve("desk/rejects.log"));
    assertThat(request.shards()).isEqualTo(8);
    assertThat(request.act()).isTrue();
    assertThat(request.progress()).isFalse();
    assertThat(request.debug()).isTrue();
    Application application = request.configuration().applications().get(0);
    var options = new Reading(List.of(application)).options(Instant.EPOCH);
    assertThat(options.year()).isEqualTo(2024);
    assertThat(options.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(options.format()).isEqualTo("rfc5424");
    assertThat(options.policy().jitterNanos()).isEqualTo(500_000_000);
    assertThat(application.files().record().hold()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void zoneAndFormat_thatNobodySaid_areLeftToTheIntake() {
    desk.type("run", "orders", "auth.log");

    var options = new Reading(desk.run().configuration().applications()).options(Instant.EPOCH);

    assertThat(options.zone()).isNull();
    assertThat(options.format()).isNull();
    assertThat(options.year()).isZero();
  }

  @Test
  void run_ofTwoApplications_asksForBothInThatOrder() {
    desk.file("correlator.yaml", "applications: {archive: {modules: {orders: {use: orders}}}}");

    desk.type("run", "orders,archive", "auth.log");

    assertThat(applications()).containsExactly("orders", "archive");
  }

  @Test
  void run_withoutApplication_offersAllThatNeedNoFile() {
    desk.file("correlator.yaml", "applications: {archive: {modules: {orders: {use: orders}}}}");

    desk.type("run", "auth.log", "other.log");

    assertThat(desk.run().chosen()).isFalse();
    assertThat(applications()).contains("orders").doesNotContain("archive");
    assertThat(desk.run().inputs()).containsExactly("auth.log", "other.log");
  }

  @Test
  void firstWord_thatIsApplicationAndFile_isTheApplication() {
    desk.file("orders", "");

    desk.type("run", "orders", "auth.log");
    assertThat(desk.run().chosen()).isTrue();

    desk.type("run", "./orders", "auth.log");
    assertThat(desk.run().chosen()).isFalse();
    assertThat(desk.run().inputs()).containsExactly("./orders", "auth.log");
  }

  @Test
  void firstWord_thatIsNeither_isToldWithTheNearestApplication() {
    assertThat(desk.type("run", "oders", "auth.log"))
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                "command line: CLI_UNKNOWN_NAME: 'oders' is neither an application nor a file; did"
                    + " you mean 'orders'?\n"));
    assertThat(desk.type("run", "orders,shop", "auth.log").err())
        .startsWith("command line: CLI_UNKNOWN_NAME: 'shop' is no application; applications: ");
  }

  @Test
  void run_withoutAFile_saysWhatIsMissing() {
    assertThat(desk.type("run", "orders").err())
        .isEqualTo(
            "command line: CLI_USAGE: no file is named; name files to read, or - for standard"
                + " input\n");
  }

  @Test
  void command_withoutItsWords_saysWhichAreMissing_andShowsItsMostCommonForms() {
    assertThat(desk.type("run"))
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                """
                correlator run: CLI_USAGE: missing: [APP[,APP]] FILE
                  correlator run openssh /var/log/auth.log
                  correlator run openssh --failed failed.csv 'auth.log*'
                  correlator run openssh --html report.html auth.log
                what it takes: correlator run --help
                """));
    assertThat(desk.type("capture", "ls").err()).contains(": missing: FILE\n");
    assertThat(desk.type("trace").err()).contains(": missing: ID|KEY, [APP[,APP]] FILE\n");
    assertThat(desk.type("trace", "7f3a").err()).contains(": missing: [APP[,APP]] FILE\n");
    assertThat(desk.type("run", "--events").err()).contains("for option '--events' (FILE)");
  }

  @Test
  void option_thatTookTheFileToRead_isNamed() {
    assertThat(desk.type("run", "--failed", "auth.log").err())
        .startsWith(
            "correlator run: CLI_USAGE: missing: [APP[,APP]] FILE (--failed took 'auth.log')\n");
    assertThat(desk.type("run", "orders", "--html=auth.log", "--events", "absent").err())
        .isEqualTo(
            "command line: CLI_USAGE: no file is named; name files to read, or - for standard"
                + " input (--html took 'auth.log')\n");
    assertThat(desk.type("capture", "cut", "--to", "2026-01-01", "-o", "auth.log").err())
        .contains(": missing: FILE (-o took 'auth.log')\n");
  }

  @Test
  void option_thatIsNone_isToldWithTheNearestOne() {
    assertThat(desk.type("run", "--yaer", "2024", "orders", "auth.log"))
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                """
                correlator run: CLI_USAGE: Unknown option: '--yaer'; did you mean '--year'?
                what it takes: correlator run --help
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "run orders -dash.log, Unknown option: '-dash.log', -dash.log",
    "run -dash.log --year 2024 -- auth.log, Unknown option: '-dash.log', -dash.log",
    "run orders --yaer, Unknown option: '--yaer', --yaer",
    "run orders -q.log, Unknown option: '-.log' (while processing option: '-q.log'), -q.log",
    "run -dash.log, 'missing: [APP[,APP]] FILE', -dash.log",
    "trace 7f -dash.log, 'missing: [APP[,APP]] FILE', -dash.log",
    "capture ls -dash.log, missing: FILE, -dash.log",
  })
  void file_whoseNameLooksLikeAnOption_isToldHowItIsNamed(String words, String what, String file) {
    desk.file(file, "2026-03-02T08:00:00Z web1 app[1]: x\n");
    String command = words.substring(0, words.indexOf(' '));

    assertThat(desk.type(words.split(" ")).err())
        .startsWith(
            "correlator %s: CLI_USAGE: %s; for the file '%s' write './%s', or -- in front of it\n"
                .formatted(command, what, file, file));
    assertThat(desk.type("run", "orders", "./" + file).code()).isZero();
    assertThat(desk.type("run", "orders", "--", file).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run orders -none.log", "check -dash.log", "run orders -x -- -dash.log"})
  void word_thatIsNoFileToRead_isAnOptionThatIsNone(String words) {
    desk.file("-dash.log", "2026-03-02T08:00:00Z web1 app[1]: x\n");

    assertThat(desk.type(words.split(" ")).err())
        .contains("CLI_USAGE: Unknown option: '-")
        .doesNotContain("for the file");
  }

  @Test
  void command_thatIsNone_isToldWithTheNearestOne() {
    Desk.Answer answer = desk.type("rnu", "auth.log", "--quiet");

    assertThat(answer)
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                """
                correlator: CLI_USAGE: 'rnu' is no command; did you mean 'run'?
                what it takes: correlator --help
                """));
    assertThat(desk.type("help", "rnu")).isEqualTo(answer);
    assertThat(desk.type("rnu", "--help")).isEqualTo(answer);
    assertThat(desk.type("hlep").err()).contains("; did you mean 'help'?\n");
  }

  @Test
  void command_thatIsNone_andNearToNone_isToldWithAllThereAre() {
    assertThat(desk.type("auth.log").err())
        .startsWith(
            "correlator: CLI_USAGE: 'auth.log' is no command; commands: apps, capture, check,"
                + " completion, config, help, new, run, trace\n");
  }

  @Test
  void word_thatNothingTakes_isTold() {
    assertThat(desk.type("completion", "bash").err())
        .startsWith("correlator completion: CLI_USAGE: 'bash' is one word too many\n");
    assertThat(desk.type("new", "module", "backups", "of", "mine").err())
        .startsWith("correlator new: CLI_USAGE: 'of' and what follows it are too many words\n");
  }

  @Test
  void word_thatIsNoneOfSome_isTold_alsoWhereOthersAreMissing() {
    assertThat(desk.type("capture", "lss").err())
        .startsWith(
            "correlator capture: CLI_USAGE: missing: FILE; 'lss' is none of ls, cut; did you mean"
                + " 'ls'?\n");
    assertThat(desk.type("new", "modul").err())
        .startsWith(
            "correlator new: CLI_USAGE: missing: NAME; 'modul' is none of module, handler,"
                + " frontend; did you mean 'module'?\n");
    assertThat(desk.type("new", "auth.log").err()).contains("; 'auth.log' is none of module, ");
  }

  @Test
  void commandLine_withoutCommand_isHelped() {
    Desk.Answer answer = desk.type();

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("Usage: correlator", "run", "trace");
  }

  @Test
  void word_ofAnOption_isTakenFromItsList() {
    assertThat(desk.type("run", "--at-end", "never", "orders", "auth.log").err())
        .isEqualTo("--at-end: CLI_USAGE: 'never' is none of stop, drain\n");
  }

  @Test
  void results_inOneFileOrOverAnInput_areRefused() {
    Desk.Answer answer =
        desk.type(
            "run",
            "orders",
            "auth.log",
            "--events",
            "out",
            "--failed",
            "./out",
            "--rejects",
            "auth.log");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            """
            --failed ./out: CLI_USAGE: --events is to write the same file; name two files
            --rejects auth.log: CLI_USAGE: the file is read; name one that is not, to keep it
            2 mistakes; nothing was started
            """);
  }

  @Test
  void result_overAFileThatAPatternNames_isRefused() {
    assertThat(desk.type("run", "orders", "auth.l*", "--rejects", "auth.log").err())
        .isEqualTo(
            "--rejects auth.log: CLI_USAGE: the file is read; name one that is not, to keep it\n");
    assertThat(desk.type("run", "orders", "auth.l*", "--rejects", "auth.left").code()).isZero();
  }

  @Test
  void standardOutput_isForEventsAlone() {
    assertThat(desk.type("run", "orders", "auth.log", "--events", "-").code()).isZero();
    assertThat(desk.run().events()).isEqualTo(RunRequest.STANDARD_OUTPUT);

    assertThat(desk.type("run", "orders", "auth.log", "--failed", "-").err())
        .isEqualTo("--failed -: CLI_USAGE: only --events can go to standard output; name a file\n");
  }

  @Test
  void shards_thatNoMachineHas_areRefused() {
    assertThat(desk.type("run", "orders", "auth.log", "--shards", "0").err())
        .isEqualTo(
            "--shards: CFG_OUT_OF_RANGE: '--shards' is 0; it takes a whole number from 1 to 256\n");
    assertThat(desk.type("run", "orders", "auth.log", "--cores=0").err())
        .isEqualTo(
            "--cores: CFG_OUT_OF_RANGE: '--cores' is 0; it takes a whole number from 1 to 256\n");
  }

  @Test
  void option_withSeveralNames_isToldByTheOneThatWasTyped() {
    for (String name : List.of("-o", "--output")) {
      assertThat(desk.type("capture", "ls", name, "new.log", "auth.log").err())
          .isEqualTo(name + ": CLI_USAGE: ls writes no capture; cut does\n");
      assertThat(
              desk.type("capture", "cut", name, "auth.log", "--to", "2026-01-01", "auth.log").err())
          .startsWith(name + " auth.log: CLI_USAGE: the file is read; ");
    }
  }

  @Test
  void inputThatCannotBeRead_endsWithItsOwnExitCode() {
    Desk.Answer answer =
        desk.whoseRunFails(
                new IntakeException(
                    List.of(new dev.correlator.intake.Problem("a.log", "there is no such file"))))
            .type("run", "orders", "a.log");

    assertThat(answer)
        .isEqualTo(new Desk.Answer(66, "", "a.log: CLI_NO_INPUT: there is no such file\n"));
  }

  @Test
  void failureOfTheDisk_isNoMistakeOfTheProgram() {
    desk.whoseRunFails(
        new UncheckedIOException(
            new FileSystemException("failed.csv", null, "No space left on device")));

    assertThat(desk.type("run", "orders", "auth.log"))
        .isEqualTo(
            new Desk.Answer(
                1,
                "",
                """
                correlator: cannot read or write: FileSystemException: failed.csv: No space left on device
                --debug shows where it came from
                """));
  }

  @Test
  void failureThatNobodyExpects_isToldWithoutItsTrace_unlessAskedFor() {
    desk.whoseRunFails(new IllegalStateException("the cat sat on it"));

    Desk.Answer plain = desk.type("run", "orders", "auth.log");
    Desk.Answer debug = desk.type("run", "orders", "auth.log", "--debug");

    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err())
        .isEqualTo(
            """
            correlator: java.lang.IllegalStateException: the cat sat on it; this should not happen, please report it
            --debug shows where it came from
            """);
    assertThat(debug.err()).contains("at dev.correlator.app.");
  }

  @Test
  void mistakes_inConfigurationAndOptions_areToldTogether() {
    desk.file("correlator.yaml", "sytem: {}");

    assertThat(desk.type("run", "oders,orders", "auth.log", "--year", "99").err().lines())
        .hasSize(4);
  }

  @Test
  void debug_showsTheConfigurationOnStandardError() {
    Desk.Answer answer = desk.type("run", "orders", "auth.log", "--debug");

    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("system:\n").contains("failures: 3");
  }

  @Test
  void trace_takesWhatIsLookedForFirst() {
    desk.type("trace", "7f3a", "orders", "auth.log", "--zone", "Asia/Tokyo");

    assertThat(desk.trace().idOrKey()).isEqualTo("7f3a");
    assertThat(desk.trace().chosen()).isTrue();
    assertThat(desk.trace().inputs()).containsExactly("auth.log");

    desk.type("trace", "203.0.113.7", "auth.log");

    assertThat(desk.trace().chosen()).isFalse();
  }

  @Test
  void apps_listsWhatThereIs() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            description: Orders of the shop
            modules: {orders: {use: orders}, returns: {use: orders}}
            handlers: {csv: {use: csv}, call: {use: pager, config: {number: 112}}}
        """);

    Desk.Answer answer = desk.type("apps");

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains(
            """
            orders (built in)
              the module 'orders' with its own settings
              modules: orders
              handlers: none; the report tells all
            """)
        .contains(
            """
            shop (correlator.yaml:2:3)
              Orders of the shop
              modules: orders, returns (orders)
              handlers: csv, call (pager)
            """)
        .contains("installed\n")
        .containsPattern("\n  module +openssh +built in\n")
        .containsPattern("\n  handler +console +built in\n")
        .containsPattern("\n  format +rfc5424 +built in\n");
  }

  @Test
  void config_isAFileThatGivesTheSameConfiguration() {
    desk.file(
        "correlator.yaml",
        """
        system: {data_dir: data, timezone: Europe/Berlin}
        applications:
          shop:
            description: "Orders: of the shop"
            inputs: {files: {hold: 1m}}
            modules:
              orders:
                use: orders
                config: {shop: "12", countries: [de, "a, b"], largest: 2MiB, watched: low}
            handlers:
              csv: {use: csv, on: Order, when: "event.id != \\"x\\"", config: {keep: 7}}
        """);
    String first = desk.type("config", "shop", "--set", "orders.failures=4").out();
    desk.file("again.yaml", first);

    String second = desk.type("config", "shop", "--config", "again.yaml").out();

    assertThat(withoutOrigins(second)).isEqualTo(withoutOrigins(first));
    assertThat(first)
        .contains(
            "          failures: 4                           # --set orders.failures\n",
            "          returns: false                        # default\n",
            "          countries: [de, \"a, b\"]               # correlator.yaml:9:41\n",
            "        when: \"event.id != \\\"x\\\"\"               # correlator.yaml:11:40\n");
  }

  private static String withoutOrigins(String shown) {
    return shown.replaceAll(" +# [^\n]*", "");
  }

  @Test
  void check_ofWhatIsRight_showsStagesAndEvents() {
    assertThat(desk.type("check", "orders").out())
        .isEqualTo(
            """
            orders: right
              stage orders/order depth=0 takes=records sends=Order
              event Alarm
              event Order
            """);
  }

  @Test
  void onAndWhen_ofAHandler_areBoundBeforeTheRun() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules: {orders: {use: orders}}
            handlers:
              csv: {use: csv, on: [Order, ErrorEvent], when: "event.severity >= WARNING"}
        """);

    desk.type("run", "shop", "auth.log");

    HandlerInstance csv = desk.run().configuration().applications().get(0).handlers().get(0);
    assertThat(csv.types()).contains(Orders.Order.class, Orders.Alarm.class);
    assertThat(csv.setup(false).on()).containsExactlyInAnyOrder("Order", "ErrorEvent");
    assertThat(csv.setup(false).when()).isNotNull();
  }

  @Test
  void check_ofHandlers_startsNothing() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules: {orders: {use: orders}}
            handlers:
              csv: {use: csv, when: "event.id == 'x'", config: {directory: made}}
        """);

    assertThat(desk.type("check", "shop").code()).isZero();

    assertThat(desk.hasRun()).isFalse();
    assertThat(temporary.resolve("desk/made")).doesNotExist();
  }

  @Test
  void completion_isAScriptForBash() {
    assertThat(desk.type("completion").out())
        .contains("complete -F _complete_correlator", "--fail-on", "'--input-format'");
  }

  @Test
  void completion_ofAnOptionThatTakesWords_offersThem() {
    assertThat(desk.type("completion").out())
        .contains("\"table\" \"json\"", "\"stop\" \"drain\"", "\"arrival\" \"time\"");
  }

  @Test
  void memory_thatIsUsedUp_isSaidWithHowToGiveMore() {
    Desk.Answer answer =
        desk.whoseRunFails(new OutOfMemoryError("Java heap space"))
            .type("run", "orders", "auth.log");

    assertThat(answer.code()).isEqualTo(70);
    assertThat(answer.err()).contains("is used up; CORRELATOR_JAVA_OPTS=-Xmx").hasLineCount(1);
  }

  @Test
  void error_ofAnyThread_endsTheRun_withAnExitCodeOfItsOwn() {
    Desk.Answer answer =
        desk.whoseRunFails(new NoClassDefFoundError("a/library")).type("run", "orders", "auth.log");

    assertThat(answer.code()).isEqualTo(70);
    assertThat(answer.err()).contains("NoClassDefFoundError: a/library", "it comes from ");
  }

  @Test
  void helpAsACommand_isThatOfTheOption() {
    assertThat(desk.type("help")).isEqualTo(desk.type("--help"));
    assertThat(desk.type("help", "help")).isEqualTo(desk.type("--help"));
    assertThat(desk.type("help", "trace")).isEqualTo(desk.type("trace", "--help"));
    assertThat(desk.type("--help", "trace")).isEqualTo(desk.type("trace", "--help"));
  }

  @Test
  void help_ofEachCommand_hasExamples() {
    for (String command :
        List.of("run", "trace", "capture", "apps", "config", "check", "new", "completion")) {
      Desk.Answer answer = desk.type(command, "--help");

      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("Usage: correlator " + command, "Examples:");
      assertThat(answer.out().lines()).allMatch(line -> line.length() <= HelpText.COLUMNS);
    }
    assertThat(desk.type("--help").out()).contains("Exit codes:", "66", "130");
    assertThat(desk.type("--help").out().lines())
        .allMatch(line -> line.length() <= HelpText.COLUMNS);
  }
}
