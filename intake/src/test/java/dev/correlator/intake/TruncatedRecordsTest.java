package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.core.RecordBlock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records of which something is known to be missing say so; others do not. */
class TruncatedRecordsTest {

  private static final String HEADER = "<13>1 2026-03-02T08:00:00Z web1 app - - - ";

  private static String counted(String text) {
    String record = HEADER + text;
    return record.length() + " " + record;
  }

  private static List<String> read(String content) {
    return Log.read(Log.bytes(content), Log.options(), 1 << 16);
  }

  @Test
  void record_ofAFileThatEndsWithoutALineFeed_isWhole() {
    assertThat(read(HEADER + "a\n" + HEADER + "b")).containsExactly("0: a", "44: b");
  }

  @Test
  void recordWithoutCount_thatEndsWhereACountedOneBegins_isTruncated_inBlocksOfAnySize() {
    byte[] content = Log.bytes(counted("a") + HEADER + "b" + counted("c") + counted("d"));
    List<String> expected = Log.read(content, Log.options(), 1 << 16);

    assertThat(expected)
        .extracting(s -> s.substring(s.indexOf(' ') + 1))
        .containsExactly("a", "b (truncated)", "c", "d");
    for (int size = 1; size < 250; size++) {
      assertThat(Log.read(content, Log.options(), size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void countedRecord_thatTheInputEndsIn_isRejectedAsBefore() {
    assertThat(read(counted("a") + counted("b").substring(0, 40)).get(1)).contains("CUT_OFF");
  }

  @Test
  void lastRecord_beforeASourceCannotBeReadOn_isTruncated_unlessItsEndWasSeen() {
    byte[] content = Log.lines(400);
    byte[] compressed = Log.gzip(content);
    List<String> all = Log.read(content, Log.options(), 1);
    int truncated = 0;
    for (int length = 3; length < compressed.length; length += 7) {
      List<String> found =
          Log.read(Log.open(Arrays.copyOf(compressed, length), Log.options()), 1 << 20);
      for (int i = 0; i < found.size(); i++) {
        boolean whole = found.get(i).equals(all.get(i));
        boolean marked = found.get(i).endsWith("(truncated)");
        boolean rejected = found.get(i).contains("CUT_OFF");
        // All of its bytes may be there, but for the line feed.
        boolean allButTheEnd = found.get(i).equals(all.get(i) + " (truncated)");
        assertThat(whole ? !marked : marked || rejected).as(found.get(i)).isTrue();
        assertThat(allButTheEnd || !marked || i == found.size() - 1).isTrue();
        truncated += marked ? 1 : 0;
      }
    }
    assertThat(truncated).isPositive();
  }

  @Test
  void record_withMoreBytesThanTravelOn_isTruncated() {
    int room = RecordBlock.RECORD_BYTES_MAX - HEADER.length();
    IntakeOptions options = Log.options().withRecordBytesMax(1 << 20);
    byte[] content = Log.bytes(HEADER + "x".repeat(room) + "\n" + HEADER + "y".repeat(room + 1));

    assertThat(Log.read(content, options, 1 << 16))
        .satisfiesExactly(
            whole -> assertThat(whole).endsWith("x"),
            cut -> assertThat(cut).endsWith("y (truncated)"));
  }

  @Test
  void record_withMoreFieldsThanAreKept_isTruncated() {
    StringBuilder fields = new StringBuilder("{\"time\":\"2026-03-02T08:00:00Z\",\"msg\":\"a\"");
    for (int i = 0; i < 256; i++) {
      fields.append(",\"f").append(i).append("\":1");
    }

    assertThat(read(fields + "}\n")).containsExactly("0: a");
    assertThat(read(fields + ",\"more\":1}\n")).containsExactly("0: a (truncated)");
  }

  @Test
  void entryOfAJournal_ofWhichJournalctlLeftAValueOut_isTruncated() {
    String entry = "{\"__REALTIME_TIMESTAMP\":\"1772409601123456\",\"_HOSTNAME\":\"web1\",";

    assertThat(read(entry + "\"_COMM\":\"a\",\"MESSAGE\":null}\n"))
        .containsExactly("0:  (truncated)");
    assertThat(read(entry + "\"_COMM\":\"a\",\"MESSAGE\":\"b\"}\n")).containsExactly("0: b");
  }

  @Test
  void partsOfAContainer_whoseEndNeverComes_areTruncated() {
    String part = "2026-03-02T00:00:01Z stdout P a\n";
    String other = "2026-03-02T00:00:02Z stderr F c\n";
    String end = "2026-03-02T00:00:03Z stdout F b\n";

    assertThat(read(part + other + end))
        .noneMatch(s -> s.contains("truncated"))
        .anyMatch(s -> s.startsWith("0: ab "));
    assertThat(read(part + other))
        .anyMatch(s -> s.startsWith("0: a ") && s.endsWith("(truncated)"))
        .noneMatch(s -> s.contains("c (truncated)"));
    assertThat(read(part + "no record\n" + end))
        .anyMatch(s -> s.startsWith("0: a ") && s.endsWith("(truncated)"))
        .noneMatch(s -> s.contains("b (truncated)"));
  }
}
