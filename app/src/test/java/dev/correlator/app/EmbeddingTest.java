package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.modules.OpenSsh;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static long line(EventEnvelope<?> e) {
    return e.evidence().records().getLast().line();
  }
}
