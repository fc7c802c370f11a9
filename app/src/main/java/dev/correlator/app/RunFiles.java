package dev.correlator.app;

import dev.correlator.delivery.WholeFile;
import dev.correlator.intake.Intake;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that a run reads, and those that it writes: none is both, and none is written by two.
 * Looks at names and rights alone, and opens nothing. Used by one thread.
 */
final class RunFiles {

  private final Set<Object> read = new HashSet<>();

  /** What writes a file. */
  private final Map<Object, String> written = new HashMap<>();

  /**
   * Takes what is read.
   *
   * @param folder what relative paths begin at
   * @param inputs files, patterns of names, {@code -} for standard input
   */
  RunFiles(Path folder, List<String> inputs) {
    for (Path file : Intake.files(inputs.stream().map(i -> absolute(folder, i)).toList())) {
      read.add(identity(file));
    }
  }

  private static String absolute(Path folder, String input) {
    try {
      return input.equals(Intake.STANDARD_INPUT) ? input : folder.resolve(input).toString();
    } catch (InvalidPathException e) {
      return input; // no file has this name: intake says so
    }
  }

  /**
   * Takes a file that is to be written.
   *
   * @param who what will write it
   * @return why it must not be, in words, or null
   */
  @Nullable String write(String who, Path file) {
    Object identity = identity(file);
    if (read.contains(identity)) {
      return "the file is read; name one that is not, to keep it";
    }
    // What is no regular file is not overwritten: two may write to /dev/null.
    if (!Files.exists(file) || Files.isRegularFile(file)) {
      String other = written.putIfAbsent(identity, who);
      if (other != null && !other.equals(who)) {
        return other + " is to write the same file; name two files";
      }
    }
    return null;
  }

  /**
   * Takes the files that a handler will write.
   *
   * @param who the handler, in words
   * @return why the first of those that it must not write must not be, in words, or null
   */
  @Nullable String write(String who, List<Path> files) {
    String first = null;
    int more = 0;
    for (Path file : files) {
      String why = write(who, file);
      if (why != null && first == null) {
        first = "writes " + file + ": " + why;
      } else if (why != null) {
        more++;
      }
    }
    return first == null || more == 0 ? first : first + " (and " + more + " more)";
  }

  /**
   * What is in the way of writing a file. Folders that are not there are not: they are made.
   *
   * @param whole whether the file will be replaced as a whole
   * @return in words, or null
   */
  static @Nullable String obstacle(Path named, boolean whole) {
    Path file;
    try {
      file = WholeFile.target(named);
    } catch (IOException e) {
      return reason(e);
    }
    if (Files.isDirectory(file)) {
      return "is a directory; name a file";
    }
    boolean isThere = Files.exists(file);
    if (isThere && !Files.isWritable(file)) {
      return "may not be written; check its permissions";
    }
    if (isThere && (!whole || !Files.isRegularFile(file))) {
      return null;
    }
    Path folder = file.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder)) {
      return "cannot be written: " + folder + " is a file, not a folder";
    }
    return Files.isWritable(folder)
        ? null
        : "may not be written; check the permissions of the folder " + folder;
  }

  /** Why a file could not be opened to write it, in words. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "may not be written; check the permissions of " + e.getMessage();
    }
    if (e instanceof NoSuchFileException) {
      return "cannot be written: there is no " + e.getMessage();
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? "cannot be written: " + e : "cannot be written: " + reason;
  }

  /** The same for all names of a file: by links of either kind, also where it is not there yet. */
  private static Object identity(Path file) {
    try {
      Path target = WholeFile.target(file);
      if (Files.exists(target)) {
        Object key = Files.readAttributes(target, BasicFileAttributes.class).fileKey();
        return key == null ? target.toRealPath() : key;
      }
      Path folder = target.normalize().getParent();
      Path name = target.getFileName();
      return folder == null || name == null || !Files.exists(folder)
          ? target.normalize()
          : folder.toRealPath().resolve(name);
    } catch (IOException e) {
      return file.toAbsolutePath().normalize(); // whoever opens it will tell
    }
  }
}
