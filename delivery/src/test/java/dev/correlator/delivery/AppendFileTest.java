package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendFileTest {

  @TempDir Path folder;

  private static void write(AppendFile file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  private static void failHalfWay(AppendFile file, Path path) throws IOException {
    Files.writeString(path, "half a r", StandardOpenOption.APPEND); // what a full disk leaves
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> write(file, "half a row\n")).isInstanceOf(IOException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void writeThatFailedHalfWay_beforeTheNext_isCutOff() throws IOException {
    Path path = folder.resolve("rows");
    AppendFile file = new AppendFile(path, AppendFile.NO_LINKS, 0);
    write(file, "one\n");
    failHalfWay(file, path);

    write(file, "two\n");
    file.close();

    assertThat(path).hasContent("one\ntwo\n");
    assertThat(file.length()).isEqualTo(8);
  }

  @Test
  void writeThatFailedHalfWay_whenClosed_isCutOff() throws IOException {
    Path path = folder.resolve("rows");
    AppendFile file = new AppendFile(path, AppendFile.NO_LINKS, 0);
    write(file, "one\n");
    failHalfWay(file, path);

    file.close();
    file.close();

    assertThat(path).hasContent("one\n");
  }

  @Test
  void fileOfAnEarlierRun_keptInPart_isCutThere() throws IOException {
    Path path = Files.writeString(folder.resolve("rows"), "one\nhalf");
    AppendFile file = new AppendFile(path, AppendFile.NO_LINKS, 4);
    write(file, "two\n");
    file.close();

    assertThat(path).hasContent("one\ntwo\n");
  }

  @Test
  void partOfAnArray_written_isThatPart() throws IOException {
    Path path = folder.resolve("rows");
    AppendFile file = new AppendFile(path, AppendFile.NO_LINKS, 0);
    file.write("-abc-".getBytes(StandardCharsets.UTF_8), 1, 3);
    file.write("-def-".getBytes(StandardCharsets.UTF_8), 1, 3);
    file.close();

    assertThat(path).hasContent("abcdef");
  }
}
