package dev.correlator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/**
 * Compressed sources. A digit chooses: 0, the rest is what stands behind the first two bytes of a
 * gzip file; else the rest is content, which is compressed and then damaged in one byte.
 */
class GzipFuzzTest {

  @FuzzTest(maxExecutions = 250)
  void compressedSource_whateverItsBytes_isReadOrSaidToBeDamaged(byte[] data) throws IOException {
    Input input = new Input(data);
    if (input.choice(2) == 0) {
      byte[] rest = input.rest();
      byte[] file = new byte[rest.length + 2];
      file[0] = 0x1f;
      file[1] = (byte) 0x8b;
      System.arraycopy(rest, 0, file, 2, rest.length);
      Cost cost = Cost.counted();
      Reading whole = read(file);
      cost.check(1032 * file.length); // deflate gives at most 1032 bytes for one
      assertThat(Reading.trickling(file, 1, Reading.options())).isEqualTo(whole);
    } else {
      damage(input.choice(256), input.choice(256), input.rest());
    }
  }

  private static void damage(int place, int change, byte[] content) throws IOException {
    byte[] file = gzip(content);
    Reading expected = read(content);
    assertThat(read(file)).isEqualTo(expected);
    byte[] damaged = file.clone();
    int at = 10 + place % (file.length - 10); // behind the header, of which nothing is checked
    damaged[at] ^= (byte) change;
    Reading found = read(damaged);
    assertThat(found.failure().isEmpty() && !found.equals(expected))
        .as("byte %d changed by %d: others are found in silence", at, change)
        .isFalse();
  }

  private static Reading read(byte[] file) {
    return Reading.of(file, Reading.options());
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
