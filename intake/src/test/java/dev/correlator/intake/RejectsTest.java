package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {

  @TempDir Path folder;

  private static void add(Rejects rejects, long line, String text, Rejection reason) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    rejects.add("auth.log", line, b, 0, b.length, reason);
  }

  @Test
  void rejects_areCountedByReason_andTheFirstOfEachAreKept() {
    Rejects rejects = new Rejects();
    for (int i = 1; i <= 5; i++) {
      add(rejects, i, "line " + i, Rejection.HEADER);
    }
    add(rejects, 6, "", Rejection.EMPTY);

    assertThat(rejects.total()).isEqualTo(6);
    assertThat(rejects.counts()).isEqualTo(Map.of(Rejection.HEADER, 5L, Rejection.EMPTY, 1L));
    assertThat(rejects.samples().stream().map(Rejects.Sample::line))
        .containsExactly(1L, 2L, 3L, 6L);
    assertThat(rejects.samples().get(1))
        .isEqualTo(new Rejects.Sample("auth.log", 2, Rejection.HEADER, "line 2"));
  }

  @Test
  void sample_ofALongRecord_isItsStart() {
    Rejects rejects = new Rejects();
    add(rejects, 1, "x".repeat(5000), Rejection.TOO_LONG);

    assertThat(rejects.samples().get(0).text()).isEqualTo("x".repeat(200));
  }

  @Test
  void file_hasALineForEach_thatATerminalCanShow() throws IOException {
    Path file = folder.resolve("rejects.txt");
    try (Rejects rejects = new Rejects(file)) {
      add(rejects, 17, "a\u001B[31m\tb\0\u007F\\ \u00FC", Rejection.HEADER);
      add(rejects, 18, "", Rejection.EMPTY);
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "auth.log:17: no header of this format: a\\u001b[31m\tb\\u0000\\u007f\\\\ \u00FC",
            "auth.log:18: empty line: ");
  }

  @Test
  void file_actsOnNoTerminal_whateverTheSetOfCharactersOfTheLog() throws IOException {
    Path file = folder.resolve("rejects.txt");
    byte[] latin = {'j', (byte) 0xFC, (byte) 0x9B, '3', '1', 'm', '\t', (byte) 0xE2, (byte) 0x80};
    try (Rejects rejects = new Rejects(file)) {
      add(rejects, 1, "\u009B31m \u202Egro\u200B \uDB40\uDC41 \u00FC \u6F22", Rejection.HEADER);
      rejects.add("auth.log", 2, latin, 0, latin.length, Rejection.HEADER);
      add(rejects, 3, "\\u202e \\x9b \\t", Rejection.HEADER);
      rejects.add("a\u001B[2J\n.log", 4, latin, 0, 1, Rejection.HEADER);
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "auth.log:1: no header of this format:"
                + " \\u009b31m \\u202egro\\u200b \\udb40\\udc41 \u00FC \u6F22",
            "auth.log:2: no header of this format: j\\xfc\\x9b31m\t\\xe2\\x80",
            "auth.log:3: no header of this format: \\\\u202e \\\\x9b \\\\t",
            "a\\u001b[2J\\n.log:4: no header of this format: j");
  }

  /** Takes some bytes, and then no more. */
  private static final class FullDisk extends OutputStream {
    private int room = 100_000;

    @Override
    public void write(int b) throws IOException {
      if (room-- == 0) {
        throw new IOException("no space left");
      }
    }
  }

  @Test
  void file_thatCannotBeWrittenToItsEnd_isSaid_andCountingGoesOn() {
    try (Rejects rejects = new Rejects(new FullDisk())) {
      for (int i = 0; i < 100_000; i++) {
        add(rejects, i, "something", Rejection.HEADER);
      }
      assertThat(rejects.failure()).isEqualTo("no space left");
      assertThat(rejects.total()).isEqualTo(100_000);
    }
  }
}
