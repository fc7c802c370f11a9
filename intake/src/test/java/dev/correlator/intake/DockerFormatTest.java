package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerFormatTest {

  private static final String END = ",'stream':'stdout','time':'2026-03-02T08:00:00.123456789Z'}";

  private static String quoted(String line) {
    return line.replace('\'', '"');
  }

  private static Reading read(String line) {
    return Reading.of(new DockerFormat(), quoted(line));
  }

  private static List<String> found(String lines, int block) {
    return Log.read(Log.bytes(quoted(lines)), Log.options(), block);
  }

  @Test
  void line_ofAContainer_isTakenApart() {
    Reading r =
        read(
            "{'log':'say \\'hi\\'\\n','stream':'stderr','attrs':{'tag':'web','env':'prod'},"
                + "'time':'2026-03-02T08:00:00.123456789Z'}");

    assertThat(r.rejection()).isNull();
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.123456789Z"));
    assertThat(r.text()).isEqualTo("say \"hi\"");
    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.host() + r.app() + r.procId()).isEmpty();
    assertThat(r.fields())
        .containsExactly(
            entry("stream", "stderr"), entry("attrs.tag", "web"), entry("attrs.env", "prod"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\\n     | a",
        "a\\r\\n  | a",
        "a\\n\\n  | 'a\\n'",
        "\\n      | ''",
        "a        | a",
        "a\\\\n   | a\\n",
        "a\\r     | 'a\\r'",
      })
  void text_isTheLog_withoutItsLastLineFeed(String log, String text) {
    String expected =
        text.startsWith("a\\n") && log.endsWith("\\\\n")
            ? text
            : text.replace("\\n", "\n").replace("\\r", "\r");

    assertThat(read("{'log':'" + log + "'" + END).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "{'log':'a\\n', JSON",
    "{'log':'a\\n'}x, JSON",
    "{'stream':'stdout'}, HEADER",
    "{}, HEADER",
    "x, HEADER",
    "'', HEADER",
  })
  void line_ofAnotherForm_isRefused(String line, Rejection reason) {
    assertThat(Reading.of(new DockerFormat(), line.replace("'", "\"")).rejection())
        .isEqualTo(reason);
  }

  @Test
  void line_thatLacksAPart_isRefused() {
    assertThat(read("{'log':'a\\n','time':'2026-03-02T08:00:00Z'}").rejection())
        .isEqualTo(Rejection.HEADER);
    assertThat(read("{'stream':'stdout','time':'2026-03-02T08:00:00Z'}").rejection())
        .isEqualTo(Rejection.HEADER);
    assertThat(read("{'log':'a\\n','stream':'stdout'}").rejection()).isEqualTo(Rejection.TIME);
    assertThat(read("{'log':'a\\n','stream':'stdout','time':'now'}").rejection())
        .isEqualTo(Rejection.TIME);
    assertThat(read("{'log':7,'stream':'stdout','time':'2026-03-02T08:00:00Z'}").rejection())
        .isEqualTo(Rejection.HEADER);
  }

  @Test
  void log_withoutLineFeed_goesOnInTheNextLineOfItsStream() {
    String err = END.replace("out", "err");
    String lines =
        String.join(
            "\n",
            "{'log':'one '" + END,
            "{'log':'E\\n'" + err,
            "{'log':'two\\n'" + END,
            "{'log':'rest'" + END);

    assertThat(found(lines, 1000).stream().map(s -> s.replaceFirst(" from: .*(?s).*", "")))
        .containsExactly("0: one two", "+1", "73: E", "+1", "+1", "219: rest", "+1");
  }

  @Test
  void lineFeed_thatIsNotEscaped_doesNotCutTheRecord() {
    String lines = "{'log':'a\nb\n'" + END + "\n{'log':'c\\n'" + END + "\n";

    assertThat(found(lines, 1000)).element(0).asString().startsWith("0: a\nb");
    assertThat(found(lines, 1000)).element(1).asString().isEqualTo("+2");
  }

  @Test
  void lineThatIsNoRecord_endsTheRecordThatGoesOn() {
    String lines = "{'log':'a '" + END + "\nplain\n{'log':'b\\n'" + END + "\n";

    assertThat(found(lines, 1000).stream().map(s -> s.replaceFirst(" from: .*(?s).*", "")))
        .containsExactly("0: a ", "+1", "71: HEADER plain", "77: b", "+1");
  }

  @Test
  void records_readInBlocksOfAnySize_areTheSame() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("{'log':'")
          .append("x".repeat(i * 7 % 50))
          .append(i % 4 == 0 ? "" : "\\n")
          .append("'")
          .append(i % 3 == 0 ? END : END.replace("out", "err"))
          .append(i % 17 == 0 ? "\nplain\n" : "\n");
    }
    IntakeOptions options = Log.options().withRecordBytesMax(300);
    byte[] content = Log.bytes(quoted(text.toString()));
    List<String> expected = Log.read(content, options, 1 << 16);

    for (int size = 1; size < 700; size += 3) {
      assertThat(Log.read(content, options, size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void file_isFoundByItself() {
    try (Intake intake = Log.open(Log.bytes(quoted("{'log':'a\\n'" + END)), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo("docker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void header_saysThatItGoesOn() {
    RecordHeader header = new RecordHeader();
    byte[] line = Log.bytes(quoted("{'log':'a'" + END) + "        ");

    assertThat(new DockerFormat().parser().parse(line, 0, line.length - 8, header)).isNull();
    assertThat(header.goesOn).isTrue();
  }
}
