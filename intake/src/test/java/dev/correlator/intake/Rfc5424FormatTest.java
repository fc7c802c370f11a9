package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc5424FormatTest {

  private Reading read(String line) {
    return Reading.of(new Rfc5424Format(), line);
  }

  @Test
  void record_withEverything_isTakenApart() {
    Reading r =
        read(
            "<165>1 2026-03-02T08:15:01.003-07:00 db.example.org orders 8710 ID47"
                + " [a@32473 iut=\"3\" x=\"q\\\"\\\\\\]\"][b] an order came");

    assertThat(r.rejection()).isNull();
    assertThat(r.priority()).isEqualTo(165);
    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T15:15:01.003Z"));
    assertThat(r.host()).isEqualTo("db.example.org");
    assertThat(r.app()).isEqualTo("orders");
    assertThat(r.procId()).isEqualTo("8710");
    assertThat(r.msgId()).isEqualTo("ID47");
    assertThat(r.data()).isEqualTo("[a@32473 iut=\"3\" x=\"q\\\"\\\\\\]\"][b]");
    assertThat(r.text()).isEqualTo("an order came");
    assertThat(r.fields()).containsExactly(entry("iut", "3"), entry("x", "q\"\\]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | ''",
        "a]b      | a]b",
        "\\n       | \\n",
        "\\\\n     | \\n",
        "\\]\\\\\\\"  | ]\\\"",
        "\u2318    | \u2318",
      })
  void parameter_isAField_withoutEscapes(String written, String value) {
    Reading r = read("<34>1 - h a p m [x y=\"" + written + "\" z=\"1\"][b z=\"2\"] text");

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo("text");
    assertThat(r.fields()).containsOnly(entry("y", value), entry("z", "2"));
    assertThat(r.data()).isEqualTo("[x y=\"" + written + "\" z=\"1\"][b z=\"2\"]");
  }

  @Test
  void record_ofNilValues_hasNoFields() {
    Reading r = read("<0>1 - - - - - -");

    assertThat(r.rejection()).isNull();
    assertThat(r.priority()).isZero();
    assertThat(r.clock()).isEqualTo(Clock.NONE);
    assertThat(r.host() + r.app() + r.procId() + r.msgId() + r.data() + r.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'<34>1 - h a p m - text'            | text",
        "'<34>1 - h a p m -  text'           | text",
        "'<34>1 - h a p m -   text'          | ' text'",
        "'<34>1 - h a p m - \uFEFFtext'      | text",
        "'<34>1 - h a p m - \uFEFF'          | ''",
        "'<34>1 - h a p m - \uFEFF text' | ' text'",
        "'<34>1 - h a p m - '                | ''",
        "'<34>1 - h a p m -'                 | ''",
        "'<34>1 - h a p m [x]'               | ''",
        "'<34>1 - h a p m [x] text'          | text",
        "'<34>1 - h a p m [x] [y] text'      | '[y] text'",
        "'<34>1 - h a p m [x y=\"[z]\"] text' | text",
        "'<34>1 - h a p m [x y=\"] \"] text'  | text",
        "'<34>1 - h a p m - kernel:[  970.699396]: text' | text",
        "'<34>1 - h a p m - kernel: [12970.699398] text' | text",
        "'<34>1 - h a p m - kernel: [x] text' | 'kernel: [x] text'",
        "'<34>1 - h a p m - kernel: [1.2]text' | 'kernel: [1.2]text'",
        "'<34>1 - h a p m - kernel: [1.2'     | 'kernel: [1.2'",
        "'<34>1 - h a p m - kernel:'          | 'kernel:'",
        "'<34>1 - h a p m - message repeated 3 times: [ text]' | text",
      })
  void text_behindTheHeader_isFound(String line, String text) {
    Reading r = read(line);

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[",
        "[ x]",
        "[x",
        "[x ]",
        "[x y]",
        "[x y=]",
        "[x y=\"]",
        "[x y=\"z\"",
        "[x y=z]",
        "[x =\"z\"]",
        "[x y=\"z\"q]",
        "[x y=\"\\\"]",
        "[x]y",
        "x",
        "--",
      })
  void structuredData_thatIsNotWellFormed_isRejected(String data) {
    assertThat(read("<34>1 - h a p m " + data).rejection()).isEqualTo(Rejection.STRUCTURED_DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[x y=\"\"]", "[x y=\"\\n\"]", "[x y=\"\u2318 [ \"]", "[x y=\"\\\\\"]"})
  void structuredData_withOddValues_isRead(String data) {
    assertThat(read("<34>1 - h a p m " + data + " text").data()).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'34>1 - h a p m -'   | HEADER",
        "'<192>1 - h a p m -' | PRIORITY",
        "'<01>1 - h a p m -'  | PRIORITY",
        "'<34>0 - h a p m -'  | VERSION",
        "'<34>1000 - h a p m -' | VERSION",
        "'<34>Mar  2 08:15:01 h a: b' | VERSION",
        "'<34>1'              | VERSION",
        "'<34>'               | VERSION",
        "'<34>1 '             | TIME",
        "'<34>1 -'            | TIME",
        "'<34>1 -- h a p m -' | TIME",
        "'<34>1 2026-03-02T08:15:01 h a p m -' | TIME",
        "'<34>1 2026-03-02 08:15:01Z h a p m -' | TIME",
        "'<34>1 2026-03-02t08:15:01Z h a p m -' | TIME",
        "'<34>1 2026-03-02T08:15:01z h a p m -' | TIME",
        "'<34>1 2026-03-02T08:15:01,5Z h a p m -' | TIME",
        "'<34>1 2026-03-02T08:15:01+0100 h a p m -' | TIME",
        "'<34>1 2026-03-02T08:15:01Z+01:00 h a p m -' | TIME",
        "'<34>1 - '           | HEADER",
        "'<34>1 - h'          | HEADER",
        "'<34>1 - h a p m'    | HEADER",
        "'<34>1 - h a p m '   | HEADER",
        "'<34>1 -  a p m - -' | HEADER",
        "'<34>1 - h  p m - -' | HEADER",
      })
  void record_againstTheRules_isRejectedWithTheReason(String line, Rejection reason) {
    assertThat(read(line).rejection()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h\n a p m -", "\u001Bh a p m -", "h a\tb p m -", "h a p\0 m -"})
  void controlCharacter_inAName_isRejected(String rest) {
    assertThat(read("<34>1 - " + rest + " text").rejection()).isEqualTo(Rejection.HEADER);
  }

  @Test
  void version_ofLaterProtocols_isRead() {
    assertThat(read("<34>2 - h a p m - text").text()).isEqualTo("text");
    assertThat(read("<34>999 - h a p m - text").text()).isEqualTo("text");
  }

  @Test
  void leapSecond_isTheLastNanosecondOfItsMinute() {
    assertThat(read("<34>1 2016-12-31T23:59:60.9+00:00 h a p m - x").instant())
        .isEqualTo(Instant.parse("2016-12-31T23:59:59.999999999Z"));
  }
}
