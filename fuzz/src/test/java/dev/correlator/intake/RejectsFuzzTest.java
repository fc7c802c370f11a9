package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.Rejection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Records that are put aside: a line each, harmless to a terminal, and nothing of them lost. */
class RejectsFuzzTest {

  private static final String PLACE = "a.log:7: " + Rejection.HEADER.text() + ": ";

  @FuzzTest(maxExecutions = 50_000)
  void record_putAside_isALineOfWhichItCanBeReadAgain(byte[] data) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Rejects rejects = new Rejects(file);
    rejects.add("a.log", 7, data, 0, data.length, Rejection.HEADER);
    rejects.close();

    String line = file.toString(StandardCharsets.ISO_8859_1);
    assertThat(line).startsWith(PLACE).endsWith("\n");
    String written = line.substring(PLACE.length(), line.length() - 1);
    assertThat(written.chars()).noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    assertThat(read(written)).isEqualTo(data);
    assertThat(rejects.samples()).hasSize(1);
    assertThat(rejects.samples().get(0).text().chars())
        .noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
  }

  private static byte[] read(String written) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        bytes.write(c);
      } else if (written.charAt(i + 1) == '\\') {
        bytes.write(c);
        i++;
      } else if (written.charAt(i + 1) == 'u') {
        bytes.write(Integer.parseInt(written.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        bytes.write(written.charAt(i + 1) == 'n' ? '\n' : '\r');
        i++;
      }
    }
    return bytes.toByteArray();
  }
}
