package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are made to take long: what is looked at is counted, as a clock would not tell. */
class PatternMatcherHostileTest {

  /** The longest record. */
  private static final int LENGTH = 64 * 1024;

  /**
   * Each text is a head, as many repetitions as fit, and a tail.
   *
   * <p>The bounds are what was seen and a third more. Where holes have many ends (numbers up to 18,
   * addresses more), each byte is looked at that often.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Failed {m:word} for {?invalid user }{user} from {addr:ip} port {port:int} ssh2{?: {t}"
            + " {k}}; 'Failed x for '; ' from 1.1.1.1 port 1 ssh2'; !; 8",
        "Failed {m:word} for {?invalid user }{user} from {addr:ip} port {port:int} ssh2{?: {t}"
            + " {k}}; 'Failed x for '; ' from 1.1.1.1'; ' port 1 ssh3'; 8",
        "Failed {m} for {user} from {addr:ip} port {port:int} ssh2; 'Failed '; ' for x from 1.1.1.1"
            + " port 1 ssh2'; ' ssh2'; 8",
        "Connection closed by {user} {addr:ip} port {port:int}{? [preauth]}; 'Connection closed by"
            + " '; ' 1.1.1.1 port 1'; ' port'; 8",
        "{a} x {b} 1 {c} x {d} y; x; ' x '; ' y'; 8",
        "{a:word}{b:word}{c:word}!; ''; a; ' !'; 12",
        "{a:key}:{b:key}:{c:key}!; ''; ':a'; ?!; 12",
        "{t}{a:key}:{b:key}:{c:key}!; ''; ':a'; ?!; 15",
        "{t}{a:int}{b:int}{c:int}!; ''; 1; ?!; 80",
        "{t}{a:ip}{b:ip}{c:ip}!; ''; '1::1'; ?!; 160",
        "{t}{a:host}:{b:host}:{c:host}!; ''; 'a1:'; ?!; 120",
        "{t}.{?a}{?a}{?a}{?a}{?a}{?a}{?a}{?a}{?a}{?a}{?a}{?a}aaaaaaaaaaaa!; ''; .aaaaaaa; !; 50",
        "{t}{:a|aa|{x:hex}a}{:a|aa|{y:hex}a}{:a|aa|{z:hex}a}!; ''; a; ?!; 40",
        "{t} x{? {?{?{a:word} }{b:word} }{c:word} }!; ''; ' x a a a '; ?!; 4",
      })
  void text_madeToTakeLong_takesAsManyStepsAsItHasBytes(
      String source, String head, String repeated, String tail, int stepsPerByte) {
    Pattern pattern = Pattern.of(source);
    byte[] text = text(unquoted(head), unquoted(repeated), unquoted(tail));
    MatchBuffer found = new MatchBuffer();
    PatternMatcher matcher = PatternMatcher.compile(List.of(pattern));
    int matches = matcher.match(text, 0, LENGTH, found);
    long steps = found.reader.steps() + found.search.steps();
    assertThat(steps).isLessThan((long) LENGTH * stepsPerByte);
    // One more byte of the same kind may not cost more than the others did.
    long before = steps;
    byte[] half = text(unquoted(head), unquoted(repeated), unquoted(tail));
    System.arraycopy(half, LENGTH - tail.length(), half, LENGTH / 2, tail.length());
    matcher.match(half, 0, LENGTH / 2 + tail.length(), found);
    long halfSteps = found.reader.steps() + found.search.steps() - before;
    assertThat(steps).as("%d matches", matches).isLessThan(3 * halfSteps + 4096);
  }

  private static String unquoted(String s) {
    return s.startsWith("'") ? s.substring(1, s.length() - 1) : s;
  }

  private static byte[] text(String head, String repeated, String tail) {
    byte[] text = new byte[LENGTH + 16];
    byte[] unit = repeated.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < LENGTH; i++) {
      text[i] = unit[i % unit.length];
    }
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    byte[] last = tail.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(first, 0, text, 0, first.length);
    System.arraycopy(last, 0, text, LENGTH - last.length, last.length);
    return text;
  }
}
