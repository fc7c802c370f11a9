package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.Pattern;
import dev.correlator.fuzz.Cost;
import dev.correlator.fuzz.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns, a line each up to an empty one, against the text behind it: they match as the reference
 * reads them, and in a time that grows with the text.
 */
class PatternFuzzTest {

  private static final int PATTERNS_MAX = 8;

  // The reference takes exponential time.
  private static final int PATTERN_CHARS_MAX = 60;
  private static final int HOLES_MAX = 4;
  private static final int TEXT_BYTES_MAX = 22;

  private static final int LONG_TEXT_BYTES = 16 << 10;
  private static final int BEFORE = 5;

  @FuzzTest(maxExecutions = 15_000)
  void patterns_onAnyText_matchAsTheReferenceReads(byte[] data) {
    Input input = new Input(data);
    List<Pattern> patterns = new ArrayList<>();
    for (String line = input.line(); !line.isEmpty(); line = input.line()) {
      Pattern pattern = pattern(line);
      if (pattern != null
          && patterns.size() < PATTERNS_MAX
          && line.length() <= PATTERN_CHARS_MAX
          && pattern.holes().size() <= HOLES_MAX) {
        patterns.add(pattern);
      }
    }
    byte[] text = input.rest();
    pattern(new String(text, StandardCharsets.UTF_8));
    if (!patterns.isEmpty()) {
      compare(patterns, Arrays.copyOf(text, Math.min(text.length, TEXT_BYTES_MAX)));
      measure(patterns, text);
    }
  }

  /** The pattern, or null where it is said what is wrong with it, where and with a caret. */
  private static @Nullable Pattern pattern(String source) {
    try {
      Pattern pattern = Pattern.of(source);
      assertThat(pattern.source()).isEqualTo(source);
      assertThat(source.length()).isLessThanOrEqualTo(Pattern.MAX_SOURCE_CHARS);
      assertThat(pattern.holes().size()).isLessThanOrEqualTo(Pattern.MAX_HOLES);
      return pattern;
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return null;
    }
  }

  private static void compare(List<Pattern> patterns, byte[] text) {
    List<String> expected = new ArrayList<>();
    for (int p = 0; p < patterns.size(); p++) {
      int[] places = ReferenceReading.of(patterns.get(p), text);
      if (places != null) {
        expected.add(p + " " + Arrays.toString(places));
      }
    }
    assertThat(rows(PatternMatcher.compile(patterns), patterns, text)).isEqualTo(expected);
    assertThat(rows(PatternMatcher.compileFirstOnly(patterns), patterns, text))
        .isEqualTo(expected.subList(0, Math.min(1, expected.size())));
  }

  /** The rows, with places counted from the text's first byte, from an array without room. */
  private static List<String> rows(PatternMatcher matcher, List<Pattern> patterns, byte[] text) {
    byte[] bytes = new byte[BEFORE + text.length + RecordBlock.SLACK];
    Arrays.fill(bytes, (byte) '1');
    System.arraycopy(text, 0, bytes, BEFORE, text.length);
    MatchBuffer found = new MatchBuffer();
    matcher.match(bytes, BEFORE, BEFORE + text.length, found);
    List<String> rows = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < found.size; i++) {
      int p = found.cells[at++];
      int[] places = Arrays.copyOfRange(found.cells, at, at + 2 * patterns.get(p).holes().size());
      at += places.length;
      for (int j = 0; j < places.length; j++) {
        places[j] -= places[j] < 0 ? 0 : BEFORE;
      }
      rows.add(p + " " + Arrays.toString(places));
    }
    return rows;
  }

  /** The text again and again, up to a long one. */
  private static void measure(List<Pattern> patterns, byte[] text) {
    if (text.length == 0) {
      return;
    }
    byte[] bytes = new byte[LONG_TEXT_BYTES + RecordBlock.SLACK];
    for (int i = 0; i < LONG_TEXT_BYTES; i++) {
      bytes[i] = text[i % text.length];
    }
    PatternMatcher matcher = PatternMatcher.compile(patterns);
    MatchBuffer found = new MatchBuffer();
    Cost cost = Cost.counted();
    matcher.match(bytes, 0, LONG_TEXT_BYTES, found);
    cost.check(LONG_TEXT_BYTES);
  }
}
