package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir private Path folder;

  private static void write(Path file, String text) throws IOException {
    try (WholeFile whole = new WholeFile(file)) {
      whole.stream().write(text.getBytes(StandardCharsets.UTF_8));
      whole.commit();
    }
  }

  @Test
  void file_appearsWhenItIsWhole_inFoldersThatAreMade() throws IOException {
    Path file = folder.resolve("of/today/list.csv");
    try (WholeFile whole = new WholeFile(file)) {
      whole.stream().write('x');
      assertThat(file).doesNotExist();
      whole.commit(Instant.ofEpochSecond(1_000_000_000));
    }
    assertThat(file).hasContent("x");
    assertThat(Files.getLastModifiedTime(file).toInstant()).hasToString("2001-09-09T01:46:40Z");
    assertThat(folder.resolve("of/today")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void file_thatIsGivenUp_leavesWhatWasThere_andNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("list.csv"), "of yesterday");
    try (WholeFile whole = new WholeFile(file)) {
      whole.stream().write('x');
    }
    assertThat(file).hasContent("of yesterday");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void link_isFollowed_andStays() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("list.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real/list.csv"));
    Path other = Files.createSymbolicLink(folder.resolve("other"), Path.of("link"));

    write(other, "first"); // leads to nothing yet
    assertThat(real).hasContent("first");
    write(other, "second");

    assertThat(real).hasContent("second");
    assertThat(link).isSymbolicLink();
    assertThat(other).isSymbolicLink();
  }

  @Test
  void linksInACircle_areRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other"));
    Files.createSymbolicLink(folder.resolve("other"), Path.of("link"));

    assertThatThrownBy(() -> new WholeFile(link))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("leads through too many links");
  }

  @Test
  void permissions_ofTheFileThatIsReplaced_areKept() throws IOException {
    Path file = Files.writeString(folder.resolve("list.csv"), "of yesterday");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    write(file, "of today");

    assertThat(file).hasContent("of today");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void pipe_isWritten_notReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var read = CompletableFuture.supplyAsync(() -> read(pipe));

    write(pipe, "all of it");

    assertThat(read.get()).isEqualTo("all of it");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    read = CompletableFuture.supplyAsync(() -> read(pipe));
    try (WholeFile whole = new WholeFile(pipe)) {
      whole.commit(); // nothing was written: the reader sees an end all the same
    }
    assertThat(read.get()).isEmpty();
  }

  private static String read(Path pipe) {
    try {
      return Files.readString(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void folder_inPlaceOfTheFile_isRefused() {
    assertThatThrownBy(() -> new WholeFile(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a directory; name a file");
  }
}
