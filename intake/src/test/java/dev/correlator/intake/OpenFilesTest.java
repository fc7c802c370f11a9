package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

  @TempDir Path folder;

  private ByteInput input(OpenFiles files, String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return files.input(file, Files.readAttributes(file, BasicFileAttributes.class));
  }

  @Test
  void filesReadInTurn_manyMoreThanMayBeOpen_areReadOnWhereTheyWere() throws IOException {
    OpenFiles files = new OpenFiles();
    List<ByteInput> inputs = new ArrayList<>();
    int count = 3 * OpenFiles.OPEN_MAX;
    for (int i = 0; i < count; i++) {
      inputs.add(input(files, i + ".log", "first%03dsecond%03d".formatted(i, i)));
    }

    byte[] b = new byte[20];
    for (int i = 0; i < count; i++) {
      assertThat(inputs.get(i).read(b, 0, 8)).isEqualTo(8);
    }
    assertThat(files.resting()).isEqualTo(OpenFiles.OPEN_MAX);
    for (int i = 0; i < count; i++) {
      int length = inputs.get(i).read(b, 0, b.length);
      assertThat(new String(b, 0, length, StandardCharsets.US_ASCII))
          .isEqualTo("second%03d".formatted(i));
      assertThat(inputs.get(i).read(b, 0, b.length)).isEqualTo(-1);
      assertThat(inputs.get(i).consumedBytes()).isEqualTo(17);
      inputs.get(i).close();
    }

    assertThat(files.resting()).isZero();
  }

  @Test
  void file_thatWasRotatedWhileItWasClosed_isNotReadOnInTheNewOne() throws IOException {
    OpenFiles files = new OpenFiles();
    ByteInput rotated = input(files, "auth.log", "of yesterday");
    assertThat(rotated.read(new byte[4], 0, 4)).isEqualTo(4);
    for (int i = 0; i < OpenFiles.OPEN_MAX; i++) {
      input(files, i + ".log", "x").read(new byte[1], 0, 1);
    }
    Files.move(folder.resolve("auth.log"), folder.resolve("auth.log.1"));
    Files.writeString(folder.resolve("auth.log"), "of today, and longer");

    assertThatThrownBy(() -> rotated.read(new byte[4], 0, 4))
        .isInstanceOf(IOException.class)
        .hasMessage("another file was put in its place meanwhile");
  }
}
