package dev.correlator.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Trailer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final int MAX = 10;

  private static List<String> frames(String content) {
    return frames(framing(content), content);
  }

  private static Framing framing(String content) {
    byte[] b = content.getBytes(StandardCharsets.ISO_8859_1);
    return Framing.of(Arrays.copyOf(b, b.length + 16), b.length);
  }

  private static List<String> frames(Framing framing, String content) {
    return frames(MAX, framing, content);
  }

  private static List<String> frames(int recordBytesMax, Framing framing, String content) {
    byte[] b = content.getBytes(StandardCharsets.ISO_8859_1);
    byte[] room = Arrays.copyOf(b, b.length + 16);
    Frames frames = new Frames(recordBytesMax);
    frames.open(framing, RecordLines.NONE, room, b.length);
    List<String> found = new ArrayList<>();
    while (frames.next()) {
      String text =
          new String(room, frames.from, frames.to - frames.from, StandardCharsets.ISO_8859_1);
      found.add(frames.problem == null ? text : frames.problem + ":" + text);
    }
    return found;
  }

  @Test
  void framesOfOneLine_behindSomeOfSeveral_haveOneLineEach() {
    byte[] joined = Arrays.copyOf("one\n two\n three\n".getBytes(UTF_8), 32);
    byte[] counted = Arrays.copyOf("3 <1>".getBytes(UTF_8), 32);
    Frames frames = new Frames(100);
    frames.open(Framing.LINES, RecordLines.of(LineRule.INDENTED.join()), joined, 16);
    frames.next();
    assertThat(frames.lines).isEqualTo(3);

    frames.open(Framing.OCTET_COUNTED, RecordLines.NONE, counted, 5);
    frames.next();
    assertThat(frames.lines).isEqualTo(1);
  }

  @Test
  void lines_endingInLineFeed_areFrames() {
    assertThat(frames("one\ntwo\n\nfour\n")).containsExactly("one", "two", "", "four");
  }

  @Test
  void carriageReturn_inFrontOfALineFeed_belongsToTheFraming() {
    assertThat(frames("one\r\ntwo\r\n\r\nfo\rur\n")).containsExactly("one", "two", "", "fo\rur");
  }

  @Test
  void lastLine_withoutLineFeed_isAFrame() {
    assertThat(frames("one\ntwo")).containsExactly("one", "two");
    assertThat(frames("one\r")).containsExactly("one");
    assertThat(frames("")).isEmpty();
  }

  @Test
  void otherControlCharacters_areData() {
    assertThat(frames("o\0ne\ntw\u001Bo\n")).containsExactly("o\0ne", "tw\u001Bo");
  }

  @Test
  void line_longerThanTheLongestRecord_isCutAndSaidToBe() {
    assertThat(frames("0123456789\n0123456789a\nx\n"))
        .containsExactly("0123456789", "TOO_LONG:0123456789", "x");
    assertThat(frames("x\n0123456789abc")).containsExactly("x", "TOO_LONG:0123456789");
  }

  @Test
  void lines_thatBeginWithNumbers_areLines() {
    assertThat(frames("12 eggs\n3 <x>\n")).containsExactly("12 eggs", "3 <x>");
  }

  @Test
  void countedRecords_areFrames_whateverIsInThem() {
    assertThat(frames("6 <1>\nab4 <2>c4 <3>d")).containsExactly("<1>\nab", "<2>c", "<3>d");
  }

  @Test
  void countedRecords_withLineFeedsBetween_areFrames() {
    assertThat(frames("4 <1>a\n4 <2>b\r\n4 <3>c\n")).containsExactly("<1>a", "<2>b", "<3>c");
  }

  @Test
  void lineFeedAtTheEnd_thatIsCounted_isNoPartOfTheRecord() {
    assertThat(frames("5 <1>a\n6 <2>b\r\n7 <3>\nc\n\n4 <4>d\n1 \n0 <5>x"))
        .containsExactly("<1>a", "<2>b", "<3>\nc\n", "<4>d", "", "FRAMING:0 <5>x");
    assertThat(frames("6 <1>a\n")).containsExactly("CUT_OFF:<1>a\n");
  }

  @Test
  void countedRecord_thatTheInputEndsIn_isCutOff() {
    assertThat(frames("4 <1>a9 <2>b")).containsExactly("<1>a", "CUT_OFF:<2>b");
    assertThat(frames("4 <1>a9 ")).containsExactly("<1>a", "CUT_OFF:");
    assertThat(frames("4 <1>a9")).containsExactly("<1>a", "CUT_OFF:9");
  }

  @Test
  void countedRecord_longerThanTheLongest_isCutAndSaidToBe() {
    assertThat(frames("12 <1>3456789ab4 <2>b")).containsExactly("TOO_LONG:<1>3456789", "<2>b");
  }

  @Test
  void damage_betweenCountedRecords_isPassedOver() {
    assertThat(frames("4 <1>axx4 <2>b")).containsExactly("<1>a", "FRAMING:xx", "<2>b");
    assertThat(frames("4 <1>axx\n4 <2>b")).containsExactly("<1>a", "FRAMING:xx", "<2>b");
    assertThat(frames("4 <1>axx")).containsExactly("<1>a", "FRAMING:xx");
    assertThat(frames("4 <1>a04 <2>b")).containsExactly("<1>a", "FRAMING:0", "<2>b");
  }

  @Test
  void countOfTooManyDigits_isDamage() {
    assertThat(frames("4 <1>a123456789 <2>bc"))
        .containsExactly("<1>a", "FRAMING:123456789 ", "<2>bc");
  }

  private static List<String> counted(String content) {
    return frames(100, Framing.OCTET_COUNTED, content);
  }

  @Test
  void digits_thatTheTextInFrontOfACountEndsIn_areNoPartOfTheCount() {
    assertThat(counted("t ssh24 <1>a5 <2>b24 <3>c"))
        .containsExactly("FRAMING:t ssh2", "<1>a", "<2>b2", "<3>c");
    assertThat(counted("port 400012 <1>a b c d 74 <2>b"))
        .containsExactly("FRAMING:port 4000", "<1>a b c d 7", "<2>b");
    assertThat(counted("at 12345678904 <1>a4 <2>b"))
        .containsExactly("FRAMING:at 1234567890", "<1>a", "<2>b");
    assertThat(counted("4 <1>a<2>b24 <3>c\r\n4 <4>d"))
        .containsExactly("<1>a", "<2>b2", "<3>c", "<4>d");
  }

  @Test
  void countOfSeveralDigits_thatLeadsToTheNext_isTakenWhole() {
    assertThat(counted("t.12 <1>a b c d e4 <2>b"))
        .containsExactly("FRAMING:t.", "<1>a b c d e", "<2>b");
  }

  @Test
  void numberInFrontOfAPriority_noEndOfWhichLeadsOn_isTheCount() {
    assertThat(counted("t ssh24 <1>abcd4 <2>b"))
        .containsExactly("FRAMING:t ssh", "CUT_OFF:<1>abcd4 <2>b");
    assertThat(counted("at 12345678904 <1>abcd4 <2>b"))
        .containsExactly("FRAMING:at 12345678904 <1>abcd", "<2>b");
  }

  @Test
  void wholeFrames_behindANumberThatMayEndInACount_areThoseThatAreKnown() {
    String content = "t24 <1>a4 <2>b4 <3>c4 <4>d4 <5>e";
    Frames frames = new Frames(100);
    byte[] b = Arrays.copyOf(content.getBytes(UTF_8), content.length() + 16);
    List<Integer> whole = new ArrayList<>();
    for (int length = 8; length <= content.length(); length++) {
      whole.add(frames.wholeBytes(Framing.OCTET_COUNTED, RecordLines.NONE, b, length, false));
    }

    // What the count 4 leads to is known with the 11 bytes behind; till then they end behind t2.
    assertThat(whole).startsWith(0, 0).doesNotContain(8, 14).contains(2, 20).endsWith(32);
  }

  @Test
  void recordWithoutCount_amongCounted_endsAtTheLineFeed() {
    assertThat(frames("4 <1>a<2>b\n4 <3>c")).containsExactly("<1>a", "<2>b", "<3>c");
    assertThat(frames("4 <1>a<2>b")).containsExactly("<1>a", "<2>b");
  }

  @Test
  void recordsBehindNuls_areFoundByLooking_andKeepTheirLineFeeds() {
    assertThat(frames("<1>a\nb\0<2>c\r\n\0<3>d")).containsExactly("<1>a\nb", "<2>c\r\n", "<3>d");
    assertThat(frames("{\n}\0{}\0")).containsExactly("{\n}", "{}");
    assertThat(framing("<1>a\0")).isEqualTo(Framing.NULS);
  }

  @Test
  void nuls_thatEndNoRecord_areData() {
    assertThat(framing("<1>a\n\0\0\0<2>b\n<3>c\n")).isEqualTo(Framing.LINES);
    assertThat(framing("<1>a\0b\n<2>c\n")).isEqualTo(Framing.LINES);
    assertThat(framing("<1>a\0<2>b\n<3>c\n")).isEqualTo(Framing.LINES);
    assertThat(framing("o\0ne\0")).isEqualTo(Framing.LINES);
  }

  @Test
  void recordsBehindAnyTrailer_areFrames_andAPartOfItIsData() {
    Framing framing = Framing.endedBy(Trailer.of("\r\n"));

    assertThat(frames(framing, "one\r\ntwo\nx\ry\r\n\r\nfour\r"))
        .containsExactly("one", "two\nx\ry", "", "four\r");
    assertThat(frames(Framing.endedBy(Trailer.of("aa")), "xaaayaab"))
        .containsExactly("x", "ay", "b");
    assertThat(frames(Framing.endedBy(Trailer.of("\\xff")), "a\u00FFb\u00FF"))
        .containsExactly("a", "b");
    assertThat(frames(framing, "0123456789a\r\nx")).containsExactly("TOO_LONG:0123456789", "x");
  }

  @Test
  void lineFeed_asStatedTrailer_isTheFramingOfLines() {
    assertThat(Framing.endedBy(Trailer.of("\\n"))).isEqualTo(Framing.LINES);
  }

  @Test
  void wholeFrames_ofPartOfAStreamWithTrailers_areThoseThatEnded() {
    assertThat(whole(Framing.NULS, "one\0two")).isEqualTo(4);
    assertThat(whole(Framing.endedBy(Trailer.of("\r\n")), "one\r\ntwo\r")).isEqualTo(5);
    assertThat(whole(Framing.endedBy(Trailer.of("\r\n")), "one\n")).isZero();
  }

  @Test
  void wholeFrames_ofPartOfTheInput_areThoseThatEnded() {
    assertThat(whole(Framing.LINES, "one\ntwo")).isEqualTo(4);
    assertThat(whole(Framing.LINES, "one")).isZero();
    assertThat(whole(Framing.OCTET_COUNTED, "4 <1>a4 <2>b4 <3")).isEqualTo(12);
    assertThat(whole(Framing.OCTET_COUNTED, "4 <1>a4 ")).isEqualTo(6);
    assertThat(whole(Framing.OCTET_COUNTED, "4 <1>a4")).isEqualTo(6);
    assertThat(whole(Framing.OCTET_COUNTED, "4 <1>axx")).isEqualTo(6);
    assertThat(whole(Framing.OCTET_COUNTED, "40 <1>a")).isZero();
  }

  @Test
  void records_thatEndInNul_areFrames_lineFeedsAreData() {
    assertThat(frames("<1>a\nb\0<2>c\r\0<3>d\0")).containsExactly("<1>a\nb", "<2>c\r", "<3>d");
    assertThat(frames("<1>a\0<2>b")).containsExactly("<1>a", "<2>b");
    assertThat(frames("<1>23456789\0<2>b\0")).containsExactly("TOO_LONG:<1>2345678", "<2>b");
    assertThat(whole(Framing.NULS, "<1>a\0<2>b")).isEqualTo(5);
  }

  @Test
  void nuls_thatDoNotEndRecords_areData() {
    assertThat(frames("<1>a\0b\n<2>c\n")).containsExactly("<1>a\0b", "<2>c");
    assertThat(frames("<1>a\0<x\n<2>c\n")).containsExactly("<1>a\0<x", "<2>c");
    assertThat(frames("a\0<2>c\0")).containsExactly("a\0<2>c\0");
    assertThat(frames("<1>a\n\0\0")).containsExactly("<1>a", "\0\0");
  }

  private static int whole(Framing framing, String content) {
    byte[] b = content.getBytes(StandardCharsets.ISO_8859_1);
    return new Frames(MAX)
        .wholeBytes(framing, RecordLines.NONE, Arrays.copyOf(b, b.length + 16), b.length, false);
  }
}
