package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where messages say that more is written. */
class DocumentationTest {

  private static final Path PAGES = Path.of("..", "docs");

  @TempDir private Path temporary;

  @ParameterizedTest
  @EnumSource
  void page_isThere_withItsTitle(Documentation page) throws IOException {
    assertThat(Files.readAllLines(PAGES.resolve(page.file()))).startsWith("# " + page.title());
  }

  @ParameterizedTest
  @EnumSource
  void page_ofAnInstallation_isNamedByAPathThatCanBeOpened(Documentation page) throws IOException {
    assertThat(page.in(temporary))
        .isEqualTo("the page '" + page.title() + "' of the documentation");
    assertThat(page.in(null)).isEqualTo(page.in(temporary));

    Path file = temporary.resolve("docs").resolve(page.file());
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, "");

    assertThat(page.in(temporary)).isEqualTo(file.toString());
  }

  @Test
  void messages_nameThePagesOfTheInstallation() throws IOException {
    Desk desk = new Desk(temporary).whichRuns();
    for (Documentation page : Documentation.values()) {
      Path file = desk.home().resolve("docs").resolve(page.file());
      Files.createDirectories(requireNonNull(file.getParent()));
      Files.writeString(file, "");
    }
    Path other = desk.file("other.log", "2026-03-02T08:15:01Z web1 nginx[7]: GET /\n");
    Path none = desk.file("none.log", "nothing\n");
    String formats = desk.home().resolve("docs/reference/formats.md").toString();

    assertThat(desk.type("run", other.toString()).out())
        .contains(desk.home().resolve("docs/guides/write-a-module.md").toString());
    assertThat(desk.type("run", none.toString()).err()).contains(formats);
    assertThat(desk.type("capture", "ls", "none.log").err()).contains(formats);
  }
}
