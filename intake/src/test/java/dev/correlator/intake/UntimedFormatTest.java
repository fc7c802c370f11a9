package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import org.junit.jupiter.api.Test;

class UntimedFormatTest {

  private final UntimedFormat format = new UntimedFormat();

  @Test
  void record_withoutTime_hasTheOtherFields() {
    Reading r = Reading.of(format, "<86>web1 sshd[7]: hello");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.NONE);
    assertThat(r.priority()).isEqualTo(86);
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.text()).isEqualTo("hello");
  }

  @Test
  void line_withoutTag_isRejected() {
    assertThat(Reading.of(format, "some words").rejection()).isEqualTo(Rejection.HEADER);
    assertThat(Reading.of(format, "").rejection()).isEqualTo(Rejection.HEADER);
    assertThat(Reading.of(format, "<300>a b[1]: c").rejection()).isEqualTo(Rejection.PRIORITY);
  }
}
