package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real libraries of logging wrote, held against what the programs that called them noted: see
 * {@code recorded/README.md}.
 */
class RecordedLoggingTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final Map<String, Integer> SEVERITIES =
      Map.ofEntries(
          Map.entry("FATAL", 2),
          Map.entry("CRITICAL", 2),
          Map.entry("ERROR", 3),
          Map.entry("SEVERE", 3),
          Map.entry("WARN", 4),
          Map.entry("WARNING", 4),
          Map.entry("INFO", 6),
          Map.entry("CONFIG", 6),
          Map.entry("DEBUG", 7),
          Map.entry("TRACE", 7),
          Map.entry("FINE", 7),
          Map.entry("FINEST", 7));

  private static final Set<String> FIELDS =
      Set.of("thread", "context", "service", "trace", "source", "method", "order", "user");

  /** A program's note of what it logged. */
  private record Noted(
      Instant before,
      Instant after,
      String level,
      String logger,
      String thread,
      String beside,
      String text,
      List<String> behind) {

    int severity() {
      return Objects.requireNonNull(SEVERITIES.get(level), level);
    }

    static List<Noted> of(String file) {
      return new String(Recorded.content(file), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> of(line.split("\t", -1)))
          .toList();
    }

    private static Noted of(String[] columns) {
      return new Noted(
          Instant.parse(columns[0]),
          Instant.parse(columns[1]),
          columns[2],
          columns[3],
          columns[4],
          columns[5].replace("\\n", "\n"),
          columns[6].replace("\\n", "\n"),
          Stream.of(columns[7].split(" & ", -1)).map(s -> s.replace("\\n", "\n")).toList());
    }
  }

  /**
   * Reads a recording.
   *
   * @param has what its layout has: the logger as it is, its words but the last {@code shortened},
   *     or its {@code last} word; the {@code thread}; the {@code order} of a context; the {@code
   *     pid}; fractions of {@code seconds} or not; {@code untraced}: it leaves out exceptions;
   *     {@code undotted}: a logger that is one word is not told from other words
   * @param text how the text stands there
   */
  @ParameterizedTest
  @CsvSource({
    "logback-default, logging, logger thread, {text}",
    "logback-manual, logging, logger thread, {text}",
    "logback-manual-file, logging, shortened thread source undotted, {text}",
    "logback-boot2, logging, shortened thread pid, {text}",
    "logback-boot3, logging, shortened thread pid service, {text}",
    "logback-boot3-traced, logging, shortened pid service trace, {text}",
    "logback-seconds, logging, logger seconds, {text}",
    "logback-zulu, logging, '', {last}: {text}",
    "logback-mdc, logging, logger thread context, {text}",
    "logback-mdc-all, logging, shortened order, {text}",
    "logback-bracketed, logging, logger thread undotted, {text}",
    "logback-level-first, logging, thread source, {text}",
    "logback-slashes, logging, shortened seconds undotted, {text}",
    "log4j-default, logging, logger thread, {text}",
    "log4j-simple, logging, logger thread, {text}",
    "log4j-hadoop, logging, logger undotted, {text}",
    "log4j-kafka, logging, '', {text} ({logger})",
    "log4j-zookeeper, logging, last thread source, {text}",
    "log4j-elasticsearch, logging, shortened, [node-1] {text}",
    "log4j-solr, logging, shortened thread undotted, {text}",
    "log4j-wildfly, logging, logger thread, {text}",
    "log4j-date, logging, shortened thread, {text}",
    "log4j-offset, logging, last thread, {text}",
    "log4j-pipes, logging, logger thread, {text}",
    "log4j-absolute, logging, last thread, {text}",
    "log4j-mdc, logging, logger thread order, {text}",
    "jul-default, jul, logger method seconds, {text}",
    "jul-one-line, logging, seconds untraced, {text}",
    "jul-one-line-traces, logging, logger undotted, {text}",
    "jul-offset, logging, logger undotted, {text}",
    "jul-tomcat, logging, logger method thread, {text}",
    "python-basic, logging, logger untimed, {text}",
    "python-howto, logging, logger, {text}",
    "python-howto-seconds, logging, logger seconds, {text}",
    "python-cookbook, logging, logger, {text}",
    "python-short, logging, '', {text}",
    "python-colons, logging, logger, {text}",
    "python-place, logging, logger source, {text}",
    "python-iso, logging, logger thread seconds undotted, {text}",
    "python-django, logging, pid, {text}",
    "python-celery, logging, '', {text}",
    "python-gunicorn, logging, pid seconds, {text}",
    "python-flask, logging, '', {text}",
  })
  void recording_isFound_andSaysWhatTheProgramLogged(
      String log, String format, String has, String text) throws IOException {
    String file = "logging/" + log + ".log";
    try (Intake intake = Log.open(Recorded.content(file), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo(format);
    }
    List<Noted> noted = Noted.of("logging/" + log.substring(0, log.indexOf('-')) + ".tsv");
    List<Recorded> read = Recorded.read(file);

    assertThat(read).hasSize(noted.size());
    for (int i = 0; i < read.size(); i++) {
      check(read.get(i), noted.get(i), List.of(has.split(" ", -1)), text);
    }
  }

  private static void check(Recorded record, Noted noted, List<String> has, String layout) {
    assertThat(record.priority())
        .as("%s", noted)
        .isEqualTo(RecordHeader.NO_FACILITY + noted.severity());
    if (has.contains("untimed")) {
      assertThat(record.clock()).isEqualTo(Clock.NONE);
    } else {
      checkTime(record, noted, has.contains("seconds") ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
    }
    String last = noted.logger().substring(noted.logger().lastIndexOf('.') + 1);
    String text =
        layout
            .replace("{text}", noted.text())
            .replace("{logger}", noted.logger())
            .replace("{last}", last);
    boolean dotted = noted.logger().contains(".");
    if (!dotted && has.contains("undotted")) {
      assertThat(record.text()).as("%s", noted).contains(text);
      return;
    }
    checkText(record, text, has.contains("untraced") ? List.of("") : noted.behind());
    checkLogger(record.app(), noted.logger(), has);
    checkFields(record, noted, has);
  }

  private static void checkTime(Recorded record, Noted noted, ChronoUnit unit) {
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plusNanos(record.timeNanos());
    LocalDate day = LocalDate.ofInstant(noted.before(), BERLIN);
    Instant time =
        switch (record.clock()) {
          case NONE -> fail("no time: " + noted);
          case ABSOLUTE -> Instant.EPOCH.plusNanos(record.timeNanos());
          case LOCAL -> local.atZone(BERLIN).toInstant();
          case YEARLESS ->
              LocalDateTime.of(2000, 1, 1, 0, 0)
                  .plusNanos(record.timeNanos())
                  .withYear(day.getYear())
                  .atZone(BERLIN)
                  .toInstant();
          case DAYLESS ->
              day.atTime(LocalTime.ofNanoOfDay(record.timeNanos())).atZone(BERLIN).toInstant();
        };

    assertThat(time).isBetween(noted.before().truncatedTo(unit), noted.after());
  }

  /** A layout may put blanks behind the text; an exception begins in the next line, or below. */
  private static void checkText(Recorded record, String text, List<String> behind) {
    if (behind.equals(List.of(""))) {
      assertThat(record.text().stripTrailing()).isEqualTo(text.strip());
      return;
    }
    assertThat(record.text()).startsWith(text);
    assertThat(record.text().substring(text.length())).contains(behind);
    assertThat(record.text().lines()).hasSizeGreaterThan(behind.size());
  }

  private static void checkLogger(String read, String logged, List<String> has) {
    if (has.contains("logger")) {
      assertThat(read).isEqualTo(logged);
    } else if (has.contains("last")) {
      assertThat(read).isEqualTo(logged.substring(logged.lastIndexOf('.') + 1));
    } else if (has.contains("shortened")) {
      String[] whole = logged.split("\\.", -1);
      String[] words = read.split("\\.", -1);
      assertThat(words[words.length - 1]).isEqualTo(whole[whole.length - 1]);
      for (int i = 1; i <= words.length; i++) {
        assertThat(whole[whole.length - i]).startsWith(words[words.length - i]);
      }
    }
  }

  private static void checkFields(Recorded record, Noted noted, List<String> has) {
    assertThat(FIELDS).containsAll(record.fields().keySet());
    if (has.contains("thread") && !noted.thread().isEmpty()) {
      assertThat(record.fields()).containsEntry("thread", noted.thread());
    }
    if (has.contains("context") && !noted.beside().isEmpty()) {
      assertThat(record.fields()).containsEntry("context", noted.beside());
    }
    if (has.contains("order") && !noted.beside().isEmpty()) {
      assertThat(record.fields())
          .containsEntry("order", noted.beside())
          .containsEntry("user", "ann");
    }
    for (String name : List.of("source", "method", "service", "trace")) {
      assertThat(record.fields().containsKey(name)).as(name).isEqualTo(has.contains(name));
    }
    assertThat(record.procId().isEmpty()).isEqualTo(!has.contains("pid"));
  }

  @ParameterizedTest
  @CsvSource({"klog-stderr, shop.go", "klog-folders, shop/shop.go"})
  void klog_saysWhatTheProgramLogged(String log, String place) throws IOException {
    String file = "logging/" + log + ".log";
    try (Intake intake = Log.open(Recorded.content(file), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo("klog");
    }
    checkKlog(Recorded.read(file), Noted.of("logging/" + log + ".tsv"), place);
  }

  private static void checkKlog(List<Recorded> read, List<Noted> noted, String place) {
    assertThat(read).hasSize(noted.size());
    for (int i = 0; i < read.size(); i++) {
      Recorded record = read.get(i);
      Noted n = noted.get(i);
      assertThat(record.priority()).isEqualTo(RecordHeader.NO_FACILITY + n.severity());
      assertThat(record.clock()).isEqualTo(Clock.YEARLESS);
      checkTime(record, n, ChronoUnit.MICROS);
      assertThat(record.text()).isEqualTo(n.text());
      assertThat(record.procId()).isEqualTo(n.thread());
      assertThat(record.fields().get("source")).startsWith(place + ":");
      assertThat(
              record.fields().entrySet().stream()
                  .filter(f -> !f.getKey().equals("source"))
                  .map(f -> f.getKey() + "=" + f.getValue()))
          .isEqualTo(n.beside().isEmpty() ? List.of() : List.of(n.beside().split(" & ", -1)));
    }
  }

  @Test
  void klogsOwnFile_beginsWithARecordOfItsOwn() {
    List<Recorded> read = Recorded.read("logging/klog-file.log");

    assertThat(read.get(0).text())
        .startsWith("Log file created at: ")
        .contains("\nRunning on machine: ", "\nLog line format: ");
    assertThat(read.get(0).clock()).isEqualTo(Clock.LOCAL);
    checkKlog(read.subList(1, read.size()), Noted.of("logging/klog-file.tsv"), "shop.go");
  }

  /** Layouts that cannot be told by looking, by the lines that the reference page describes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "python-day-first; {time} {level:word} {text}; MM/dd/yyyy hh:mm:ss a; seconds",
        "jul-example; [{time}] {level}: {text}; EEE MMM dd HH:mm:ss zzz yyyy; seconds",
      })
  void recording_ofAFormatThatIsDescribed_saysWhatTheProgramLogged(
      String log, String line, String time, String has) {
    LineFormat format = new LineFormat(line, time, LineRule.UNMATCHED, "");
    Formats formats = new Formats(Map.of("described", format));
    byte[] content = Recorded.content("logging/" + log + ".log");
    List<Recorded> read = Recorded.read(Log.open(content, Log.options(), formats));
    List<Noted> noted = Noted.of("logging/" + log.substring(0, log.indexOf('-')) + ".tsv");

    assertThat(read).hasSize(noted.size());
    for (int i = 0; i < read.size(); i++) {
      check(read.get(i), noted.get(i), List.of(has.split(" ", -1)), "{text}");
    }
  }
}
