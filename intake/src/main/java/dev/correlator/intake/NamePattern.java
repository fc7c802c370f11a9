package dev.correlator.intake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Names with {@code *}, {@code ?}, {@code [...]} or <code>{a,b}</code>, which a shell would have
 * replaced by the files that have them: where there was none, or the pattern was quoted.
 */
final class NamePattern {

  private NamePattern() {}

  /** The files that a name stands for, sorted; the name itself if it is no pattern. */
  static List<Path> files(String name, List<Problem> problems) {
    try {
      Path path = Path.of(name);
      if (!isPattern(name) || Files.exists(path)) {
        return List.of(path);
      }
      List<Path> found = List.of(path.isAbsolute() ? path.getRoot() : Path.of(""));
      for (Path part : path) {
        found = step(found, part.toString());
      }
      if (found.isEmpty()) {
        problems.add(new Problem(name, "no file has such a name"));
      }
      return found;
    } catch (InvalidPathException | PatternSyntaxException e) {
      problems.add(new Problem(name, "is no name of a file: " + e.getMessage()));
      return List.of();
    }
  }

  private static List<Path> step(List<Path> folders, String part) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!isPattern(part)) {
        Path path = folder.resolve(part);
        if (Files.exists(path)) {
          found.add(path);
        }
      } else if (Files.isDirectory(folder.toString().isEmpty() ? Path.of(".") : folder)) {
        list(folder, part, found);
      }
    }
    return found;
  }

  private static void list(Path folder, String part, List<Path> found) {
    List<Path> here = new ArrayList<>();
    boolean hidden = part.startsWith(".");
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder, part)) {
      for (Path path : names) {
        if (hidden || !path.getFileName().toString().startsWith(".")) {
          here.add(path);
        }
      }
    } catch (IOException e) {
      // A folder that cannot be listed has no files for us, as in a shell.
      return;
    }
    here.sort(null);
    found.addAll(here);
  }

  private static boolean isPattern(String name) {
    for (int i = 0; i < name.length(); i++) {
      if ("*?[{".indexOf(name.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
