package dev.correlator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.RecordFormat;
import dev.correlator.intake.Formats;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LineFormat;
import dev.correlator.intake.LineRule;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Formats that users describe. Four bytes choose: the rule, the size of blocks, the longest record,
 * whether the format is found by itself (0: it is named); then a line each for the pattern, the
 * time and the start; the rest is read: as one record, as lines, and as a source in pieces.
 */
class LineFormatFuzzTest {

  private static final String NAME = "described";
  private static final int CHARS_MAX = 200;

  @FuzzTest(maxExecutions = 4_000)
  void format_ofAnyPattern_readsAnyBytes(byte[] data) {
    Input input = new Input(data);
    LineRule rule = LineRule.values()[input.choice(LineRule.values().length)];
    int blockBytes = 1 + input.choice(200);
    int recordBytes = 20 + 3 * input.choice(256);
    boolean found = input.choice(2) == 1;
    String pattern = input.line();
    String time = input.line();
    String start = input.line();
    LineFormat format;
    try {
      format = new LineFormat(pattern, time, rule, start);
    } catch (IllegalArgumentException e) {
      return; // told to the user, who wrote it
    }
    if (pattern.length() + start.length() > CHARS_MAX) {
      return;
    }
    new FormatProbe(format).check(input.rest());
    IntakeOptions options =
        Reading.options().withRecordBytesMax(recordBytes).withFormat(found ? null : NAME);
    Reading.checkPieces(input.rest(), options, withInstalled(format), blockBytes, blockBytes);
  }

  private static Formats withInstalled(LineFormat described) {
    Map<String, RecordFormat> all = new HashMap<>();
    all.put(NAME, described);
    for (RecordFormat format : ServiceLoader.load(RecordFormat.class)) {
      all.put(format.getClass().getSimpleName(), format);
    }
    return new Formats(all);
  }
}
