package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of many more files than a process may have open, with little memory. */
class ManyFilesTest {

  private static final int FILES = 3_000;
  private static final int LINES = 12;

  @TempDir private Path folder;

  /** Records in the order of their times, of which some overlap in each two files. */
  private static List<String> records() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < FILES * LINES; i++) {
      records.add(
          "2026-03-02T%02d:%02d:%02d.%03dZ web%d sshd[%d]: %s for root from 192.0.2.%d port 22 ssh2\n"
              .formatted(
                  i / 3_600_000,
                  i / 60_000 % 60,
                  i / 1000 % 60,
                  i % 1000,
                  i % 5,
                  i / 50,
                  i % 7 == 0 ? "Accepted password" : "Failed password",
                  i % 200));
    }
    return records;
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    if (name.endsWith(".gz")) {
      try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(content.getBytes(StandardCharsets.US_ASCII));
      }
      return file;
    }
    return Files.writeString(file, content);
  }

  private String events(String inputs) throws Exception {
    Path events = folder.resolve("events.jsonl");
    JavaProcess.Ended ended =
        JavaProcess.run(
            folder,
            List.of("-Xmx96m"),
            Main.class,
            "run",
            "openssh",
            "--shards",
            "2",
            "--events",
            events.toString(),
            inputs);
    assertThat(ended.code()).as(ended.err()).isZero();
    // Where a record stands differs, and so does what is told of the run itself.
    return Files.readString(events)
        .replaceAll("\"(source|evidence)\":.*", "")
        .replaceAll("(?m)^.*\"system\":\"engine\".*$", "");
  }

  @Test
  void files_byTheThousand_openedFewAtATime_giveTheEventsOfOne() throws Exception {
    List<String> records = records();
    List<StringBuilder> apart = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      apart.add(new StringBuilder());
    }
    Random random = new Random(3);
    for (int i = 0; i < records.size(); i++) {
      int near = Math.floorMod(i / LINES + random.nextInt(200), FILES);
      apart.get(near).append(records.get(i));
    }
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    for (int i = 0; i < FILES; i++) {
      String name = "many/" + numbers.get(i) + (i % 10 == 0 ? ".log.gz" : ".log");
      write(name, apart.get(i).toString());
    }
    Path one = write("one.log", String.join("", records));

    String expected = events(one.toString());

    assertThat(expected.lines().count()).isGreaterThan(1_000);
    assertThat(events(folder.resolve("many") + "/*")).isEqualTo(expected);
  }
}
