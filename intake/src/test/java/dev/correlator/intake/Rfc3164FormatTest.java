package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.Month;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3164FormatTest {

  private Reading read(String line) {
    return Reading.of(new Rfc3164Format(), line);
  }

  @Test
  void recordFromTheWire_isRead_hasPriorityAndTheFieldsOfAFileLine() {
    Reading r = read("<86>Mar  2 08:15:01 web1 sshd[4711]: Accepted publickey for ann");

    assertThat(r.rejection()).isNull();
    assertThat(r.priority()).isEqualTo(86);
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.procId()).isEqualTo("4711");
    assertThat(r.text()).isEqualTo("Accepted publickey for ann");
    Reading file = Reading.of(new Rfc3164FileFormat(), "Mar  2 08:15:01 web1 sshd[4711]: Accepted");
    assertThat(r.timeNanos()).isEqualTo(file.timeNanos());
  }

  @Test
  void recordFromALocalSocket_hasNoHost() {
    Reading r = read("<86>Mar  2 08:15:01 sshd[4711]: hello");

    assertThat(r.host()).isEmpty();
    assertThat(r.app()).isEqualTo("sshd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<192>", "<>", "<1", "<x>", "<-1>", "<007>", "<1911>", "<99999999999>", "<"})
  void priority_thatCannotBe_isRejected(String priority) {
    assertThat(read(priority + "Mar  2 08:15:01 web1 a: b").rejection())
        .isEqualTo(Rejection.PRIORITY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 99, 100, 191})
  void priority_ofAnyLength_isRead(int priority) {
    assertThat(read("<" + priority + ">Mar  2 08:15:01 web1 a: b").priority()).isEqualTo(priority);
  }

  @Test
  void record_withoutReadableTime_isRejected() {
    assertThat(read("<13>hello").rejection()).isEqualTo(Rejection.TIME);
    assertThat(read("<13>").rejection()).isEqualTo(Rejection.TIME);
  }

  @Test
  void line_withoutPriority_isRejected() {
    assertThat(read("Mar  2 08:15:01 web1 a: b").rejection()).isEqualTo(Rejection.HEADER);
    assertThat(read("").rejection()).isEqualTo(Rejection.HEADER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jan 05 2026 08:52:35 192.0.2.1: %ASA-6-302014: Teardown | 192.0.2.1",
        "Jan 05 2026 08:52:35: %ASA-6-302014: Teardown           | ''",
        "Jan 05 2026 08:52:35 UTC: %ASA-6-302014: Teardown       | ''",
        "Jan  5 08:52:35 192.0.2.1 %ASA-6-302014: Teardown       | 192.0.2.1",
        "Jan  5 08:52:35 fw1 : %ASA-6-302014: Teardown           | fw1",
        "Jan  5 08:52:35 %ASA-6-302014: Teardown                 | ''",
        "Jan  5 08:52:35: %ASA-6-302014: Teardown                | ''",
        ":Jan  5 08:52:35 fw1: %ASA-6-302014: Teardown           | fw1",
        "29: *Jan  5 08:52:35.123: %ASA-6-302014: Teardown       | ''",
        "29: .Jan  5 08:52:35 fw1 %ASA-6-302014: Teardown        | fw1",
      })
  void record_ofACiscoDevice_isRead(String rest, String host) {
    Reading r = read("<166>" + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.priority()).isEqualTo(166);
    assertThat(r.local()).hasMonth(Month.JANUARY).hasDayOfMonth(5);
    assertThat(r.host()).isEqualTo(host);
    assertThat(r.app()).isEqualTo("ASA");
    assertThat(r.msgId()).isEqualTo("ASA-6-302014");
    assertThat(r.text()).isEqualTo("%ASA-6-302014: Teardown");
  }

  @Test
  void zone_ofACiscoDevice_isUtc() {
    assertThat(read("<166>Jan 05 2026 08:52:35 UTC: %SYS-5-CONFIG_I: x").clock())
        .isEqualTo(Clock.ABSOLUTE);
    assertThat(read("<166>Jan 05 2026 08:52:35 fw1: %SYS-5-CONFIG_I: x").clock())
        .isEqualTo(Clock.LOCAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%ASA-6-302014 x",
        "%ASA-302014: x",
        "%-6-302014: x",
        "%ASA-6-: x",
        "%ASA 6-1: x",
        "%: x",
        "%ASA-8-302014: x",
        "100% of it: x"
      })
  void text_withoutCiscosTag_isReadAsUsual(String text) {
    Reading r = read("<166>Jan  5 08:52:35 fw1 " + text);

    assertThat(r.rejection()).isNull();
    assertThat(r.host()).isEqualTo("fw1");
    assertThat(r.msgId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1990 Oct 22 10:52:01 a b", "29 Jan  5 08:52:35 a: b", "29: : a: b"})
  void whatStandsBeforeTheTime_andIsNoSequence_isRefused(String rest) {
    assertThat(read("<0>" + rest).rejection()).isEqualTo(Rejection.TIME);
  }
}
