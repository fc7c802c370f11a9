package dev.correlator.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.LineJoin;
import dev.correlator.api.RecordFormat;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files whose first format joins lines, and in which records of other formats stand. */
class OtherRecordsTest {

  private static final String KLOG = "I0302 08:00:%02d.000001       1 main.go:7] klog %d\n";
  private static final String LOGBACK =
      "2026-03-02 08:00:%02d,001 [main] INFO c.Cart - logback %d\n";
  private static final String JUL = "Mar 02, 2026 8:00:%02d AM c.Cart add\nSEVERE: jul %d\n";
  private static final String ACCESS =
      "192.0.2.7 - - [02/Mar/2026:08:00:%02d +0000] \"GET /access/%d HTTP/1.1\" 200 5 \"-\""
          + " \"c\"\n";
  private static final String JSON =
      "{\"time\":\"2026-03-02T08:00:%02dZ\",\"level\":\"info\",\"msg\":\"json %d\"}\n";
  private static final String FILE = "Mar  2 08:00:%02d web1 sshd[1]: file %d\n";
  private static final String WIRE = "<86>Mar  2 08:00:%02d web1 sshd[1]: wire %d\n";
  private static final String NEW = "<86>1 2026-03-02T08:00:%02dZ web1 sshd 1 - - new %d\n";
  private static final String ISO = "2026-03-02T08:00:%02dZ web1 sshd[1]: iso %d\n";
  private static final String CRI = "2026-03-02T08:00:%02dZ stdout F cri %d\n";

