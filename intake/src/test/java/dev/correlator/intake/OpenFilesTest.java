package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFilesTest {

  @TempDir Path folder;

  private OpenFiles.Input input(OpenFiles files, String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return files.input(file, Files.readAttributes(file, BasicFileAttributes.class));
  }

  private OpenFiles.Input closed(OpenFiles files, Path file) throws IOException {
    OpenFiles.Input input =
        files.input(file, Files.readAttributes(file, BasicFileAttributes.class));
    assertThat(input.read(new byte[4], 0, 4)).isEqualTo(4);
    for (int i = 0; i < OpenFiles.OPEN_MAX; i++) {
      input(files, i + ".log", "x").read(new byte[1], 0, 1);
    }
    return input;
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
    OpenFiles.Input rotated =
        closed(files, Files.writeString(folder.resolve("auth.log"), "of yesterday"));
    Files.move(folder.resolve("auth.log"), folder.resolve("auth.log.1"));
    Files.writeString(folder.resolve("auth.log"), "of today, and longer");

    assertThatThrownBy(() -> rotated.read(new byte[4], 0, 4))
        .isInstanceOf(IOException.class)
        .hasMessage("another file was put in its place meanwhile");
  }

  /** Until the clock of the file system has gone on. */
  private void waitForTheClock() throws IOException {
    Path file = folder.resolve("clock");
    FileTime now = Files.getLastModifiedTime(Files.writeString(file, ""));
    while (Files.getLastModifiedTime(Files.writeString(file, "x")).equals(now)) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void file_thatWasMadeAgainWhileItWasClosed_isNotReadOnInTheNewOne(boolean writtenOn)
      throws IOException {
    Path log = Files.writeString(folder.resolve("auth.log"), "of yes");
    waitForTheClock();
    if (writtenOn) {
      Files.writeString(log, "terday", StandardOpenOption.APPEND);
    }
    OpenFiles files = new OpenFiles();
    OpenFiles.Input old = closed(files, log);
    waitForTheClock();
    Files.delete(log); // some file systems give its number to the next one
    Files.writeString(log, "of today, and longer");

    assertThatThrownBy(() -> old.read(new byte[4], 0, 4))
        .isInstanceOf(IOException.class)
        .hasMessage("another file was put in its place meanwhile");
  }

  @Test
  void file_thatGrewWhileItWasClosed_isReadToItsEnd() throws IOException {
    OpenFiles files = new OpenFiles();
    OpenFiles.Input grows =
        closed(files, Files.writeString(folder.resolve("auth.log"), "of yesterday"));
    waitForTheClock();
    Files.writeString(folder.resolve("auth.log"), " and today", StandardOpenOption.APPEND);

    byte[] b = new byte[100];
    int length = grows.read(b, 0, b.length);
    assertThat(new String(b, 0, length, StandardCharsets.US_ASCII)).isEqualTo("esterday and today");
  }

  @Test
  void file_thatIsMadeAgainBehindTheLook_isReadAsItWas() throws IOException {
    OpenFiles files = new OpenFiles();
    OpenFiles.Input input = input(files, "auth.log", "of yesterday");
    byte[] b = new byte[100];
    try (ByteInput look = input.look()) {
      assertThat(look.read(b, 0, 2)).isEqualTo(2);
      assertThat(look.read(b, 0, 100)).isEqualTo(10);
      assertThat(look.consumedBytes()).isEqualTo(12);
    }
    assertThat(files.resting()).isOne();
    Files.delete(folder.resolve("auth.log"));
    Files.writeString(folder.resolve("auth.log"), "of today, and longer");

    int length = input.read(b, 0, b.length);
    assertThat(new String(b, 0, length, StandardCharsets.US_ASCII)).isEqualTo("of yesterday");
    files.close();
    assertThat(files.resting()).isZero();
  }
}
