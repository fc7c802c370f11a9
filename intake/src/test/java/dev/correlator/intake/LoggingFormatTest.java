package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingFormatTest {

  private static Reading read(String line) {
    return Reading.of(new LoggingFormat(), line);
  }

  @Test
  void linesOfUsualForms_areRead() {
    check(
        "2026-03-02 08:00:00,123 INFO  [main] com.example.Cart - added - ok",
        6,
        "com.example.Cart",
        "added - ok");
    check(
        "2026-03-02 08:00:00,123 [main] WARN  com.example.Cart - added",
        4,
        "com.example.Cart",
        "added");
    check(
        "2026-03-02 08:00:00.123 [exec-1] ERROR c.e.Cart:42 - no: such item",
        3,
        "c.e.Cart",
        "no: such item");
    check(
        "2026-03-02T08:00:00.123+01:00  INFO 4711 --- [shop] [    main] c.e.Foo   : Started",
        6,
        "c.e.Foo",
        "Started");
    check("2026-03-02 08:00:00,123 - shop.cart - ERROR - it broke", 3, "shop.cart", "it broke");
    check("2026-03-02 08:00:00,123 - cart - INFO - it: works", 6, "cart", "it: works");
    check(
        "2026-03-02 08:00:00,123:DEBUG:certbot.main:arguments: []",
        7,
        "certbot.main",
        "arguments: []");
    check("2026-03-02 08:00:00,123 INFO it works", 6, "", "it works");
    check("[2026-03-02 08:00:00,123] INFO started (kafka.Server)", 6, "", "started (kafka.Server)");
    check(
        "[2026-03-02T08:00:00,123][INFO ][o.e.n.Node     ] [node-1] started",
        6,
        "o.e.n.Node",
        "[node-1] started");
    check(
        "2026-03-02 08:00:00.008 25746 INFO nova.wsgi [req-38] GET",
        6,
        "nova.wsgi",
        "[req-38] GET");
    check(
        "2026-03-02 08:00:00,123 FATAL com.example.Main: out of memory",
        2,
        "com.example.Main",
        "out of memory");
    check("2026-03-02 08:00:00 | WARNING  | app.tasks | late", 4, "app.tasks", "late");
    check(
        "2026-03-02 08:00:00,123 ERROR com.example.Cart - x\njava.lang.Error: y\n\tat a.B",
        3,
        "com.example.Cart",
        "x\njava.lang.Error: y\n\tat a.B");
  }

  private static void check(String line, int severity, String logger, String text) {
    Reading r = read(line);

    assertThat(r.rejection()).as(line).isNull();
    assertThat(r.priority()).as(line).isEqualTo(RecordHeader.NO_FACILITY + severity);
    assertThat(r.app()).as(line).isEqualTo(logger);
    assertThat(r.text()).as(line).isEqualTo(text);
  }

  @Test
  void bracketsAndNumbers_areThreadContextAndProcess() {
    Reading r = read("2026-03-02T08:00:00.5Z  INFO 4711 --- [shop] [ main] c.e.Foo : x");

    assertThat(r.fields()).containsEntry("service", "shop").containsEntry("thread", "main");
    assertThat(r.procId()).isEqualTo("4711");
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.5Z"));
  }

  @Test
  void layouts_ofWellKnownPrograms_areRead() {
    check(
        "2026-03-02 08:00:00.123 | INFO     | app.cart:add:42 - [x] - y", 6, "app.cart", "[x] - y");
    check("2026-03-02 08:00:00.123 | INFO     | __main__:<module>:1 - x", 6, "__main__", "x");
    check("2026-03-02 08:00:00.123 +01:00 [INF] Order o-17 added", 6, "", "Order o-17 added");
    check("[INFO] [2026-03-02 08:00:00] com.example.Cart - x", 6, "com.example.Cart", "x");
    check("[INFO] 2026-03-02 08:00:00 com.example.Cart - x", 6, "com.example.Cart", "x");
    check("2026/03/02 08:00:00 ERROR c.e.Cart: x", 3, "c.e.Cart", "x");
    check("02-Mar-2026 08:00:00.123 INFO [main] o.a.C.<init> x y", 6, "o.a.C", "x y");
    check("2026-03-02 08:00:00,123 INFO  [c.e.Cart] (worker 1) x", 6, "c.e.Cart", "x");
    check("2026-03-02 08:00:00,123 INFO  [audit] (worker 1) x", 6, "audit", "x");
  }

  @Test
  void beginningOfTheText_isNotTakenForMoreOfTheHeader() {
    check("2026-03-02 08:00:00,123 INFO 42 items left", 6, "", "42 items left");
    check("2026-03-02 08:00:00,123 INFO [o-17] put aside", 6, "", "[o-17] put aside");
    check("2026-03-02 08:00:00,123 INFO (o-17)", 6, "", "(o-17)");
    check("2026-03-02 08:00:00,123 INFO a.B - -5 | -6", 6, "a.B", "-5 | -6");
    check("2026-03-02 08:00:00,123:INFO:a.B:42 items left", 6, "a.B", "42 items left");
    check("2026-03-02 08:00:00,123 INFO a.B - [o-17] put aside", 6, "a.B", "[o-17] put aside");
    check("2026-03-02 08:00:00,123 INFO {a} left", 6, "", "{a} left");
    check("2026-03-02 08:00:00,123 INFO 4711 --- [never closed", 6, "", "never closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: refused",
        "42 items left",
        "42 user.name left",
        "user.name logged in",
        "user.name [x] logged in",
        "www.example.org",
        "shop.py: cannot be opened",
        "shop.py:42: wrong syntax",
        "java.io.IOException: reset",
        "(retry) connecting",
        "[order] [o-17] packed",
        "[www.example.org] is down",
        "[o-17] Connection: refused",
        "in summary: all well",
        "a | b | c",
        "up-to-date",
        "main [x] - y",
      })
  void wordsThatMayBeOfTheText_areOfTheText(String text) {
    Reading r = read("2026-03-02 08:00:00,123 ERROR " + text);

    assertThat(r.text()).isEqualTo(text);
    assertThat(r.app() + r.procId()).isEmpty();
    assertThat(r.fields()).isEmpty();
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 3);
  }

  @Test
  void loggerBehindThreeDashes_goesToTheColon() {
    check(
        "2026-03-02T08:00:00.5Z ERROR 4711 --- [shop] [exec-1] "
            + "o.a.c.c.C.[.[.[/].[dispatcherServlet]    : Servlet.service() : failed",
        3,
        "o.a.c.c.C.[.[.[/].[dispatcherServlet]",
        "Servlet.service() : failed");
  }

  @Test
  void bracketsOfZookeeper_areContextThreadAndPlace() {
    Reading r = read("2026-03-02 08:00:00,123 [myid:1] - INFO  [main:o.a.z.Peer@67] - [x] - y");

    assertThat(r.fields())
        .containsExactly(
            entry("context", "myid:1"), entry("thread", "main"), entry("source", "o.a.z.Peer@67"));
    assertThat(r.app()).isEqualTo("o.a.z.Peer");
    assertThat(r.text()).isEqualTo("[x] - y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02 08:00:00,123 %s %s",
        "2026-03-02 08:00:00,123 - shop.cart - %s - %s",
        "2026-03-02 08:00:00,123 root         %s    %s",
        "2026-03-02 08:00:00,123:%s:shop.cart:%s",
        "2026-03-02 08:00:00,123 [%s] %s",
        "[2026-03-02 08:00:00,123: %s/MainProcess] %s",
        "%s 2026-03-02 08:00:00,123 shop 4711 139652149066624 %s",
        "08:00:00,123 %s %s",
        "%s:shop.cart:%s",
      })
  void levelsOfOnesOwn_areFieldsOfRecords(String layout) {
    StringBuilder log = new StringBuilder();
    for (String level : List.of("INFO", "INFO", "INFO", "INFO", "INFO", "INFO")) {
      log.append(layout.formatted(level, "HTTP 200: started")).append('\n');
    }
    for (String level : List.of("AUDIT", "Level 25", "STATUS")) {
      Reading r = read(layout.formatted(level, "HTTP 200: started"));

      assertThat(r.priority()).isEqualTo(-1);
      assertThat(r.fields()).containsEntry("level", level);
      assertThat(r.text()).isEqualTo("HTTP 200: started");
      log.append(layout.formatted(level, "HTTP 200: started")).append('\n');
    }

    assertThat(records(log.toString())).hasSize(9);
    Intake intake = Log.open(Log.bytes(log.toString()), Log.options());
    assertThat(intake.sources().get(0).formatName()).isEqualTo("logging");
  }

  @Test
  void hostInCapitalLetters_isNoLevel() {
    String log = "2026-03-02T00:00:01.123456+01:00 MAIL sshd[4711]: text\n".repeat(3);
    Intake intake = Log.open(Log.bytes(log), Log.options());

    assertThat(intake.sources().get(0).formatName()).isEqualTo("iso");
  }

  @Test
  void pairsInBrackets_areFields() {
    Reading r = read("2026-03-02 08:00:00,123 INFO {order=o-17, user=ann b, x=} [main] a.B - y");

    assertThat(r.fields())
        .containsExactly(
            entry("order", "o-17"),
            entry("user", "ann b"),
            entry("x", ""),
            entry("thread", "main"));
    assertThat(r.text()).isEqualTo("y");
  }

  @Test
  void timeOfDayAlone_isRead() {
    Reading r = read("08:00:00.123 [main] INFO  com.example.Cart -- added");

    assertThat(r.clock()).isEqualTo(Clock.DAYLESS);
    assertThat(r.timeNanos()).isEqualTo(LocalTime.parse("08:00:00.123").toNanoOfDay());
    assertThat(r.app() + ": " + r.text()).isEqualTo("com.example.Cart: added");
    assertThat(read("[08:00:00] INFO x").clock()).isEqualTo(Clock.DAYLESS);
    assertThat(read("25:00:00.123 INFO x").rejection()).isEqualTo(Rejection.TIME);
    assertThat(read("08:00:00 Information desk").rejection()).isEqualTo(Rejection.HEADER);
  }

  @Test
  void lineOfAText_thatBeginsWithLess_beginsNoRecord() {
    String log =
        """
        2026-03-02 08:00:00,123 INFO  com.example.Cart - said:
        08:00:01 INFO com.example.Cart - in the text
        INFO:com.example.Cart:so is this
        2026-03-02 08:00:02,123 INFO  com.example.Cart - next
        """;

    assertThat(records(log)).hasSize(2);
    assertThat(records("INFO:a:x\n08:00:01 INFO a.B - y\nINFO:a:of y\n")).hasSize(2);
    assertThat(records("INFO:a:x\nmore of it\nINFO:b:y\n")).hasSize(2);
  }

  private static List<String> records(String log) {
    return Log.read(Log.bytes(log), Log.options(), 1000).stream()
        .filter(l -> !l.startsWith("+"))
        .toList();
  }

  @Test
  void time_withoutOffset_isLocal() {
    assertThat(read("2026-03-02 08:00:00,123 INFO a.B - x").local())
        .isEqualTo(LocalDateTime.parse("2026-03-02T08:00:00.123"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "2026-03-02T00:00:01.123456+01:00 web1 sshd[4711]: text",
        "2026-03-02T00:00:01+01:00 web1 app[1]: ERROR in the text",
        "2026-03-02 08:00:00 it works",
        "[2026-03-02 08:00:00 INFO x",
        "\tat com.example.Cart.add(Cart.java:42)",
        "Caused by: java.lang.Error",
      })
  void whatIsNone_isRefused(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.HEADER);
  }

  @Test
  void day_thatIsInNoCalendar_isRefused() {
    assertThat(read("2026-02-30 08:00:00,123 INFO a.B - x").rejection()).isEqualTo(Rejection.TIME);
  }

  @Test
  void stackTraces_belongToTheirRecord_andTheFormatIsFound() {
    String log =
        """
        2026-03-02 08:00:00,123 INFO  [main] com.example.Cart - added
        2026-03-02 08:00:01,123 ERROR [main] com.example.Cart - broke
        java.lang.IllegalStateException: no stock
        \tat com.example.Cart.add(Cart.java:42)
        Caused by: java.lang.Error

        2026-03-02 08:00:02,123 INFO  [main] com.example.Cart - next
        """;
    Intake intake = Log.open(Log.bytes(log), Log.options());

    assertThat(intake.sources().get(0).formatName()).isEqualTo("logging");
    assertThat(Log.read(intake, 1000).stream().filter(l -> !l.startsWith("+")).toList())
        .satisfies(records ->
            assertThat(records.get(1))
                .contains("broke\njava.lang.IllegalStateException: no stock\n\tat")
                .contains("Caused by: java.lang.Error\n"))
        .hasSize(3);
  }

  @Test
  void jul_recordsOfTwoLines_areRead() {
    String log =
        """
        Mar 02, 2026 8:00:00 AM com.example.Cart add
        INFO: added
        Mar 02, 2026 1:05:09 PM com.example.Cart add
        SEVERE: broke
        java.lang.Error: x
        \tat com.example.Cart.add(Cart.java:42)
        """;
    Intake intake = Log.open(Log.bytes(log), Log.options());
    Reading second = Reading.of(new JulFormat(), log.substring(log.indexOf("Mar", 3)).strip());

    assertThat(intake.sources().get(0).formatName()).isEqualTo("jul");
    assertThat(Log.read(intake, 1000).stream().filter(l -> !l.startsWith("+"))).hasSize(2);
    assertThat(second.local()).isEqualTo(LocalDateTime.parse("2026-03-02T13:05:09"));
    assertThat(second.app()).isEqualTo("com.example.Cart");
    assertThat(second.fields()).containsEntry("method", "add");
    assertThat(second.priority()).isEqualTo(RecordHeader.NO_FACILITY + 3);
    assertThat(second.text()).startsWith("broke\njava.lang.Error");
    assertThat(Reading.of(new JulFormat(), "Mar 02, 2026 at noon it was warm").rejection())
        .isEqualTo(Rejection.HEADER);
    assertThat(List.of(Reading.of(new JulFormat(), "Feb 30, 2026 1:00:00 AM a b\nINFO: x")))
        .allSatisfy(r -> assertThat(r.rejection()).isEqualTo(Rejection.TIME));
  }
}
