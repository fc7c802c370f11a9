package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellWordsTest {

  @TempDir private Path folder;
  private String called = "";

  @BeforeEach
  void install() throws IOException {
    Path file = Files.writeString(folder.resolve("correlator"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    called = file.toString();
  }

  @Test
  void program_thatThePathLeadsTo_isItsName() {
    assertThat(program(called, "/nowhere:" + folder)).isEqualTo("correlator");
    assertThat(program(folder + "//correlator", folder + "/")).isEqualTo("correlator");
  }

  @Test
  void program_thatThePathDoesNotLeadTo_isWhatWasCalled() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(folder.resolve("correlator"), other.resolve("correlator"));
    Files.setPosixFilePermissions(
        other.resolve("correlator"), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(program(called, "/nowhere")).isEqualTo(called);
    assertThat(program(called, other + ":" + folder)).isEqualTo(called);
    assertThat(program("./correlator", folder.toString())).isEqualTo("./correlator");
    assertThat(program("../a folder/correlator", "")).isEqualTo("'../a folder/correlator'");
  }

  @Test
  void program_thatAShellWasGivenAsAFile_isInTheCurrentFolder() {
    assertThat(program("correlator", "")).isEqualTo("./correlator");
  }

  @Test
  void program_ofWhichNothingIsKnown_isItsName() {
    assertThat(ShellWords.program(Map.of())).isEqualTo("correlator");
  }

  @Test
  void words_withWhatMeansSomethingToAShell_areQuoted() {
    assertThat(ShellWords.of(List.of("run", "a b.log", "it's", "", "x*", "--set", "a.b=c")))
        .isEqualTo("run 'a b.log' 'it'\\''s' '' 'x*' --set a.b=c");
  }

  @Test
  void files_ofWhichOneLooksLikeAnOption_areKeptApartFromOptions() {
    assertThat(ShellWords.files(List.of("auth.log", "-", "a-b.log")))
        .containsExactly("auth.log", "-", "a-b.log");
    assertThat(ShellWords.files(List.of("auth.log", "--events")))
        .containsExactly("--", "auth.log", "--events");
  }

  private static String program(String called, String path) {
    return ShellWords.program(Map.of("CORRELATOR_CALLED", called, "PATH", path));
  }
}
