package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoFormatTest {

  private Reading read(String line) {
    return Reading.of(new IsoFormat(), line);
  }

  @Test
  void usualLine_isRead_hasAllFields() {
    Reading r = read("2025-11-28T00:00:03.123456+01:00 web1 sshd[4711]: Accepted publickey");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2025-11-27T23:00:03.123456Z"));
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.procId()).isEqualTo("4711");
    assertThat(r.text()).isEqualTo("Accepted publickey");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-28T00:00:03Z, 2025-11-28T00:00:03Z",
    "2025-11-28t00:00:03z, 2025-11-28T00:00:03Z",
    "2025-11-28 00:00:03+00:00, 2025-11-28T00:00:03Z",
    "2025-11-28T00:00:03.1Z, 2025-11-28T00:00:03.1Z",
    "2025-11-28T00:00:03.123456789Z, 2025-11-28T00:00:03.123456789Z",
    "2025-11-28T00:00:03.12345678Z, 2025-11-28T00:00:03.12345678Z",
    "'2025-11-28T00:00:03,250Z', 2025-11-28T00:00:03.25Z",
    "2025-11-28T00:00:03-08:00, 2025-11-28T08:00:03Z",
    "2025-11-28T00:00:03+0530, 2025-11-27T18:30:03Z",
    "2025-11-28T00:00:03+05, 2025-11-27T19:00:03Z",
    "2025-11-28 00:00:03 +01:00, 2025-11-27T23:00:03Z",
    "2025-11-28 00:00:03.5 -0100, 2025-11-28T01:00:03.5Z",
    "2025-11-28 00:00:03 UTC, 2025-11-28T00:00:03Z",
    "2025-11-28 00:00:03 GMT, 2025-11-28T00:00:03Z",
    "2025-11-28T00:00:03-00:00, 2025-11-28T00:00:03Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59.999999999Z",
    "2016-12-31T23:59:60.5Z, 2016-12-31T23:59:59.999999999Z",
    "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
  })
  void time_ofEachForm_isAnInstant(String time, Instant expected) {
    Reading r = read(time + " web1 sshd[1]: hello");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(expected);
    assertThat(r.host()).isEqualTo("web1");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-28T00:00:03, 2025-11-28T00:00:03",
    "2025-11-28 00:00:03, 2025-11-28T00:00:03",
    "'2025-11-28 00:00:03,017', 2025-11-28T00:00:03.017",
    "2025-11-28T00:00:03.017001, 2025-11-28T00:00:03.017001",
  })
  void time_withoutOffset_isLocal(String time, LocalDateTime expected) {
    Reading r = read(time + " web1 sshd[1]: hello");

    assertThat(r.clock()).isEqualTo(Clock.LOCAL);
    assertThat(r.local()).isEqualTo(expected);
    assertThat(r.host()).isEqualTo("web1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-13-28T00:00:03Z web1 a: b",
        "2025-02-29T00:00:03Z web1 a: b",
        "2025-11-31T00:00:03Z web1 a: b",
        "2025-11-28T24:00:03Z web1 a: b",
        "2025-11-28T00:60:03Z web1 a: b",
        "2025-11-28T00:00:61Z web1 a: b",
        "2025-11-28T00:00:03.Z web1 a: b",
        "2025-11-28T00:00:03+24:00 web1 a: b",
        "2025-11-28T00:00:03+01:60 web1 a: b",
        "2025-11-28T00:00:03+1:00 web1 a: b",
        "2025-11-28T00:00:03x web1 a: b",
        "2025-11-28 web1 a: b",
        "0000-12-30 00:00:00 web1 a: b",
        "9999-12-30T00:00:00Z web1 a: b",
        "2025-11-28T00:00",
        "20251128T000003Z web1 a: b",
      })
  void time_thatCannotBe_isRejected(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.TIME);
  }

  @Test
  void priority_inFront_isRead() {
    Reading r = read("<30>2025-11-28T00:00:03Z web1 sshd[1]: hello");

    assertThat(r.priority()).isEqualTo(30);
    assertThat(r.text()).isEqualTo("hello");
    assertThat(read("<200>2025-11-28T00:00:03Z web1 a: b").rejection())
        .isEqualTo(Rejection.PRIORITY);
  }

  @Test
  void changingMinutesAndOffsets_inOneParser_areNotMixedUp() {
    var parser = new IsoFormat().parser();
    String[] times = {
      "2025-11-28T00:00:03+01:00", "2025-11-28T00:00:04+01:00", "2025-11-28T00:00:04+02:00",
      "2025-11-28T00:00:04Z", "2025-11-28T00:01:04+02:00", "2025-11-29T00:01:04+02:00",
      "2026-11-29T00:01:04-02:00", "2025-11-28T00:00:03+01:00",
    };
    for (String time : times) {
      byte[] line = (time + " web1 a: b        ").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      var header = new dev.correlator.api.RecordHeader();
      assertThat(parser.parse(line, 0, line.length - 8, header)).isNull();
      assertThat(Instant.EPOCH.plusNanos(header.timeNanos))
          .as(time)
          .isEqualTo(java.time.OffsetDateTime.parse(time).toInstant());
    }
  }

  @Test
  void record_ofACiscoDevice_isRead() {
    for (String begin : new String[] {"", " fw1", " fw1:", " fw1 :", ":"}) {
      Reading r = read("<166>2026-01-05T08:52:35Z" + begin + " %ASA-6-302014: Teardown");

      assertThat(r.rejection()).isNull();
      assertThat(r.host()).isEqualTo(begin.contains("fw1") ? "fw1" : "");
      assertThat(r.msgId()).isEqualTo("ASA-6-302014");
      assertThat(r.text()).isEqualTo("%ASA-6-302014: Teardown");
    }
    assertThat(read("2026-01-05T08:52:35Z fw1 %SYS-5-CONFIG_I: x").priority())
        .isEqualTo(RecordHeader.NO_FACILITY + 5);
  }
}
