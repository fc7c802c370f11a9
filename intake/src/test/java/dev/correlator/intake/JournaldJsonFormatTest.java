package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournaldJsonFormatTest {

  private static final String TIME = "{'__REALTIME_TIMESTAMP':'1772438400123456'";

  private static Reading read(String line) {
    return Reading.of(new JournaldJsonFormat(), line.replace('\'', '"'));
  }

  @Test
  void entry_isTakenApart_othersAreFieldsByTheirNames() {
    Reading r =
        read(
            TIME
                + ",'_HOSTNAME':'web1','_COMM':'sshd','SYSLOG_IDENTIFIER':'sshd-session',"
                + "'SYSLOG_PID':'7','_PID':'812','PRIORITY':'5','SYSLOG_FACILITY':'10',"
                + "'MESSAGE':'a \\'b\\'','_UID':'0','__CURSOR':'s=1'}");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.123456Z"));
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("sshd-session");
    assertThat(r.procId()).isEqualTo("812");
    assertThat(r.priority()).isEqualTo(10 * 8 + 5);
    assertThat(r.text()).isEqualTo("a \"b\"");
    assertThat(r.fields())
        .containsExactly(
            entry("_COMM", "sshd"),
            entry("SYSLOG_PID", "7"),
            entry("_UID", "0"),
            entry("__CURSOR", "s=1"));
  }

  @Test
  void names_thatAreMissing_areReplacedByOthers() {
    Reading r = read(TIME + ",'_COMM':'sshd','SYSLOG_PID':'7','PRIORITY':'3'}");

    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.procId()).isEqualTo("7");
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 3);
    assertThat(r.text()).isEmpty();
    assertThat(r.fields()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[104,105]        | hi",
        "[ 195 , 164 ]    | \u00e4",
        "[27,10]          | '\u001b\n'",
        "[0]              | '\0'",
        "null             | ''",
        "[]               | []",
        "[256]            | [256]",
        "[1,]             | [1,]",
        "['a','b']        | ['a','b']",
      })
  void message_ofEachForm_isRead(String message, String text) {
    Reading r = read(TIME + ",'MESSAGE':" + message + ",'A':[104,105]}");

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo(text.replace('\'', '"'));
    assertThat(r.fields()).containsExactly(entry("A", "hi"));
  }

  @Test
  void numbers_thatCannotBe_areFields() {
    Reading r = read(TIME + ",'PRIORITY':'8','SYSLOG_FACILITY':'4'}");
    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.fields()).containsOnly(entry("PRIORITY", "8"), entry("SYSLOG_FACILITY", "4"));

    r = read(TIME + ",'PRIORITY':'1','SYSLOG_FACILITY':'24'}");
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 1);
    assertThat(r.fields()).containsOnly(entry("SYSLOG_FACILITY", "24"));
  }

  @ParameterizedTest
  @CsvSource({
    "{'MESSAGE':'x'}, HEADER",
    "{}, HEADER",
    "{'__REALTIME_TIMESTAMP':'x'}, TIME",
    "{'__REALTIME_TIMESTAMP':''}, TIME",
    "{'__REALTIME_TIMESTAMP':'99999999999999999'}, TIME",
    "{'__REALTIME_TIMESTAMP':'9999999999999999'}, TIME",
    "{'__REALTIME_TIMESTAMP':'1', JSON",
    "x, HEADER",
    "'', HEADER",
  })
  void line_ofAnotherForm_isRefused(String line, Rejection reason) {
    assertThat(read(line).rejection()).isEqualTo(reason);
  }

  @Test
  void file_isFoundByItself() throws IOException {
    byte[] content = Log.bytes((TIME + ",'MESSAGE':'x'}\n").replace('\'', '"'));

    try (Intake intake = Log.open(content, Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo("journald-json");
    }
  }
}
