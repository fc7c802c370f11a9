package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlogFormatTest {

  private static final String HEADER = "I1127 20:16:01.123456    4711 pods.go:12] ";

  private static Reading read(String line) {
    return Reading.of(new KlogFormat(), line);
  }

  @Test
  void record_isTakenApart() {
    Reading r = read("E1127 20:16:01.123456    4711 main.go:123] cannot reach node-3: timeout");

    assertThat(r.rejection()).isNull();
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 3);
    assertThat(r.clock()).isEqualTo(Clock.YEARLESS);
    assertThat(r.local()).isEqualTo(LocalDateTime.parse("2000-11-27T20:16:01.123456"));
    assertThat(r.procId()).isEqualTo("4711");
    assertThat(r.host() + r.app()).isEmpty();
    assertThat(r.text()).isEqualTo("cannot reach node-3: timeout");
    assertThat(r.fields()).containsExactly(entry("source", "main.go:123"));
  }

  @ParameterizedTest
  @CsvSource({"I, 6", "W, 4", "E, 3", "F, 2"})
  void severity_isTheLetter(String letter, int severity) {
    assertThat(read(letter + HEADER.substring(1) + "x").priority())
        .isEqualTo(RecordHeader.NO_FACILITY + severity);
  }

  @Test
  void date_withAYear_isLocal() {
    Reading r = read("I20261127 20:16:01.5 4711 main.cc:1] x");

    assertThat(r.clock()).isEqualTo(Clock.LOCAL);
    assertThat(r.local()).isEqualTo(LocalDateTime.parse("2026-11-27T20:16:01.5"));
  }

  @Test
  void text_inQuotationMarks_hasFieldsBehindIt() {
    Reading r =
        read(
            HEADER
                + "\"Pod \\\"a\\\" changed\" pod=\"shop/cart-7\" n=3 err=\"a\\tb \\u00e4\""
                + " empty=\"\" labels={\"a\":\"b c\",\"d\":[1, 2]} ok=true");

    assertThat(r.text()).isEqualTo("Pod \"a\" changed");
    assertThat(r.fields())
        .containsExactly(
            entry("source", "pods.go:12"),
            entry("pod", "shop/cart-7"),
            entry("n", "3"),
            entry("err", "a\tb \u00e4"),
            entry("empty", ""),
            entry("labels", "{\"a\":\"b c\",\"d\":[1, 2]}"),
            entry("ok", "true"));
  }

  @Test
  void value_ofSeveralLines_isPutTogether() {
    Reading r = read(HEADER + "\"Failed\" err=<\n\tone\n\ttwo\n > pod=\"a\"");

    assertThat(r.text()).isEqualTo("Failed");
    assertThat(r.fields()).containsEntry("err", "one\ntwo").containsEntry("pod", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"open",
        "\"a\" b",
        "\"a\"b=1",
        "\"a\" =1",
        "\"a\" b=\"c",
        "\"a\" b=<\n\tc",
        "\"a\" b=<\n\tc\n x",
        "\"a\"  b=1",
        "\"",
        "plain a=\"b\"",
      })
  void text_thatIsNotStructuredAsAWhole_staysAsItIs(String text) {
    Reading r = read(HEADER + text);

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo(text);
    assertThat(r.fields()).containsOnlyKeys("source");
  }

  @ParameterizedTest
  @CsvSource({
    "D1127 20:16:01.123456    4711 main.go:1] x, HEADER",
    "E112 20:16:01.123456    4711 main.go:1] xx, HEADER",
    "E1127 20:16:01.123456    main.go:1] xxxxxx, HEADER",
    "E1127 20:16:01.123456    4711 main.go:1 xx, HEADER",
    "E1127 20:16:01.123456    4711 ] xxxxxxxxxx, HEADER",
    "E1332 20:16:01.123456    4711 main.go:1] x, TIME",
    "E1127 24:16:01.123456    4711 main.go:1] x, TIME",
    "E1127 20:16:61.123456    4711 main.go:1] x, TIME",
    "E20260229 20:16:01.1 4711 main.go:1] x, TIME",
    "E1127 20:16:01.123456x 4711 main.go:1] x, TIME",
    "E1127, HEADER",
    "'', HEADER",
  })
  void line_ofAnotherForm_isRefused(String line, Rejection reason) {
    assertThat(read(line).rejection()).isEqualTo(reason);
  }

  @Test
  void header_withoutText_isARecord() {
    assertThat(read(HEADER).text()).isEmpty();
    assertThat(read(HEADER.trim()).text()).isEmpty();
    assertThat(read(HEADER.trim()).rejection()).isNull();
  }

  @Test
  void lines_thatDoNotBeginSo_belongToTheRecordBefore() {
    String lines = HEADER + "a\ngoroutine 1 [running]:\n\n" + HEADER + "b\n";

    assertThat(
            Log.read(Log.bytes(lines), Log.options(), 1000).stream()
                .map(s -> s.replaceFirst(" from: .*(?s).*", "")))
        .containsExactly("0: a\ngoroutine 1 [running]:\n", "+3", "68: b", "+1");
  }

  @Test
  void records_readInBlocksOfAnySize_areTheSame() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(HEADER).append("\"m\" n=").append(i).append('\n');
      text.append("  at x\n".repeat(i % 4));
    }
    byte[] content = Log.bytes(text.toString());
    IntakeOptions options = Log.options().withRecordBytesMax(120);
    List<String> expected = Log.read(content, options, 1 << 16);

    for (int size = 1; size < 300; size++) {
      assertThat(Log.read(content, options, size)).as("%d", size).isEqualTo(expected);
    }
  }
}
