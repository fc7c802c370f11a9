package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first command of the README, on the packaged program: what it prints is what stands there.
 */
class ReadmeReportIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SECONDS = Pattern.compile("read in [0-9.]+ s");
  private static final Instant RECORDED = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void report_ofTheSampleLog_isThatOfTheReadme() throws Exception {
    // The year of the records comes from the file's date, which a clone does not keep.
    Path log = Files.createDirectories(folder.resolve("demo/openssh")).resolve("auth.log");
    Files.copy(ROOT.resolve("demo/openssh/auth.log"), log);
    Files.setLastModifiedTime(log, FileTime.from(RECORDED));
    Files.createSymbolicLink(
        folder.resolve("correlator"), ROOT.resolve("app/target/correlator/bin/correlator"));
    Path output = folder.resolve("output");
    ProcessBuilder command =
        new ProcessBuilder("sh", "-c", "./correlator run openssh demo/openssh/auth.log");
    command.directory(folder.toFile());
    command.environment().put("CORRELATOR_JAVA_HOME", System.getProperty("java.home"));
    command.redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);

    int exitCode = command.start().waitFor();

    assertThat(exitCode).isZero();
    assertThat(withoutSeconds(Files.readString(output)))
        .isEqualTo(withoutSeconds(shown(Files.readString(ROOT.resolve("README.md")))));
  }

  private static String withoutSeconds(String report) {
    return SECONDS.matcher(report).replaceAll("read in some time");
  }

  private static String shown(String readme) {
    String fence = "```\n";
    int begin = readme.indexOf(fence, readme.indexOf("<!-- report -->")) + fence.length();
    return readme.substring(begin, readme.indexOf(fence, begin));
  }
}
