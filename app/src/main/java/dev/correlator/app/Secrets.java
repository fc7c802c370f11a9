package dev.correlator.app;

import dev.correlator.app.ConfigNode.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows references to credentials. Configuration holds none itself: it names an environment
 * variable ({@code env:SMTP_PASSWORD}) or a file that only its owner can read ({@code
 * file:/etc/correlator/smtp}).
 */
final class Secrets {

  private static final String ENV = "env:";
  private static final String FILE = "file:";
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Map<String, String> environment;
  private final Path directory;

  /**
   * Keeps where to look.
   *
   * @param environment the environment's variables
   * @param directory what relative paths are resolved against
   */
  Secrets(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /**
   * What a reference leads to. Messages never repeat what was written: it may be the credential.
   *
   * @param reference the reference; empty: there is no credential
   * @return the credential, null where there is a problem
   */
  @Nullable String resolve(Scalar reference, String subject, Problems problems) {
    String text = reference.text();
    if (text.isEmpty()) {
      return "";
    }
    if (text.startsWith(ENV)) {
      String value = environment.get(text.substring(ENV.length()));
      if (value == null) {
        refuse(reference, subject + " names an environment variable that is not set", problems);
      }
      return value;
    }
    if (text.startsWith(FILE)) {
      return content(reference, text.substring(FILE.length()), subject, problems);
    }
    refuse(
        reference,
        subject
            + " is a credential; do not write it here, but where it is: env:VARIABLE or file:PATH",
        problems);
    return null;
  }

  private @Nullable String content(
      Scalar reference, String path, String subject, Problems problems) {
    try {
      Path file = directory.resolve(path);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
          if (OTHERS.contains(permission)) {
            refuse(
                reference,
                subject + " names a file that others than its owner can use; chmod 600 it",
                problems);
            return null;
          }
        }
      }
      return Files.readString(file).strip();
    } catch (IOException | InvalidPathException e) {
      refuse(reference, subject + " names a file that cannot be read", problems);
      return null;
    }
  }

  private static void refuse(Scalar reference, String text, Problems problems) {
    problems.add(reference.place(), ProblemCode.CFG_SECRET, text);
  }
}
