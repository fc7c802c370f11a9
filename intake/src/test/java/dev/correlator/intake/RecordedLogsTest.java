package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real programs wrote: see {@code recorded/README.md}. */
class RecordedLogsTest {

  @ParameterizedTest
  @CsvSource({
    "docker.log, docker, 8",
    "docker-terminal.log, docker, 2",
    "cri.log, cri, 8",
    "journal.json, journald-json, 9",
    "journal.export, journald-export, 9",
    "access-nginx.log, access, 9",
    "access-apache.log, access, 9",
    "access-apache-vhost.log, access, 9",
  })
  void file_ofARealProgram_isFoundAndReadWhole(String file, String format, int records)
      throws IOException {
    try (Intake intake = Log.open(Recorded.content(file), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo(format);
      assertThat(intake.sources().get(0).trailer()).isNull();
    }
    assertThat(Recorded.read(file)).hasSize(records);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.log",
    "cri.log",
    "journal.json",
    "journal.export",
    "access-apache-vhost.log",
  })
  void file_readInSmallBlocks_isTheSame(String file) {
    List<String> whole = Log.read(Recorded.content(file), Log.options(), 1 << 18);

    for (int size = 1; size < 5000; size += 499) {
      assertThat(Log.read(Recorded.content(file), Log.options(), size))
          .as("%d", size)
          .isEqualTo(whole);
    }
  }

  @Test
  void containersOfBothKinds_wroteTheSame() {
    List<String> docker =
        Recorded.read("docker.log").stream().map(Recorded::text).sorted().toList();

    assertThat(docker)
        .contains("Order 18 refused: no card", "no line feed at the end", "\tat shop.Cart")
        .anySatisfy(t -> assertThat(t).hasSize(17_000 + " end of a long line".length()));
    assertThat(Recorded.read("cri.log").stream().map(Recorded::text).sorted()).isEqualTo(docker);
    assertThat(Recorded.read("docker.log").get(0).fields())
        .isEqualTo(Map.of("stream", "stderr", "attrs.tag", "shop", "attrs.team", "web"));
    assertThat(Recorded.read("docker-terminal.log").stream().map(Recorded::text))
        .containsExactly("one", "two");
  }

  @Test
  void bothFormsOfAJournal_sayTheSame() {
    List<Recorded> export = Recorded.read("journal.export");

    assertThat(export.stream().map(Recorded::text))
        .contains("No stock for order 17", "Order 19 refused:\n\nno stock\nno card");
    assertThat(export.stream().map(Recorded::app)).contains("shop", "sshd", "systemd-journald");
    assertThat(export.stream().map(Recorded::host)).containsOnly("vm");
    assertThat(Recorded.read("journal.json")).isEqualTo(export);
  }

  @Test
  void serversOfBothMakes_wroteTheSameRequests() {
    List<String> paths =
        Recorded.read("access-nginx.log").stream()
            .map(t -> t.fields().getOrDefault("path", ""))
            .toList();

    assertThat(paths).contains("/a\"b\\c", "/order\u00e4", "/index.html?q=a%20b", "/", "");
    assertThat(
            Recorded.read("access-apache-vhost.log").stream()
                .map(t -> t.fields().getOrDefault("path", "")))
        .isEqualTo(paths);
    assertThat(Recorded.read("access-nginx.log").get(1).fields())
        .containsEntry("agent", "Mozilla/5.0 (X11; \"quoted\" \\ and back)")
        .isEqualTo(remove(Recorded.read("access-apache-vhost.log").get(1).fields()));
  }

  private static Map<String, String> remove(Map<String, String> fields) {
    Map<String, String> rest = new LinkedHashMap<>(fields);
    rest.keySet().removeAll(List.of("vhost", "port", "bytes"));
    rest.put("bytes", "6"); // nginx counts the body alone
    return rest;
  }
}
