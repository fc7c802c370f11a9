package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.LineJoin;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of several lines: one behind the other, or with lines of other records in between. */
class SeveralLinesTest {

  private static final int RECORD_MAX = 60;

  /** A record begins with {@code >}. */
  @Named("begun")
  static final class Begun implements RecordFormat {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return from < to && bytes[from] == '>' ? 90 : 0;
    }

    @Override
    public RecordParser parser() {
      return (b, from, to, h) -> {
        if (from == to || b[from] != '>') {
          return Rejection.HEADER;
        }
        h.textFrom = from + 1;
        h.textTo = to;
        return null;
      };
    }

    @Override
    public LineJoin lines() {
      return (b, record, previous, from, to) -> from == to || b[from] != '>';
    }
  }

  /** {@code a+text} goes on in the next line of {@code a}, {@code a.text} is the last. */
  @Named("parts")
  static final class InParts implements RecordFormat {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return 90;
    }

    @Override
    public boolean hasParts() {
      return true;
    }

    @Override
    public RecordParser parser() {
      return new RecordParser() {
        @Override
        public @Nullable Rejection parse(byte[] b, int from, int to, RecordHeader h) {
          if (to - from < 2 || b[from + 1] != '+' && b[from + 1] != '.') {
            return Rejection.HEADER;
          }
          h.goesOn = b[from + 1] == '+';
          h.streamFrom = from;
          h.streamTo = from + 1;
          h.textFrom = from + 2;
          h.textTo = to;
          if (to - from > 2 && b[from + 2] == '!') { // is decoded
            h.textFrom = to;
            h.textTo = to + 2;
            h.decode((byte) '?');
            h.decode((byte) '?');
          }
          return null;
        }
      };
    }
  }

  private static List<String> read(RecordFormat format, String text, int block) {
    return Log.read(
        Log.open(
            Log.bytes(text),
            Log.options().withRecordBytesMax(RECORD_MAX),
            new Formats(List.of(format))),
        block);
  }

  @Test
  void linesBehindTheFirst_belongToIt() {
    assertThat(read(new Begun(), ">a\n  at b\r\n\n  at c\n>d\n>e\n  f", 1000))
        .containsExactly("0: a\n  at b\r\n\n  at c", "+3", "19: d", "22: e\n  f", "+1");
  }

  @Test
  void record_thatHasTooManyBytes_endsBeforeTheLineTooMuch() {
    String line = "x".repeat(25) + "\n";

    assertThat(read(new Begun(), ">" + line.repeat(4) + ">b\n", 1000))
        .containsExactly(
            "0: " + "x".repeat(25) + "\n" + "x".repeat(25) + " (truncated)",
            "+1",
            "53: HEADER " + "x".repeat(25) + "\n" + "x".repeat(25),
            "+1",
            "105: b");
  }

  @Test
  void record_thatHasTooManyLines_isTruncated_ifMoreBelongToIt() {
    String most = ">a\n" + " \n".repeat(LineJoin.LINES_MAX - 1);
    IntakeOptions options = Log.options();
    Formats formats = new Formats(List.of(new Begun()));
    List<String> expected =
        List.of(
            "0: " + most.substring(1, most.length() - 1) + " (truncated)",
            "+" + (LineJoin.LINES_MAX - 1),
            most.length() + ": EMPTY  ",
            most.length() + 2 + ": b");

    for (int size : new int[] {1, 100, most.length(), most.length() + 2, 1 << 20}) {
      assertThat(Log.read(Log.open(Log.bytes(most + " \n>b\n"), options, formats), size))
          .as("%d", size)
          .isEqualTo(expected);
      assertThat(Log.read(Log.open(Log.bytes(most + ">b\n"), options, formats), size))
          .as("%d", size)
          .noneMatch(s -> s.contains("truncated"));
    }
  }

  @Test
  void linesOfOneRecord_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(random.nextInt(3) == 0 ? ">" : " ")
          .append("y".repeat(random.nextInt(random.nextInt(20) == 0 ? 150 : 20)))
          .append(random.nextBoolean() ? "\n" : "\r\n");
    }
    List<String> expected = read(new Begun(), text.toString(), 1 << 16);

    assertThat(expected).hasSizeGreaterThan(60).anyMatch(s -> s.endsWith("(truncated)"));
    for (int size = 1; size < 400; size++) {
      assertThat(read(new Begun(), text.toString(), size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void parts_ofStreamsAmongEachOther_arePutTogether_andStandWhereTheyBegin() {
    assertThat(read(new InParts(), "a+1\nb+x\na+2\nc.whole\nb.y\na.3\nd.4\n", 1000))
        .containsExactly(
            "0: 123 from: a+1\na+2\na.3",
            "+1",
            "4: xy from: b+x\nb.y",
            "+2",
            "12: whole",
            "+1",
            "+1",
            "28: 4");
  }

  @Test
  void record_thatIsWhole_doesNotWaitForOneBehindIt() {
    assertThat(read(new InParts(), "a+1\na.2\nb+x\nc.!\n?\nb.y\n", 1000))
        .containsExactly(
            "0: 12 from: a+1\na.2",
            "+1",
            "+1",
            "8: x from: b+x (truncated)",
            "+1",
            "12: ?? from: c.!",
            "+1",
            "16: HEADER ?",
            "18: y");
  }

  @Test
  void containersWhoseStreamsTakeTurns_haveNoTimeThatGoesBack() {
    String cri =
        """
        2026-03-02T08:00:00Z stdout P a
        2026-03-02T08:00:01Z stderr F b
        2026-03-02T08:00:02Z stderr P c
        2026-03-02T08:00:03Z stdout F d
        2026-03-02T08:00:04Z stdout F e
        2026-03-02T08:00:05Z stderr P f
        """;
    String docker =
        cri.replaceAll("(\\S+) (\\S+) P (.)", "{\"log\":\"$3\",\"stream\":\"$2\",\"time\":\"$1\"}")
            .replaceAll(
                "(\\S+Z) (std\\S+) F (.)",
                "{\"log\":\"$3\\\\n\",\"stream\":\"$2\",\"time\":\"$1\"}");
    for (String text : List.of(cri, docker)) {
      List<String> found = new ArrayList<>();
      Intake intake = Log.open(Log.bytes(text), Log.options());
      RecordBlock block = new RecordBlock(1000);
      while (intake.sources().get(0).read(block)) {
        intake
            .parser()
            .parse(
                block,
                new RecordTaker() {
                  @Override
                  public void record(int format, int from, int to, RecordHeader h) {
                    found.add(
                        h.timeNanos / 1_000_000_000 % 60
                            + new String(
                                block.bytes,
                                h.textFrom,
                                h.textTo - h.textFrom,
                                StandardCharsets.UTF_8));
                  }

                  @Override
                  public void reject(int from, int to, Rejection reason) {
                    found.add(reason.name());
                  }
                });
      }

      assertThat(found).containsExactly("0ad", "1b", "2cf", "4e");
    }
  }

  @Test
  void part_thatIsDecoded_isPutTogetherDecoded() {
    assertThat(read(new InParts(), "a+!\na.!\nb.!\n", 1000))
        .containsExactly("0: ???? from: a+!\na.!", "+1", "+1", "8: ?? from: b.!", "+1");
  }

  @Test
  void part_thatDoesNotGoOn_endsWithTheInput() {
    assertThat(read(new InParts(), "a+1\nb.2\na+3\n", 1000))
        .containsExactly("0: 13 from: a+1\na+3 (truncated)", "+1", "4: 2", "+1");
  }

  @Test
  void part_thatIsTooFarBack_isTakenForWhole() {
    assertThat(read(new InParts(), "a+1\n" + "b.2345678\n".repeat(7) + "a.3\n", 1000))
        .contains("0: 1 from: a+1 (truncated)", "74: 3");
  }

  @Test
  void parts_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append((char) ('a' + random.nextInt(3)))
          .append(random.nextInt(3) == 0 ? '.' : '+')
          .append(random.nextInt(5) == 0 ? "!" : "z".repeat(random.nextInt(12)))
          .append('\n');
      if (random.nextInt(20) == 0) {
        text.append("?\n").append("d.").append("w".repeat(90)).append('\n');
      }
    }
    List<String> expected = read(new InParts(), text.toString(), 1 << 16);

    assertThat(expected).hasSizeGreaterThan(300);
    for (int size = 1; size < 400; size++) {
      assertThat(read(new InParts(), text.toString(), size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void block_thatIsUsedAgainAndAgain_doesNotGrowByWhatIsDecoded() {
    Intake intake =
        Log.open(
            Log.bytes("a.!\n".repeat(100_000)),
            Log.options().withRecordBytesMax(RECORD_MAX),
            new Formats(List.of(new InParts())));
    RecordBlock block = new RecordBlock(1000);
    BlockParser parser = intake.parser();
    int most = 0;
    while (intake.sources().get(0).read(block)) {
      parser.parse(block, new Log.Nothing());
      most = Math.max(most, block.bytes.length);
    }

    assertThat(most).isBetween(1000, 6000);
  }
}
