package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.EventEnvelope;
import dev.correlator.delivery.CsvHandler;
import dev.correlator.delivery.HandlerOpenException;
import dev.correlator.delivery.JsonlHandler;
import dev.correlator.modules.OpenSsh;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of one's own that runs the logic. */
class EmbeddingTest {

  @TempDir Path folder;

  @Test
  void program_withModuleAndListener_isToldOfGuessing() throws Exception {
    Path log = folder.resolve("auth.log");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 6; i++) {
      lines.append(
          "<86>1 2026-03-02T00:00:0%d.5Z web1 sshd %d - - Failed password for root from 203.0.113.7 port 40000 ssh2\n"
              .formatted(i, 100 + i));
    }
    Files.writeString(log, lines);
    List<String> alerts = new ArrayList<>();
    Correlator.Result result =
        Correlator.builder()
            .input(log.toString())
            .module("openssh", new OpenSsh())
            .on(
                OpenSsh.AttemptsExceeded.class,
                e -> alerts.add(e.event().addr() + " at line " + line(e)))
            .build()
            .run();
    assertThat(alerts).containsExactly("203.0.113.7 at line 5");
    assertThat(result.summary().records()).isEqualTo(6);
    assertThat(result.rejected()).isZero();
    assertThat(result.handlers().isComplete()).isTrue();
  }

  @Test
  void input_thatIsCut_isTold() throws Exception {
    Path log = folder.resolve("auth.log.gz");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines
          .append("<86>1 2026-03-02T00:00:00Z web1 sshd ")
          .append(Math.floorMod(i * 0x9E3779B9, 1_000_000))
          .append(" - - Connection closed by 192.0.2.1 port 22\n");
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }
    Correlator.Result whole = openSsh(log);
    Files.write(log, Arrays.copyOf(Files.readAllBytes(log), (int) Files.size(log) / 2));

    Correlator.Result cut = openSsh(log);

    assertThat(whole.problems()).isEmpty();
    assertThat(whole.isComplete()).isTrue();
    assertThat(cut.summary().records()).isBetween(1L, 4_999L);
    assertThat(cut.isComplete()).isFalse();
    assertThat(cut.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.source()).isEqualTo(log.toString()))
        .satisfies(p -> assertThat(p.text()).contains("reading stopped after"));
  }

  @Test
  void handlers_thatWouldWriteWhatIsRead_orOneFile_areRefused_beforeAnythingIsWritten()
      throws Exception {
    Path log = folder.resolve("openssh.Connection.csv"); // as a handler of CSV would call it
    Files.copy(Path.of("..", "demo", "openssh", "auth.log"), log);
    Path all = folder.resolve("all.jsonl");
    Correlator run =
        Correlator.builder()
            .input(folder + "/openssh*")
            .module("openssh", new OpenSsh())
            .handler("a", new CsvHandler(), CsvHandler.Config.defaults().in(folder))
            .handler("b", new JsonlHandler(), JsonlHandler.Config.to(all))
            .handler("c", new JsonlHandler(), JsonlHandler.Config.to(all))
            .build();

    assertThatThrownBy(run::run)
        .isInstanceOf(HandlerOpenException.class)
        .hasMessage(
            "handler 'a': writes %s: the file is read; name one that is not, to keep it; handler"
                + " 'c': writes %s: handler 'b' is to write the same file; name two files",
            log, all);

    assertThat(log).hasSameTextualContentAs(Path.of("..", "demo", "openssh", "auth.log"));
    assertThat(folder).isDirectoryNotContaining("glob:**{.jsonl,.1.csv}");
  }

  @Test
  void handlers_thatWriteFilesOfTheirOwn_getAllEvents() throws Exception {
    Path all = folder.resolve("all.jsonl");
    Correlator.Result result =
        Correlator.builder()
            .input("../demo/openssh/auth.log")
            .module("openssh", new OpenSsh())
            .handler("a", new CsvHandler(), CsvHandler.Config.defaults().in(folder))
            .handler("b", new JsonlHandler(), JsonlHandler.Config.to(all))
            .build()
            .run();

    assertThat(result.isComplete()).isTrue();
    assertThat(Files.readString(all)).contains("\"type\":\"Connection\"");
    assertThat(folder.resolve("openssh.Connection.csv")).isNotEmptyFile();
  }

  private static Correlator.Result openSsh(Path log) throws Exception {
    return Correlator.builder()
        .input(log.toString())
        .module("openssh", new OpenSsh())
        .build()
        .run();
  }

  private static long line(EventEnvelope<?> e) {
    return e.evidence().records().getLast().line();
  }
}
