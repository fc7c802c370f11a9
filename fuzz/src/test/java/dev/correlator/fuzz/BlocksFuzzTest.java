package dev.correlator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.intake.IntakeOptions;

/**
 * However a source is cut, the same is found. Four bytes choose: the size of blocks, how much is
 * read at a time, the longest record, the format (0: found by itself); the rest is the source.
 */
class BlocksFuzzTest {

  private static final int WHOLE = 1 << 16;

  @FuzzTest(maxExecutions = 4_000)
  void source_readInPieces_givesWhatItGivesAsAWhole(byte[] data) {
    Input input = new Input(data);
    int blockBytes = 1 + input.choice(200);
    int readBytes = 1 + input.choice(200);
    int recordBytes = 20 + 3 * input.choice(256);
    int format = input.choice(Reading.FORMATS.names().size() + 1);
    IntakeOptions options =
        Reading.options()
            .withRecordBytesMax(recordBytes)
            .withFormat(format == 0 ? null : Reading.FORMATS.names().get(format - 1));
    byte[] content = input.rest();
    Cost cost = Cost.counted();
    Reading whole = Reading.of(content, options, WHOLE);
    cost.check(content.length);
    assertThat(Reading.of(content, options, blockBytes)).isEqualTo(whole);
    assertThat(Reading.trickling(content, 1, options, blockBytes)).isEqualTo(whole);
    assertThat(Reading.trickling(content, readBytes, options, WHOLE)).isEqualTo(whole);
  }
}
