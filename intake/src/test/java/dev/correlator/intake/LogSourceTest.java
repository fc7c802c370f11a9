package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Trailer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogSourceTest {

  private static final int RECORD_MAX = 120;

  private static String failure(LogSource source) {
    return Objects.requireNonNull(source.failure(), "no failure").text();
  }

  private static IntakeOptions shortRecords() {
    return Log.options().withRecordBytesMax(RECORD_MAX);
  }

  @Test
  void records_readInBlocksOfAnySize_areTheSame() {
    byte[] content =
        Log.together(
            Log.lines(60),
            Log.bytes(
                "\n  \nnot a record\n" + "Mar  3 00:00:00 web1 a[1]: " + "x".repeat(500) + "\n"),
            Log.lines(5),
            Log.bytes("Mar  3 00:00:00 web1 a[1]: the last"));
    List<String> expected = Log.read(content, shortRecords(), 1 << 20);

    assertThat(expected).hasSize(60 + 4 + 5 + 1);
    for (int size = 1; size < 700; size++) {
      assertThat(Log.read(content, shortRecords(), size))
          .as("blocks of %d", size)
          .isEqualTo(expected);
    }
  }

  @Test
  void recordsThatEndInNul_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(13);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("<13>Mar  2 08:00:00 web1 app: ")
          .append("x\n".repeat(random.nextInt(random.nextInt(6) == 0 ? 90 : 10)))
          .append('\0');
    }
    byte[] content = Log.bytes(text.toString());
    IntakeOptions options = Log.options().withRecordBytesMax(100);
    List<String> expected = Log.read(content, options, 1 << 16);

    assertThat(expected).hasSize(60).anySatisfy(r -> assertThat(r).contains("TOO_LONG"));
    for (int size = 1; size < 400; size++) {
      assertThat(Log.read(content, options, size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void countedRecords_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      String record =
          "<13>1 2026-03-02T08:15:01Z web1 app 1 - - " + "y\n".repeat(random.nextInt(30)) + i;
      text.append(record.length()).append(' ').append(record);
      if (i % 10 == 9) {
        text.append("\n");
      }
      if (i == 30) {
        text.append("garbage");
      }
      if (i == 40) {
        text.append("700 <13>1 - - - - - - ").append("z".repeat(682));
      }
    }
    byte[] content = Log.bytes(text + "99 <13>1 2026-03-02T08:15:01Z w");
    List<String> expected = Log.read(content, shortRecords(), 1 << 20);

    assertThat(expected).hasSize(60 + 3);
    for (int size = 1; size < 900; size += 3) {
      assertThat(Log.read(content, shortRecords(), size))
          .as("blocks of %d", size)
          .isEqualTo(expected);
    }
  }

  @Test
  void recordsBehindAnyTrailer_readInBlocksOfAnySize_areTheSame() {
    for (String trailer : List.of("\\0", "\\r\\n", "\\x1e", "END", "aabaa", "\\n")) {
      byte[] end = Trailer.of(trailer).bytes();
      Random random = new Random(7);
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (int i = 0; i < 40; i++) {
        content.writeBytes(Log.bytes("<13>1 2026-03-02T08:15:01Z web1 app 1 - - " + i));
        content.writeBytes(Log.bytes("aaba\r".repeat(i % 10 == 7 ? 60 + i : random.nextInt(12))));
        content.writeBytes(end);
        if (i % 9 == 5) {
          content.writeBytes(end);
        }
      }
      content.writeBytes(Log.bytes("<13>1 2026-03-02T08:15:01Z web1 app 1 - - last"));
      IntakeOptions options = shortRecords().withTrailer(Trailer.of(trailer));
      List<String> expected = Log.read(content.toByteArray(), options, 1 << 20);

      assertThat(expected).as(trailer).hasSize(40 + 4 + 1).last().asString().endsWith(": last");
      assertThat(expected).filteredOn(r -> r.contains("TOO_LONG")).hasSize(4);
      for (int size = 1; size < 700; size += 3) {
        assertThat(Log.read(content.toByteArray(), options, size))
            .as("blocks of %d, trailer %s", size, trailer)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void longRecord_whoseTrailerLiesAcrossTheCut_endsThere() {
    Trailer trailer = Trailer.of("abcdefgh");
    IntakeOptions options = shortRecords().withTrailer(trailer);
    String next = "<13>1 2026-03-02T08:15:01Z web1 app 1 - - next";
    for (int length = RECORD_MAX - 10; length < RECORD_MAX + 30; length++) {
      byte[] content =
          Log.together(
              Log.bytes("<13>1 2026-03-02T08:15:01Z web1 app 1 - - "),
              Log.bytes("x".repeat(length - 42)),
              trailer.bytes(),
              Log.bytes(next));

      List<String> found = Log.read(content, options, 1);

      assertThat(found).as("record of %d", length).hasSize(2);
      assertThat(found.get(0).contains("TOO_LONG")).isEqualTo(length > RECORD_MAX);
      assertThat(found.get(1)).isEqualTo(length + 8 + ": next");
    }
  }

  @Test
  void streamWithNuls_isReadWithoutBeingTold() {
    Intake intake =
        Log.open(
            Log.bytes(
                "<13>Mar  2 08:00:00 web1 a[1]: one\ntwo\0<13>Mar  2 08:00:01 web1 a[1]: three\0"),
            Log.options());

    assertThat(intake.sources().get(0).trailer()).isEqualTo("\\0");
    assertThat(Log.read(intake, 1)).containsExactly("0: one\ntwo", "39: three");
  }

  @Test
  void countedRecords_thatAreTooLong_withLineFeedsBetween_readInBlocksOfAnySize_areTheSame() {
    String one = "<13>1 2026-03-02T08:15:01Z web1 app 1 - - " + "x".repeat(400);
    byte[] content = Log.bytes((one.length() + " " + one + "\n").repeat(5));
    List<String> expected = Log.read(content, shortRecords(), 1 << 16);

    assertThat(expected).hasSize(5).allMatch(r -> r.contains("TOO_LONG"));
    for (int size = 1; size < 900; size++) {
      assertThat(Log.read(content, shortRecords(), size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void capture_thatBeginsInsideARecord_isReadFromTheNextOn() {
    String one = "<13>Mar  2 08:00:00 web1 a[1]: one\n\ttwo";
    String nuls = "st part\0" + one + "\0" + one + "\0";
    String counts = "ne, port 7 22 " + (one.length() + " " + one).repeat(3);

    for (int size = 1; size < 300; size++) {
      assertThat(Log.read(Log.bytes(nuls), Log.options(), size))
          .containsExactly("0: HEADER st part", "8: one\n\ttwo", "48: one\n\ttwo");
      assertThat(Log.read(Log.bytes(counts), Log.options(), size))
          .containsExactly(
              "0: FRAMING ne, port 7 22 ", "17: one\n\ttwo", "59: one\n\ttwo", "101: one\n\ttwo");
    }
  }

  @Test
  void capture_ofTextsThatEndInDigits_thatBeginsInsideARecord_isReadFromTheNextOn() {
    String one =
        "<86>Nov 27 10:00:00 web1 sshd[100]: Failed password from 192.0.2.1 port 4000 ssh2";
    byte[] content = Log.bytes(one.substring(30) + (one.length() + " " + one).repeat(20));

    for (int size = 1; size < 300; size++) {
      List<String> found = Log.read(content, Log.options(), size);

      assertThat(found).as("blocks of %d", size).hasSize(21);
      assertThat(found.get(0)).isEqualTo("0: FRAMING " + one.substring(30));
      assertThat(found.subList(1, 21)).allMatch(r -> r.endsWith(": " + one.substring(36)));
    }
  }

  @Test
  void lastRecord_behindADamagedTextThatEndsInDigits_isFound() {
    String one = "<86>Nov 27 10:00:00 web1 sshd[100]: port 4000 ssh2";
    String counted = one.length() + " " + one;
    byte[] content = Log.bytes(counted + one.substring(30) + counted);

    for (int size = 1; size < 200; size++) {
      assertThat(Log.read(content, Log.options(), size))
          .as("blocks of %d", size)
          .containsExactly(
              "3: port 4000 ssh2", "53: FRAMING 100]: port 4000 ssh2", "76: port 4000 ssh2");
    }
  }

  @Test
  void countedRecords_ofTextsThatEndInDigits_withBytesLost_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder();
    int lost = 0;
    for (int i = 0; i < 200; i++) {
      String record =
          "<13>1 2026-03-02T08:15:01Z web1 app 1 - - "
              + "y ".repeat(random.nextInt(20))
              + (i + "0123456789").substring(0, 1 + random.nextInt(11));
      String frame = record.length() + " " + record + (random.nextInt(4) == 0 ? "\n" : "");
      boolean isCut = i % 5 == 2 && random.nextBoolean();
      text.append(isCut ? frame.substring(0, frame.length() - 12) : frame);
      lost += isCut ? 1 : 0;
    }
    byte[] content = Log.bytes(text.toString());
    List<String> expected = Log.read(content, Log.options(), 1 << 20);
    List<String> expectedShort = Log.read(content, shortRecords(), 1 << 20);

    // The next is the rest of what took its beginning for the lost bytes.
    assertThat(expected).hasSize(200);
    assertThat(expected).filteredOn(r -> r.contains("FRAMING")).hasSize(lost);
    for (int size = 1; size < 900; size++) {
      assertThat(Log.read(content, Log.options(), size))
          .as("blocks of %d", size)
          .isEqualTo(expected);
      assertThat(Log.read(content, shortRecords(), size))
          .as("short records, blocks of %d", size)
          .isEqualTo(expectedShort);
    }
  }

  @Test
  void captureOfObjects_thatBeginsInsideOne_isReadFromTheNextOn() {
    String one = "{\"time\":\"2026-03-02T08:00:00Z\",\"msg\":\"one\"}\0";

    assertThat(Log.read(Log.bytes("rt\":1}\0" + one + one), Log.options(), 1))
        .containsExactly("0: HEADER rt\":1}", "7: one", 7 + one.length() + ": one");
  }

  @Test
  void lineFeeds_inFrontOfRecordsThatEndInNul_areNoPartOfThem() {
    String one = "<13>Mar  2 08:00:00 web1 a[1]: one\0";

    assertThat(Log.read(Log.bytes("\n\n" + one + one + "\n" + one), Log.options(), 1))
        .containsExactly("2: one", "37: one", "73: one");
  }

  @Test
  void ordinaryLogs_inWhichFramesAreWritten_areReadByLines() {
    String frame = "<13>Mar  2 08:00:00 web1 a[1]: x";
    String counted = frame.length() + " " + frame;
    for (String text :
        List.of(
            "Mar  2 08:00:00 web1 a[1]: got \0" + frame + "\0" + frame + "\0\n",
            "Mar  2 08:00:00 web1 a[1]: got " + counted.repeat(3) + "\n",
            "2026-03-02T08:00:00Z web1 a[1]: " + counted.repeat(3) + "\n",
            "no header\nthen " + counted.repeat(3) + "\n",
            "no header\nthen\0" + frame + "\0" + frame + "\0\n",
            "port 99 <13> and 7 <14> and more\n",
            "0012 <13>a\n0013 <13>b\n0014 <13>c\n",
            "\0\0\0" + frame + "\n" + frame + "\n",
            "a\0<13>b\nc\n")) {
      Intake intake = Log.open(Log.bytes(text), Log.options());

      assertThat(intake.sources().get(0).isOctetCounted()).as(text).isFalse();
      assertThat(intake.sources().get(0).trailer()).as(text).isNull();
    }
  }

  @Test
  void lineFeed_behindATrailer_isAnEmptyRecord() {
    byte[] content = Log.bytes("<13>Mar  2 08:00:00 web1 a[1]: one\0\n");

    assertThat(Log.read(content, Log.options().withTrailer(Trailer.NUL), 1))
        .containsExactly("0: one", "35: EMPTY \n");
  }

  private static final String REPETITIONS =
      """
      Mar  2 08:00:01 web1 last message repeated 9 times
      Mar  2 08:00:02 web1 last message repeated 9 times
      Mar  2 08:00:03 web1 a[1]: one
      Mar  2 08:00:04 web1 last message repeated 2 times
      Mar  2 08:00:05 web1 last message repeated 99999 times
      Mar  2 08:00:06 web1 syslogd[7]: last message repeated 1 time
      Mar  2 08:00:07 last message repeated 4 times
      Mar  2 08:00:08 web1 --- last message repeated 5 times ---
      Mar  2 08:00:09 web2 last message repeated 6 times
      Mar  2 08:00:10 web1 last message repeated 7 times
      Mar  2 08:00:11 web1 a[1]: message repeated 3 times: [ two]
      Mar  2 08:00:12 web1 last message repeated 2 times
      no record
      Mar  2 08:00:13 web1 last message repeated 8 times
      2026-03-02T08:00:14Z web1 a[1]: three
      Mar  2 08:00:15 web1 last message repeated 3 times
      """;

  private static final List<String> REPEATED =
      List.of(
          "last message repeated 9 times",
          "last message repeated 9 times",
          "one",
          "one *2 at second 4",
          "one *1000 at second 5",
          "one *1 at second 6",
          "one *4 at second 7",
          "one *5 at second 8",
          "last message repeated 6 times",
          "last message repeated 7 times",
          "two",
          "two *2 at second 12",
          "HEADER no record",
          "last message repeated 8 times",
          "three",
          "three *3 at second 15");

  @Test
  void repetitions_readInBlocksOfAnySize_areOfTheRecordBefore() {
    assertRepeatedInBlocksOfAnySize(Log.bytes(REPETITIONS));
  }

  private static void assertRepeatedInBlocksOfAnySize(byte[] content) {
    for (int size = 1; size < content.length + 200; size++) {
      List<String> found = Log.read(content, shortRecords(), size);

      assertThat(found).as("blocks of %d", size).hasSameSizeAs(REPEATED);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)).as("blocks of %d", size).endsWith(": " + REPEATED.get(i));
      }
    }
  }

  @Test
  void repetitions_ofCountedRecords_readInBlocksOfAnySize_areOfTheRecordBefore() {
    StringBuilder text = new StringBuilder();
    for (String line : REPETITIONS.lines().toList()) {
      String record = line.startsWith("Mar") ? "<13>" + line : line.replace("2026", "<13>2026");
      text.append(record.length()).append(' ').append(record);
    }
    assertRepeatedInBlocksOfAnySize(Log.bytes(text.toString()));
  }

  @Test
  void uncountedRecord_thatEndsWhereACountedOneBegins_isCutOff_inBlocksOfAnySize() {
    byte[] content = Log.bytes("9 <13>1 - -<13>no 9 <13>1 - -<13>no 9 <13>1 - -");
    List<String> expected = Log.read(content, shortRecords(), 1 << 16);

    assertThat(expected).contains("11: CUT_OFF <13>no ");
    for (int size = 1; size < content.length + 20; size++) {
      assertThat(Log.read(content, shortRecords(), size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void repetition_behindARecordOfManyBlocks_isARecordOfItsOwn() {
    byte[] content =
        Log.bytes(
            "Mar  2 08:00:00 web1 a[1]: one\nMar  2 08:00:00 web1 a[1]: "
                + "x".repeat(5000)
                + "\nMar  2 08:00:01 web1 last message repeated 2 times\n");

    for (int size = 1; size < 1000; size += 7) {
      assertThat(Log.read(content, shortRecords(), size))
          .as("blocks of %d", size)
          .hasSize(3)
          .last()
          .asString()
          .endsWith(": last message repeated 2 times");
    }
  }

  @Test
  void record_longerThanTheLongest_isRejectedOnce_andTheNextIsRead() {
    String longLine = "Mar  2 08:00:00 web1 a[1]: " + "x".repeat(300_000);
    byte[] content = Log.bytes(longLine + "\nMar  2 08:00:01 web1 a[1]: next\n");

    List<String> found = Log.read(content, Log.options(), 1);

    assertThat(found).hasSize(2);
    assertThat(found.get(0))
        .isEqualTo("0: TOO_LONG " + longLine.substring(0, IntakeOptions.RECORD_BYTES_MAX));
    assertThat(found.get(1)).isEqualTo(longLine.length() + 1 + ": next");
  }

  @Test
  void record_longerThanTheLongest_atTheEnd_isRejectedOnce() {
    byte[] content = Log.bytes("Mar  2 08:00:00 web1 a[1]: " + "x".repeat(300_000));

    assertThat(Log.read(content, Log.options(), 1)).hasSize(1);
  }

  @Test
  void lastLine_thatIsCutAndCannotBeParsed_isCutOff() {
    byte[] content = Log.bytes("Mar  2 08:00:00 web1 a[1]: one\nMar  2 08:0");

    assertThat(Log.read(content, Log.options(), 1))
        .containsExactly("0: one", "31: CUT_OFF Mar  2 08:0");
  }

  @Test
  void blankLines_areEmpty_andLinesWithNulsAreNot() {
    byte[] content = Log.bytes("Mar  2 08:00:00 web1 a[1]: o\0ne\n \t\n\0\0\n");

    assertThat(Log.read(content, Log.options(), 1))
        .containsExactly("0: o\0ne", "32: EMPTY  \t", "35: HEADER \0\0");
  }

  @Test
  void formatThatChangesOnTheWay_isReadToTheEnd_andCounted() {
    byte[] content =
        Log.bytes(
            "Mar  2 08:00:00 web1 a[1]: one\n".repeat(60)
                + "2026-03-02T08:00:01.5+01:00 web1 a[1]: two\n"
                + "<13>1 2026-03-02T08:00:02Z web1 a 1 - - three\n"
                + "web1 a[1]: no time\n");
    Intake intake = Log.open(content, Log.options());

    List<String> found = Log.read(intake, 1);

    LogSource source = intake.sources().get(0);
    assertThat(source.formatName()).isEqualTo("rfc3164-file");
    assertThat(found).hasSize(63);
    assertThat(found.get(60)).endsWith(": two");
    assertThat(found.get(61)).endsWith(": three");
    assertThat(found.get(62)).endsWith(": HEADER web1 a[1]: no time");
  }

  @Test
  void formatThatTheUserNamed_isTheOnlyOne() {
    byte[] content =
        Log.bytes("Mar  2 08:00:00 web1 a[1]: one\n2026-03-02T08:00:01Z web1 a[1]: two\n");

    assertThat(Log.read(content, Log.options().withFormat("iso"), 1))
        .containsExactly(
            "0: TIME Mar  2 08:00:00 web1 a[1]: one".replace("TIME", "HEADER"), "31: two");
  }

  @Test
  void byteOrderMark_atTheStart_isNoPartOfTheFirstRecord_butCountsAsBytes() {
    for (String record :
        List.of(
            "Mar  2 08:00:00 web1 a[1]: one",
            "{\"time\":\"2026-03-02T08:00:00Z\",\"msg\":\"one\"}",
            "<13>Mar  2 08:00:00 web1 a[1]: one")) {
      byte[] content = Log.bytes("\uFEFF" + record + "\n" + record + "\n");
      for (byte[] input : List.of(content, Log.gzip(content))) {
        Intake intake = Log.open(input, Log.options());

        assertThat(Log.read(intake, 1))
            .containsExactly("3: one", 3 + record.length() + 1 + ": one");
        assertThat(intake.sources().get(0).contentBytes()).isEqualTo(content.length);
      }
    }
  }

  @Test
  void byteOrderMark_alone_isAnEmptyFile() {
    Intake intake = Log.open(Log.bytes("\uFEFF"), Log.options());

    assertThat(intake.sources().get(0).isEmpty()).isTrue();
    assertThat(Log.read(intake, 1)).isEmpty();
  }

  @Test
  void byteOrderMark_inFrontOfCountedRecords_hidesNoCount() {
    assertThat(
            Log.read(Log.bytes("\uFEFF35 <13>Mar  2 08:00:00 web1 a[1]: one\n"), Log.options(), 1))
        .containsExactly("6: one");
  }

  @Test
  void gzippedContent_isReadAsTheContent() {
    byte[] content = Log.lines(3000);
    List<String> expected = Log.read(content, Log.options(), 1);

    Intake intake = Log.open(Log.gzip(content), Log.options());

    assertThat(intake.sources().get(0).isCompressed()).isTrue();
    assertThat(Log.read(intake, 1)).isEqualTo(expected);
    assertThat(intake.sources().get(0).failure()).isNull();
  }

  @Test
  void gzipMembers_oneBehindTheOther_withPadding_areReadAsOne() {
    byte[] content = Log.lines(3000);
    byte[] compressed =
        Log.together(
            Log.gzip(Arrays.copyOf(content, 1000)),
            Log.gzip(new byte[0]),
            Log.gzip(Arrays.copyOfRange(content, 1000, content.length)),
            new byte[512]);
    Intake intake = Log.open(compressed, Log.options());

    assertThat(Log.read(intake, 1)).isEqualTo(Log.read(content, Log.options(), 1));
    assertThat(intake.sources().get(0).failure()).isNull();
  }

  @Test
  void gzippedContent_cutAnywhere_givesWhatIsBeforeAndSaysThatItStopped() {
    byte[] content = Log.lines(400);
    byte[] compressed = Log.gzip(content);
    List<String> all = Log.read(content, Log.options(), 1);
    for (int length = 3; length < compressed.length; length += 7) {
      Intake intake = Log.open(Arrays.copyOf(compressed, length), Log.options());
      List<String> found = Log.read(intake, 1);
      LogSource source = intake.sources().get(0);

      assertThat(failure(source)).as("first %d bytes", length).contains("gzip: ends inside");
      int whole = Math.max(0, found.size() - 1);
      assertThat(found.subList(0, whole)).isEqualTo(all.subList(0, whole));
    }
  }

  @Test
  void gzippedContent_damagedAnywhere_neverGivesOtherRecordsInSilence() {
    byte[] content = Log.lines(400);
    byte[] compressed = Log.gzip(content);
    List<String> all = Log.read(content, Log.options(), 1);
    for (int at = 10; at < compressed.length; at += 5) {
      byte[] damaged = compressed.clone();
      damaged[at] ^= 0x55;
      Intake intake = Log.open(damaged, Log.options());
      List<String> found = new ArrayList<>(Log.read(intake, 1));

      boolean failed = intake.sources().get(0).failure() != null;
      assertThat(failed || found.equals(all)).as("byte %d", at).isTrue();
    }
  }

  @Test
  void garbage_behindAGzipMember_isSaid() {
    byte[] content = Log.lines(10);
    Intake intake = Log.open(Log.together(Log.gzip(content), Log.bytes("garbage")), Log.options());

    assertThat(Log.read(intake, 1)).hasSize(10);
    assertThat(failure(intake.sources().get(0)))
        .startsWith("stdin: reading stopped after " + content.length + " bytes: ")
        .contains("no gzip member");
  }

  @Test
  void emptyContent_hasNoRecordsAndNoFailure() {
    Intake intake = Log.open(new byte[0], Log.options());
    LogSource source = intake.sources().get(0);

    assertThat(source.isEmpty()).isTrue();
    assertThat(source.formatKnown()).isFalse();
    assertThat(Log.read(intake, 1)).isEmpty();
    assertThat(source.failure()).isNull();
  }

  @Test
  void contentOfNoFormat_isRejectedLineByLine() {
    Intake intake = Log.open(Log.bytes("one\ntwo\n"), Log.options());

    assertThat(intake.sources().get(0).formatKnown()).isFalse();
    assertThat(Log.read(intake, 1)).containsExactly("0: HEADER one", "4: HEADER two");
  }

  @Test
  void randomBytes_areRejectedOrRead_andNoneIsLost() {
    Random random = new Random(99);
    for (int round = 0; round < 300; round++) {
      byte[] content = new byte[random.nextInt(3000)];
      random.nextBytes(content);
      if (round % 3 == 0) {
        System.arraycopy(Log.bytes("9 <1>1 - - "), 0, content, 0, Math.min(11, content.length));
      }
      String small = String.join("|", Log.read(content, shortRecords(), 1));
      String large = String.join("|", Log.read(content, shortRecords(), 1 << 16));
      assertThat(small.getBytes(StandardCharsets.UTF_8))
          .as("round %d", round)
          .isEqualTo(large.getBytes(StandardCharsets.UTF_8));
    }
  }
}
