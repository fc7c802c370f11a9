package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference says what the code says. Where a page is out of date, the right one is left in
 * {@code app/target/reference}: copy it to {@code docs/reference}.
 */
class ReferenceTest {

  private static final Path APP = Path.of("").toAbsolutePath();
  private static final Path REFERENCE =
      requireNonNull(APP.getParent()).resolve("docs").resolve("reference");

  private static ReferencePages pages() {
    ClassLoader program = ReferenceTest.class.getClassLoader();
    Surroundings nowhere =
        new Surroundings(
            Map.of(),
            Path.of(""),
            program,
            null,
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()));
    return new ReferencePages(
        Installation.find(program, null),
        new CommandShell(nowhere, new HistoryRunner()).commandLine());
  }

  private static void check(String name, String right) throws IOException {
    Path page = REFERENCE.resolve(name);
    String there = Files.exists(page) ? Files.readString(page) : "";
    if (!there.equals(right)) {
      Path renewed = APP.resolve("target").resolve("reference").resolve(name);
      Files.createDirectories(requireNonNull(renewed.getParent()));
      Files.writeString(renewed, right);
    }
    assertThat(there)
        .as("docs/reference/%s is out of date; copy app/target/reference/%s over it", name, name)
        .isEqualTo(right);
  }

  @Test
  void pageOfSettings_saysWhatTheCodeSays() throws IOException {
    check("configuration.md", pages().configuration());
  }

  @Test
  void pageOfCommands_saysWhatTheCodeSays() throws IOException {
    check("cli.md", pages().commands());
  }

  @Test
  void pageOfEvents_hasARowForEachEventOfTheEngine() throws IOException {
    String head = "| event | kind | fields | when |\n|---|---|---|---|\n";
    String page = Files.readString(REFERENCE.resolve("events.md"));
    String table = page.substring(page.indexOf(head) + head.length());
    List<String> rows = table.lines().takeWhile(line -> line.startsWith("|")).toList();
    List<String> right =
        OperationalEvents.types().stream().map(ReferencePages::cells).sorted().toList();

    assertThat(rows.stream().sorted().toList())
        .zipSatisfy(right, (row, cells) -> assertThat(row).startsWith(cells).endsWith(" |"));
  }

  @Test
  void schemaForEditors_saysWhatTheCodeSays() throws IOException {
    check("correlator.schema.json", pages().schema());
  }
}
