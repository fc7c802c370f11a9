package dev.correlator.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Pages that messages lead to. They are a part of the installation. */
enum Documentation {
  /** What can be read, and how other lines are described. */
  FORMATS("reference/formats.md", "Formats: what is read, and what is not"),
  /** How to write a module. */
  MODULES("guides/write-a-module.md", "Write a logic module");

  private final String file;
  private final String title;

  Documentation(String file, String title) {
    this.file = file;
    this.title = title;
  }

  /** Its place in the folder of the pages. */
  String file() {
    return file;
  }

  /** Its heading. */
  String title() {
    return title;
  }

  /**
   * What to print: a path that can be opened from wherever the user stands, or the title where the
   * installation has no pages.
   *
   * @param home the folder of the installation, or null
   */
  String in(@Nullable Path home) {
    Path page = home == null ? null : home.resolve("docs").resolve(file).toAbsolutePath();
    return page != null && Files.isRegularFile(page)
        ? Printable.line(page.toString())
        : "the page '" + title + "' of the documentation";
  }
}
