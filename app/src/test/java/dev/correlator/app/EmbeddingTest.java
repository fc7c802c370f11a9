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

/** The example of docs/guides/embed.md. */
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
    // example
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
    // end of example
    assertThat(alerts).containsExactly("203.0.113.7 at line 5");
    assertThat(result.summary().records()).isEqualTo(6);
    assertThat(result.rejected()).isZero();
    assertThat(result.handlers().isComplete()).isTrue();
  }

  @Test
  void guide_example_isThisTest() throws Exception {
    String here =
        Files.readString(root().resolve("app/src/test/java/dev/correlator/app/EmbeddingTest.java"));
    String guide = Files.readString(root().resolve("docs/guides/embed.md"));
    String code = between(here, "    // example\n", "    // end of example");
    assertThat(between(guide, "<!-- example -->\n```java\n", "```\n<!-- end of example -->"))
        .isEqualTo(code);
  }

  private static String between(String text, String from, String to) {
    int begin = text.indexOf(from) + from.length();
    return text.substring(begin, text.indexOf(to, begin));
  }

  private static Path root() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  private static long line(EventEnvelope<?> e) {
    return e.evidence().records().getLast().line();
  }
}
