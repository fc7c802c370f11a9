package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are told about their mistakes: the texts are part of the promise. */
class ConfigurationMistakesTest {

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
  }

  @Test
  void file_withMistakesOfAllKinds_isToldAllOfThemAtOnce() {
    desk.file(
        "correlator.yaml",
        """
        sistem: {}
        system: {timezone: Europe/Berlim}
        applications:
          shop-report:
            descripton: Orders
            modules:
              orders: {use: ordres}
              parcels:
                use: orders
                config:
                  deadline: 30s
                  failures: many
                  failurs: 4
                  largest: 64KB
                  returns: yes
                  urgency: very-high
                  watched: [low, high]
                  countries: {de: 1}
              Returns: {use: orders, config: }
            handlers:
              pager: {use: pager}
              csv: {config: {directory: out}}
          inputs: {}
        """);

    Desk.Answer answer = desk.type("check");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .isEqualTo(
            """
            correlator.yaml:1:1: CFG_UNKNOWN_KEY: 'sistem' is not a key of the file; did you mean 'system'?
            correlator.yaml:2:20: CFG_WRONG_TYPE: 'timezone' of system is 'Europe/Berlim'; it takes a time zone, as UTC, Europe/Berlin or +02:00; did you mean 'Europe/Berlin'?
            correlator.yaml:5:5: CFG_UNKNOWN_KEY: 'descripton' is not a key of application 'shop-report'; did you mean 'description'?
            correlator.yaml:7:21: CFG_UNKNOWN_NAME: 'ordres' is no installed module; did you mean 'orders'?
            correlator.yaml:11:21: CFG_OUT_OF_RANGE: 'deadline' of module 'parcels' is 30s; it takes a duration, as 500ms, 30s, 5m, 1h30m or 2d, at least 1m
            correlator.yaml:12:21: CFG_WRONG_TYPE: 'failures' of module 'parcels' is 'many'; it takes a whole number from 2 to 100
            correlator.yaml:13:11: CFG_UNKNOWN_KEY: 'failurs' is not a setting of module 'parcels'; did you mean 'failures'?
            correlator.yaml:14:20: CFG_WRONG_TYPE: 'largest' of module 'parcels' is '64KB'; it takes a whole number of at least 1, also with KiB, MiB, GiB or TiB
            correlator.yaml:15:20: CFG_WRONG_TYPE: 'returns' of module 'parcels' is 'yes'; it takes true or false
            correlator.yaml:16:20: CFG_WRONG_TYPE: 'urgency' of module 'parcels' is 'very-high'; it takes one of low, very_high; did you mean 'very_high'?
            correlator.yaml:17:26: CFG_WRONG_TYPE: 'watched' of module 'parcels' is 'high'; it takes one of low, very_high
            correlator.yaml:18:22: CFG_WRONG_TYPE: 'countries' of module 'parcels' is a group of keys; it takes a list, as [a, b] or a,b, of values that are each text
            correlator.yaml:19:7: CFG_BAD_NAME: 'Returns' cannot be the name of a module; a name is lower case letters, digits and '-', not beginning with '-', and none of handlers, inputs, modules, system
            correlator.yaml:21:7: CFG_MISSING: 'number' of handler 'pager' is missing and has no default; give it text
            correlator.yaml:22:7: CFG_MISSING: handler 'csv' has no 'use'; name the handler that it is, as 'use: console'
            correlator.yaml:23:3: CFG_BAD_NAME: 'inputs' cannot be the name of an application; a name is lower case letters, digits and '-', not beginning with '-', and none of handlers, inputs, modules, system
            16 mistakes; nothing was started
            """);
  }

  @Test
  void formats_thatCannotBe_areToldWithWhatIsWrong() {
    desk.file(
        "correlator.yaml",
        """
        formats:
          json: {line: "{text}"}
          shop: {line: "{time", time: "HH"}
          cart: {line: "{time} {text}", time: "HH:mm", lines: joined}
          till: {line: "{time} {text}", time: "YYYY-MM-dd HH:mm"}
          desk: {line: "{time} {text}", time: "dd.MM.yyyy# HH:mm"}
          none: {line: ""}
          door: {line: "{tim} {text}", time: "HH:mm"}
        applications:
          a:
            inputs: {files: {format: shops}}
            modules: {orders: {use: orders}}
        """);

    Desk.Answer answer = desk.type("check");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "correlator.yaml:2:3: CFG_BAD_NAME: format 'json' is installed already; take another",
            "correlator.yaml:3:16: CFG_REFUSED: format 'shop': 'line': ",
            "correlator.yaml:7:16: CFG_REFUSED: format 'none': 'line' is empty: it is",
            "correlator.yaml:8:16: CFG_REFUSED: format 'door': 'line' has no {time}, whose form is"
                + " 'time'; its holes are {tim}, {text}",
            "correlator.yaml:4:55: CFG_WRONG_TYPE: 'lines' of format 'cart' is 'joined'; it takes"
                + " one of none, unmatched, indented, backslash, java, python",
            "correlator.yaml:5:39: CFG_REFUSED: format 'till': 'time' is 'YYYY-MM-dd HH:mm': Y is"
                + " the year of a week, which is another around New Year: write yyyy",
            "correlator.yaml:6:39: CFG_REFUSED: format 'desk': 'time' is 'dd.MM.yyyy# HH:mm': '#'"
                + " is text, which must stand in quotation marks: write dd.MM.yyyy'#' HH:mm\n",
            "'shops' is no format");
  }

  @Test
  void formats_withSeveralMistakes_areToldAllOfThemAtOnce_eachInItsPlace() {
    desk.file(
        "correlator.yaml",
        """
        formats:
          shop: {line: "{time} {text}", time: "dd", lines: intended, start: "{x"}
          cart: {line: "{time", time: "yyyy-MM-dd", strat: "{x}"}
          door: {line: "{tim} {text}", time: "HH:mm", lines: no}
          till: {time: "dd", start: "{x"}
        applications:
          a:
            inputs: {files: {year: 12, trailer: '\\q', hold: long}}
            modules: {orders: {use: orders, config: {returns: perhaps, failures: 2}}}
        """);

    Desk.Answer answer = desk.type("check");

    assertThat(answer.err().lines().filter(line -> line.startsWith("correlator.yaml")))
        .map(line -> line.substring("correlator.yaml:".length()).replaceFirst("; .*", ""))
        .containsExactly(
            "2:39: CFG_REFUSED: format 'shop': 'time' is 'dd': it must tell the hour: HH",
            "2:52: CFG_WRONG_TYPE: 'lines' of format 'shop' is 'intended'",
            "2:69: CFG_REFUSED: format 'shop': 'start': the hole is not closed at 1",
            "3:16: CFG_REFUSED: format 'cart': 'line': the hole is not closed at 1",
            "3:31: CFG_REFUSED: format 'cart': 'time' is 'yyyy-MM-dd': it must tell the hour: HH",
            "3:45: CFG_UNKNOWN_KEY: 'strat' is not a setting of format 'cart'",
            "4:16: CFG_REFUSED: format 'door': 'line' has no {time}, whose form is 'time'",
            "4:54: CFG_WRONG_TYPE: 'lines' of format 'door' is 'no'",
            "5:3: CFG_MISSING: 'line' of format 'till' is missing and has no default",
            "5:16: CFG_REFUSED: format 'till': 'time' is 'dd': it must tell the hour: HH",
            "5:29: CFG_REFUSED: format 'till': 'start': the hole is not closed at 1",
            "8:28: CFG_REFUSED: input 'files': 'year' is 12",
            "8:41: CFG_REFUSED: input 'files': 'trailer' cannot be used: trailer '\\q': there is no"
                + " such escape",
            "8:53: CFG_WRONG_TYPE: 'hold' of input 'files' is 'long'",
            "9:55: CFG_WRONG_TYPE: 'returns' of module 'orders' is 'perhaps'");
    assertThat(answer.err()).endsWith("15 mistakes; nothing was started\n");
  }

  @Test
  void filters_areCheckedWhereTheEventsAreKnown_whateverElseIsWrong() {
    desk.file(
        "correlator.yaml",
        """
        sistem: {}
        applications:
          broken:
            modules: {orders: {use: ordres}}
            handlers: {csv: {use: csv, on: [Ordr]}}
          shop:
            modules: {orders: {use: orders}}
            handlers: {csv: {use: csv, on: [Ordr]}, lines: {use: jsonl, when: "event.nme == 'x'"}}
        """);

    assertThat(desk.type("check").err())
        .contains(
            "correlator.yaml:1:1: CFG_UNKNOWN_KEY: 'sistem'",
            "correlator.yaml:4:29: CFG_UNKNOWN_NAME: 'ordres'",
            "correlator.yaml:5:37: CFG_UNKNOWN_NAME: 'Ordr' under",
            "correlator.yaml:8:37: CFG_UNKNOWN_NAME: 'Ordr' under 'on' of handler 'csv' is no event"
                + " of this application; did you mean 'Order'?",
            "correlator.yaml:8:",
            "CFG_FILTER: 'when' of handler 'lines'",
            "5 mistakes; nothing was started");
  }

  @Test
  void conditions_underMisspeltOrWrongModulesAndHandlers_areToldWithTheirMistakes() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          misspelt:
            modules: {orders: {use: ordres, config: {failurs: 4}}}
            handlers:
              csv: {use: csv, on: [Ordr]}
              log: {use: lgo, when: "event.cuont > 3", config: {levle: info}}
          wrong:
            modules: {orders: {use: orders, config: {failures: many}}}
            handlers:
              csv: {use: csv, config: {directry: out}, when: "event.cuont > 3"}
          missing:
            modules: {returns: {use: refunds}}
            handlers:
              csv: {use: csv, on: [Refund], when: "event.sum > 3 && record.ap == 'shop'"}
              log: {use: telegraph, when: "is('Refund') && event.severity > 'x'"}
              jsonl: {use: jsonl, when: "event.fields.sum =="}
        """);

    assertThat(desk.type("check").err())
        .contains(
            "3:29: CFG_UNKNOWN_NAME: 'ordres' is no installed module; did you mean 'orders'?",
            "3:46: CFG_UNKNOWN_KEY: 'failurs' is not a setting of module 'orders'; did you mean",
            "5:28: CFG_UNKNOWN_NAME: 'Ordr' under 'on' of handler 'csv' is no event of this",
            "6:18: CFG_UNKNOWN_NAME: 'lgo' is no installed handler; did you mean 'log'?",
            "6:36: CFG_FILTER: 'when' of handler 'log': no field 'cuont' in these events; did you"
                + " mean 'count'?",
            "6:57: CFG_UNKNOWN_KEY: 'levle'",
            "8:56: CFG_WRONG_TYPE: 'failures'",
            "10:32: CFG_UNKNOWN_KEY: 'directry'",
            "10:61: CFG_FILTER: 'when' of handler 'csv': no field 'cuont'",
            "12:30: CFG_UNKNOWN_NAME: 'refunds' is no installed module",
            "14:68: CFG_FILTER: 'when' of handler 'csv': no field 'ap' in records; did you mean",
            "15:18: CFG_UNKNOWN_NAME: 'telegraph' is no installed handler",
            "15:69: CFG_FILTER: 'when' of handler 'log': severities are written without quotes",
            "16:53: CFG_FILTER: 'when' of handler 'jsonl'",
            "14 mistakes; nothing was started")
        .doesNotContain("no field 'sum'", "'Refund'");
  }

  @Test
  void values_rightOneByOneButNotTogether_areRefusedInTheRecordsWords() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules:
              orders:
                use: orders
                config: {returns: true, failures: 2}
        """);

    assertThat(desk.type("check", "shop").err())
        .isEqualTo(
            "correlator.yaml:6:43: CFG_REFUSED: module 'orders': 'failures' must be at least 3"
                + " where returns count\n");
  }

  @Test
  void text_thatIsNoYaml_isToldWithItsPlace() {
    desk.file("correlator.yaml", "applications:\n  shop: [1, 2\n  x: 1\n");

    assertThat(desk.type("check").err())
        .startsWith("correlator.yaml:3:4: CFG_SYNTAX: not YAML: ")
        .endsWith("; check indentation, colons and quotes here and above\n")
        .hasLineCount(1);
  }

  @Test
  void key_givenTwice_isRefusedWithBothPlaces() {
    desk.file("correlator.yaml", "system: {timezone: UTC, timezone: UTC}\n");

    assertThat(desk.type("check").err())
        .isEqualTo(
            "correlator.yaml:1:25: CFG_SYNTAX: 'timezone' is given twice, first at"
                + " correlator.yaml:1:10; keep one\n");
  }

  @Test
  void tagsAndAnchors_areRefused() {
    desk.file("correlator.yaml", "system:\n  timezone: !zone UTC\n  data_dir: &here .\n");

    assertThat(desk.type("check").err())
        .isEqualTo(
            """
            correlator.yaml:2:13: CFG_SYNTAX: the tag !zone is not taken; remove it
            correlator.yaml:3:13: CFG_SYNTAX: anchors and aliases are not taken; write the value out
            2 mistakes; nothing was started
            """);
  }

  @Test
  void aliases_thatMultiply_areRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    desk.file("correlator.yaml", bomb.toString());

    assertThat(desk.type("check").code()).isEqualTo(2);
  }

  @Test
  void nesting_withoutEnd_isRefused() {
    desk.file("correlator.yaml", "system: " + "[".repeat(60) + "]".repeat(60) + "\n");

    assertThat(desk.type("check").err())
        .contains("CFG_SYNTAX: nested deeper than 32 levels; flatten it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "- ", "? ", "{a: "})
  void nesting_deeperThanAnyStack_isRefused(String level) {
    desk.file("correlator.yaml", level.repeat(100_000));

    Desk.Answer answer = desk.type("check");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("CFG_SYNTAX: nested deeper than 32 levels; flatten it");
  }

  @Test
  void controlCharacters_ofTheFile_areShownAsEscapes() {
    desk.file("correlator.yaml", "system: {\"\\e[31m\": 1, \"\\e[31m\": 2, z: *");

    assertThat(desk.type("check").err()).doesNotContain("\u0000");

    desk.file("correlator.yaml", "\"\\e[31m\": 1\n\"\\e[31m\": 2\n");

    assertThat(desk.type("check").err())
        .contains("'\\u001b[31m' is given twice")
        .doesNotContain("\u001b");
  }

  @Test
  void fileThatWasNamed_butIsNotThere_isMissed() {
    assertThat(desk.type("check", "--config", "site.yaml"))
        .isEqualTo(new Desk.Answer(2, "", "site.yaml: CFG_UNREADABLE: there is no such file\n"));
  }

  @Test
  void input_thatNothingReads_isRefusedRatherThanIgnored() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            inputs:
              syslog: {use: syslog, listen: "127.0.0.1:5140"}
              files: {zone: Europe/Berlin, format: rfc5425}
            modules:
              orders: {use: orders}
        """);

    assertThat(desk.type("check").err())
        .isEqualTo(
            """
            correlator.yaml:4:7: CFG_NOT_READ: input 'syslog' is read by nothing in this version; under 'inputs:' it takes 'files:', how the files of the command line are read; remove it
            correlator.yaml:5:44: CFG_UNKNOWN_NAME: 'rfc5425' is no format; did you mean 'rfc5424'?
            2 mistakes; nothing was started
            """);
  }

  @Test
  void logic_thatDoesNotFitTogether_isTold() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules:
              orders: {use: orders, config: {countries: [nowhere]}}
        """);

    assertThat(desk.type("check", "shop").err())
        .startsWith("correlator.yaml:2:3: CFG_LOGIC: ")
        .contains("two stages named 'order'");
  }

  @Test
  void check_withoutNames_tellsTheMistakesOfAll_andOfThoseThatAreNamed_elseOfNoOther() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules:
              orders: {use: orders}
            handlers:
              log: {use: log, when: "event.oops > 3"}
          mall:
            modules:
              orders: {use: orders, config: {countries: [nowhere]}}
            handlers:
              log: {use: log, on: [Ordr]}
        """);

    assertThat(desk.type("check").err())
        .contains("'when' of handler 'log'", "'Ordr'", "two stages named 'order'");
    assertThat(desk.type("check", "shop").err())
        .contains("'when' of handler 'log'")
        .doesNotContain("'Ordr'", "two stages");
    assertThat(desk.type("check", "mall").err())
        .contains("'Ordr'", "two stages named 'order'")
        .doesNotContain("'when'");
  }

  @Test
  void optionsWithAValueThatIsRefused_areNamed() {
    assertThat(desk.type("run", "orders", "--year", "24", "auth.log").err())
        .isEqualTo(
            "--year: CFG_REFUSED: '--year' is 24; it takes 0, or a year from 1680" + " on\n");
    assertThat(desk.type("run", "orders", "--trailer", "", "auth.log").err())
        .startsWith("--trailer: CFG_REFUSED: '--trailer' cannot be used: a trailer of");
    assertThat(desk.type("run", "orders", "--trailer", "\\q", "auth.log").err())
        .startsWith("--trailer: CFG_REFUSED: '--trailer' cannot be used: trailer '\\q'");
  }

  @Test
  void optionWithAValueOfAnotherKind_isToldOnceByItsName() {
    String zone =
        "--zone: CFG_WRONG_TYPE: '--zone' is 'Mars/X'; it takes a time zone, as UTC, Europe/Berlin"
            + " or +02:00\n";

    assertThat(desk.type("run", "orders", "--zone", "Mars/X", "auth.log").err()).isEqualTo(zone);
    // Without a name it is a setting of all applications, and each is read.
    assertThat(desk.type("run", "--zone", "Mars/X", "auth.log").err()).isEqualTo(zone);
    assertThat(desk.type("capture", "ls", "--zone", "Mars/X", "auth.log").err()).isEqualTo(zone);
    assertThat(desk.type("run", "--set", "inputs.files.zone=Mars/X", "auth.log").err())
        .isEqualTo(
            "--set inputs.files.zone: CFG_WRONG_TYPE: 'zone' of input 'files' is 'Mars/X'; it takes"
                + " a time zone, as UTC, Europe/Berlin or +02:00\n");
  }

  @Test
  void conditionOfACapture_isToldWithTheMistakesOfOtherOptions() {
    assertThat(
            desk.type(
                    "capture",
                    "ls",
                    "--where",
                    "recrd.app == 'x'",
                    "--from",
                    "noon",
                    "--zone",
                    "Utopia",
                    "auth.log")
                .err())
        .contains(
            "--from: CLI_USAGE: 'noon' is no time",
            "--where:1:1: CFG_FILTER: no name 'recrd'; did you mean 'record'?",
            "--zone: CFG_WRONG_TYPE: '--zone'",
            "3 mistakes; nothing was started");
  }

  @Test
  void onAndWhen_thatFitNoEvent_areTold() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules:
              orders: {use: orders}
            handlers:
              csv: {use: csv, on: [Ordr, ErrorEvent], when: "event.oops > 3"}
              log: {use: log, on: "Order, Alram"}
        """);

    String told = desk.type("check", "shop").err();

    assertThat(told).hasLineCount(4);
    assertThat(told)
        .contains(
            """
            correlator.yaml:6:28: CFG_UNKNOWN_NAME: 'Ordr' under 'on' of handler 'csv' is no event of this application; did you mean 'Order'?
            correlator.yaml:6:60: CFG_FILTER: 'when' of handler 'csv': no field 'oops' in these events; there are: count, error,\
            """)
        .contains(
            """
            correlator.yaml:7:27: CFG_UNKNOWN_NAME: 'Alram' under 'on' of handler 'log' is no event of this application; did you mean 'Alarm'?
            """);
  }

  @Test
  void value_withControlCharacters_isShownHarmless() {
    desk.file("correlator.yaml", "system: {timezone: \"\\e[31mUTC\\n\"}\n");

    assertThat(desk.type("check").err())
        .contains("is '\\u001b[31mUTC\\n'; it takes a time zone")
        .doesNotContain("\u001b");
  }
}
