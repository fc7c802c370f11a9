package dev.correlator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.intake.LineFormat;
import dev.correlator.intake.LineRule;

/**
 * Formats that users describe: a digit for the rule, then a line each for the pattern, the time and
 * the start; the rest is read.
 */
class LineFormatFuzzTest {

  private static final int CHARS_MAX = 200;

  @FuzzTest(maxExecutions = 4_000)
  void format_ofAnyPattern_readsAnyBytes(byte[] data) {
    Input input = new Input(data);
    LineRule rule = LineRule.values()[input.choice(LineRule.values().length)];
    String pattern = input.line();
    String time = input.line();
    String start = input.line();
    LineFormat format;
    try {
      format = new LineFormat(pattern, time, rule, start);
    } catch (IllegalArgumentException e) {
      return; // told to the user, who wrote it
    }
    if (pattern.length() + start.length() <= CHARS_MAX) {
      new FormatProbe(format).check(input.rest());
    }
  }
}
