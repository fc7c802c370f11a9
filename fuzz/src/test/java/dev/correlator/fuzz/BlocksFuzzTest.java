package dev.correlator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.Trailer;
import dev.correlator.intake.IntakeOptions;

/**
 * However a source is cut, the same is found. Four bytes choose: the size of blocks, how much is
 * read at a time, the longest record, the format (halved; 0: found by itself) and whether a trailer
 * is configured. Where one is (odd), a byte for its length and its bytes stand in front of the
 * rest, which is the source.
 */
class BlocksFuzzTest {

  @FuzzTest(maxExecutions = 4_000)
  void source_readInPieces_givesWhatItGivesAsAWhole(byte[] data) {
    Input input = new Input(data);
    int blockBytes = 1 + input.choice(200);
    int readBytes = 1 + input.choice(200);
    int recordBytes = 20 + 3 * input.choice(256);
    int choice = input.choice(2 * (Reading.FORMATS.names().size() + 1));
    int format = choice / 2;
    byte[] trailer =
        choice % 2 == 0 ? new byte[0] : input.bytes(1 + input.choice(Trailer.BYTES_MAX));
    IntakeOptions options =
        Reading.options()
            .withRecordBytesMax(recordBytes)
            .withFormat(format == 0 ? null : Reading.FORMATS.names().get(format - 1))
            .withTrailer(trailer.length == 0 ? null : Trailer.of(trailer));
    Reading.checkPieces(input.rest(), options, Reading.FORMATS, blockBytes, readBytes);
  }
}
