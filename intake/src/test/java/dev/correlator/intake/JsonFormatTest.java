package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.api.Rejection;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {

  private static Reading read(String line) {
    return Reading.of(new JsonFormat(), line.replace('\'', '"'));
  }

  @Test
  void usualNames_areTheHeader_othersAreFields() {
    Reading r =
        read(
            "{'time':'2026-03-02T08:00:00.5Z','level':'WARN','host':'web1','service':'shop',"
                + "'pid':812,'logger':'com.example.Cart','msg':'no stock','order_id':'o-7','n':3,"
                + "'paid':false,'coupon':null,'tags':['a',{'b':1}]}");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.5Z"));
    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 4);
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("shop");
    assertThat(r.procId()).isEqualTo("812");
    assertThat(r.text()).isEqualTo("no stock");
    assertThat(r.fields())
        .containsOnly(
            entry("order_id", "o-7"),
            entry("n", "3"),
            entry("paid", "false"),
            entry("tags", "[\"a\",{\"b\":1}]"),
            entry("logger", "com.example.Cart"));
  }

  @Test
  void logger_isTheApplication_whereNoneIsNamed() {
    assertThat(read("{'logger_name':'com.example.Cart','message':'x'}").app())
        .isEqualTo("com.example.Cart");
  }

  @Test
  void names_ofObjectsInIt_areJoinedByDots() {
    Reading r =
        read(
            "{'@timestamp':'2026-03-02T08:00:00Z','log':{'level':'error','logger':'a.B'},"
                + "'http':{'request':{'id':'r-1'},'status':502},'host':{'name':'web2'},"
                + "'message':'m'}");

    assertThat(r.priority()).isEqualTo(RecordHeader.NO_FACILITY + 3);
    assertThat(r.app()).isEqualTo("a.B");
    assertThat(r.host()).isEqualTo("web2");
    assertThat(r.fields())
        .containsOnly(entry("http.request.id", "r-1"), entry("http.status", "502"));
  }

  @Test
  void escapes_areResolved_inNamesAndValues() {
    Reading r =
        read(
            "{'msg':'say \\'hi\\'\\n\\u00e4\\ud83d\\ude00\\/"
                + " \\ud83d!','k\\u0031':'a\\tb','n':{'\\u0032':1}}");

    assertThat(r.rejection()).isNull();
    assertThat(r.text()).isEqualTo("say \"hi\"\n\u00e4\ud83d\ude00/ \ufffd!");
    assertThat(r.fields()).containsOnly(entry("k1", "a\tb"), entry("n.2", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "1772438400, 2026-03-02T08:00:00Z",
    "1772438400.25, 2026-03-02T08:00:00.25Z",
    "1772438400123, 2026-03-02T08:00:00.123Z",
    "1772438400123456, 2026-03-02T08:00:00.123456Z",
    "1772438400123456789, 2026-03-02T08:00:00.123456789Z",
    "'\"1772438400\"', 2026-03-02T08:00:00Z",
    "'\"2026-03-02T09:00:00+01:00\"', 2026-03-02T08:00:00Z",
    "'\"2026-03-02 08:00:00,123Z\"', 2026-03-02T08:00:00.123Z",
    "'\"2026-03-02T08:00:00\\u002B00:00\"', 2026-03-02T08:00:00Z",
  })
  void time_ofEachForm_isAnInstant(String time, Instant expected) {
    Reading r = read("{'ts':" + time + ",'msg':'x'}");

    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'yesterday'",
        "true",
        "-5",
        "-1.7e9",
        "1e999999999",
        "1e-999999999",
        "99999999999999999999",
        "[1]",
        "'1.7.7e9'",
        "'1.7e9e9'",
        "'30/Feb/2026:08:00:00 +0100'",
        "'02/Mar/2026:08:00:00'",
        "'02/Mar/2026:08:00:00 +01'",
        "'02 Mar/2026:08:00:00 +0100'",
        "'Mon, 02 Mar 2026 24:00:00 GMT'",
        "'Mon, 02 Mar 2026 08:00:00 CET'",
        "'02 Mar 2026'",
      })
  void time_thatCannotBeRead_isAField(String time) {
    Reading r = read("{'time':" + time + ",'msg':'x'}");

    assertThat(r.rejection()).isNull();
    assertThat(r.clock()).isEqualTo(Clock.NONE);
    assertThat(r.fields()).containsEntry("time", time.replace("'", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"ERROR\"', 3",
    "'\"warning\"', 4",
    "'\"Info\"', 6",
    "'\"TRACE\"', 7",
    "'\"fatal\"', 2",
    "'\"I\"', 6",
    "30, 6",
    "50, 3",
    "35, 6",
    "6, 6",
    "3, 3",
    "'\"4\"', 4",
  })
  void level_isASeverity(String level, int severity) {
    assertThat(read("{'level':" + level + ",'msg':'x'}").priority())
        .isEqualTo(RecordHeader.NO_FACILITY + severity);
  }

  @Test
  void level_thatIsNone_isAField() {
    Reading r = read("{'level':'loud','msg':'x'}");

    assertThat(r.priority()).isEqualTo(-1);
    assertThat(r.fields()).containsOnly(entry("level", "loud"));
  }

  @Test
  void message_thatIsMissing_isTheWholeRecord() {
    assertThat(read("{'order':7}").text()).isEqualTo("{\"order\":7}");
  }

  @Test
  void namesOfOnePart_theUsualOneIsIt_theOtherAField() {
    Reading r = read("{'event':'e','log':'l','message':'m'}");

    assertThat(r.text()).isEqualTo("m");
    assertThat(r.fields()).containsOnly(entry("event", "e"), entry("log", "l"));
  }

  @Test
  void manyFields_areKeptUpToTheBound() {
    StringBuilder line = new StringBuilder("{'msg':'x'");
    for (int i = 0; i < 300; i++) {
      line.append(",'k").append(i).append("':").append(i);
    }

    assertThat(read(line + "}").fields()).hasSize(RecordHeader.FIELDS_MAX);
  }

  @Test
  void objects_thatLieDeep_areValuesAsTheyStand() {
    String deep = "{'a':".repeat(9) + "1" + "}".repeat(9);

    assertThat(read(deep).fields()).containsOnly(entry("a.a.a.a.a.a.a.a", "{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}x",
        "{'a'}",
        "{'a':}",
        "{'a':1,}",
        "{'a':01}",
        "{'a':1.}",
        "{'a':-}",
        "{'a':1e}",
        "{'a':tru}",
        "{'a':'b}",
        "{'a':'\\x'}",
        "{'a':'\\u12'}",
        "{'a':'\\",
        "{'a':[1}",
        "{'a':[1,'b}",
        "{'a':1 'b':2}",
        "{'a':{'b':1}",
        "{a:1}",
      })
  void whatIsNoObject_isRefused(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain text", "[1]", "'x'", "Mar  2 00:00:01 web1 sshd[1]: x"})
  void whatDoesNotBeginAsOne_isOfAnotherFormat(String line) {
    assertThat(read(line).rejection()).isEqualTo(Rejection.HEADER);
  }

  @Test
  void nesting_thatIsDeeperThanAllowed_isRefusedAndDoesNotOverflow() {
    assertThat(read("{'a':" + "[".repeat(100_000) + "]".repeat(100_000) + "}").rejection())
        .isEqualTo(Rejection.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'instant':{'epochSecond':1772438400,'nanoOfSecond':500000000}",
        "'timeMillis':1772438400500",
        "'t':{'$date':'2026-03-02T08:00:00.500+00:00'}",
        "'t':{'$date':{'$numberLong':'1772438400500'}}",
        "'timestamp':{'seconds':1772438400,'nanos':500000000}",
        "'timestamp':{'nanos':500000000,'seconds':'1772438400'}",
        "'timestampSeconds':1772438400,'timestampNanos':500000000",
        "'time':17724384005e-1",
        "'ts':1.7724384005e9",
        "'ts':1.7724384005E+12",
        "'time':'2026-03-02T08:00:00.50000000000000Z'",
        "'time':1772438400.500000000000",
      })
  void times_ofOtherForms_areRead(String members) {
    Reading r = read("{" + members + ",'msg':'x'}");

    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.5Z"));
    assertThat(r.fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 02 Mar 2026 08:00:00 GMT",
        "Mon, 2 Mar 2026 09:00:00 +0100",
        "02 Mar 2026 08:00:00 UTC",
        "02/Mar/2026:09:00:00 +0100",
        "02/Mar/2026:07:30:00 -0030",
      })
  void times_withAMonthsName_areRead(String time) {
    Reading r = read("{'time':'" + time + "','msg':'x'}");

    assertThat(r.clock()).isEqualTo(Clock.ABSOLUTE);
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
  }

  @Test
  void nanoseconds_withoutTheirSeconds_areAField() {
    Reading r = read("{'time':1772438400,'timestamp':{'nanos':5},'msg':'x'}");

    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    assertThat(r.fields()).containsOnly(entry("timestamp.nanos", "5"));
  }

  @Test
  void field_withoutAName_isOneToo() {
    Reading r = Reading.of(new JsonFormat(), "{\"\":\"one\",\"a\":{\"\":2},\"msg\":\"x\"}");

    assertThat(r.fields()).containsOnly(entry("", "one"), entry("a.", "2"));
  }
}
