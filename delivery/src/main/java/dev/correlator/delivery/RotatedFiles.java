package dev.correlator.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Set;

/** The older versions of a file: {@code name.1.csv} is the latest of {@code name.csv}. */
final class RotatedFiles {

  private RotatedFiles() {}

  /**
   * Renames a file to the first of its older versions, and these to the next.
   *
   * @param keep how many older versions are kept; the oldest is deleted
   */
  static void rotate(Path file, int keep) throws IOException {
    Files.deleteIfExists(version(file, keep));
    for (int i = keep; i > 0; i--) {
      Path from = i == 1 ? file : version(file, i - 1);
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(from, version(file, i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** A file with those of its older versions that are there. */
  static Set<Path> with(Path file, int keep) {
    Set<Path> files = new LinkedHashSet<>();
    files.add(file);
    for (int i = 1; i <= keep; i++) {
      Path older = version(file, i);
      if (Files.exists(older, LinkOption.NOFOLLOW_LINKS)) {
        files.add(older);
      }
    }
    return files;
  }

  static Path version(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String ending = dot <= 0 ? "" : name.substring(dot);
    return file.resolveSibling(stem + "." + number + ending);
  }
}
