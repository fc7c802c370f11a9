package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFormatTest {

  private static final String BEGIN = "192.0.2.7 - - [02/Mar/2026:09:00:00 +0100] ";

  private static Reading read(String line) {
    return Reading.of(new AccessFormat(), line);
  }

  @Test
  void record_ofTheCombinedForm_isTakenApart() {
    Reading r =
        read(
            "192.0.2.7 id7 ann [02/Mar/2026:09:00:00 +0100] \"GET /a?b=c HTTP/1.1\" 200 2326"
                + " \"https://example.org/\" \"curl/8.5 (x; \\\"y\\\")\"");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.host() + r.app() + r.procId()).isEmpty();
    assertThat(r.text())
        .isEqualTo(
            "\"GET /a?b=c HTTP/1.1\" 200 2326 \"https://example.org/\""
                + " \"curl/8.5 (x; \\\"y\\\")\"");
    assertThat(r.fields())
        .containsExactly(
            entry("client", "192.0.2.7"),
            entry("ident", "id7"),
            entry("user", "ann"),
            entry("method", "GET"),
            entry("path", "/a?b=c"),
            entry("protocol", "HTTP/1.1"),
            entry("status", "200"),
            entry("bytes", "2326"),
            entry("referer", "https://example.org/"),
            entry("agent", "curl/8.5 (x; \"y\")"));
  }

  @Test
  void record_ofTheCommonForm_hasNeitherRefererNorAgent() {
    Reading r = read(BEGIN + "\"HEAD / HTTP/1.0\" 304 -");

    assertThat(r.text()).isEqualTo("\"HEAD / HTTP/1.0\" 304 -");
    assertThat(r.fields())
        .containsExactly(
            entry("client", "192.0.2.7"),
            entry("method", "HEAD"),
            entry("path", "/"),
            entry("protocol", "HTTP/1.0"),
            entry("status", "304"));
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.org:443 192.0.2.7, www.example.org, 443, 192.0.2.7",
    "[2001:db8::2]:80 2001:db8::7, [2001:db8::2], 80, 2001:db8::7",
  })
  void server_inFront_isRead(String begin, String vhost, String port, String client) {
    Reading r = read(begin + BEGIN.substring(9) + "\"GET / HTTP/1.1\" 200 1 \"-\" \"-\"");

    assertThat(r.rejection()).isNull();
    assertThat(r.fields())
        .containsEntry("vhost", vhost)
        .containsEntry("port", port)
        .containsEntry("client", client)
        .doesNotContainKeys("referer", "agent", "user");
  }

  @ParameterizedTest
  @CsvSource({
    "::1 - ann lee, ::1, ann lee",
    "::1 - -, ::1,",
    "host-7:x - ann, host-7:x, ann",
    "192.0.2.7 - a [b] c, 192.0.2.7, a [b] c",
    "192.0.2.7 - \\x22q\\x22, 192.0.2.7, '\"q\"'",
  })
  void user_mayHaveSpaces(String begin, String client, String user) {
    Reading r = read(begin + BEGIN.substring(13) + "\"GET / HTTP/1.1\" 200 1");

    assertThat(r.rejection()).isNull();
    assertThat(r.fields()).containsEntry("client", client).doesNotContainKeys("vhost");
    assertThat(r.fields().get("user")).isEqualTo(user);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /a b HTTP/1.1      | GET  | /a b     | HTTP/1.1",
        "GET /                  | GET  | /        |",
        "GET /a b               | GET  | /a b     |",
        "PRI * HTTP/2.0         | PRI  | *        | HTTP/2.0",
        "M-SEARCH * HTTP/1.1    | M-SEARCH | *    | HTTP/1.1",
        "GET /\\xc3\\xa4 HTTP/1.1 | GET | /\u00e4 | HTTP/1.1",
        "GET /\\\"x\\\\ HTTP/1.1 | GET  | /\"x\\  | HTTP/1.1",
        "GET /\\q HTTP/1.1      | GET  | /\\q     | HTTP/1.1",
        "GET /a\" b\" HTTP/1.1  | GET  | /a\" b\" | HTTP/1.1",
      })
  void request_isTakenApart(String request, String method, String path, String protocol) {
    Reading r = read(BEGIN + "\"" + request + "\" 404 12");

    assertThat(r.rejection()).isNull();
    assertThat(r.fields().get("method")).isEqualTo(method);
    assertThat(r.fields().get("path")).isEqualTo(path);
    assertThat(r.fields().get("protocol")).isEqualTo(protocol);
    assertThat(r.fields()).containsEntry("status", "404").doesNotContainKey("request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\x16\\x03\\x01 | '\u0016\u0003\u0001'",
        "hello           | hello",
        "GET             | GET",
        "get / HTTP/1.1  | get / HTTP/1.1",
        "' '             | ' '",
      })
  void request_thatIsNone_isAFieldAsAWhole(String request, String field) {
    Reading r = read(BEGIN + "\"" + request + "\" 400 0 \"-\" \"-\"");

    assertThat(r.rejection()).isNull();
    assertThat(r.fields())
        .containsEntry("request", field)
        .containsEntry("status", "400")
        .doesNotContainKeys("method", "path", "protocol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"-\" 408 -", "\"\" 400 0", "\"-\" - -", "\"-\" 000 0"})
  void request_thatWasNotSent_isARecord(String rest) {
    Reading r = read(BEGIN + rest);

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo(rest);
    assertThat(r.fields()).doesNotContainKeys("request", "method");
  }

  @ParameterizedTest
  @ValueSource(strings = {" \"-\" \"open", " more", " \"-\" \"a\" 0.003", " \"-"})
  void whatFollows_inAnotherForm_isPartOfTheText(String more) {
    Reading r = read(BEGIN + "\"GET / HTTP/1.1\" 200 5" + more);

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).endsWith(more);
    assertThat(r.fields()).containsEntry("bytes", "5");
  }

  @ParameterizedTest
  @CsvSource({
    "02/Mar/2026:09:00:00.25 +0100, 2026-03-02T08:00:00.25Z",
    "02/Mar/2026:09:00:00 -0330, 2026-03-02T12:30:00Z",
    "29/Feb/2024:23:59:60 +0000, 2024-02-29T23:59:59.999999999Z",
  })
  void time_isAnInstant(String time, Instant expected) {
    assertThat(read("a - - [" + time + "] \"GET / HTTP/1.1\" 200 5").instant()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02/Mrz/2026:09:00:00 +0100",
        "30/Feb/2026:09:00:00 +0100",
        "02/Mar/2026:24:00:00 +0100",
        "02/Mar/2026:09:00:61 +0100",
        "02/Mar/2026:09:00:00 0100x",
        "02/Mar/2026 09:00:00 +0100",
        "02/Mar/2026:09:00:00 +2500",
      })
  void time_thatCannotBe_isRefused(String time) {
    assertThat(read("a - - [" + time + "] \"GET / HTTP/1.1\" 200 5").rejection())
        .isEqualTo(Rejection.TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.7",
        "[02/Mar/2026:09:00:00 +0100] \"GET / HTTP/1.1\" 200 5",
        "a [02/Mar/2026:09:00:00 +0100] \"GET / HTTP/1.1\" 200 5",
        "a - [02/Mar/2026:09:00:00 +0100] \"GET / HTTP/1.1\" 200 5",
        "a - - [02/Mar/2026:09:00:00 +0100] GET / 200 5",
        "a - - [02/Mar/2026:09:00:00 +0100] \"GET / HTTP/1.1 200 5",
        "a - - [02/Mar/2026:09:00:00 +0100] \"GET / HTTP/1.1\" 2000 5",
        "a - - [02/Mar/2026:09:00:00 +0100] ",
        "2026-03-02T08:00:00Z web1 nginx[1]: text",
      })
  void line_ofAnotherForm_isRefused(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "rfc3164-file, 'Mar  2 09:00:00 web1 nginx: '",
    "rfc3164, '<86>Mar  2 09:00:00 web1 nginx: '",
    "iso, '2026-03-02T09:00:00Z web1 nginx[7]: '",
    "rfc5424, '<86>1 2026-03-02T09:00:00Z web1 nginx 7 - - '",
  })
  void line_insideARecordOfADaemon_isOfThatOnesFormat(String format, String begin) {
    byte[] content = Log.bytes(begin + BEGIN + "\"GET / HTTP/1.1\" 200 5\n");

    assertThat(Log.open(content, Log.options()).sources().get(0).formatName()).isEqualTo(format);
  }

  @Test
  void file_isFoundByItself() throws IOException {
    try (Intake intake = Log.open(Log.bytes(BEGIN + "\"GET / HTTP/1.1\" 200 5\n"), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo("access");
    }
  }
}
