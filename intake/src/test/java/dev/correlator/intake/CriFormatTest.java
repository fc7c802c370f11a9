package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriFormatTest {

  private static final String TIME = "2026-03-02T09:00:00.123456789+01:00 ";

  private static Reading read(String line) {
    return Reading.of(new CriFormat(), line);
  }

  @Test
  void line_ofAContainer_isTakenApart() {
    Reading r = read(TIME + "stderr F GET /a: 200");

    assertThat(r.rejection()).isNull();
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.123456789Z"));
    assertThat(r.text()).isEqualTo("GET /a: 200");
    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.host() + r.app() + r.procId()).isEmpty();
    assertThat(r.fields()).containsExactly(entry("stream", "stderr"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'stdout F text'     | text",
        "'stdout F  text '   | ' text '",
        "'stdout F:x:y text' | text",
        "'stdout P some '    | 'some '",
        "'stdout F '         | ''",
        "'stdout F'          | ''",
        "'stdout P:x'        | ''",
        "'stdout F F P'      | 'F P'",
      })
  void text_standsBehindTheTags(String rest, String text) {
    Reading r = read(TIME + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "stdout, HEADER",
    "'stdout ', HEADER",
    "'stdout X text', HEADER",
    "'stdout Full text', HEADER",
    "'stdin F text', HEADER",
    "'stdoutF text', HEADER",
    "'web1 sshd[1]: F text', HEADER",
    "'', HEADER",
  })
  void line_ofAnotherForm_isRefused(String rest, Rejection reason) {
    assertThat(read(TIME + rest).rejection()).isEqualTo(reason);
  }

  @Test
  void line_withoutTime_isRefused() {
    assertThat(read("2026-03-32T09:00:00Z stdout F x").rejection()).isEqualTo(Rejection.TIME);
    assertThat(read("stdout F x").rejection()).isEqualTo(Rejection.HEADER);
    assertThat(read("").rejection()).isEqualTo(Rejection.HEADER);
  }

  @Test
  void parts_ofStreamsAmongEachOther_arePutTogether() {
    String lines =
        String.join(
            "\n",
            TIME + "stdout P a ",
            TIME + "stderr P x ",
            TIME + "stdout F b",
            TIME + "stderr F y",
            TIME + "stdout F c");

    assertThat(
            Log.read(Log.bytes(lines), Log.options(), 1000).stream()
                .map(s -> s.replaceFirst(" from: .*(?s).*", "")))
        .containsExactly("0: a b", "+1", "48: x y", "+2", "+1", "190: c", "+1");
  }

  @Test
  void records_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      text.append(TIME)
          .append(random.nextBoolean() ? "stdout " : "stderr ")
          .append(random.nextBoolean() ? "P " : "F ")
          .append("w".repeat(random.nextInt(40)))
          .append(random.nextInt(15) == 0 ? "\nplain\n" : "\n");
    }
    byte[] content = Log.bytes(text.toString());
    IntakeOptions options = Log.options().withRecordBytesMax(250);
    List<String> expected = Log.read(content, options, 1 << 16);

    assertThat(expected).hasSizeGreaterThan(150);
    for (int size = 1; size < 600; size += 3) {
      assertThat(Log.read(content, options, size)).as("%d", size).isEqualTo(expected);
    }
  }
}
