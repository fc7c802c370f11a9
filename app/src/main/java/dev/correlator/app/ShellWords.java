package dev.correlator.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words as they are typed to a shell. */
final class ShellWords {

  /** What the launcher was called by. */
  static final String CALLED = Assignments.PREFIX + "CALLED";

  /** The program where it is on the path. */
  static final String NAME = "correlator";

  private ShellWords() {}

  /** Words in one line; what means something to a shell is quoted. */
  static String of(List<String> words) {
    List<String> typed = new ArrayList<>();
    for (String word : words) {
      boolean plain = !word.isEmpty() && word.chars().allMatch(ShellWords::isPlain);
      typed.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return Printable.line(String.join(" ", typed));
  }

  /**
   * Names of files at the end of a command: behind {@code --} where one looks like an option. Not
   * with {@code ./} in front: ids may have the name of a file in them.
   */
  static List<String> files(List<String> names) {
    List<String> words = new ArrayList<>();
    if (names.stream().anyMatch(name -> name.startsWith("-") && name.length() > 1)) {
      words.add("--");
    }
    words.addAll(names);
    return words;
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) || "_-+=:,./@%".indexOf(c) >= 0;
  }

  /**
   * What to type for the program where the user stands: its name where the path leads to what was
   * called, else what was called.
   *
   * @param environment tells what was called, and the path
   */
  static String program(Map<String, String> environment) {
    String called = environment.get(CALLED);
    if (called == null || called.isEmpty()) {
      return NAME;
    }
    if (called.indexOf('/') < 0) { // a shell was given the file
      return of(List.of("./" + called));
    }
    String name = called.substring(called.lastIndexOf('/') + 1);
    return of(List.of(Path.of(called).equals(onPath(name, environment)) ? name : called));
  }

  /** What a shell takes for a name, in the words of the path; null where it finds nothing. */
  private static @Nullable Path onPath(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      try {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
          return file;
        }
      } catch (InvalidPathException e) {
        // A folder that no file system has: the next one may have it.
      }
    }
    return null;
  }
}
