package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTest {

  private static LineFormat format(String line, String time) {
    return new LineFormat(line, time, LineRule.UNMATCHED, "");
  }

  private static List<String> texts(LineFormat format, String log) {
    return Log.read(
            Log.open(Log.bytes(log), Log.options(), new Formats(Map.of("mine", format))), 1000)
        .stream()
        .filter(line -> !line.startsWith("+"))
        .map(line -> line.substring(line.indexOf(": ") + 2))
        .toList();
  }

  @Test
  void holes_areHeaderAndText_othersAreFields() {
    Reading r =
        Reading.of(
            format(
                "{time} [{thread}] {level} {app}({pid:int}) {logger} #{order:key} - {text}",
                "yyyy-MM-dd HH:mm:ss,SSSXX"),
            "2026-03-02 08:00:00,123+0100 [a [b] WARN  shop(42) c.Cart #o-7 - x] ERROR - y");

    assertThat(r.rejection()).isNull();
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T07:00:00.123Z"));
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 4);
    assertThat(r.app()).isEqualTo("shop");
    assertThat(r.procId()).isEqualTo("42");
    assertThat(r.text()).isEqualTo("x] ERROR - y");
    assertThat(r.fields())
        .containsOnly(entry("thread", "a [b"), entry("order", "o-7"), entry("logger", "c.Cart"));
  }

  @Test
  void contentThatMayBeMissing_isTakenWhereItIs() {
    LineFormat format = format("{time} {?({user:word}) }{level}{:: | - }{text}", "");

    Reading with = Reading.of(format, "2026-03-02T08:00:00Z (ann) INFO: x");
    Reading without = Reading.of(format, "2026-03-02T08:00:00Z INFO - y");

    assertThat(with.fields()).containsOnly(entry("user", "ann"));
    assertThat(with.text()).isEqualTo("x");
    assertThat(without.fields()).isEmpty();
    assertThat(without.text()).isEqualTo("y");
  }

  @Test
  void forms_thatCanHardlyBeMeant_areRefusedWithTheirSetting() {
    assertThatThrownBy(() -> format(" ", ""))
        .hasMessage("'line' is empty: it is the form of a line, as {time} {text}");
    assertThatThrownBy(() -> format("{tim} {text}", "HH:mm"))
        .hasMessage("'line' has no {time}, whose form is 'time'; its holes are {tim}, {text}");
    assertThatThrownBy(() -> format("{time {text}", "HH:mm")).hasMessageStartingWith("'line': ");
    assertThatThrownBy(() -> new LineFormat("{text}", "", LineRule.NONE, "{begin"))
        .hasMessageStartingWith("'start': ");
    assertThat(new LineFormat("{text}", "HH:mm", LineRule.NONE, "{time} {text}").lines())
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "{text}, false",
    "{host} {user:word} {text}, false",
    "{?[{time}] }{text}, false",
    "{*}, false",
    "{:{time} |- }{text}, true",
    "{:{time} | }{text}, false",
    "{number:int} {text}, true",
    "{level} {text}, true",
    "shop {text}, true",
  })
  void formOfAnyLine_isNotFoundByItself(String line, boolean found) {
    List<String> lines =
        List.of("shop 7", "7 shop", "INFO shop", "2026-03-02T08:00:00Z shop", "- x");
    boolean fits =
        lines.stream()
            .map(text -> Log.bytes(text + " ".repeat(16)))
            .anyMatch(bytes -> format(line, "").fit(bytes, 0, bytes.length - 16) > 0);

    assertThat(fits).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy HH:mm:ss, 02/03/2026 08:00:00, LOCAL, 2026-03-02T08:00:00",
    "d. MMM uuuu H:mm, 2. mar 2026 8:00, LOCAL, 2026-03-02T08:00:00",
    "MMM dd HH:mm:ss, Mar 02 08:00:00, YEARLESS, 2000-03-02T08:00:00",
    "yyyy-MM-dd'T'HH:mm:ss.SSSz, 2026-03-02T08:00:00.500CET, ABSOLUTE, 2026-03-02T07:00:00.5",
    "yyyyMMddHHmmss, 20260302080000, LOCAL, 2026-03-02T08:00:00",
    "'', 1772438400.5, ABSOLUTE, 2026-03-02T08:00:00.5",
    "'', 2026-03-02 08:00:00, LOCAL, 2026-03-02T08:00:00",
  })
  void times_asTheirPatternSays_areRead(
      String pattern, String time, Clock clock, LocalDateTime expected) {
    Reading r = Reading.of(format("{time}|{text}", pattern), time + "|x");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(clock);
    assertThat(r.local()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{time} [{level}] {app}: {text} ; 2026-03-02 08:15 [INFO] shop started ; 24",
        "{time} [{level}] {app}: {text} ; 2026-03-02 08:15 INFO shop: started ; 17",
        "{time} [{level}] {app}: {text} ; 08:15 [INFO] shop: started ; 0",
        "{time} {?({user:word}) }{:a|b} {text} ; 2026-03-02 08:15 (ann) c x ; 23",
        "{time} {n:int}#{text} ; 2026-03-02 08:15 42 x ; 17",
        "<{level}> {text} ; <INFA> x ; 1",
        "\u00e4 {text} ; \u00f6 x ; 0",
        "\u00e4\u00f6 {n:int} ; \u00e4\u00f6 x ; 3"
      })
  void lineOfAnotherForm_isToldHowFarItIsOfThisOne(String line, String text, int characters) {
    Formats formats =
        new Formats(
            Map.of("mine", format(line, line.contains("{time}") ? "yyyy-MM-dd HH:mm" : "")));

    Trial trial = formats.trials(Log.bytes(text)).get(0);

    assertThat(trial.format()).isEqualTo("mine");
    assertThat(trial.reason()).isNotNull();
    assertThat(trial.fits()).isEqualTo(characters);
  }

  @Test
  void trials_areToldTheNearestFirst() {
    Formats formats = Formats.installed();

    List<Trial> time = formats.trials(Log.bytes("<34>1 2026-13-45T00:00:00Z web1 a - - - x"));
    List<Trial> read = formats.trials(Log.bytes("<34>1 2026-03-02T00:00:00Z web1 a - - - x"));

    assertThat(time.get(0).reason()).isEqualTo(Rejection.TIME);
    // Untimed takes nearly any line, and so tells nothing of one.
    assertThat(time)
        .extracting(Trial::format)
        .containsExactlyInAnyOrderElementsOf(
            formats.names().stream().filter(name -> !name.equals("untimed")).toList());
    assertThat(formats.trials(Log.bytes("Exception in thread main")))
        .extracting(Trial::reason)
        .doesNotContain(Rejection.TIME);
    assertThat(read.get(0)).isEqualTo(new Trial("rfc5424", null, -1));
  }

  @Test
  void formsWithSeveralMistakes_areRefusedWithAllOfThem() {
    assertThatThrownBy(() -> new LineFormat("{time", "dd", LineRule.NONE, "{x"))
        .hasMessageStartingWith("'line': ")
        .satisfies(e ->
            assertThat(e.getSuppressed())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                    time -> assertThat(time).startsWith("'time' is 'dd': "),
                    start -> assertThat(start).startsWith("'start': ")));
  }

  @Test
  void whatIsOfAnotherForm_isRefused() {
    LineFormat format = format("{time} {level} {text}", "yyyy-MM-dd HH:mm:ss");

    assertThat(Reading.of(format, "2026-03-02 08:00:00").rejection()).isNotNull();
    assertThat(Reading.of(format, "2026-02-30 08:00:00 INFO x").rejection())
        .isEqualTo(Rejection.TIME);
    assertThat(Reading.of(format, "0026-03-02 08:00:00 INFO x").rejection())
        .isEqualTo(Rejection.TIME);
    assertThat(Reading.of(format, "").rejection()).isEqualTo(Rejection.HEADER);
  }

  @Test
  void time_withBlanksInIt_isReadWhole() {
    LineFormat format = format("{time} {level:word} {text}", "MM/dd/yyyy hh:mm:ss a");
    Reading r = Reading.of(format, "03/02/2026 01:00:00 PM INFO x");

    assertThat(r.local()).isEqualTo(LocalDateTime.parse("2026-03-02T13:00:00"));
    assertThat(r.text()).isEqualTo("x");
    assertThat(Reading.of(format, "03/02/2026 01:00:00 XM INFO x").rejection())
        .isEqualTo(Rejection.TIME);
    assertThat(Reading.of(format("{time} {text}", ""), "2026-03-02 08:00:00 x").text())
        .isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "dd.MM.yyyy HH:mm:ss, {time} {level} {text}, 02.03.2026 08:00:00 INFO x",
    "yyyy-MM-dd HH:mm:ss, {time} {level} {text}, 2026-03-02 08:00:00 INFO x",
    "dd-MMM-yyyy HH:mm:ss.SSS, {time} {level} {text}, 02-Mar-2026 08:00:00.000 INFO x",
    "d.M.yyyy H:mm, {time} {level} {text}, 2.3.2026 8:00 INFO x",
    "yyyy-MM-dd HH:mm:ss[ z], {time} {level} {text}, 2026-03-02 08:00:00 INFO x",
    "yyyy-MM-dd HH:mm:ss[ z], {time} {level} {text}, 2026-03-02 08:00:00 UTC INFO x",
    "yyyy-MM-dd HH:mm:ss, [{time}] {level} {text}, [2026-03-02 08:00:00  ] INFO x",
    "yyyy-MM-dd HH:mm:ss, {time:word}{?[{thread}]} {level} {text}, 2026-03-02 08:00:00[a] INFO x",
    "yyyy-MM-dd HH:mm:ss, {level} {time} {text}, INFO 2026-03-02 08:00:00 x",
    "yyyy年MM月dd日 HH:mm, {time} {level} {text}, 2026年03月02日 08:00 INFO x",
    "'', {time} {level} {text}, 2026-03-02 08:00:00 INFO x",
    "'', {time} {level} {text}, '2026-03-02 08:00:00,000 INFO x'",
    "'', {time} {level} {text}, 2026-03-02 08:00:00 +0000   INFO x",
    "'', {time} {level} {text}, 2026-03-02T08:00:00Z INFO x",
    "'', {time} {level} {text}, 2026-03-02 08:00:00 UTC INFO x",
    "'', [{time}] {level} {text}, [2026-03-02 08:00:00 +0000] INFO x",
    "'', {time}: {level} {text}, 2026-03-02 08:00:00: INFO x",
    "'', {time} | {level} | {text}, 2026-03-02 08:00:00   | INFO  | x",
    "'', {time}{:: | - }{level} {text}, 2026-03-02 08:00:00: INFO x",
    "'', {time:word}{?[{thread}]} {level} {text}, 2026-03-02 08:00:00[a] INFO x",
    "'', {time} {level} {text}, 1772438400 INFO x",
    "'', {time} {level} {text}, 2026-03-02T08:00:00.0000000009999Z INFO x",
  })
  void time_takesAsMuchAsItsFormDoes(String pattern, String line, String log) {
    Reading r = Reading.of(format(line, pattern), log);

    assertThat(r.rejection()).isNull();
    assertThat(r.local()).isEqualTo(LocalDateTime.parse("2026-03-02T08:00:00"));
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 6);
    assertThat(r.text()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "dd.MM.yyyy HH:mm:ss, 02.03.2026 08:00 INFO x, TIME",
    "dd.MM.yyyy HH:mm:ss, 29.02.2026 08:00:00 INFO x, TIME",
    "dd.MM.yyyy HH:mm:ss, 02.03.2026 25:00:00 INFO x, TIME",
    "d.M.yyyy H:mm, 29.2.2026 8:00 INFO x, TIME",
    "'', 2026-02-29 08:00:00 INFO x, TIME",
    "'', 2026-02-29T08:00:00.123Z INFO x, TIME",
    "'', 2026-03-02 08:00:00, HEADER",
    "'', '', HEADER",
  })
  void time_thatIsNone_isTold(String pattern, String log, Rejection expected) {
    assertThat(Reading.of(format("{time} {level} {text}", pattern), log).rejection())
        .isEqualTo(expected);
  }

  @Test
  void linesThatBegin_withATimeThatHasABlank_beginARecord() {
    LineFormat format =
        new LineFormat("{text}", "dd.MM.yyyy HH:mm", LineRule.NONE, "{time} {level:word} {*}");

    assertThat(texts(format, "02.03.2026 08:00 INFO a\n02.03.2026 b c\n02.03.2026 08:01 INFO d\n"))
        .containsExactly("02.03.2026 08:00 INFO a\n02.03.2026 b c", "02.03.2026 08:01 INFO d");
  }

  @Test
  void time_ofDayAlone_isOne() {
    Reading r = Reading.of(format("{time} {text}", "HH:mm:ss,SSS"), "08:00:00,123 x");

    assertThat(r.clock()).isEqualTo(Clock.DAYLESS);
    assertThat(r.timeNanos()).isEqualTo(LocalTime.parse("08:00:00.123").toNanoOfDay());
  }

  @Test
  void mistakes_areToldWhenItIsMade() {
    assertThatThrownBy(() -> format("{time} {", "")).hasMessageContaining("{");
    assertThatThrownBy(() -> format("{addr:ip} {text}", ""))
        .hasMessage(
            "'line': {addr:ip}: a line takes no such hole; take {addr:host} or {addr:word}");
    assertThatThrownBy(() -> format("{time} {text}", "yyyy-QQQQQQQQ"))
        .hasMessageStartingWith("'time' is 'yyyy-QQQQQQQQ': ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "YYYY-MM-dd HH:mm:ss, `Y is the year of a week, which is another around New Year: write"
            + " yyyy`",
        "yyyy-MM-DD HH:mm:ss, `D is the day of the year: write dd for that of the month`",
        "DD.MM.yyyy HH:mm:ss, `D is the day of the year: write dd for that of the month`",
        "yyyy-DD HH:mm:ss, `D is the day of the year: write dd for that of the month`",
        "dd.MM.yyyy hh:mm:ss, `h is an hour of half a day: write HH, or put a where AM or PM"
            + " stands`",
        "dd.MM.yyyy KK:mm:ss, `h is an hour of half a day: write HH, or put a where AM or PM"
            + " stands`",
        "dd.mm.yyyy HH:mm:ss, mm is the minute: write MM for the month",
        "dd.MM.yyyy HH:MM:ss, MM is the month: write mm for the minute",
        "dd.MM.yyyy HH:mm:ss.nnn, `n is nanoseconds: write S for each digit of a fraction`",
        "yyyy-MM-dd, it must tell the hour: HH",
        "yyyy-MM-dd mm:ss, it must tell the hour: HH",
        "yyyy-MM-dd HH, it must tell the minute: mm",
        "dd HH:mm, `it must tell month and day, MM and dd, or neither nor a year`",
        "yyyy HH:mm, `it must tell month and day, MM and dd, or neither nor a year`",
        "EEE HH:mm, `it must tell month and day, MM and dd, or neither nor a year`",
        "HH:mm xxx, `it tells a zone but no day: take the zone out of it, into a hole of its own`",
        "dd.MM.yyyy# HH:mm, `'#' is text, which must stand in quotation marks: write dd.MM.yyyy'#'"
            + " HH:mm`",
        "yyyy-MM-ddTHH:mm, `'T' is text, which must stand in quotation marks: write"
            + " yyyy-MM-dd'T'HH:mm`",
        "HH:mm at} yy, `'t}' is text, which must stand in quotation marks: write HH:mm a't}' yy`",
        "HH:mm'at'T, `'T' is text, which must stand in quotation marks: write HH:mm'atT'`",
        "HH:mmT'at', `'T' is text, which must stand in quotation marks: write HH:mm'Tat'`",
        "HH:mm''T'', `'T' is text, which must stand in quotation marks: write HH:mm'''T'''`",
        "`dd.MM.yyyy 'at HH:mm`, `a quotation mark is not closed; '' stands for one`",
        "dd.MM.yyyy] HH:mm, `']' closes no '[', between which stands what may be missing`",
        "ppHmm, a number that is padded by 'p' needs a sign behind it",
        "yyyyMMddpppHmm, a number that is padded by 'p' needs a sign behind it",
      })
  void times_thatCanHardlyBeMeant_areRefusedWithWhatToWrite(String time, String told) {
    assertThatThrownBy(() -> format("{time} {text}", time))
        .hasMessage("'time' is '" + time + "': " + told);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-DDD HH:mm, 2026-061 08:00",
    "dd.MM.yyyy hh:mm a, 02.03.2026 08:00 AM",
    "dd.MM.yyyy ppH:mm, '02.03.2026  8:00'",
    "'yyyy-MM-dd''DYhn''kk:mm', 2026-03-02DYhn08:00",
    "EEE dd MMM yyyy HH:mm:ss.nnnnnnnnn, Mon 02 Mar 2026 08:00:00.000000000",
  })
  void times_withRareLettersThatMakeSense_areTaken(String pattern, String time) {
    assertThat(Reading.of(format("{time}|{text}", pattern), time + "|x").local())
        .isEqualTo(LocalDateTime.parse("2026-03-02T08:00:00"));
  }

  @Test
  void level_ofOnesOwn_isAFieldOfARecord() {
    LineFormat format = format("[{time}] {level} {text}", "dd.MM.yyyy HH:mm:ss");
    String audit = "[02.03.2026 08:00:01] AUDIT user ann deleted order 7";
    Reading r = Reading.of(format, audit);

    assertThat(r.rejection()).isNull();
    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.fields()).containsOnly(entry("level", "AUDIT"));
    assertThat(r.text()).isEqualTo("user ann deleted order 7");
    assertThat(texts(format, "[02.03.2026 08:00:00] INFO a\n" + audit + "\n"))
        .hasSize(2)
        .endsWith("user ann deleted order 7 from: " + audit);
  }

  @Test
  void level_ofSeveralWords_isNone() {
    LineFormat format = format("{time} {level}: {text}", "");

    assertThat(Reading.of(format, "2026-03-02 08:00:00 it is late: x").rejection())
        .isEqualTo(Rejection.HEADER);
    assertThat(Reading.of(format, "2026-03-02 08:00:00 : x").fields()).isEmpty();
  }

  @Test
  void level_ofOnesOwn_withoutATimeBeforeIt_beginsNoRecord() {
    LineFormat format = format("{level}:{logger}:{text}", "");

    assertThat(texts(format, "WARNING:root:a\nKeyError: 'a:b': c\nINFO:shop:b\n"))
        .containsExactly("a\nKeyError: 'a:b': c", "b");
  }

  @Test
  void dayInNoCalendar_isARejectAndNoTextOfTheRecordBefore() {
    for (String time : List.of("yyyy-MM-dd HH:mm:ss", "yyyy-M-d H:mm:ss", "")) {
      assertThat(
              texts(
                  format("{time} {level} {text}", time),
                  "2026-02-28 08:00:00 INFO a\n more\n2026-02-29 08:00:00 INFO b\n"))
          .as(time)
          .containsExactly("a\n more", "TIME 2026-02-29 08:00:00 INFO b");
    }
  }

  @Test
  void linesThatDoNotMatch_belongToTheRecordBefore() {
    assertThat(
            texts(
                format("{time} {text}", ""),
                "2026-03-02T08:00:00Z a\nmore\n  and more\n2026-03-02T08:00:01Z b\n"))
        .containsExactly("a\nmore\n  and more", "b");
  }

  @Test
  void linesThatDoNotBeginAsSaid_belongToTheRecordBefore() {
    LineFormat format = new LineFormat("{text}", "", LineRule.NONE, "BEGIN {*}");

    assertThat(texts(format, "BEGIN a\n b\nBEGIN c\nBEGINd\n"))
        .containsExactly("BEGIN a\n b", "BEGIN c\nBEGINd");
  }

  @Test
  void backslash_joinsTheNextLine() {
    LineFormat format = new LineFormat("{text}", "", LineRule.BACKSLASH, "");

    assertThat(texts(format, "a \\\nb\\\r\nc\nd\n")).containsExactly("a \\\nb\\\r\nc", "d");
  }

  @Test
  void indentedLines_areJoined() {
    LineFormat format = new LineFormat("{text}", "", LineRule.INDENTED, "");

    assertThat(texts(format, "a\n b\n\tc\n\nd\n")).containsExactly("a\n b\n\tc\n", "d");
  }

  @Test
  void javaTraces_areJoined_otherLinesAreNot() {
    LineFormat format = new LineFormat("{text}", "", LineRule.JAVA, "");

    assertThat(
            texts(
                format,
                """
                Exception in thread "main" a.B: x
                \tat a.C.d(C.java:1)
                Caused by: a.E
                \t... 3 more
                \tSuppressed: a.F
                \t\tat a.G
                at noon
                plain
                """))
        .hasSize(3)
        .endsWith("at noon", "plain");
  }

  @Test
  void javaTrace_behindARecord_belongsToItWithTheNameOfTheException() {
    LineFormat format = new LineFormat("{time} {text}", "", LineRule.JAVA, "");
    String log =
        """
        08:00:00 a
        java.lang.IllegalStateException: no card
        \tat a.B.c(B.java:1)
        08:00:01 b
        Exception in thread "main" a.B: x
        \tat a.B.c(B.java:1)
        08:00:02 c
        \tshop.Till$Refused
        \t\tat a.B.c(B.java:1)
        08:00:03 d
        shop.Ärger2:
        """;

    assertThat(texts(format, log))
        .extracting(text -> text.lines().count())
        .containsExactly(3L, 3L, 3L, 2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web1.example.com: up",
        "192.0.2.7: up",
        "shop.: x",
        ".Cart: x",
        "shop..Cart: x",
        "shop.2Cart: x",
        "IllegalStateException: no card",
        "shop.Cart is full",
        "shop.Cart:full",
        "shop-x.Cart: full"
      })
  void line_thatNamesNoException_isNoPartOfAJavaTrace(String line) {
    LineFormat format = new LineFormat("{time} {text}", "", LineRule.JAVA, "");

    assertThat(texts(format, "2026-03-02T08:00:00Z a\n" + line + "\n").get(0)).isEqualTo("a");
  }

  @Test
  void line_thatIsOfTheFormat_beginsARecord_thoughItCouldNameAnException() {
    LineFormat format = new LineFormat("{logger:word}: {text}", "", LineRule.JAVA, "");

    assertThat(texts(format, "shop.Cart: a\nshop.Till: b\nshop.Till\n\tat a.B\n"))
        .containsExactly("a", "b\nshop.Till\n\tat a.B");
  }

  @Test
  void pythonTracebacks_areOneRecordEach() {
    LineFormat format = new LineFormat("{text}", "", LineRule.PYTHON, "");
    String trace = "Traceback (most recent call last):\n  File \"a\", line 1\n    x()\nKeyError: 1";

    assertThat(texts(format, "before\n" + trace + "\nafter\n  indented\n"))
        .containsExactly("before", trace, "after", "  indented");
    assertThat(
            texts(
                format,
                trace
                    + "\n\nDuring handling of the above exception, another exception occurred:\n\n"
                    + trace
                    + "\nafter\n"))
        .hasSize(2)
        .endsWith("after");
    assertThat(texts(format, trace + "\n" + trace + "\n")).containsExactly(trace, trace);
  }

  @Test
  void patternThatCouldBeReadInManyWays_endsAnyhow() {
    LineFormat format = format("{a} {?{b} {?{c} {?{d} {?{e} }}}}x {text}!", "");

    assertThat(Reading.of(format, "a ".repeat(20_000)).rejection()).isEqualTo(Rejection.HEADER);
  }
}