  private static String lines(String form, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(form.formatted(i % 60, i));
    }
    return text.toString();
  }

  private static Intake open(String text) {
    return Log.open(Log.bytes(text), Log.options());
  }

  /** The texts of the records, without what is said of their lines. */
  private static List<String> texts(Intake intake) {
    return Log.read(intake, 1 << 16).stream()
        .filter(found -> !found.startsWith("+"))
        .map(found -> found.substring(found.indexOf(' ') + 1))
        .map(found -> found.split(" from: ", 2)[0])
        .toList();
  }

  private static Map<String, Long> counts(Intake intake) {
    Found found = intake.found();
    Rejects rejects = new Rejects();
    BlockParser parser = intake.parser();
    var block = new dev.correlator.core.RecordBlock(1 << 16);
    LogSource source = intake.sources().get(0);
    while (source.read(block)) {
      parser.parse(block, new Log.Nothing(), found);
      source.count(block, found, rejects);
    }
    return source.recordsByFormat();
  }

  @Test
  void recordsOfAnyOtherFormat_behindThoseOfOneThatJoinsLines_areReadOneByOne() {
    for (String own : List.of(KLOG, LOGBACK, JUL)) {
      for (String other : List.of(ACCESS, JSON, FILE, WIRE, NEW, ISO, CRI, KLOG, LOGBACK, JUL)) {
        if (!own.equals(other)) {
          Intake intake = open(lines(own, 60) + lines(other, 250) + lines(own, 3));

          assertThat(counts(intake).values())
              .as("%s, then %s", own, other)
              .containsExactlyInAnyOrder(63L, 250L);
        }
      }
    }
  }

  @Test
  void describedFormat_thatJoinsWhatIsNotOfItsForm_endsAtRecordsOfOthers() {
    for (LineFormat mine :
        List.of(
            new LineFormat("# {time} {text}", "", LineRule.UNMATCHED, ""),
            new LineFormat("# {time} {text}", "", LineRule.NONE, "# {time} {text}"))) {
      Map<String, RecordFormat> formats = new TreeMap<>(Map.of("mine", mine));
      formats.put("access", new AccessFormat());
      Intake intake =
          Log.open(
              Log.bytes(lines("# 2026-03-02T08:00:%02dZ mine\nof %d\n", 30) + lines(ACCESS, 100)),
              Log.options(),
              new Formats(formats));

      assertThat(counts(intake)).isEqualTo(Map.of("mine", 30L, "access", 100L));
    }
  }

  @Test
  void describedRecord_whoseSecondLineIsOfAnotherForm_isWhole() {
    Formats formats =
        new Formats(
            Map.of(
                "mine",
                new LineFormat("# {id}\n{time} {text}", "", LineRule.NONE, "# {id}"),
                "iso",
                new IsoFormat()));
    String head = "# 7\n2026-03-02T08:00:00Z web1 a[1]: text\n";
    byte[] b = Log.bytes(head + "2026-03-02T08:00:00Z web1 a[1]: more\n" + "\0".repeat(16));
    RecordLines lines = formats.lines(formats.index("mine"), false);

    assertThat(lines.behind(b, 0, 3).joins(b, 0, 0, 4, head.length() - 1)).isTrue();
    assertThat(lines.behind(b, 0, 3).joins(b, 0, 4, head.length(), b.length - 17)).isFalse();
  }

  @Test
  void recordsOfTwoSources_askedInTurn_areGoneOnEachByItsOwnFormat() {
    Formats formats = Formats.installed();
    RecordLines lines = formats.lines(formats.index("klog"), false);
    byte[] own = Log.bytes(KLOG.formatted(1, 1) + "  two\n  three\n" + "\0".repeat(16));
    byte[] other = Log.bytes(JSON.formatted(1, 1) + "  two\n  three\n" + "\0".repeat(16));
    LineJoin ofOwn = lines.behind(own, 0, KLOG.formatted(1, 1).length() - 1);
    LineJoin ofOther = lines.behind(other, 0, JSON.formatted(1, 1).length() - 1);

    for (int i = 0; i < 2; i++) {
      int third = own.length - 16 - "  three\n".length();
      assertThat(ofOwn.joins(own, 0, third - 6, third, third + 7)).isTrue();
      third = other.length - 16 - "  three\n".length();
      assertThat(ofOther.joins(other, 0, third - 6, third, third + 7)).isFalse();
    }
  }

  @Test
  void linesThatOnlyLookAlike_belongToTheMessage() {
    String message =
        """
        E0302 08:00:01.000001       1 main.go:7] the peer said
          192.0.2.7 - - [02/Mar/2026:08:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "c"
        \tMar  2 08:00:00 web1 sshd[1]: indented
        {
        {"a":1}
        {"timestamp":"2026-03-02T08:00:00Z","status":500,"message":"Bad","path":"/"}
        {"time":"2026-03-02T08:00:00Z","level":"info","msg":"cut
        > <86>Mar  2 08:00:01 web1 sshd[1]: quoted
        java.lang.IllegalStateException: 2026-03-02T08:00:00Z web1 sshd[1]: text
        \tat c.Cart.add(Cart.java:7)
        Caused by: java.io.IOException: I0302 08:00:01.000001       1 main.go:7] klog

        2026-03-02 08:00:00 all is well
        Mar  2 08:00:01 is a day
        <13>text
        <13>1 - web1 app - - - without time
        """;
    List<String> found = texts(open(message + lines(KLOG, 3)));

    assertThat(found).hasSize(4);
    assertThat(found.get(0)).startsWith("the peer said\n").endsWith("without time");
  }

  @Test
  void formatThatTheUserNamed_takesAllLines() {
    Intake intake =
        Log.open(Log.bytes(lines(KLOG, 3) + lines(ACCESS, 20)), Log.options().withFormat("klog"));

    assertThat(texts(intake)).hasSize(3).last().asString().contains("access/19");
  }

  @Test
  void linesBehindARecordOfAnotherFormat_areJoinedAsThatOneDoes() {
    Intake intake =
        open(
            lines(KLOG, 3)
                + ACCESS.formatted(1, 1)
                + "no record\n"
                + LOGBACK.formatted(2, 2)
                + "\tat c.Cart\n"
                + ACCESS.formatted(3, 3)
                + JUL.formatted(4, 4)
                + "more\n"
                + FILE.formatted(5, 5)
                + "Mar  2 08:00:06 web1 -- MARK --\n".repeat(2)
                + "Mar  2 08:00:07 web1 last message repeated 2 times\n"
                + KLOG.formatted(8, 8));

    List<String> found = texts(intake);

    assertThat(found.subList(3, found.size()))
        .containsExactly(
            "\"GET /access/1 HTTP/1.1\" 200 5 \"-\" \"c\"",
            "HEADER no record",
            "logback 2\n\tat c.Cart",
            "\"GET /access/3 HTTP/1.1\" 200 5 \"-\" \"c\"",
            "jul 4\nmore",
            "file 5",
            "-- MARK --",
            "-- MARK --",
            "-- MARK -- *2 at second 7",
            "klog 8");
  }

  @Test
  void mixedLines_readInBlocksOfAnySize_areTheSame() {
    List<String> forms =
        List.of(
            KLOG,
            LOGBACK,
            JUL,
            ACCESS,
            JSON,
            FILE,
            WIRE,
            NEW,
            ISO,
            CRI,
            "%d\n%d\n",
            "\tat %d %d\n",
            "Mar  2 08:00:%02d web1 last message repeated 2 times%.0s\n",
            "{\"a\":%d,\n%d}\n");
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      String own = List.of(KLOG, LOGBACK, JUL).get(seed % 3);
      StringBuilder text = new StringBuilder(lines(own, 4));
      List<String> some = new ArrayList<>(forms);
      some.add(own);
      for (int i = 0; i < 120; i++) {
        String line = some.get(random.nextInt(some.size())).formatted(i % 60, i);
        text.append(random.nextInt(9) == 0 ? line.replace("\n", "\r\n") : line);
      }
      IntakeOptions options = Log.options().withRecordBytesMax(300);
      byte[] content = Log.bytes(text.toString());
      List<String> expected = Log.read(content, options, 1 << 16);

      assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(100);
      for (int size = 1 + seed; size < 1500; size += 13) {
        assertThat(Log.read(content, options, size))
            .as("seed %d, blocks of %d", seed, size)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void manySourcesOfAFormat_shareWhatIsAskedOfTheOthers() {
    Formats formats = Formats.installed();
    int logging = formats.index("logging");

    assertThat(formats.lines(logging, false)).isSameAs(formats.lines(logging, false));
    assertThat(formats.lines(logging, true)).isNotSameAs(formats.lines(logging, false));
  }

  @Test
  void thread_thatReadOn_doesNotKeepTheFormatsThatItReadBy() {
    WeakReference<Formats> formats = readByFormatsOfItsOwn();

    for (int i = 0; i < 50 && formats.get() != null; i++) {
      System.gc();
    }

    assertThat(formats.get()).isNull();
  }

  /** A described format, which keeps a parser for the thread too, among others. */
  private static WeakReference<Formats> readByFormatsOfItsOwn() {
    LineFormat described = new LineFormat("{time} [{thread}] {text}", "", LineRule.UNMATCHED, "");
    Formats formats = new Formats(Map.of("a", described, "b", new KlogFormat()));
    for (String name : formats.names()) {
      byte[] b = (KLOG.formatted(1, 1) + "  more\nand more" + " ".repeat(16)).getBytes(UTF_8);
      int second = new String(b, UTF_8).indexOf('\n') + 1;
      RecordLines lines = formats.lines(formats.index(name), false);
      assertThat(lines).isInstanceOf(OtherRecords.class);
      assertThat(lines.behind(b, 0, second - 1).joins(b, 0, 0, second, second + 6)).isTrue();
    }
    return new WeakReference<>(formats);
  }
}
