package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats that the reference page describes in a configuration, on the lines below them. */
class DescribedFormatsTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "formats.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```yaml\n(formats:\n  ([\\w-]+):\n.*?)^```.*?^```text\n(.*?)^```$");

  @TempDir private Path temporary;

  @Test
  void formats_thatThePageDescribes_readTheLinesBelowThem() throws IOException {
    List<String> names = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
    while (example.find()) {
      String name = example.group(2);
      names.add(name);
      Desk desk = new Desk(temporary.resolve(name)).whichRuns();
      desk.file("correlator.yaml", example.group(1));
      Path log = desk.file("shop.log", example.group(3));

      Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2026-03-02T12:00:00Z")));

      Desk.Answer answer = desk.type("run", log.toString());

      assertThat(answer.err()).as(name).doesNotContain("CFG_");
      assertThat(answer.out())
          .as(name)
          .contains("shop.log: " + name + " format")
          .contains("2 records")
          .contains("2026-03-02 ")
          .contains(" + 0 not parsed");
    }
    assertThat(names)
        .containsExactly(
            "shop",
            "tutorial",
            "simple-formatter",
            "no-level",
            "catalina",
            "gunicorn",
            "celery",
            "python-default");
  }
}
