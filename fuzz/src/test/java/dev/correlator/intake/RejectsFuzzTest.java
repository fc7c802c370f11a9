package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.Rejection;
import dev.correlator.core.VisibleText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    String line = utf8(file.toByteArray());
    assertThat(line).startsWith(PLACE).endsWith("\n");
    String written = line.substring(PLACE.length(), line.length() - 1);
    String withoutTabs = written.replace("\t", "");
    assertThat(VisibleText.of(withoutTabs)).isEqualTo(withoutTabs);
    assertThat(read(written)).isEqualTo(data);
    assertThat(rejects.samples()).hasSize(1);
    String sample = rejects.samples().get(0).text();
    assertThat(VisibleText.of(sample)).isEqualTo(sample);
  }

  private static String utf8(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] read(String written) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder characters = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        characters.append(c);
        continue;
      }
      char kind = written.charAt(++i);
      switch (kind) {
        case '\\' -> characters.append(c);
        case 'n' -> characters.append('\n');
        case 'r' -> characters.append('\r');
        case 'u' -> {
          characters.append((char) Integer.parseInt(written.substring(i + 1, i + 5), 16));
          i += 4;
        }
        case 'x' -> {
          bytes.writeBytes(characters.toString().getBytes(StandardCharsets.UTF_8));
          characters.setLength(0);
          bytes.write(Integer.parseInt(written.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw new AssertionError("\\" + kind);
      }
    }
    bytes.writeBytes(characters.toString().getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
