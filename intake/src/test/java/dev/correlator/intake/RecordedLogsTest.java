package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real programs wrote: see {@code recorded/README.md}. */
class RecordedLogsTest {

  private record Taken(String host, String app, String text, Map<String, String> fields) {}

  private static byte[] content(String file) {
    try (InputStream in =
        Objects.requireNonNull(
            RecordedLogsTest.class.getResourceAsStream("/recorded/" + file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All records of a file, whose format is found; none may be refused. */
  private static List<Taken> read(String file) {
    List<Taken> found = new ArrayList<>();
    Intake intake = Log.open(content(file), Log.options());
    RecordBlock block = new RecordBlock(intake.blockBytes());
    while (intake.sources().get(0).read(block)) {
      intake
          .parser()
          .parse(
              block,
              new RecordTaker() {
                @Override
                public void record(int format, int from, int to, RecordHeader h) {
                  Map<String, String> fields = new LinkedHashMap<>();
                  for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += RecordHeader.FIELD) {
                    fields.put(
                        text(block, h.fields[i], h.fields[i + 1]),
                        text(block, h.fields[i + 2], h.fields[i + 3]));
                  }
                  found.add(
                      new Taken(
                          text(block, h.hostFrom, h.hostTo),
                          text(block, h.appFrom, h.appTo),
                          text(block, h.textFrom, h.textTo),
                          fields));
                }

                @Override
                public void reject(int from, int to, Rejection reason) {
                  throw new AssertionError(reason + ": " + text(block, from, to));
                }
              });
    }
    return found;
  }

  private static String text(RecordBlock block, int from, int to) {
    return new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
  }

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
    try (Intake intake = Log.open(content(file), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo(format);
      assertThat(intake.sources().get(0).trailer()).isNull();
    }
    assertThat(read(file)).hasSize(records);
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
    List<String> whole = Log.read(content(file), Log.options(), 1 << 18);

    for (int size = 1; size < 5000; size += 499) {
      assertThat(Log.read(content(file), Log.options(), size)).as("%d", size).isEqualTo(whole);
    }
  }

  @Test
  void containersOfBothKinds_wroteTheSame() {
    List<String> docker = read("docker.log").stream().map(Taken::text).sorted().toList();

    assertThat(docker)
        .contains("Order 18 refused: no card", "no line feed at the end", "\tat shop.Cart")
        .anySatisfy(t -> assertThat(t).hasSize(17_000 + " end of a long line".length()));
    assertThat(read("cri.log").stream().map(Taken::text).sorted()).isEqualTo(docker);
    assertThat(read("docker.log").get(0).fields())
        .isEqualTo(Map.of("stream", "stderr", "attrs.tag", "shop", "attrs.team", "web"));
    assertThat(read("docker-terminal.log").stream().map(Taken::text)).containsExactly("one", "two");
  }

  @Test
  void bothFormsOfAJournal_sayTheSame() {
    List<Taken> export = read("journal.export");

    assertThat(export.stream().map(Taken::text))
        .contains("No stock for order 17", "Order 19 refused:\n\nno stock\nno card");
    assertThat(export.stream().map(Taken::app)).contains("shop", "sshd", "systemd-journald");
    assertThat(export.stream().map(Taken::host)).containsOnly("vm");
    assertThat(read("journal.json")).isEqualTo(export);
  }

  @Test
  void serversOfBothMakes_wroteTheSameRequests() {
    List<String> paths =
        read("access-nginx.log").stream().map(t -> t.fields().getOrDefault("path", "")).toList();

    assertThat(paths).contains("/a\"b\\c", "/order\u00e4", "/index.html?q=a%20b", "/", "");
    assertThat(
            read("access-apache-vhost.log").stream().map(t -> t.fields().getOrDefault("path", "")))
        .isEqualTo(paths);
    assertThat(read("access-nginx.log").get(1).fields())
        .containsEntry("agent", "Mozilla/5.0 (X11; \"quoted\" \\ and back)")
        .isEqualTo(remove(read("access-apache-vhost.log").get(1).fields()));
  }

  private static Map<String, String> remove(Map<String, String> fields) {
    Map<String, String> rest = new LinkedHashMap<>(fields);
    rest.keySet().removeAll(List.of("vhost", "port", "bytes"));
    rest.put("bytes", "6"); // nginx counts the body alone
    return rest;
  }
}
