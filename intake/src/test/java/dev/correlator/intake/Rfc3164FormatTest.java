package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
