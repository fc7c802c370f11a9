package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where a log and a copy of it are read together. */
class CopiesTest {

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void layOut() {
    desk = new Desk(temporary).whichRuns();
  }

  private static String log(String host, int records) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < records; i++) {
      lines.append(Instant.parse("2026-03-02T09:00:00Z").plusSeconds(i)).append(' ');
      lines.append(host).append(" sshd[5]: Connection closed by 192.0.2.1 port 22 [preauth]\n");
    }
    return lines.toString();
  }

  private String run(Path... files) {
    return run(List.of(), files);
  }

  private String run(List<String> options, Path... files) {
    List<String> words = new ArrayList<>(List.of("run", "openssh"));
    words.addAll(options);
    for (Path file : files) {
      words.add(file.toString());
    }
    return desk.type(words.toArray(String[]::new)).out();
  }

  @Test
  void copy_besideItsLog_isAskedAbout_howeverItIsPacked() throws IOException {
    Path log = desk.file("a.log", log("web1", 100));
    Path copy = desk.file("b.log", log("web1", 100));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(log("web1", 100).getBytes(StandardCharsets.UTF_8));
    }
    Path gzip = Files.write(temporary.resolve("desk/c.log.gz"), packed.toByteArray());

    assertThat(run(copy, log))
        .contains(
            "200 records",
            "NOTE    "
                + copy
                + " begins as "
                + log
                + " and is as long: if it is a copy, what is in"
                + " both counts twice\n");
    assertThat(run(log, gzip)).contains("NOTE    " + gzip + " begins as " + log + " and is as");
    assertThat(run(List.of("--format", "json"), copy, log))
        .containsOnlyOnce("\"begins_as\" : \"" + log + "\"");
  }

  @Test
  void olderCopy_thatIsShorter_isAskedAbout() {
    Path log = desk.file("a.log", log("web1", 100));
    Path older = desk.file("a.log.bak", log("web1", 60));

    assertThat(run(log, older))
        .contains(
            "NOTE    "
                + older
                + " begins as "
                + log
                + ": if one is a copy of a part of the other,"
                + " what is in both counts twice\n");
  }

  @Test
  void manyCopies_areToldInPart() {
    Path[] files = new Path[6];
    for (int i = 0; i < files.length; i++) {
      files[i] = desk.file(i + ".log", log("web1", 2));
    }

    assertThat(run(files))
        .containsPattern("(NOTE {4}\\S+ begins as \\S+ and is as long.*\n){3}NOTE {4}2 more files")
        .contains("2 more files begin as another\n");
  }

  @Test
  void logsOfTwoHosts_thatAreAsLong_areNotAskedAbout() {
    assertThat(run(desk.file("a.log", log("web1", 100)), desk.file("b.log", log("web2", 100))))
        .contains("200 records")
        .doesNotContain("begins as");
  }

  @Test
  void logsThatBeginWithTheSameHeader_areNotAskedAbout() {
    String header = "-- the shop, version 7, all rights reserved --\n".repeat(40);

    assertThat(
            run(
                desk.file("a.log", header + log("web1", 100)),
                desk.file("b.log", header + log("web1", 100).substring(90 * 80))))
        .contains("not parsed")
        .doesNotContain("begins as");
  }

  @Test
  void logThatIsNamedTwice_isReadOnce() throws IOException {
    Path log = desk.file("a.log", log("web1", 100));
    Path link = Files.createSymbolicLink(temporary.resolve("link.log"), log);

    assertThat(run(log, link))
        .contains("100 records", link + ": the same file as " + log + ", read once")
        .doesNotContain("NOTE");
  }
}
