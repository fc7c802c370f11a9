package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3164FileFormatTest {

  private final Rfc3164FileFormat format = new Rfc3164FileFormat();

  private Reading read(String line) {
    return Reading.of(format, line);
  }

  @Test
  void usualLine_isRead_hasAllFields() {
    Reading r = read("Mar  2 08:15:01 web1 sshd[4711]: Accepted publickey for ann");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.YEARLESS);
    assertThat(r.local()).isEqualTo(LocalDateTime.of(2000, 3, 2, 8, 15, 1));
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.procId()).isEqualTo("4711");
    assertThat(r.text()).isEqualTo("Accepted publickey for ann");
    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.repeat()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sshd[7]: hello            | sshd            | 7 | hello",
        "sshd: hello               | sshd            |   | hello",
        "kernel: [ 12.5] hello     | kernel          |   | [ 12.5] hello",
        "kernel:[ 12.5] hello      | kernel          |   | [ 12.5] hello",
        "postfix/smtpd[1]: hello   | postfix/smtpd   | 1 | hello",
        "postfix/a/b-c/smtpd[1]: x | postfix/a/b-c/smtpd | 1 | x",
        "CRON[1]: (root) CMD (x)   | CRON            | 1 | (root) CMD (x)",
        "dbus-daemon[88]: hello    | dbus-daemon     | 88 | hello",
        "rsyslogd-2007: hello      | rsyslogd-2007   |   | hello",
        "%ASA-6-302014: Teardown   | ASA             |   | %ASA-6-302014: Teardown",
        "my.app.v2[a-1.2]: hello   | my.app.v2       | a-1.2 | hello",
        "perl::Mod[9]: hello       | perl::Mod       | 9 | hello",
        "sshd(pam_unix)[9]: hello  | sshd            | 9 | hello",
        "su(pam_unix): hello       | su              |   | hello",
        "sshd[9] <Notice>: hello   | sshd            | 9 | hello",
        "com.x[9] (com.x.sub[3]): hello | com.x      | 9 | hello",
        "sshd[9]: [ID 800047 auth.info] hello | sshd | 9 | hello",
        "sshd[9]:hello             | sshd            | 9 | hello",
        "auth.info sshd[9]: hello  | sshd            | 9 | hello",
        "sshd[9]:                  | sshd            | 9 | ''",
        "sshd:                     | sshd            |   | ''",
        "/usr/sbin/sshd[7]: hello  | sshd            | 7 | hello",
        "/usr/sbin/cron: hello     | cron            |   | hello",
        "/sshd(pam_unix)[7]: hello | sshd            | 7 | hello",
        "/opt/a/: hello            | /opt/a/         |   | hello",
        "usr/sbin/sshd[7]: hello   | usr/sbin/sshd   | 7 | hello",
        "sshd[]: hello             | sshd            |   | hello",
      })
  void tag_ofEachForm_isTakenApart(String rest, String app, String procId, String text) {
    Reading r = read("Mar  2 08:15:01 web1 " + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo(app);
    assertThat(r.procId()).isEqualTo(procId == null ? "" : procId);
    assertThat(r.text()).isEqualTo(text);
  }

  @Test
  void facilityAndLevel_ofAix_areNoPartOfTheTag() {
    Reading r = read("Mar  2 08:15:01 web1 auth|security:info sshd[9]: hello");

    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.procId()).isEqualTo("9");
    assertThat(r.text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- MARK --",
        "hello world: this is no tag",
        "array[3] is out of range",
        "sshd[12 was cut",
        "http://example.org/ was asked for",
        "f(x) = y",
        "",
        ": nothing in front",
        "[7]: no name",
        "auth.sshd sshd[9]: is no level",
        "auth.info hello",
      })
  void rest_withoutTag_isTextAsAWhole(String rest) {
    Reading r = read("Mar  2 08:15:01 web1 " + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEmpty();
    assertThat(r.procId()).isEmpty();
    assertThat(r.text()).isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sshd[7]: hello  | ''          | sshd | hello",
        "[sshd]: hello   | ''          | sshd | hello",
        "[sshd] hello    | ''          | sshd | hello",
        "kernel: hello   | ''          | kernel | hello",
        "last message repeated 3 times | '' | '' | last message repeated 3 times",
        "fe80:: sshd: hello | fe80::   | sshd | hello",
        "[192.0.2.1] sshd: hello | [192.0.2.1] | sshd | hello",
        "[fe80::1] sshd: hello | [fe80::1] | sshd | hello",
        "last sshd: hello | last | sshd | hello",
        "<auth.info> web1 sshd[7]: hello | web1 | sshd | hello",
        "<4.6> web1 sshd[7]: hello | web1 | sshd | hello",
        "<auth.info> web1 hello | web1 | '' | hello",
        "<web1> sshd[7]: hello | <web1> | sshd | hello",
      })
  void record_withoutHost_isKnownByItsTag(String rest, String host, String app, String text) {
    Reading r = read("Mar  2 08:15:01 " + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.host()).isEqualTo(host);
    assertThat(r.app()).isEqualTo(app);
    assertThat(r.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mar  2 08:15:01          | 2000-03-02T08:15:01",
        "Mar 2 08:15:01           | 2000-03-02T08:15:01",
        "Mar 02 08:15:01          | 2000-03-02T08:15:01",
        "Dec 31 23:59:59          | 2000-12-31T23:59:59",
        "Feb 29 00:00:00          | 2000-02-29T00:00:00",
        "Mar  2 08:15:01.5        | 2000-03-02T08:15:01.5",
        "Mar  2 08:15:01.123456   | 2000-03-02T08:15:01.123456",
        "Mar  2 08:15:01.1234567891 | 2000-03-02T08:15:01.123456789",
        "Jun 30 23:59:60          | 2000-06-30T23:59:59.999999999",
        "Jun 30 23:59:60.7        | 2000-06-30T23:59:59.999999999",
      })
  void time_ofEachForm_isRead(String time, LocalDateTime expected) {
    Reading r = read(time + " web1 sshd[1]: hello");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.YEARLESS);
    assertThat(r.local()).isEqualTo(expected);
    assertThat(r.host()).isEqualTo("web1");
  }

  @Test
  void time_withYear_isLocalTime() {
    Reading r = read("Feb 28 2026 08:15:01 web1 sshd[1]: hello");

    assertThat(r.clock()).isEqualTo(Clock.LOCAL);
    assertThat(r.local()).isEqualTo(LocalDateTime.of(2026, 2, 28, 8, 15, 1));
    assertThat(r.host()).isEqualTo("web1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mar 32 08:15:01 web1 a: b",
        "Mar  0 08:15:01 web1 a: b",
        "Feb 30 08:15:01 web1 a: b",
        "Feb 29 2026 08:15:01 web1 a: b",
        "Mar  2 24:00:00 web1 a: b",
        "Mar  2 08:60:00 web1 a: b",
        "Mar  2 08:15:61 web1 a: b",
        "Mar  2 08:15 web1 a: b",
        "Mar  2 08:15:01x web1 a: b",
        "Mar  2 08:15:01. web1 a: b",
        "Mar  2 0000 08:15:01 web1 a: b",
        "Mrz  2 08:15:01 web1 a: b",
        "Mar",
      })
  void time_thatCannotBe_isRejected(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<13>Mar  2 08:15:01 web1 a: b",
        "2026-03-02T08:15:01Z web1 a: b",
        "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
        "\tat java.lang.Thread.run(Thread.java:1)",
      })
  void line_ofAnotherKind_isRejected(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.HEADER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message repeated 5 times: [ Failed password for root] | Failed password for root | 5",
        "message repeated 2 times: [Failed password for root] | Failed password for root | 2",
        "message repeated 5 times: [ a [b] c ] | a [b] c | 5",
        "message repeated 99999 times: [ x] | x | 1000",
        "message repeated 99999999999999 times: [ x] | x | 1000",
        "message repeated 5 times: [ cut of | cut of | 5",
        "message repeated 0 times: [ x] | message repeated 0 times: [ x] | 1",
        "message repeated 5 times: | message repeated 5 times: | 1",
        "message repeated x times: [ x] | message repeated x times: [ x] | 1",
        "message repeated | message repeated | 1",
        "last message repeated 5 times | last message repeated 5 times | 1",
      })
  void repetition_isRead_asTheTextAndItsNumber(String text, String inner, int repeat) {
    Reading r = read("Mar  2 08:15:01 web1 sshd[1]: " + text);

    assertThat(r.text()).isEqualTo(inner);
    assertThat(r.repeat()).isEqualTo(repeat);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web1 last message repeated 5 times | 5",
        "web1 last message repeated 1 time | 1",
        "web1 last message repeated 12 times  | 12",
        "last message repeated 5 times | 5",
        "web1 --- last message repeated 1 time --- | 1",
        "web1 syslogd: last message repeated 3 times | 3",
        "web1 syslogd[88]: last message repeated 3 times | 3",
        "web1 last: message repeated 3 times | 3",
        "<syslog.info> web1 last message repeated 3 times | 3",
        "web1 last message repeated 1001 times | 1000",
        "web1 last message repeated 99999999999999 times | 1000",
        "web1 last message repeated 0 times | 0",
        "web1 last message repeated times | 0",
        "web1 last message repeated x times | 0",
        "web1 last message repeated 5 timeouts | 0",
        "web1 last message repeated 5 tim | 0",
        "web1 last message repeated 5 times: [ x] | 0",
        "web1 last message repeated 5 times by ann | 0",
        "web1 last message received 5 times | 0",
        "web1 last mes | 0",
        "web1 --- last | 0",
        "web1 message repeated 3 times | 0",
        "web1 sshd[1]: last message repeated 5 times | 0",
        "web1 syslog: last message repeated 5 times | 0",
        "web1 list: message repeated 5 times | 0",
      })
  void repetition_ofTheRecordBefore_isKnownByItsForm(String rest, int repeats) {
    Reading r = read("Mar  2 08:15:01 " + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.repeat()).isEqualTo(1);
    assertThat(r.repeatsOfPrevious()).isEqualTo(repeats);
  }

  @Test
  void parser_readingManyTimes_keepsNoneOfThemTooLong() {
    var parser = format.parser();
    String[] times = {
      "Mar  2 08:15:01", "Mar  2 08:15:02", "Mar  2 08:16:02", "Mar  2 09:16:02", "Mar  2 09:16:02",
      "Mar  3 09:16:02", "Mar 13 09:16:02", "Apr 13 09:16:02", "Apr 1 09:16:02", "Mar  2 08:15:01",
    };
    for (String time : times) {
      byte[] line = (time + " web1 a: b        ").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      var header = new dev.correlator.api.RecordHeader();
      assertThat(parser.parse(line, 0, line.length - 8, header)).isNull();
      assertThat(header.timeNanos).as(time).isEqualTo(read(time + " web1 a: b").timeNanos());
    }
  }
}
