package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternMatcherTest {

  private static final String FAILED =
      "Failed {method:word} for {?invalid user }{user} from {addr:ip} port {port:int} ssh2{?:"
          + " {keyType} {keyId}}";

  @Test
  void failedPassword_ofAnInvalidUser_isRead() {
    assertThat(read(FAILED, "Failed password for invalid user bob from 10.0.0.1 port 22 ssh2"))
        .isEqualTo("{addr=10.0.0.1, method=password, port=22, user=bob}");
  }

  @Test
  void failedKey_withItsFingerprint_isRead() {
    assertThat(read(FAILED, "Failed publickey for bob from ::1 port 22 ssh2: RSA SHA256:x y"))
        .isEqualTo(
            "{addr=::1, keyId=y, keyType=RSA SHA256:x, method=publickey, port=22, user=bob}");
  }

  @Test
  void firstOnly_ofSeveralThatMatch_findsTheOneOfTheLeastIndex() {
    List<Pattern> patterns =
        List.of(
            Pattern.of("bye {user} [preauth]"),
            Pattern.of("bye {user}"),
            Pattern.of("bye root{*}"),
            Pattern.of("{all}"));
    PatternMatcher matcher = PatternMatcher.compileFirstOnly(patterns);
    MatchBuffer found = new MatchBuffer();
    for (String text : List.of("bye root [preauth]", "bye root", "good bye")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(matcher.match(Arrays.copyOf(bytes, bytes.length + 16), 0, bytes.length, found))
          .isEqualTo(1);
      int first = text.endsWith("]") ? 0 : text.startsWith("bye") ? 1 : 3;
      assertThat(found.cells[0]).as(text).isEqualTo(first);
    }
  }

  @Test
  void userName_thatLooksLikeAnAddress_doesNotPassForOne() {
    assertThat(
            read(
                FAILED,
                "Failed password for invalid user x from 9.9.9.9 port 1 from 6.6.6.6 port 4242"
                    + " ssh2"))
        .isEqualTo("{addr=6.6.6.6, method=password, port=4242, user=x from 9.9.9.9 port 1}");
    assertThat(
            read(
                FAILED, "Failed password for a from 9.9.9.9 port 1 ssh2: from 6.6.6.6 port 2 ssh2"))
        .isEqualTo("{addr=6.6.6.6, method=password, port=2, user=a from 9.9.9.9 port 1 ssh2:}");
  }

  @Test
  void userName_asAField_endsInFrontOfTheFirstColon() {
    String failed = FAILED.replace("{user}", "{?{user:field}}");
    assertThat(
            read(
                failed,
                "Failed password for x from 1.1.1.1 port 1 from 9.9.9.9 port 1 ssh2: from 6.6.6.6"
                    + " port 2 ssh2"))
        .isEqualTo(
            "{addr=9.9.9.9, keyId=ssh2, keyType=from 6.6.6.6 port 2, method=password, port=1,"
                + " user=x from 1.1.1.1 port 1}");
    assertThat(read(failed, "Failed none for invalid user  from 10.0.0.1 port 22 ssh2"))
        .isEqualTo("{addr=10.0.0.1, method=none, port=22}");
    assertThat(read(failed, "Failed none for a:b from 10.0.0.1 port 22 ssh2"))
        .isEqualTo("no match");
  }

  @Test
  void name_asAnItem_endsInFrontOfTheFirstSemicolon() {
    String list = "USER={user:item} ; {?GROUP={group:item} ; }COMMAND={command}";
    assertThat(read(list, "USER=a b ; COMMAND=/bin/x ; GROUP=c ; COMMAND=/bin/y"))
        .isEqualTo("{command=/bin/x ; GROUP=c ; COMMAND=/bin/y, user=a b}");
    assertThat(read(list, "USER=a ; GROUP=domain users ; COMMAND=y"))
        .isEqualTo("{command=y, group=domain users, user=a}");
    assertThat(read(list, "USER= ; COMMAND=y")).isEqualTo("no match");
  }

  @Test
  void emptyUserName_betweenFixedTexts_isRead() {
    assertThat(read(FAILED, "Failed none for invalid user  from 10.0.0.1 port 22 ssh2"))
        .isEqualTo("{addr=10.0.0.1, method=none, port=22, user=}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{a} from {b}; x from y from z; {a=x from y, b=z}",
        "{a} {b} {c}; 1 2 3 4; {a=1 2, b=3, c=4}",
        "{a:word} {b}; 1 2 3; {a=1, b=2 3}",
        "{a:word}:{b:word}; a:b:c; {a=a:b, b=c}",
        "{a}{n:int}; x12; {a=x1, n=2}",
        "{a:int}{b:int}; 12345678901234567890; {a=123456789012345678, b=90}",
        "{a:hex}{b:word}; beefy; {a=beef, b=y}",
        "{a:ip}{b}; 1.2.3.400; {a=1.2.3.40, b=0}",
        "{a:ip} {b}; fe80::1%eth0 x; {a=fe80::1%eth0, b=x}",
        "a{?b}{?b}c; abc; {}",
        "{?{a:int} }{b}; 1 2; {a=1, b=2}",
        "{:x|xy}{b}; xyz; {b=yz}",
        "{:{a:int} of {b}|{b} of {a:int}}; 1 of 2; {a=1, b=2}",
        "{:{a:int} of {b}|{b} of {a:int}}; x of 2; {a=2, b=x}",
        "took {ms:int} ms{*}; took -5 ms (slow); {ms=-5}",
        "{{{a}}; {x}; {a=x}",
        "{h:host}:{port:int}; web-1.example.org:80; {h=web-1.example.org, port=80}",
        "{h:host}:{port:int}; ::1:80; {h=::1, port=80}",
      })
  void text_thatFitsInSeveralWays_isReadInTheOrderOfPreference(
      String pattern, String text, String holes) {
    assertThat(read(pattern, text)).isEqualTo(holes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "abc; abcd",
        "abc; ab",
        "a {b:int}; a 1234567890123456789",
        "a {b:int}; a -",
        "a {b:ip}; a 1.2.3.256",
        "a {b:ip}; a 01.2.3.4",
        "a {b:ip}; a 1.2.3",
        "a {b:ip}; a 1.2.3.4.5",
        "a {b:ip}; a example.org",
        "a {b:ip}; a 1:2:3:4:5:6:7",
        "a {b:ip}; a 1::2::3",
        "a {b:ip}; a 1:2:3:4:5:6:7:8:9",
        "a {b:ip}; a 12345::",
        "a {b:ip}; a ::1%",
        "a {b:ip}; a 1.2.3.4%eth0",
        "a {b:word}; a b c",
        "a {b:word} c; a  c",
        "a {b:key}; a b!",
        "{a} x {b} y; a y b x",
      })
  void text_thatDoesNotFit_isNoMatch(String pattern, String text) {
    assertThat(read(pattern, text)).isEqualTo("no match");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0",
    "255.255.255.255",
    "1.10.100.20",
    "::",
    "::1",
    "1::",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:1.2.3.4",
    "::ffff:1.2.3.4",
    "64:ff9b::192.0.2.33",
    "FE80::A%br-0.1"
  })
  void address_inEachForm_isAnIp(String address) {
    assertThat(read("{a:ip}", address)).isEqualTo("{a=" + address + "}");
    assertThat(read("[{a:ip}]", "[" + address + "]")).isEqualTo("{a=" + address + "}");
    assertThat(read("{x}[{a:ip}]", "[" + address + "]")).isEqualTo("{a=" + address + ", x=}");
    assertThat(read("{a:ip}{x}", address)).isEqualTo("{a=" + address + ", x=}");
  }

  @Test
  void patterns_thatMatchTheSameText_areFoundByAscendingIndex() {
    List<Pattern> patterns = new ArrayList<>();
    for (String source :
        List.of(
            "{x} done",
            "job {n:int} done",
            "job {*}",
            "job {n:int} failed",
            "{*}",
            "job {a} {b}",
            "{:job|JOB} {x}")) {
      patterns.add(Pattern.of(source));
    }
    MatchBuffer found = new MatchBuffer();
    byte[] text = padded("job 17 done");
    assertThat(PatternMatcher.compile(patterns).match(text, 0, 11, found)).isEqualTo(6);
    assertThat(Arrays.copyOf(found.cells, 18))
        .containsExactly(0, 0, 6, 1, 4, 6, 2, 4, 5, 4, 6, 7, 11, 6, 4, 11, 0, 0);
  }

  @Test
  void text_insideOtherBytes_isReadWithinItsBounds() {
    byte[] bytes = padded("9from 1.2.3.45 8");
    MatchBuffer found = new MatchBuffer();
    PatternMatcher matcher = PatternMatcher.compile(List.of(Pattern.of("from {a:ip}")));
    assertThat(matcher.match(bytes, 1, 13, found)).isEqualTo(1);
    assertThat(Arrays.copyOf(found.cells, 3)).containsExactly(0, 6, 13);
  }

  @Test
  void matcher_withoutPatterns_findsNothing() {
    assertThat(PatternMatcher.compile(List.of()).match(padded("x"), 0, 1, new MatchBuffer()))
        .isZero();
  }

  @Test
  void bytes_thatAreNoUtf8_areTakenByTextAndWord() {
    byte[] bytes = padded("user ..\0 x");
    bytes[5] = (byte) 0xFF;
    bytes[6] = (byte) 0xFE;
    MatchBuffer found = new MatchBuffer();
    PatternMatcher matcher =
        PatternMatcher.compile(List.of(Pattern.of("user {a} x"), Pattern.of("user {a:word}\0 x")));
    assertThat(matcher.match(bytes, 0, 10, found)).isEqualTo(2);
    assertThat(Arrays.copyOf(found.cells, 6)).containsExactly(0, 5, 8, 1, 5, 7);
  }

  static byte[] padded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 16);
  }

  /** The holes that are there, by name, or "no match". */
  private static String read(String source, String text) {
    Pattern pattern = Pattern.of(source);
    byte[] bytes = padded(text);
    MatchBuffer found = new MatchBuffer();
    if (PatternMatcher.compile(List.of(pattern)).match(bytes, 0, bytes.length - 16, found) == 0) {
      return "no match";
    }
    Map<String, String> holes = new TreeMap<>();
    for (int i = 0; i < pattern.holes().size(); i++) {
      int start = found.cells[1 + 2 * i];
      if (start >= 0) {
        int end = found.cells[2 + 2 * i];
        holes.put(
            pattern.holes().get(i).name(),
            new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }
    }
    return holes.toString();
  }
}
