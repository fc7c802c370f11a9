package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that takes its time, of the packaged program: what is shown of it, and how it is stopped.
 */
class LongRunIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long SECONDS = 60;

  @TempDir private Path folder;
  private Instant time = Instant.parse("2026-03-03T10:00:00.001Z");

  private Process start(boolean terminal) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            ROOT.resolve("app/target/correlator/bin/correlator").toString(), "run", "openssh", "-");
    command.environment().put("CORRELATOR_JAVA_HOME", System.getProperty("java.home"));
    command.environment().remove("CORRELATOR_TERMINAL");
    if (terminal) { // what the launcher says where standard error is one
      command.environment().put("CORRELATOR_TERMINAL", "1");
    }
    command.redirectOutput(folder.resolve("out").toFile());
    command.redirectError(folder.resolve("err").toFile());
    return command.start();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Writes records, one for each millisecond, until progress was shown; whether it ever was. */
  private boolean feed(OutputStream input, Duration atMost) throws IOException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < atMost.toNanos()) {
      write(input);
      if (read("err").contains("records, ")) {
        return true;
      }
    }
    return false;
  }

  private void write(OutputStream input) throws IOException {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      time = time.plusMillis(1);
      records.append(time).append(" web1 sshd[").append(i);
      records.append("]: Connection closed by 192.0.2.1 port 22 [preauth]\n");
    }
    input.write(records.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void run_thatIsStopped_reportsWhatItHasFoundSoFar() throws Exception {
    Process run = start(true);
    try (OutputStream input = run.getOutputStream()) {
      assertThat(feed(input, Duration.ofSeconds(SECONDS))).as(read("err")).isTrue();
      run.toHandle().destroy(); // as Ctrl-C: a background job may have that one ignored
      while (run.isAlive()) {
        write(input);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("pipe"); // it has gone before the last was written
    }

    assertThat(run.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(read("out"))
        .contains("STOPPED before the end", "TRANSACTIONS", "EXACT   ")
        .doesNotContain("\u001b");
    assertThat(sumOfRecords(read("out"))).isZero();
    assertThat(read("err")).contains("\r\u001b[K").endsWith("\r\u001b[K");
  }

  /**
   * What is missing in the line RECORDS; its words are those of a log that one module knows, whose
   * last line may have been cut: it says less, or not even when.
   */
  private static long sumOfRecords(String report) {
    Matcher line =
        Pattern.compile(
                "RECORDS ([0-9,]+) = ([0-9,]+) used \\+ ([01]) ignored(?: \\([^)]*\\))?"
                    + "(?: \\+ ([0-9,]+) read, not reached)? \\+ ([01]) not parsed")
            .matcher(report);
    assertThat(line.find()).as(report).isTrue();
    String unreached = line.group(4);
    return number(line.group(1))
        - number(line.group(2))
        - number(line.group(3))
        - (unreached == null ? 0 : number(unreached))
        - number(line.group(5));
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  @Test
  void run_thatIsStoppedWhileItWaitsForMore_reportsAllThatHasCome() throws Exception {
    Process run = start(true);
    try (OutputStream input = run.getOutputStream()) {
      assertThat(feed(input, Duration.ofSeconds(SECONDS))).as(read("err")).isTrue();
      run.toHandle().destroy(); // and the writer says no more
      assertThat(run.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(read("out")).contains("STOPPED before the end", "left before log-in", "EXACT   ");
  }

  @Test
  void run_inAPipe_showsNothingOfItsProgress() throws Exception {
    Process run = start(false);
    try (OutputStream input = run.getOutputStream()) {
      feed(input, Duration.ofSeconds(2)); // on a terminal it would come after half a second
    }

    assertThat(run.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isZero();
    assertThat(read("out")).contains("TRANSACTIONS");
    assertThat(read("err").replaceAll("correlator: first use with JDK .*\n", "")).isEmpty();
  }
}
